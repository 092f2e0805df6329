// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr {

/// Clips the weight to [low, high] after every spike of source and target; stands after the rules it is to bound.
/// Parameters: low (default 0), high, in the unit of the weights.
///
/// Example (examples/reference/clip_weight.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(0.5_mV),
///                                   plasticity{transmit{}, pair_stdp{.a_pre = 0.1, .a_post = -0.1, .w_max = 1_mV},
///                                              clip_weight{0.4_mV, 0.6_mV}})
struct clip_weight {
  weight_value low = 0, high = 1;

  constexpr void on_pre(auto& s) const { s.w = clip(s.w, low, high); }
  constexpr void on_post(auto& s) const { s.w = clip(s.w, low, high); }
  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {low, high}; }
  [[nodiscard]] bool operator==(const clip_weight&) const = default;
};

} // namespace cortexpr
