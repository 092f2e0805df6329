// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Hodgkin-Huxley neuron with the channel kinetics of Traub and Miles.
///
///     C_m dv/dt = g_l (E_l - v) + g_Na m^3 h (E_Na - v) + g_Kd n^4 (E_K - v) + I
///     dm/dt = a_m (1 - m) - b_m m,   the same for h and n;   with u = v - V_T in mV and rates per ms
///     a_m = 0.32 * 4 / exprel((13 - u) / 4)      b_m = 0.28 * 5 / exprel((u - 40) / 5)
///     a_h = 0.128 exp((17 - u) / 18)             b_h = 4 / (1 + exp((40 - u) / 5))
///     a_n = 0.032 * 5 / exprel((15 - u) / 5)     b_n = 0.5 exp((10 - u) / 40)
///
/// A spike is counted when v > V_th, at most one in t_ref; nothing is reset and v always moves on.
///
/// | parameter | meaning                         | default |
/// | C_m       | membrane capacitance            | 200 pF  |
/// | g_l       | leak conductance                | 10 nS   |
/// | g_Na      | peak sodium conductance         | 20 uS   |
/// | g_Kd      | peak potassium conductance      | 6 uS    |
/// | E_l       | leak reversal potential         | -60 mV  |
/// | E_Na      | sodium reversal potential       | 50 mV   |
/// | E_K       | potassium reversal potential    | -90 mV  |
/// | V_T       | shift of the kinetics           | -63 mV  |
/// | V_th      | potential that counts as spike  | -20 mV  |
/// | t_ref     | shortest distance of two spikes | 3 ms    |
///
/// Input I in ampere. Gates start at their steady values for -60 mV. The default integrator is exponential_midpoint.
/// References: Traub and Miles, Neuronal Networks of the Hippocampus (1991); Brette et al., J. Comput. Neurosci. 23
/// (2007) 349, benchmark 3.
///
/// Example (examples/reference/hodgkin_huxley.cpp):
///
///     using cell = synaptic<hodgkin_huxley, conductance<exponential>, conductance<exponential>>;
///
///     constexpr auto d = describe(population<"cell">(1, cell{}), drive<"cell.I">(0.3_nA), record<"cell.v">(),
///                                 record<"cell.spikes">());
struct hodgkin_huxley {
  template <class I>
  struct state {
    always_integrated<volt<I>> v = -60_mV;
    number<I> m = 0.0269, h = 0.9913, n = 0.0604;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 200_pF;
    siemens<I> g_l = 10_nS, g_Na = 20_uS, g_Kd = 6_uS;
    volt<I> E_l = -60_mV, E_Na = 50_mV, E_K = -90_mV, V_T = -63_mV, V_th = -20_mV;
    second<I> t_ref = 3_ms;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto u = x.v - p.V_T;
    const auto a_m = 0.32 * 4 / 1_ms / exprel((13_mV - u) / 4_mV);
    const auto b_m = 0.28 * 5 / 1_ms / exprel((u - 40_mV) / 5_mV);
    const auto a_h = 0.128 / 1_ms * exp((17_mV - u) / 18_mV);
    const auto b_h = 4 / 1_ms / (1 + exp((40_mV - u) / 5_mV));
    const auto a_n = 0.032 * 5 / 1_ms / exprel((15_mV - u) / 5_mV);
    const auto b_n = 0.5 / 1_ms * exp((10_mV - u) / 40_mV);
    const auto sodium = p.g_Na * (x.m * x.m * x.m) * x.h;
    const auto potassium = p.g_Kd * (x.n * x.n) * (x.n * x.n);
    return {.v = (p.g_l * (p.E_l - x.v) + sodium * (p.E_Na - x.v) + potassium * (p.E_K - x.v) + in.I) / p.C_m,
            .m = a_m * (1 - x.m) - b_m * x.m,
            .h = a_h * (1 - x.h) - b_h * x.h,
            .n = a_n * (1 - x.n) - b_n * x.n};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

} // namespace cortexpr
