// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/integrators/runge_kutta.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>
#include <string_view>

namespace cortexpr {

/// Slow receptors that saturate: every synapse gates its channels itself.
///
///     dx/dt = -x / tau_x,  ds/dt = -s / tau_s + alpha x (1 - s);   spike: x += 1;   in every step the target is fed  w s
///
/// | parameter | meaning                             | default |
/// | tau_x     | rise of the gating                  | 2 ms    |
/// | tau_s     | decay of the gating                 | 100 ms  |
/// | alpha     | rate of opening                     | 500 Hz  |
///
/// The receptor sums up w s and may be blocked by magnesium: `receptor<"nmda", magnesium_block<conductance<summed>>>`.
/// Clock-driven (rk2). Bytes per synapse: the weight and 16. Source: Wang (2002), Neuron 36:955; Wang (1999), J.
/// Neurosci. 19:9587.
///
/// Example (examples/reference/nmda.cpp):
///
///     projection<"N: in -> cell.nmda">(all_to_all{}, weight(0.3_nS), plasticity{nmda{}}),
struct nmda {
  using integrator = rk2;
  quantity<dim::second> tau_x = 2_ms, tau_s = 100_ms;
  quantity<dim::hertz> alpha = 500_Hz;

  template <class I>
  struct synapse {
    number<I> x = 0, s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto& p) {
    return {.x = -y.x / p.tau_x, .s = -y.s / p.tau_s + p.alpha * y.x * (1 - y.s)};
  }
  static constexpr auto current(const auto& y, const auto&) { return y.w * y.s; }
  static constexpr void on_pre(auto& y) { y.x += 1; }
  [[nodiscard]] bool operator==(const nmda&) const = default;
};

/// AMPA and NMDA receptors on one spike: the receptor of the route is raised by the weight, the one called "nmda" is
/// fed ratio w s in every step.
///
/// | parameter | meaning                                                   | default |
/// | ratio     | conductance of open NMDA receptors per weight of the AMPA | 0.1     |
///
/// Equations and other parameters: as `nmda`.
///
/// Example (examples/reference/nmda.cpp):
///
///     projection<"B: in -> cell.ampa">(all_to_all{}, weight(2_nS), plasticity{ampa_and_nmda{.ratio = 0.15}}),
struct ampa_and_nmda {
  using integrator = rk2;
  static constexpr std::string_view feeds = "nmda";
  static constexpr bool transmits = true;
  double ratio = 0.1;
  quantity<dim::second> tau_x = 2_ms, tau_s = 100_ms;
  quantity<dim::hertz> alpha = 500_Hz;

  template <class I>
  struct synapse {
    number<I> x = 0, s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto& p) {
    return {.x = -y.x / p.tau_x, .s = -y.s / p.tau_s + p.alpha * y.x * (1 - y.s)};
  }
  static constexpr auto current(const auto& y, const auto& p) { return p.ratio * y.w * y.s; }
  static constexpr void on_pre(auto& y) {
    y.receptor += y.w;
    y.x += 1;
  }
  [[nodiscard]] bool operator==(const ampa_and_nmda&) const = default;
};

} // namespace cortexpr
