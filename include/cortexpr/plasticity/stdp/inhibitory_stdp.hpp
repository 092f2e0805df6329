// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Plasticity of inhibitory synapses that balances excitation: symmetric in time, depression at every arrival.
///
///     dx/dt = -x / tau_pre, dy/dt = -y / tau_post; a spike of the source adds 1 to x, one of the target 1 to y
///     spike arrives from the source:  w += eta (y - rho_0 (tau_pre + tau_post))
///     spike of the target:            w += eta x;      w stays in [w_min, w_max]
///
/// | parameter    | meaning                                        | default |
/// | tau          | width of the window, for both sides            | 20 ms   |
/// | tau_pre      | time constant of the source's trace; 0: tau    | 0       |
/// | tau_post     | time constant of the target's trace; 0: tau    | 0       |
/// | rho_0        | rate that targets settle at                    | 5 Hz    |
/// | eta          | learning rate in the unit of the weights       | 0.01    |
/// | w_min, w_max | bounds in the unit of the weights              | 0, 1    |
///
/// Weights are positive: the receptor inhibits. Conventions, cost and bytes: as `stdp`. Source: Vogels, Sprekeler,
/// Zenke, Clopath and Gerstner (2011), Science 334:1569.
///
/// Example (examples/reference/inhibitory_stdp.cpp):
///
///     projection<"S: in -> cell.inh">(all_to_all{}, weight(5_nS),
///                                     plasticity{transmit{}, inhibitory_stdp{.eta = 0.1_nS, .w_max = 10_nS}})
struct inhibitory_stdp {
  quantity<dim::second> tau = 20_ms;
  quantity<dim::hertz> rho_0 = 5_Hz;
  weight_value eta = 0.01, w_min = 0, w_max = 1;
  quantity<dim::second> tau_pre = 0_s, tau_post = 0_s; // 0: tau, also in a copy whose tau is changed

  struct at_source {
    double x = 0;
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return or_tau(tau_pre); }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return or_tau(tau_post); }
  static constexpr void spike(at_source& pre) { pre.x += 1; }
  static constexpr void spike(at_target& post) { post.y += 1; }

  constexpr void on_pre(auto& s) const {
    s.w = clip(s.w + eta * (s.y - rho_0 * (or_tau(tau_pre) + or_tau(tau_post))), w_min, w_max);
  }
  constexpr void on_post(auto& s) const { s.w = clip(s.w + eta * s.x, w_min, w_max); }

  [[nodiscard]] constexpr std::array<weight_value, 3> weight_values() const { return {eta, w_min, w_max}; }
  [[nodiscard]] bool operator==(const inhibitory_stdp&) const = default;

private:
  [[nodiscard]] constexpr quantity<dim::second> or_tau(quantity<dim::second> own) const {
    return own == 0_s ? tau : own;
  }
};

} // namespace cortexpr
