// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Triplet spike-timing-dependent plasticity over all spikes.
///
///     r1, r2: traces of the source (tau_plus, tau_x), o1, o2: of the target (tau_minus, tau_y); a spike adds 1 to its
///     own spike arrives from the source:  w -= w_max o1 (a2_minus + a3_minus r2) spike of the target:            w +=
///     w_max r1 (a2_plus  + a3_plus  o2) w stays in [w_min, w_max]; r2 and o2 are those just before the spike
///
/// | parameter         | meaning                                    | full model        | `minimal_triplet`  |
/// | tau_plus          | potentiation window                        | 16.8 ms           | 16.8 ms            |
/// | tau_minus         | depression window                          | 33.7 ms           | 33.7 ms            |
/// | tau_x, tau_y      | time constants of the triplet terms        | 101 ms, 125 ms    | -, 114 ms          |
/// | a2_plus, a3_plus  | potentiation by pairs, by triplets         | 5e-10, 6.2e-3     | 0, 6.5e-3          |
/// | a2_minus, a3_minus| depression by pairs, by triplets           | 7e-3, 2.3e-4      | 7.1e-3, 0          |
/// | w_min, w_max      | bounds in the unit of the weights          | 0, 1              | 0, 1               |
///
/// Defaults: fit to visual cortex. Conventions for delays and coincident spikes: as `stdp`. Cost: one multiplication-
/// addition per synapse and spike of either side; bytes per synapse: the weight (more as `stdp`).
/// Source: Pfister and Gerstner (2006), J. Neurosci. 26:9673, tables 3 and 4 (all-to-all).
///
/// Example (examples/reference/triplet_stdp.cpp):
///
///     constexpr auto bounded_triplets = [] {
///       auto rule = minimal_triplet;
///       rule.w_max = 10_mV;
///       return rule;
///     }();
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, bounded_triplets})
struct triplet_stdp {
  quantity<dim::second> tau_plus = 16.8_ms, tau_minus = 33.7_ms, tau_x = 101_ms, tau_y = 125_ms;
  double a2_plus = 5e-10, a3_plus = 6.2e-3, a2_minus = 7e-3, a3_minus = 2.3e-4;
  weight_value w_min = 0, w_max = 1;

  struct at_source {
    double r1 = 0, r2 = 0;
  };
  struct at_target {
    double o1 = 0, o2 = 0;
  };
  [[nodiscard]] constexpr std::array<quantity<dim::second>, 2> time_constants(at_source) const {
    return {tau_plus, tau_x};
  }
  [[nodiscard]] constexpr std::array<quantity<dim::second>, 2> time_constants(at_target) const {
    return {tau_minus, tau_y};
  }
  static constexpr void spike(at_source& pre) { pre.r1 += 1, pre.r2 += 1; }
  static constexpr void spike(at_target& post) { post.o1 += 1, post.o2 += 1; }

  constexpr void on_pre(auto& s) const { change(s, -s.o1 * (a2_minus + a3_minus * s.r2)); }
  constexpr void on_post(auto& s) const { change(s, s.r1 * (a2_plus + a3_plus * s.o2)); }

  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  [[nodiscard]] bool operator==(const triplet_stdp&) const = default;

private:
  constexpr void change(auto& s, double by) const { s.w = clip(s.w + by * w_max, w_min, w_max); }
};

/// The minimal triplet model: no a2_plus, no a3_minus. For other bounds copy it and set w_max.
inline constexpr triplet_stdp minimal_triplet{
    .tau_y = 114_ms, .a2_plus = 0, .a3_plus = 6.5e-3, .a2_minus = 7.1e-3, .a3_minus = 0};

} // namespace cortexpr
