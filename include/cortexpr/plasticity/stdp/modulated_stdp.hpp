// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Reward-modulated STDP: pairs of spikes leave an eligibility trace, a neuromodulator turns it into weight.
///
///     traces x, y and pairs as in `stdp`:  c += a_post y at arrivals,  c += a_pre x at spikes of the target
///     dc/dt = -c / tau_c,   dw/dt = w_max c signal / s;     w stays in [w_min, w_max]
///
/// | parameter    | meaning                                           | default       |
/// | tau_pre/post | time constants of the traces                      | 20 ms         |
/// | a_pre, a_post| change of the eligibility by a pair               | 0.01, -0.0105 |
/// | tau_c        | time constant of the eligibility                  | 1 s           |
/// | w_min, w_max | bounds in the unit of the weights                 | 0, 1          |
/// | interval     | time between two changes of c and w               | 1 ms          |
///
/// The signal (dimensionless) is one number for the projection: `drive<"label.signal">(timed_array(...))` or
/// `sim.set<"label.signal">(value)`. Cost: as `stdp`, and a pass over all synapses per interval; bytes per
/// synapse: weight and 8 for c (and 8 for the way back). Source: Izhikevich (2007), Cereb. Cortex 17:2443.
///
/// Example (examples/reference/modulated_stdp.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV),
///                                   plasticity{transmit{}, modulated_stdp{.w_max = 10_mV}})
///
///     sim.set<"S.signal">(1.0); // a reward
struct modulated_stdp {
  using services = needs<global_signal>;
  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms, tau_c = 1_s, interval = 1_ms;
  double a_pre = 0.01, a_post = -0.0105;
  weight_value w_min = 0, w_max = 1;

  struct synapse {
    double c = 0;
  };
  struct at_source {
    double x = 0;
  };
  struct at_target {
    double y = 0;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_pre; }
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_post; }
  static constexpr void spike(at_source& pre) { pre.x += 1; }
  static constexpr void spike(at_target& post) { post.y += 1; }

  constexpr void on_pre(auto& s) const { s.c += a_post * s.y; }
  constexpr void on_post(auto& s) const { s.c += a_pre * s.x; }
  void on_step(auto& s) const {
    // c decays exactly during the interval; the signal is constant in it.
    const double left = exp(-s.dt / tau_c);
    s.w = clip(s.w + w_max * s.signal * s.c * tau_c.in(1_s) * (1 - left), w_min, w_max);
    s.c *= left;
  }
  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  [[nodiscard]] bool operator==(const modulated_stdp&) const = default;
};

} // namespace cortexpr
