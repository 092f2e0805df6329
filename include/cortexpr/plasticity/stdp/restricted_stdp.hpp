// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/stdp/stdp.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Pair-based STDP in which a spike is in one pair of each kind at most: with its nearest neighbour, if no spike of its
/// own side stands between them.
///
///     spike arrives from the source:  w += a_post w_max y down(u)   if the target has spiked since the arrival before
///     spike of the target:            w += a_pre w_max exp(-(t - t_pre) / tau_pre) up(u)   if it is the first since t_pre
///     y decays with tau_post; a spike of the target sets it to 1; t_pre is the latest arrival
///     w stays in [w_min, w_max], u = (w - w_min) / (w_max - w_min)
///
/// Parameters, defaults and weight dependences as `stdp`. NEST's `stdp_nn_restr_synapse` is this rule with
/// `coincident_pairs::not_counted` and its whole delay as `dendritic_delay`. Bytes per synapse: the weight and 16 (and
/// 8 for the way back where plasticity cannot be deferred). Cost: an exponential per synapse and spike of the target.
/// Source: Morrison, Diesmann and Gerstner (2008), Biol. Cybern. 98:459, figure 7C.
///
/// Example (examples/reference/nearest_stdp.cpp):
///
///     projection<"R: in -> cell.v">(all_to_all{}, weight(1_mV),
///                                   plasticity{transmit{}, restricted_stdp<>{.w_max = 10_mV}}),
template <class ByWeight = additive>
struct restricted_stdp {
  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms;
  double a_pre = 0.01, a_post = -0.0105;
  weight_value w_min = 0, w_max = 1;
  [[no_unique_address]] ByWeight by_weight{};

  struct synapse {
    quantity<dim::second> t_pre = 0_s; // the latest spike of the source
    double last = 0;                   // which spike came last: 0: none, 1: of the source, 2: of the target
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_post; }
  static constexpr void spike(at_target& post) { post.y = 1; }

  constexpr void on_pre(auto& s) const {
    if (s.last != source_last) change(s, a_post * s.y * by_weight.down(place(s)));
    s.last = source_last;
    s.t_pre = s.t;
  }
  constexpr void on_post(auto& s) const {
    if (s.last == source_last) change(s, a_pre * exp((s.t_pre - s.t) / tau_pre) * by_weight.up(place(s)));
    s.last = target_last;
  }

  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  [[nodiscard]] bool operator==(const restricted_stdp&) const = default;

private:
  static constexpr double source_last = 1, target_last = 2;
  [[nodiscard]] constexpr double place(const auto& s) const { return (s.w - w_min) / (w_max - w_min); }
  constexpr void change(auto& s, double by) const { s.w = clip(s.w + by * w_max, w_min, w_max); }
};

} // namespace cortexpr
