// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include "naive_rules.hpp"

#include <cortexpr/core.hpp>
#include <random>
#include <string>

/// Random small networks, simulated by the library and by the naive reference.
namespace against_naive {

using namespace cortexpr;

/// Leaky neuron without units whose input is an exponential current g or a jump of v.
struct cell {
  template <class I>
  struct state {
    number<I> v = 0, g = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_g = 5_ms;
    number<I> v_th = 1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.g - x.v) / p.tau, .g = -x.g / p.tau_g};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

/// Spike sources feed neurons that are connected among each other; both projections have the rules.
template <class Order, class... Rules>
constexpr auto description_of =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}), population<"n">(given, cell{}),
             projection<"F: in -> n.g">(given, weight(given), delay(given), plasticity<Rules...>{}, Order{}),
             projection<"R: n -> n.v">(given, weight(given), delay(given), plasticity<Rules...>{}, Order{}));
/// The same with delays of axons and dendrites, and with a convention for pairs that meet in one step.
template <coincident_pairs Pairs, int Dendrite, class... Rules>
constexpr auto delayed_description =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}), population<"n">(given, cell{}),
             projection<"F: in -> n.g">(given, weight(given), axonal_delay(given), dendritic_delay(Dendrite * 0.5_ms),
                                        Pairs, plasticity<Rules...>{}),
             projection<"R: n -> n.v">(given, weight(given), axonal_delay(given), dendritic_delay(Dendrite * 0.5_ms),
                                       Pairs, plasticity<Rules...>{}));
template <class... Rules>
constexpr auto normalised_description =
    describe(record<"n.spikes">(), population<"in">(given, spike_times{}), population<"n">(given, cell{}),
             projection<"F: in -> n.g">(given, weight(given), delay(given), plasticity<Rules...>{}),
             projection<"R: n -> n.v">(given, weight(given), delay(given), plasticity<Rules...>{}),
             regularly<"normalise F", "F">(every{3_ms}, normalise{2.5}),
             regularly<"normalise R", "R">(every{3_ms}, normalise{2.5}));

enum class wiring { dense, sparse, mixed_delays };

struct experiment {
  naive::network network;
  std::size_t sources = 0, neurons = 0;
  std::vector<std::int64_t> input_steps, input_neurons;
  static constexpr long steps = 400;

  experiment(unsigned seed, wiring how) {
    std::mt19937_64 random(seed);
    const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
    const auto whole = [&](int a, int b) { return std::uniform_int_distribution<int>(a, b)(random); };
    sources = static_cast<std::size_t>(whole(5, 20));
    neurons = static_cast<std::size_t>(whole(3, 10));
    // Sources spike alone or, with a common event, many in one step.
    network.input.resize(steps);
    for (long k = 0; k < steps; ++k) {
      const double rate = uniform(0, 1) < 0.05 ? 0.6 : 0.04;
      for (std::size_t i = 0; i < sources; ++i)
        if (uniform(0, 1) < rate) {
          network.input[static_cast<std::size_t>(k)].push_back(i);
          input_steps.push_back(k);
          input_neurons.push_back(static_cast<std::int64_t>(i));
        }
    }
    const auto connect = [&](naive::projection& p, std::size_t from) {
      const long one_delay = whole(0, 4);
      const auto add = [&](std::size_t i, std::size_t j) {
        naive::synapse s;
        s.source = i, s.target = j;
        s.delay = how == wiring::mixed_delays ? whole(0, 6) : one_delay;
        s.w = uniform(0.1, 0.9);
        p.synapses.push_back(s);
      };
      if (how == wiring::dense) {
        for (std::size_t i = 0; i < from; ++i)
          for (std::size_t j = 0; j < neurons; ++j) add(i, j);
      } else { // in a jumbled order, some pairs several times, the first neuron with an autapse
        for (std::size_t k = 0; k < from * neurons / 2; ++k)
          add(static_cast<std::size_t>(whole(0, static_cast<int>(from) - 1)),
              static_cast<std::size_t>(whole(0, static_cast<int>(neurons) - 1)));
        add(0, 0), add(0, 0);
      }
    };
    connect(network.feed, sources);
    connect(network.recurrent, neurons);
    for (naive::synapse& s : network.recurrent.synapses) s.w *= 0.5;
    network.tau = uniform(10e-3, 30e-3);
    network.dt = 0.5e-3;
    // Few inputs are stronger.
    network.threshold = 0.03 * static_cast<double>(sources);
  }
};

inline bool near(double a, double b) { return std::abs(a - b) <= 1e-11 * std::max({std::abs(a), std::abs(b), 1e-3}); }

/// Runs both and says where they differ first; empty: nowhere. `rules` are those of the library, `prepare` gives a
/// projection of the naive network the same ones.
template <auto const& D, class Rules, class Prepare>
std::string difference(unsigned seed, wiring how, Rules rules, Prepare&& prepare, std::size_t* spike_count = nullptr) {
  experiment x(seed, how);
  naive::network& reference = x.network;
  std::vector<double> pools;
  for (std::size_t j = 0; j < x.neurons; ++j) pools.push_back(0.3 + 0.1 * static_cast<double>(j));
  const auto sources_of = [](const naive::projection& p, auto member) {
    std::vector<double> list;
    for (const naive::synapse& s : p.synapses) list.push_back(static_cast<double>(s.*member));
    return list;
  };
  const auto connections = [&](const naive::projection& p) {
    return pairs(sources_of(p, &naive::synapse::source), sources_of(p, &naive::synapse::target));
  };
  const auto weights = [&](const naive::projection& p) { return values(sources_of(p, &naive::synapse::w)); };
  const auto delays = [&](const naive::projection& p) { return values(sources_of(p, &naive::synapse::delay), 0.5_ms); };
  simulation<network<D>> sim{time_step{0.5_ms},
                             threads{1 + seed % 3, true},
                             set<"in">(static_cast<std::int64_t>(x.sources)),
                             set<"n">(static_cast<std::int64_t>(x.neurons)),
                             set<"n.tau">(quantity<dim::second>(reference.tau)),
                             set<"n.v_th">(reference.threshold),
                             set<"in">(spike_list::at_steps(x.input_steps, x.input_neurons)),
                             set<"F">(connections(reference.feed)),
                             set<"F.w">(weights(reference.feed)),
                             set<"F.delay">(delays(reference.feed)),
                             set<"F">(rules),
                             set<"R">(connections(reference.recurrent)),
                             set<"R.w">(weights(reference.recurrent)),
                             set<"R.delay">(delays(reference.recurrent)),
                             set<"R">(rules)};
  for (naive::projection* p : {&reference.feed, &reference.recurrent}) {
    p->pool = pools;
    prepare(*p);
  }
  using list = typename network<D>::structure::template item<3>::rules;
  if constexpr (find_variable<cortexpr::detail::target_variables<list>>("pool") != not_found) {
    sim.template set<"F.pool">(values(pools));
    sim.template set<"R.pool">(values(pools));
  }
  if constexpr (cortexpr::detail::list_needs<list, global_signal>) {
    sim.template set<"F.signal">(reference.feed.signal);
    sim.template set<"R.signal">(reference.recurrent.signal);
  }
  reference.build(x.neurons);

  const auto compare = [&](const std::string& name, const auto& ours, const auto& theirs) -> std::string {
    for (std::size_t k = 0; k < theirs.size(); ++k)
      if (!near(ours[k], theirs[k]))
        return name + "[" + std::to_string(k) + "] at step " + std::to_string(reference.now) + ": " +
               std::to_string(ours[k]) + ", naive " + std::to_string(theirs[k]) + "; ";
    return {};
  };
  std::string found;
  while (found.empty() && reference.now < x.steps) {
    const long part = reference.now == 0 ? 1 : 21;
    sim.run_steps(part);
    reference.run(part);
    found += compare("F.w", sim.template get<"F.w">(), sources_of(reference.feed, &naive::synapse::w));
    found += compare("R.w", sim.template get<"R.w">(), sources_of(reference.recurrent, &naive::synapse::w));
    found += compare("n.v", sim.template get<"n.v">(), reference.v);
    found += compare("n.g", sim.template get<"n.g">(), reference.g);
  }
  const auto& spikes = sim["n.spikes"_name];
  std::vector<std::int64_t> steps, neurons;
  for (std::size_t k = 0; k < reference.spikes.size(); ++k)
    for (const std::size_t j : reference.spikes[k]) {
      steps.push_back(static_cast<std::int64_t>(k));
      neurons.push_back(static_cast<std::int64_t>(j));
    }
  if (spikes.steps != steps ||
      !std::equal(neurons.begin(), neurons.end(), spikes.neurons.begin(), spikes.neurons.end()))
    found += "spikes differ; ";
  if (spike_count != nullptr) *spike_count += steps.size();
  return found;
}

/// All kinds of wiring, some seeds each; the networks must not be silent.
template <auto const& D, class Rules, class Prepare>
void compare(Rules rules, Prepare&& prepare) {
  std::size_t spikes = 0;
  for (const wiring how : {wiring::dense, wiring::sparse, wiring::mixed_delays})
    for (unsigned seed = 1; seed <= 5; ++seed) {
      CAPTURE(seed, static_cast<int>(how));
      CHECK(difference<D>(seed, how, rules, prepare, &spikes) == "");
    }
  CHECK(spikes > 200);
}

} // namespace against_naive
