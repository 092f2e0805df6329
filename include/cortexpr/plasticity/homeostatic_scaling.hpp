// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Homeostatic synaptic scaling: all incoming weights of a target grow while it fires below its goal and shrink above.
///
///     d rate/dt = -rate / tau_rate + sum of target's spikes / tau_rate
///     dw/dt = w (goal - rate) / (goal tau_w)          applied once per interval
///
/// | parameter | meaning                                  | default |
/// | goal      | wanted rate                              | 5 Hz    |
/// | tau_rate  | time constant of the rate estimate       | 1 s     |
/// | tau_w     | time constant of scaling of silent cells | 100 s   |
/// | interval  | time between two changes of all weights  | 10 ms   |
///
/// Variable of the targets: rate (Hz), starts at 0. Cost: one pass over all weights per interval; bytes per synapse:
/// the weight. Source: Turrigiano et al. (1998); van Rossum, Bi and Turrigiano (2000), J. Neurosci. 20:8812.
///
/// Example (examples/reference/homeostasis.cpp):
///
///     projection<"S: in -> cell.exc">(all_to_all{}, weight(1_nS),
///                                     plasticity{transmit{}, homeostatic_scaling{.goal = 3_Hz, .tau_w = 10_s}})
struct homeostatic_scaling {
  quantity<dim::hertz> goal = 5_Hz;
  quantity<dim::second> tau_rate = 1_s, tau_w = 100_s, interval = 10_ms;

  struct at_target {
    quantity<dim::hertz> rate;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_target) const { return tau_rate; }
  constexpr void spike(at_target& post) const { post.rate += 1 / tau_rate; }
  void on_step(auto& s) const { s.w *= exp((1 - s.rate / goal) * s.dt / tau_w); }
  [[nodiscard]] bool operator==(const homeostatic_scaling&) const = default;
};

} // namespace cortexpr
