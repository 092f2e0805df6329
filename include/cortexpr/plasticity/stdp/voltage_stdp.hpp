// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/pre_post.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Voltage-based STDP with homeostasis: the potential of the target decides, not its spikes.
///
///     a spike arrives:  w -= w_1 A_LTD (u_homeo / u_ref)^2 [u_minus - theta_minus]+
///     at all times:     dw/dt = w_1 A_LTP (x / tau_x) [v - theta_plus]+ [u_plus - theta_minus]+
///     dx/dt = -x / tau_x, an arriving spike adds 1 to x;   [y]+ = max(y, 0);   w stays in [w_min, w_max]
///
/// | parameter    | meaning                                                      | default     |
/// | A_LTD        | depression by a spike and volt                               | 1.4e-4 / mV |
/// | A_LTP        | potentiation by a spike and squared volt                     | 8e-5 / mV^2 |
/// | theta_minus  | threshold of the filtered potentials                         | -70.6 mV    |
/// | theta_plus   | threshold of the potential                                   | -45.3 mV    |
/// | tau_x        | time constant of the trace of the source                     | 15 ms       |
/// | u_ref        | depolarisation that is held; 0 V: none, A_LTD stays as it is | 7.746 mV    |
/// | w_1          | weight that counts as 1                                      | 1           |
/// | w_min, w_max | bounds in the unit of the weights                            | 0, 3        |
///
/// The target is a model with filtered potentials: `voltage_traces<adex>`. A spike of a model that resets lasts no
/// time; it counts as `t_spike` at `V_spike` (parameters of voltage_traces), with u_plus as it was before. Potentials
/// are those at the start of the step, in arrivals and spikes those of the moment. Cost: an addition per arriving
/// spike; in steps with v > theta_plus an addition per synapse of that target; bytes per synapse: weight and, unless
/// all-to-all, 8 for the way back. Source: Clopath, Buesing, Vasilaki and Gerstner (2010), Nature Neuroscience 13:344,
/// visual cortex.
///
/// Example (examples/reference/voltage_stdp.cpp):
///
///     population<"cell">(1, voltage_traces<adex>{}),
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV),
///                                   plasticity{transmit{}, voltage_stdp{.w_1 = 1_mV, .w_max = 3_mV}}),
struct voltage_stdp {
  using reads = post<"v", "u_minus", "u_plus", "u_homeo", "V_spike", "t_spike">;
  quantity<dim::one / dim::volt> A_LTD = 1.4e-4 / 1_mV;
  quantity<dim::one / dim::volt / dim::volt> A_LTP = 8e-5 / (1_mV * 1_mV);
  quantity<dim::volt> theta_minus = -70.6_mV, theta_plus = -45.3_mV, u_ref = 7.746_mV;
  quantity<dim::second> tau_x = 15_ms;
  weight_value w_1 = 1, w_min = 0, w_max = 3;

  struct at_source {
    double x = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_x; }
  static constexpr void spike(at_source& pre) { pre.x += 1; }

  constexpr void on_pre(auto& s) const {
    double load = 1;
    if (u_ref > 0_V) load = s.post["u_homeo"_name] / u_ref;
    const double fall = A_LTD * max(s.post["u_minus"_name] - theta_minus, 0_V);
    s.w = clip(s.w - w_1 * (load * load * fall), w_min, w_max);
  }
  constexpr void on_post(auto& s) const { grow(s, s.post["V_spike"_name] - theta_plus, s.post["t_spike"_name]); }
  [[nodiscard]] constexpr bool on_step_if(const auto& post) const {
    return post["v"_name] > theta_plus && post["u_plus"_name] > theta_minus;
  }
  constexpr void on_step(auto& s) const { grow(s, s.post["v"_name] - theta_plus, s.dt); }

  [[nodiscard]] constexpr std::array<weight_value, 3> weight_values() const { return {w_1, w_min, w_max}; }
  [[nodiscard]] bool operator==(const voltage_stdp&) const = default;

private:
  constexpr void grow(auto& s, quantity<dim::volt> above, quantity<dim::second> time) const {
    const double rise = A_LTP * max(above, 0_V) * max(s.post["u_plus"_name] - theta_minus, 0_V) * (time / tau_x);
    s.w = clip(s.w + w_1 * (rise * s.x), w_min, w_max);
  }
};

} // namespace cortexpr
