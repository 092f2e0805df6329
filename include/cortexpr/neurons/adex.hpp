// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Adaptive exponential integrate-and-fire neuron.
///
///     C_m dv/dt   = g_L (E_L - v) + g_L Delta_T exp((v - V_T) / Delta_T) - w + I
///     tau_w dw/dt = a (v - E_L) - w,          spike when v > V_cut,   v <- V_r,   w <- w + b
///
/// | parameter | meaning                                | default  |
/// | C_m       | membrane capacitance                   | 281 pF   |
/// | g_L       | leak conductance                       | 30 nS    |
/// | E_L       | leak reversal potential                | -70.6 mV |
/// | V_T       | threshold of the exponential current   | -50.4 mV |
/// | Delta_T   | its sharpness, 0 or more               | 2 mV     |
/// | V_cut     | potential at which a spike is counted  | 0 mV     |
/// | V_r       | reset potential                        | -70.6 mV |
/// | a         | subthreshold adaptation                | 4 nS     |
/// | b         | adaptation per spike                   | 80.5 pA  |
/// | tau_w     | time constant of the adaptation        | 144 ms   |
/// | t_ref     | refractory period                      | 0 ms     |
///
/// Input I in ampere. In the derivatives v is limited to V_cut, so that the upstroke, which is faster than any step,
/// leaves no trace in w. Delta_T = 0 is the limit of a sharp threshold, the leaky
/// integrate-and-fire neuron: no exponential current, and a spike when v > V_T (or V_cut, if that is lower). The
/// default integrator is reset_at_crossing<rk2>.
/// Reference: Brette and Gerstner, J. Neurophysiol. 94 (2005) 3637.
///
/// Example (examples/reference/adex.cpp):
///
///     constexpr auto d = describe(population<"cell">(1, adex{}), drive<"cell.I">(0.8_nA), record<"cell.spikes">());
template <template <class> class Mark>
struct basic_adex {
  template <class I>
  struct state {
    Mark<volt<I>> v = -70.6_mV;
    amp<I> w = 0_A;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 281_pF;
    siemens<I> g_L = 30_nS;
    volt<I> E_L = -70.6_mV, V_T = -50.4_mV, Delta_T = 2_mV, V_cut = 0_mV, V_r = -70.6_mV;
    siemens<I> a = 4_nS;
    amp<I> b = 80.5_pA;
    second<I> tau_w = 144_ms, t_ref = 0_ms;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto v = min(x.v, p.V_cut);
    const auto upstroke = select(p.Delta_T > 0_mV, p.g_L * p.Delta_T * exp((v - p.V_T) / p.Delta_T), 0_A);
    return {.v = (p.g_L * (p.E_L - v) + upstroke - x.w + in.I) / p.C_m, .w = (p.a * (v - p.E_L) - x.w) / p.tau_w};
  }
  static constexpr auto spikes(const auto& x, const auto& p) {
    return x.v > select(p.Delta_T > 0_mV, p.V_cut, min(p.V_T, p.V_cut));
  }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.V_r;
    x.w += p.b;
  }
};
using adex = basic_adex<unless_refractory>;

} // namespace cortexpr
