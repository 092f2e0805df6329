// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/stdp/stdp.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Pair-based STDP in which every spike of the source has one partner before and one after it.
///
///     x decays with tau_pre; an arriving spike adds 1, a spike of the target that reaches the synapse sets it to 0
///     y decays with tau_post; a spike of the target sets it to 1
///     spike arrives from the source:  w += a_post w_max y down(u)     with the latest spike of the target
///     spike of the target:            w += a_pre  w_max x up(u)       with all spikes of the source since the one before
///     w stays in [w_min, w_max], u = (w - w_min) / (w_max - w_min)
///
/// Parameters, defaults and weight dependences as `stdp`. NEST's `stdp_nn_pre_centered_synapse` is this rule with
/// `coincident_pairs::not_counted` and its whole delay as `dendritic_delay`. x belongs to the synapse, so that bytes
/// per synapse are the weight and 16 (and 8 for the way back where plasticity cannot be deferred). Cost: an exponential
/// per synapse and spike of either side. Source: Izhikevich and Desai (2003), Neural Comput. 15:1511; Morrison,
/// Diesmann and Gerstner (2008), Biol. Cybern. 98:459, figure 7B.
///
/// Example (examples/reference/nearest_stdp.cpp):
///
///     projection<"C: in -> cell.v">(all_to_all{}, weight(1_mV),
///                                   plasticity{transmit{}, pre_centered_stdp<>{.w_max = 10_mV}}),
template <class ByWeight = additive>
struct pre_centered_stdp {
  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms;
  double a_pre = 0.01, a_post = -0.0105;
  weight_value w_min = 0, w_max = 1;
  [[no_unique_address]] ByWeight by_weight{};

  struct synapse {
    double x = 0;                      // of time `since`
    quantity<dim::second> since = 0_s; // the latest spike of the source
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_post; }
  static constexpr void spike(at_target& post) { post.y = 1; }

  constexpr void on_pre(auto& s) const {
    change(s, a_post * s.y * by_weight.down(place(s)));
    s.x = present(s) + 1;
    s.since = s.t;
  }
  constexpr void on_post(auto& s) const {
    change(s, a_pre * present(s) * by_weight.up(place(s)));
    s.x = 0;
  }

  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  [[nodiscard]] bool operator==(const pre_centered_stdp&) const = default;

private:
  [[nodiscard]] constexpr double present(const auto& s) const { return s.x * exp((s.since - s.t) / tau_pre); }
  [[nodiscard]] constexpr double place(const auto& s) const { return (s.w - w_min) / (w_max - w_min); }
  constexpr void change(auto& s, double by) const { s.w = clip(s.w + by * w_max, w_min, w_max); }
};

} // namespace cortexpr
