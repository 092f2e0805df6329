// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/io_testing.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

/// What every synapse rule must obey. Each law runs small networks in which spikes of both sides are given, and returns
/// what violates it: nothing, if all is well. Apply them to your own rule:
///     laws::expectations x{.causal = +1, .anticausal = -1, .low = 0, .high = 1};
///     CHECK(laws::violations(plasticity{transmit{}, my_rule{}}, x) == std::vector<std::string>{});
namespace laws {

using namespace cortexpr;
using violations_list = std::vector<std::string>;

/// What is expected of a list of rules.
struct expectations {
  int causal = 0, anticausal = 0; ///< sign of the change by a pair: pre before post, post before pre
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity(); ///< bounds
  bool changes_weights = true;
  /// Quantities that must not change, computed from weights (source by source) and pools (empty without one).
  std::function<std::vector<double>(const std::vector<double>& w, const std::vector<double>& pool)> conserved{};
};

/// Sum of each target's weights and pool.
inline std::vector<double> sums_with_pool(const std::vector<double>& w, const std::vector<double>& pool) {
  std::vector<double> sum = pool.empty() ? std::vector<double>(2) : pool;
  for (std::size_t k = 0; k < w.size(); ++k) sum[k % 2] += w[k];
  return sum;
}

namespace detail {

/// Spikes when v is pushed above 1; u gathers what synapses transmit.
struct puppet {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {
    number<I> v_th = 1;
  };
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

inline constexpr std::size_t sources = 3, targets = 2;

template <class List, class... More>
constexpr auto stage_of(More... more) {
  return describe(population<"in">(static_cast<std::int64_t>(sources), spike_times{}),
                  population<"teacher">(static_cast<std::int64_t>(targets), spike_times{}),
                  population<"n">(static_cast<std::int64_t>(targets), puppet{}, resets_at{slot::before_synapses}),
                  projection<"T: teacher -> n.v">(one_to_one{}, weight(2)),
                  projection<"S: in -> n.u">(all_to_all{}, weight(given), List{}), more...);
}
template <class List>
inline constexpr auto stage = stage_of<List>();
template <class List>
inline constexpr auto watched_stage = stage_of<List>(record<"S.w">(), record<"n.u">(every{2_ms}), record<"n.spikes">(),
                                                     record<"n.rate">(every{5_ms}),
                                                     regularly<"look", "n">(every{3_ms}, [](auto&) {}));

/// Steps and neurons of spikes.
struct train {
  std::vector<std::int64_t> steps, neurons;
  void add(std::int64_t step, std::int64_t neuron) {
    steps.push_back(step);
    neurons.push_back(neuron);
  }
};
inline train random_train(unsigned seed, std::size_t neurons, std::int64_t steps, double p) {
  std::mt19937_64 random(seed);
  train t;
  for (std::int64_t k = 0; k < steps; ++k)
    for (std::size_t i = 0; i < neurons; ++i)
      if (std::uniform_real_distribution<double>(0, 1)(random) < p) t.add(k, static_cast<std::int64_t>(i));
  return t;
}

inline std::vector<double> start_weights() { return {0.30, 0.55, 0.42, 0.38, 0.61, 0.47}; }

/// A network of two targets whose spikes, as those of the sources, are given. Steps of 1 ms.
template <auto const& D, class List>
simulation<network<D>> staged(const List& rules, const train& pre, train post, unsigned team = 1) {
  for (auto& step : post.steps) --step; // the teacher is one step ahead
  simulation<network<D>> sim{time_step{1_ms},
                             threads{team, true},
                             set<"S">(rules),
                             set<"S.w">(values(start_weights())),
                             set<"in">(spike_list::at_steps(pre.steps, pre.neurons)),
                             set<"teacher">(spike_list::at_steps(post.steps, post.neurons))};
  if constexpr (cortexpr::detail::list_needs<List, global_signal>) sim.template set<"S.signal">(0.5);
  if constexpr (find_variable<cortexpr::detail::target_variables<List>>("pool") != not_found)
    sim.template set<"S.pool">(values(std::vector<double>{0.5, 0.25}));
  return sim;
}
template <class List, class Sim>
std::vector<double> pool_of([[maybe_unused]] const Sim& sim) {
  if constexpr (find_variable<cortexpr::detail::target_variables<List>>("pool") != not_found)
    return sim.template get<"S.pool">();
  else
    return {};
}

template <class List>
inline constexpr std::int64_t long_run = 300;

/// A network with random spikes on both sides.
template <auto const& D, class List>
simulation<network<D>> busy(const List& rules, unsigned seed = 1, unsigned team = 1) {
  train post = random_train(seed + 100, targets, long_run<List>, 0.1);
  for (auto& step : post.steps) ++step; // none in step 0: the teacher is one step ahead
  return staged<D>(rules, random_train(seed, sources, long_run<List>, 0.1), post, team);
}

/// The change of the first weight by spikes of source 0 and target 0 at these steps; -1: none.
template <class List>
double change_by(const List& rules, std::int64_t pre, std::int64_t post) {
  train a, b;
  if (pre >= 0) a.add(pre, 0);
  if (post >= 0) b.add(post, 0);
  auto sim = staged<stage<List>>(rules, a, b);
  sim.run_steps(50);
  return sim.template get<"S.w">()[0] - start_weights()[0];
}

} // namespace detail

/// A pair changes the weight beyond what its spikes do alone, in the directions expected.
template <class List>
violations_list pairs_act(const List& rules, const expectations& x) {
  const auto beyond = [&](std::int64_t pre, std::int64_t post) {
    return detail::change_by(rules, pre, post) - detail::change_by(rules, pre, -1) -
           detail::change_by(rules, -1, post) + detail::change_by(rules, -1, -1);
  };
  const auto sign = [](double y) { return std::abs(y) < 1e-13 ? 0 : y > 0 ? 1 : -1; };
  violations_list found;
  if (sign(beyond(20, 25)) != x.causal) found.push_back("pre before post: " + std::to_string(beyond(20, 25)));
  if (sign(beyond(25, 20)) != x.anticausal) found.push_back("post before pre: " + std::to_string(beyond(25, 20)));
  // At a larger distance not more.
  if (std::abs(beyond(15, 30)) > std::abs(beyond(20, 25)) + 1e-13) found.push_back("distant pairs act more");
  return found;
}

template <class List>
violations_list weights_stay_in_bounds(const List& rules, const expectations& x) {
  auto sim = detail::busy<detail::stage<List>>(rules);
  for (std::int64_t k = 0; k < detail::long_run<List>; ++k) {
    sim.run_steps(1);
    for (const double w : sim.template get<"S.w">())
      if (!(w >= x.low && w <= x.high)) return {"weight " + std::to_string(w) + " after step " + std::to_string(k)};
  }
  return {};
}

template <class List>
violations_list quantities_are_conserved(const List& rules, const expectations& x) {
  if (!x.conserved) return {};
  auto sim = detail::busy<detail::stage<List>>(rules);
  const auto now = [&] { return x.conserved(sim.template get<"S.w">(), detail::pool_of<List>(sim)); };
  const auto before = now();
  for (std::int64_t k = 0; k < detail::long_run<List>; ++k) {
    sim.run_steps(1);
    const auto after = now();
    for (std::size_t i = 0; i < before.size(); ++i)
      if (!(std::abs(after[i] - before[i]) <= 1e-13 * std::abs(before[i])))
        return {"quantity " + std::to_string(i) + " after step " + std::to_string(k) + ": " +
                std::to_string(before[i]) + " -> " + std::to_string(after[i])};
  }
  return {};
}

template <class List>
violations_list monitors_change_nothing(const List& rules) {
  auto alone = detail::busy<detail::stage<List>>(rules);
  alone.run_steps(detail::long_run<List>);
  const auto w = alone.template get<"S.w">(), u = alone.template get<"n.u">();
  auto watched = detail::busy<detail::watched_stage<List>>(rules);
  watched.run_steps(detail::long_run<List>);
  violations_list found;
  if (watched.template get<"S.w">() != w) found.push_back("weights differ");
  if (watched.template get<"n.u">() != u) found.push_back("transmission differs");
  return found;
}

template <class List>
violations_list runs_can_be_cut(const List& rules) {
  auto whole = detail::busy<detail::stage<List>>(rules);
  whole.run_steps(detail::long_run<List>);
  auto parts = detail::busy<detail::stage<List>>(rules);
  for (std::int64_t k = 0, part = 1; k < detail::long_run<List>;
       k += part, part = std::min<std::int64_t>(2 * part, detail::long_run<List> - k))
    parts.run_steps(part);
  violations_list found;
  if (!(parts.state() == whole.state())) found.push_back("run(a), run(b) differs from run(a + b)");
  whole.reset();
  if constexpr (cortexpr::detail::list_needs<List, global_signal>) whole.template set<"S.signal">(0.5);
  if constexpr (find_variable<cortexpr::detail::target_variables<List>>("pool") != not_found)
    whole.template set<"S.pool">(values(std::vector<double>{0.5, 0.25}));
  whole.run_steps(detail::long_run<List>);
  if (!(parts.state() == whole.state())) found.push_back("reset() and a new run differ from the first");
  return found;
}

/// A run that was saved in the middle goes on elsewhere, on another number of threads, as if it had not been.
template <class List>
violations_list runs_can_be_saved(const List& rules) {
  const temporary_folder folder;
  auto whole = detail::busy<detail::stage<List>>(rules);
  whole.run_steps(detail::long_run<List> / 2);
  whole.save_state(folder / "half");
  whole.run_steps(detail::long_run<List> / 2);
  auto other = detail::busy<detail::stage<List>>(rules, 1, 3);
  other.run_steps(7);
  other.load_state(folder / "half");
  other.run_steps(detail::long_run<List> / 2);
  violations_list found;
  if (other.template get<"S.w">() != whole.template get<"S.w">()) found.push_back("weights differ");
  if (other.template get<"n.u">() != whole.template get<"n.u">()) found.push_back("transmission differs");
  return found;
}

template <class... Rules>
violations_list frozen_rules_rest(const plasticity<Rules...>& rules, const expectations& x) {
  using list = plasticity<Rules...>;
  auto sim = detail::busy<detail::stage<list>>(rules);
  const auto start = sim.template get<"S.w">();
  (sim.template freeze<"S", Rules>(), ...);
  sim.run_steps(detail::long_run<list> / 2);
  violations_list found;
  if (sim.template get<"S.w">() != start) found.push_back("weights changed by frozen rules");
  for (const double u : sim.template get<"n.u">())
    if (u != 0) found.push_back("frozen rules transmit");
  (sim.template thaw<"S", Rules>(), ...);
  sim.run_steps(detail::long_run<list> / 2);
  if ((sim.template get<"S.w">() != start) != x.changes_weights)
    found.push_back("weights do not change when they should, or do");
  return found;
}

/// All laws.
template <class... Rules>
violations_list violations(const plasticity<Rules...>& rules, const expectations& x) {
  violations_list all;
  const auto take = [&](const char* law, const violations_list& found) {
    for (const std::string& one : found) all.push_back(std::string(law) + ": " + one);
  };
  take("pairs", pairs_act(rules, x));
  take("bounds", weights_stay_in_bounds(rules, x));
  take("conservation", quantities_are_conserved(rules, x));
  take("monitors", monitors_change_nothing(rules));
  take("cuts", runs_can_be_cut(rules));
  take("freezing", frozen_rules_rest(rules, x));
  return all;
}

} // namespace laws
