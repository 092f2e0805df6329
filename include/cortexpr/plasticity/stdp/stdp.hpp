// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// How strongly a pair acts at a weight: the same everywhere.
struct additive {
  [[nodiscard]] constexpr double up(double) const { return 1; }
  [[nodiscard]] constexpr double down(double) const { return 1; }
  [[nodiscard]] bool operator==(const additive&) const = default;
};
/// Potentiation shrinks towards w_max, depression towards w_min (van Rossum et al. 2000; Rubin et al. 2001).
struct multiplicative {
  [[nodiscard]] constexpr double up(double u) const { return 1 - u; }
  [[nodiscard]] constexpr double down(double u) const { return u; }
  [[nodiscard]] bool operator==(const multiplicative&) const = default;
};
/// Between both: (1 - u)^mu_up and u^mu_down for u = (w - w_min) / (w_max - w_min) (Gütig et al. 2003).
struct power_law {
  double mu_up = 0.4, mu_down = 0.4;
  [[nodiscard]] double up(double u) const { return std::pow(std::max(1 - u, 0.0), mu_up); }
  [[nodiscard]] double down(double u) const { return std::pow(std::max(u, 0.0), mu_down); }
  [[nodiscard]] bool operator==(const power_law&) const = default;
};

/// Which pairs count: every spike with every earlier one of the other side.
struct all_pairs {
  static constexpr double after_spike(double trace) { return trace + 1; }
};
/// ... or every spike with the latest one of the other side.
struct nearest_pairs {
  static constexpr double after_spike(double) { return 1; }
};

/// Traces decay exactly between spikes ...
struct exact_traces {
  static constexpr bool euler_traces = false;
};
/// ... or as Euler's method does it step by step (clock-driven traces of other simulators).
struct clock_driven_traces {
  static constexpr bool euler_traces = true;
};

/// Pair-based spike-timing-dependent plasticity.
///
///     dx/dt = -x / tau_pre,  dy/dt = -y / tau_post;  a spike of the source adds 1 to x, one of the target 1 to y
///     spike arrives from the source:  w += a_post w_max y down(u)     (a_post < 0: post before pre depresses)
///     spike of the target:            w += a_pre  w_max x up(u)       (a_pre  > 0: pre before post potentiates)
///     w stays in [w_min, w_max], u = (w - w_min) / (w_max - w_min)
///
/// | parameter | meaning                                                | default |
/// | tau_pre   | time constant of the source's trace                    | 20 ms   |
/// | tau_post  | time constant of the target's trace                    | 20 ms   |
/// | a_pre     | change by a pair pre before post, in parts of w_max    | 0.01    |
/// | a_post    | change by a pair post before pre, in parts of w_max    | -0.0105 |
/// | w_min     | smallest weight                                        | 0       |
/// | w_max     | largest weight, in the unit of the weights             | 1       |
/// | by_weight | parameters of the weight dependence, if it has any     |         |
///
/// `additive`, `multiplicative` or `power_law`; `all_pairs` or `nearest_pairs`; `exact_traces` or
/// `clock_driven_traces`. Delays are axonal: a spike of the source counts when it arrives, one of the target at once.
/// In one step arrivals come first: pre and post in the same step count as pre before post (at distance 0), not as post
/// before pre. Cost: one multiplication-addition per synapse and spike of either side, traces of targets once per step;
/// bytes per synapse: the weight (in a list with rules that look at other synapses 8 more, unless all-to-all).
/// Source: Song, Miller and Abbott (2000), Nat. Neurosci. 3:919. `pair_stdp` is the additive rule over all pairs.
///
/// Example (examples/reference/stdp.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, pair_stdp{.w_max = 10_mV}})
template <class ByWeight = additive, class Pairs = all_pairs, class Traces = exact_traces>
struct stdp {
  static constexpr bool euler_traces = Traces::euler_traces;

  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms;
  double a_pre = 0.01, a_post = -0.0105;
  weight_value w_min = 0, w_max = 1;
  [[no_unique_address]] ByWeight by_weight{};

  struct at_source {
    double x = 0;
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_pre; }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_post; }
  static constexpr void spike(at_source& pre) { pre.x = Pairs::after_spike(pre.x); }
  static constexpr void spike(at_target& post) { post.y = Pairs::after_spike(post.y); }

  constexpr void on_pre(auto& s) const { change(s, a_post * s.y * by_weight.down(place(s))); }
  constexpr void on_post(auto& s) const { change(s, a_pre * s.x * by_weight.up(place(s))); }

  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  [[nodiscard]] bool operator==(const stdp&) const = default;

private:
  [[nodiscard]] constexpr double place(const auto& s) const { return (s.w - w_min) / (w_max - w_min); }
  constexpr void change(auto& s, double by) const { s.w = clip(s.w + by * w_max, w_min, w_max); }
};

using pair_stdp = stdp<>;

} // namespace cortexpr
