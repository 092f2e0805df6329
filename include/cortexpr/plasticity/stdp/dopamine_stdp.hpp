// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <string_view>

namespace cortexpr {

/// STDP gated by dopamine: pairs of spikes leave an eligibility trace c, spikes of dopamine neurons raise the
/// concentration d at the synapse, and weights change by the product of both. A reward that comes seconds late finds
/// the synapses that have earned it.
///
///     traces x, y and pairs as in `stdp`:  c += a_post y at arrivals,  c += a_pre x at spikes of the target
///     dc/dt = -c / tau_c,   dd/dt = -d / tau_d,   dw/dt = w_max c (d + d_0) / s;     w stays in [w_min, w_max]
///     a spike that arrives by a projection onto d: d += its weight
///
/// | parameter    | meaning                                           | default       |
/// | tau_pre/post | time constants of the traces                      | 20 ms         |
/// | a_pre, a_post| change of the eligibility by a pair               | 0.01, -0.0105 |
/// | tau_c        | time constant of the eligibility                  | 1 s           |
/// | tau_d        | time constant of the dopamine                     | 200 ms        |
/// | d_0          | tonic dopamine                                    | 0             |
/// | w_min, w_max | bounds in the unit of the weights                 | 0, 1          |
///
/// Exact and event-driven: from one event of a synapse to the next, w grows by the integral of c (d + d_0) in closed
/// form (with bounds as long as d + d_0 keeps its sign). Reading a weight computes it for now and changes nothing.
/// Cost: as `stdp` and two exponentials per event; nothing between events. A dopamine spike is an event of all synapses
/// that it reaches. Bytes per synapse: the weight, 16 for c and d, 4 for the time of the last event (and 8 for the way
/// back). With one number for the whole projection in the place of spikes: `modulated_stdp`. Source: Izhikevich (2007),
/// Cereb. Cortex 17:2443.
///
/// Example (examples/reference/dopamine_stdp.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
///     projection<"reward: dopamine -> S.d">(all_to_all{}, weight(0.5), delay(1_ms))
struct dopamine_stdp {
  quantity<dim::second> tau_pre = 20_ms, tau_post = 20_ms, tau_c = 1_s, tau_d = 200_ms;
  double a_pre = 0.01, a_post = -0.0105, d_0 = 0;
  weight_value w_min = 0, w_max = 1;

  struct synapse {
    double c = 0, d = 0;
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
  void between_events(auto& s, quantity<dim::second> elapsed) const {
    // What is lost of c, of d and of their product, without cancellation in short intervals.
    const double c = expm1(-elapsed / tau_c), d = expm1(-elapsed / tau_d), both = c + d + c * d;
    const double together = (tau_c * tau_d / (tau_c + tau_d)).in(1_s);
    s.w = clip(s.w - w_max * s.c * (s.d * together * both + d_0 * tau_c.in(1_s) * c), w_min, w_max);
    s.c += s.c * c;
    s.d += s.d * d;
  }
  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {w_min, w_max}; }
  void validate(std::string_view owner) const {
    if (!(tau_c > 0_s) || !(tau_d > 0_s)) raise({owner, ": tau_c and tau_d of dopamine_stdp must be positive"});
  }
  [[nodiscard]] bool operator==(const dopamine_stdp&) const = default;
};

} // namespace cortexpr
