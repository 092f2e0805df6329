// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Leaky integrate-and-fire neuron with escape noise: it spikes at random, the more often the closer v comes to V_th.
///
///     C_m dv/dt = g_L (E_L - v) + I,   rate of spikes = rho_0 exp((v - V_th) / delta),   v <- V_r
///
/// | parameter | meaning                              | default |
/// | E_L       | leak reversal potential              | -70 mV  |
/// | V_th      | potential at which the rate is rho_0 | -50 mV  |
/// | V_r       | reset potential                      | -60 mV  |
/// | delta     | width of the escape region           | 2 mV    |
/// | rho_0     | rate of spikes at V_th               | 1 /ms   |
/// | C_m       | membrane capacitance                 | 200 pF  |
/// | g_L       | leak conductance                     | 10 nS   |
/// | t_ref     | refractory period                    | 0 ms    |
///
/// Input I in ampere. The default integrator is exact. Reference: Gerstner et al., Neuronal Dynamics (2014), ch. 9.1.
///
/// Example (examples/reference/escape_rate.cpp):
///
///     constexpr auto d = describe(population<"cells">(1000, escape_rate{}, start<"v">(-60_mV)),
///                                 drive<"cells.I">(0.1_nA), record<"cells.spikes">());
template <template <class> class Mark>
struct basic_escape_rate {
  template <class I>
  struct state {
    Mark<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV, delta = 2_mV;
    hertz<I> rho_0 = 1 / 1_ms;
    farad<I> C_m = 200_pF;
    siemens<I> g_L = 10_nS;
    second<I> t_ref = 0_ms;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g_L * (p.E_L - x.v) + in.I) / p.C_m};
  }
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) {
    return p.rho_0 * exp((x.v - p.V_th) / p.delta);
  }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
using escape_rate = basic_escape_rate<unless_refractory>;

} // namespace cortexpr
