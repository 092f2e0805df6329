// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include "naive_language.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <random>
#include <string>
#include <tuple>

/// Random networks whose neurons and synapses have equations, simulated by the library and by the naive reference.
namespace against_language {

using namespace cortexpr;
namespace naive = naive_language;

/// Leaky neuron without units, held while refractory: g is an exponential current, nmda is fed by synapses, low is a
/// filtered v.
struct cell {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
    number<I> g = 0, nmda = 0, low = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_g = 5_ms, t_ref = 1_ms;
    number<I> v_th = 1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.g + x.nmda - x.v) / p.tau, .g = -x.g / p.tau_g, .nmda = 0 / 1_s, .low = (x.v - x.low) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
inline void make_cell(naive::population& n) {
  for (naive::values& x : n.x) x["g"] = x["nmda"] = x["low"] = 0;
  for (naive::values& p : n.p) p["v_th"] = 1;
  n.flow = [](const naive::values& x, const naive::values&, const naive::values&) {
    return naive::values{{"v", (x.at("g") + x.at("nmda") - x.at("v")) / 20e-3},
                         {"g", -x.at("g") / 5e-3},
                         {"low", (x.at("v") - x.at("low")) / 20e-3}};
  };
  n.spikes = [](const naive::values& x, const naive::values& p, const naive::values&) {
    return x.at("v") > p.at("v_th");
  };
  n.reset = [](naive::values& x, const naive::values&) { x["v"] = 0; };
  n.held = {"v"};
  n.t_ref = 2;
}

enum class wiring { dense, sparse, mixed_delays };

/// Sources "in" onto neurons "n" by F, these among each other by R and, without delays, by C.
struct experiment {
  naive::population in, n;
  naive::projection F, R, C;
  naive::network network;
  std::vector<std::int64_t> input_steps, input_neurons;
  double least_scale = 1; ///< variables that are smaller than this are compared in parts of it
  static constexpr long steps = 200;
  static constexpr double dt = 0.5e-3;

  experiment(unsigned seed, wiring how, std::size_t neurons) {
    std::mt19937_64 random(seed);
    const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(random); };
    const auto whole = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
    const std::size_t sources = 5 + whole(12);
    in.happened["spikes"].resize(steps);
    in.x.resize(sources), in.p.resize(sources), n.x.resize(neurons), n.p.resize(neurons);
    for (long k = 0; k < steps; ++k) { // sources spike alone or, with a common event, many in one step
      const double rate = uniform(0, 1) < 0.05 ? 0.6 : 0.04;
      for (std::size_t i = 0; i < sources; ++i)
        if (uniform(0, 1) < rate) {
          in.happened["spikes"][static_cast<std::size_t>(k)].push_back(i);
          input_steps.push_back(k);
          input_neurons.push_back(static_cast<std::int64_t>(i));
        }
    }
    const auto eighths = [&](double a, double b) { return std::round(64 * uniform(a, b)) / 64; }; // as float, too
    for (naive::values& x : n.x) x["v"] = eighths(0, 0.9);
    const auto connect = [&](naive::projection& p, naive::population& from, bool all, bool delayed) {
      p.from = &from, p.to = &n;
      const long one_delay = static_cast<long>(whole(5));
      const auto add = [&](std::size_t i, std::size_t j) {
        const long delay = how == wiring::mixed_delays ? static_cast<long>(whole(7)) : one_delay;
        p.synapses.push_back({i, j, delayed ? delay : 0, 0, {{"w", eighths(0.1, 0.9)}}});
      };
      if (all) {
        for (std::size_t i = 0; i < from.x.size(); ++i)
          for (std::size_t j = 0; j < neurons; ++j) add(i, j);
      } else { // in a jumbled order, some pairs several times, the first neuron with an autapse
        for (std::size_t k = 0; k < std::min(from.x.size() * neurons / 2, 8 * neurons); ++k)
          add(whole(from.x.size()), whole(neurons));
        add(0, 0), add(0, 0);
      }
    };
    connect(F, in, how == wiring::dense, true);
    connect(R, n, how == wiring::dense, true);
    connect(C, n, how == wiring::dense, false);
    network.dt = dt;
    network.populations = {&in, &n};
    network.projections = {&F, &R};
  }
  experiment(const experiment&) = delete; // pointers
  experiment& operator=(const experiment&) = delete;
  ~experiment() = default;
};

template <class F>
std::vector<double> of_synapses(const naive::projection& p, F&& f) {
  std::vector<double> list;
  for (const naive::synapse& s : p.synapses) list.push_back(static_cast<double>(f(s)));
  return list;
}
inline std::vector<double> of_neurons(const naive::population& n, const std::string& name) {
  std::vector<double> list;
  for (std::size_t i = 0; i < n.x.size(); ++i)
    list.push_back(n.x[i].count(name) != 0 ? n.x[i].at(name) : n.p[i].at(name));
  return list;
}
inline auto connections(const naive::projection& p) {
  return pairs(of_synapses(p, [](const naive::synapse& s) { return s.source; }),
               of_synapses(p, [](const naive::synapse& s) { return s.target; }));
}
template <dimension D = dim::one>
auto weights(const naive::projection& p, quantity<D> unit = quantity<D>(1)) {
  return values(of_synapses(p, [](const naive::synapse& s) { return s.s.at("w"); }), unit);
}
inline auto delays(const naive::projection& p) {
  return values(of_synapses(p, [](const naive::synapse& s) { return s.delay; }), 0.5_ms);
}

/// The unit of potentials and weights: settings may name one.
template <class More>
constexpr auto unit_of(const More&) {
  if constexpr (requires { More::unit; })
    return More::unit;
  else
    return quantity<dim::one>(1);
}

/// The library's network of an experiment that has not begun yet. `more(x)`: a tuple of further settings.
template <auto const& D, class Real, class More>
auto make(const experiment& x, unsigned team, const More& more) {
  return std::apply(
      [&](const auto&... settings) {
        return simulation<network<D, Real>>{time_step{0.5_ms},
                                            threads{team, true},
                                            set<"in">(static_cast<std::int64_t>(x.in.x.size())),
                                            set<"n">(static_cast<std::int64_t>(x.n.x.size())),
                                            set<"in">(spike_list::at_steps(x.input_steps, x.input_neurons)),
                                            set<"n.v">(values(of_neurons(x.n, "v"), unit_of(more))),
                                            set<"F">(connections(x.F)),
                                            set<"F.w">(weights(x.F, unit_of(more))),
                                            set<"F.delay">(delays(x.F)),
                                            set<"R">(connections(x.R)),
                                            set<"R.w">(weights(x.R, unit_of(more))),
                                            set<"R.delay">(delays(x.R)),
                                            settings...};
      },
      more(x));
}

/// Where "n.v", "R.w" and so on differ from the naive network, in parts of the largest of them (or of the least scale);
/// empty: nowhere.
template <fixed_string Name, class Sim>
std::string difference_of(const experiment& x, const Sim& sim, double tolerance) {
  const std::string path(Name.view()), item = path.substr(0, 1), name = path.substr(2);
  const auto& p = item == "F" ? x.F : item == "C" ? x.C : x.R;
  const auto theirs =
      item == "n" ? of_neurons(x.n, name) : of_synapses(p, [&](const naive::synapse& s) { return s.s.at(name); });
  const auto ours = sim.template get<Name>();
  if (ours.size() != theirs.size()) return path + ": sizes differ; ";
  double largest = x.least_scale;
  for (const double value : theirs) largest = std::max(largest, std::abs(value));
  for (std::size_t k = 0; k < theirs.size(); ++k)
    if (!(std::abs(static_cast<double>(ours[k]) - theirs[k]) <= tolerance * largest))
      return path + "[" + std::to_string(k) + "] at step " + std::to_string(x.network.now) + ": " +
             std::to_string(ours[k]) + ", naive " + std::to_string(theirs[k]) + ", apart by 1e" +
             std::to_string(std::log10(std::abs(static_cast<double>(ours[k]) - theirs[k]))) + "; ";
  return {};
}
template <class Spikes>
std::string difference_of_spikes(const naive::events& theirs, const Spikes& ours, const std::string& name) {
  std::vector<std::int64_t> steps, neurons;
  for (std::size_t k = 0; k < theirs.size(); ++k)
    for (const std::size_t i : theirs[k])
      steps.push_back(static_cast<std::int64_t>(k)), neurons.push_back(static_cast<std::int64_t>(i));
  return ours.steps == steps && std::equal(neurons.begin(), neurons.end(), ours.neurons.begin(), ours.neurons.end())
             ? std::string()
             : name + " differ; ";
}

struct no_more {
  std::tuple<> operator()(const experiment&) const { return {}; }
};
struct see_nothing {
  std::string operator()(const experiment&, const auto&) const { return {}; }
};

/// Runs both, all kinds of wiring and sizes with and without SIMD tails; in double to 1e-12, in float to rounding; on
/// 2 to 7 threads the bits of one. `prepare` gives the naive network its equations; `look` compares more.
template <auto const& D, fixed_string... Names, class Prepare, class More = no_more, class Look = see_nothing>
void compare(const Prepare& prepare, const More& more = {}, const Look& look = {}) {
  std::size_t spikes = 0;
  unsigned seed = 0;
  for (const wiring how : {wiring::dense, wiring::sparse, wiring::mixed_delays})
    for (const std::size_t neurons : {1u, 7u, 8u, 9u, 33u}) {
      CAPTURE(++seed, static_cast<int>(how), neurons);
      experiment x(seed, how, neurons);
      prepare(x);
      auto sim = make<D, double>(x, 1, more);
      auto single = make<D, float>(x, 1, more);
      std::string found;
      for (const long part : {1, 20, 60, 119}) {
        sim.run_steps(part), x.network.run(part);
        x.network.solve_all();
        if (found.empty()) ((found += difference_of<Names>(x, sim, 1e-12)), ...);
        if (part > 20) continue;
        single.run_steps(part);
        if (found.empty()) ((found += difference_of<Names>(x, single, 2e-4)), ...);
      }
      found += difference_of_spikes(x.n.happened["spikes"], sim["n.spikes"_name], "spikes");
      found += look(x, sim);
      CHECK(found == "");
      for (const auto& list : x.n.happened["spikes"]) spikes += list.size();
    }
  CHECK(spikes > 200);
  experiment large(99, wiring::mixed_delays, 300);
  prepare(large);
  auto one = make<D, double>(large, 1, more);
  one.run_steps(experiment::steps);
  for (unsigned team = 2; team <= 7; ++team) {
    auto many = make<D, double>(large, team, more);
    many.run_steps(experiment::steps);
    CAPTURE(team);
    CHECK(((many.template get<Names>() == one.template get<Names>()) && ...));
    CHECK(many["n.spikes"_name].neurons == one["n.spikes"_name].neurons);
  }
}

} // namespace against_language
