// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr {

// Four ways to hold the sum of a target's incoming weights (of one projection) at a goal; `transmit_share` is the
// one that leaves the weights alone. `zero_sums(sim)` reports targets that none of them can help.

/// Rescales the weight of the synapse at every event: w *= goal / incoming sum, after spikes of source and target. The
/// sum is that of the start of the step, so sums come only near the goal. A target whose sum is zero or of the other
/// sign than the goal is left alone. Stands after the rules whose change it corrects. Parameter: goal, in the unit of
/// the weights (default 1). Cost: O(1) per event; bytes per synapse: the weight (and 8 for the way back), 40 per
/// target.
///
/// Example (examples/reference/normalise.cpp):
///
///     projection<"B: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
///                                   plasticity{transmit{}, pair_stdp{.w_max = 2_mV}, normalise_on_event{20_mV}})
struct normalise_on_event {
  static constexpr bool normalises = true;
  using services = needs<incoming_sum>;
  weight_value goal = 1;

  constexpr void on_pre(auto& s) const { rescale(s); }
  constexpr void on_post(auto& s) const { rescale(s); }
  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {goal}; }
  [[nodiscard]] bool operator==(const normalise_on_event&) const = default;

private:
  constexpr void rescale(auto& s) const {
    if (s.incoming_sum.si() * goal.si() > 0) s.w = s.w * goal.in_unit_of(s.w) / s.incoming_sum;
  }
};

/// Holds the incoming sum of every target at the goal, exactly and at every moment: the weight is the stored one times
/// a virtual scale of its target, goal / stored sum, so that a change of one synapse moves all others at once (when the
/// target spikes, once after all of them have changed). A target whose sum is zero or of the other sign than the goal
/// is left alone. Other rules of the list see and change scaled weights. Parameter: goal, in the unit of the weights
/// (default 1). Cost: O(1) per event; bytes per synapse: the weight, 48 per target.
///
/// Example (examples/reference/normalise.cpp):
///
///     projection<"C: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
///                                   plasticity{transmit{}, pair_stdp{.w_max = 2_mV}, normalise_always{20_mV}})
struct normalise_always {
  static constexpr bool normalises = true;
  static constexpr bool scales_incoming = true;
  weight_value goal = 1;

  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {goal}; }
  [[nodiscard]] bool operator==(const normalise_always&) const = default;
};

/// Operation for `regularly`: multiplies the incoming weights of every target so that their sum is the goal within
/// rounding. A target whose sum is zero or of the other sign than the goal is left alone. Parameter: goal, in the unit
/// of the weights (default 1). Cost: two passes over all weights each time.
///
/// Example (examples/reference/normalise.cpp):
///
///     regularly<"normalise", "A">(every{10_ms}, normalise{20_mV})
struct normalise {
  static constexpr bool normalises = true;
  weight_value goal = 1;

  constexpr void on_target(auto& targets) const { targets.normalise(goal.si()); }
  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {goal}; }
};

} // namespace cortexpr
