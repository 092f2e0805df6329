// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

namespace detail {

template <class I>
struct after_spike_current {
  hertz<I> k = 0.1 / 1_ms;
  number<I> f = 1;
  amp<I> delta_I = 0_A;
};
/// The current after a spike and the refractory period in which it has decayed.
constexpr auto after_spike(const auto& current, const auto& p, const auto& t_ref) {
  return p.f * current * exp(-p.k * t_ref) + p.delta_I;
}

} // namespace detail

// Generalised leaky integrate-and-fire neurons, from the plain one (glif1) to the one with everything (glif5).
//
//     C_m dv/dt = g (E_L - v) + I_1 + I_2 + I          dI_j/dt = -k_j I_j                      (glif3, 4, 5: I_1, I_2)
//     dtheta_s/dt = -b_s theta_s    (glif2, 4, 5)      dtheta_v/dt = a_v (v - E_L) - b_v theta_v               (glif5)
//     spike when v > V_th + theta_s + theta_v; after it everything rests for t_ref and goes on from
//     v       <- V_r (glif1, 3)  or  E_L + f_v (v - E_L) - delta_v (glif2, 4, 5)
//     I_j     <- f_j I_j exp(-k_j t_ref) + delta_I_j         (parameters asc_j.k, asc_j.f, asc_j.delta_I)
//     theta_s <- theta_s exp(-b_s t_ref) + delta_theta_s
//
// Input I in ampere. All are linear: the default integrator is exact. v, I_j and theta_s are held while the neuron is
// refractory; what they decay in that time is part of the reset. The defaults are those of a cell of the Allen Cell
// Types Database (490626718, fitted with glif5; what lacks there has them, too). Reference: Teeter et al., Nat. Commun.
// 9 (2018) 709; the names of parameters are those of its Table 1 where they are free.

/// GLIF1, the leaky integrate-and-fire neuron: the equations above without I_j, theta_s, theta_v.
///
/// | parameter | meaning                        | default   |
/// | C_m       | membrane capacitance           | 58.72 pF  |
/// | g         | leak conductance, 1/R          | 9.43 nS   |
/// | E_L       | leak reversal potential        | -78.85 mV |
/// | V_th      | threshold, Theta_inf           | -51.68 mV |
/// | V_r       | reset potential                | -78.85 mV |
/// | t_ref     | refractory period, delta t     | 3.75 ms   |
///
/// Example (examples/reference/glif.cpp):
///
///     population<"plain">(1, glif1{})
struct glif1 {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -78.85_mV;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 58.72_pF;
    siemens<I> g = 9.43_nS;
    volt<I> E_L = -78.85_mV, V_th = -51.68_mV, V_r = -78.85_mV;
    second<I> t_ref = 3.75_ms;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g * (p.E_L - x.v) + in.I) / p.C_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

/// GLIF2: with reset rules, a potential that remembers where the spike began and a threshold that a spike raises.
///
/// | parameter     | meaning                                        | default   |
/// | C_m ... V_th, t_ref | as for glif1                             |           |
/// | f_v           | share of v - E_L that is left after a spike    | 0.2       |
/// | delta_v       | how far v is lowered besides (negative: raised)| -18.51 mV |
/// | delta_theta_s | rise of the threshold by a spike               | 0.37 mV   |
/// | b_s           | rate at which it falls again                   | 0.009 /ms |
///
/// Example (examples/reference/glif.cpp):
///
///     population<"reset_rules">(1, glif2{}, parameter<"delta_theta_s">(2_mV))
struct glif2 {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -78.85_mV, theta_s = 0_mV;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 58.72_pF;
    siemens<I> g = 9.43_nS;
    volt<I> E_L = -78.85_mV, V_th = -51.68_mV;
    number<I> f_v = 0.2;
    volt<I> delta_v = -18.51_mV, delta_theta_s = 0.37_mV;
    hertz<I> b_s = 0.009 / 1_ms;
    second<I> t_ref = 3.75_ms;
  };
  template <class T>
  using inputs = glif1::inputs<T>;
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g * (p.E_L - x.v) + in.I) / p.C_m, .theta_s = -p.b_s * x.theta_s};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + x.theta_s; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.E_L + p.f_v * (x.v - p.E_L) - p.delta_v;
    x.theta_s = x.theta_s * exp(-p.b_s * p.t_ref) + p.delta_theta_s;
  }
};

/// GLIF3: with two after-spike currents.
///
/// | parameter          | meaning                                   | default            |
/// | C_m ... V_r, t_ref | as for glif1                              |                    |
/// | asc_1.k, asc_2.k   | rates at which the currents decay         | 0.003 /ms, 0.1 /ms |
/// | asc_1.f, asc_2.f   | shares of them that a spike leaves        | 1, 1               |
/// | asc_1.delta_I, asc_2.delta_I | what a spike adds               | -9.18 pA, -198.94 pA |
///
/// Example (examples/reference/glif.cpp):
///
///     population<"currents">(1, glif3{}, parameter<"asc_2.delta_I">(-100_pA))
struct glif3 {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -78.85_mV;
    unless_refractory<amp<I>> I_1 = 0_A, I_2 = 0_A;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 58.72_pF;
    siemens<I> g = 9.43_nS;
    volt<I> E_L = -78.85_mV, V_th = -51.68_mV, V_r = -78.85_mV;
    detail::after_spike_current<I> asc_1{0.003 / 1_ms, 1, -9.18_pA}, asc_2{0.1 / 1_ms, 1, -198.94_pA};
    second<I> t_ref = 3.75_ms;
  };
  template <class T>
  using inputs = glif1::inputs<T>;
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g * (p.E_L - x.v) + x.I_1 + x.I_2 + in.I) / p.C_m,
            .I_1 = -p.asc_1.k * x.I_1,
            .I_2 = -p.asc_2.k * x.I_2};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.V_r;
    x.I_1 = detail::after_spike(x.I_1, p.asc_1, p.t_ref);
    x.I_2 = detail::after_spike(x.I_2, p.asc_2, p.t_ref);
  }
};

/// GLIF4: with reset rules (glif2) and after-spike currents (glif3). Its parameters are those of both but for V_r.
///
/// Example (examples/reference/glif.cpp):
///
///     population<"both">(1, glif4{})
struct glif4 {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -78.85_mV, theta_s = 0_mV;
    unless_refractory<amp<I>> I_1 = 0_A, I_2 = 0_A;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 58.72_pF;
    siemens<I> g = 9.43_nS;
    volt<I> E_L = -78.85_mV, V_th = -51.68_mV;
    number<I> f_v = 0.2;
    volt<I> delta_v = -18.51_mV, delta_theta_s = 0.37_mV;
    hertz<I> b_s = 0.009 / 1_ms;
    detail::after_spike_current<I> asc_1{0.003 / 1_ms, 1, -9.18_pA}, asc_2{0.1 / 1_ms, 1, -198.94_pA};
    second<I> t_ref = 3.75_ms;
  };
  template <class T>
  using inputs = glif1::inputs<T>;
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g * (p.E_L - x.v) + x.I_1 + x.I_2 + in.I) / p.C_m,
            .theta_s = -p.b_s * x.theta_s,
            .I_1 = -p.asc_1.k * x.I_1,
            .I_2 = -p.asc_2.k * x.I_2};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + x.theta_s; }
  static constexpr void reset(auto& x, const auto& p) {
    glif2::reset(x, p);
    x.I_1 = detail::after_spike(x.I_1, p.asc_1, p.t_ref);
    x.I_2 = detail::after_spike(x.I_2, p.asc_2, p.t_ref);
  }
};

/// GLIF5: glif4 with a threshold that follows v.
///
/// | parameter | meaning                                            | default   |
/// | ...       | as for glif4                                       |           |
/// | a_v       | how much the threshold follows v                   | 0.005 /ms |
/// | b_v       | rate at which what it has followed decays          | 0.09 /ms  |
///
/// Example (examples/reference/glif.cpp):
///
///     population<"all">(1, glif5{}, parameter<"a_v">(0.01 / 1_ms))
struct glif5 {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -78.85_mV, theta_s = 0_mV, theta_v = 0_mV;
    unless_refractory<amp<I>> I_1 = 0_A, I_2 = 0_A;
  };
  template <class I>
  struct parameters {
    farad<I> C_m = 58.72_pF;
    siemens<I> g = 9.43_nS;
    volt<I> E_L = -78.85_mV, V_th = -51.68_mV;
    number<I> f_v = 0.2;
    volt<I> delta_v = -18.51_mV, delta_theta_s = 0.37_mV;
    hertz<I> b_s = 0.009 / 1_ms, a_v = 0.005 / 1_ms, b_v = 0.09 / 1_ms;
    detail::after_spike_current<I> asc_1{0.003 / 1_ms, 1, -9.18_pA}, asc_2{0.1 / 1_ms, 1, -198.94_pA};
    second<I> t_ref = 3.75_ms;
  };
  template <class T>
  using inputs = glif1::inputs<T>;
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.g * (p.E_L - x.v) + x.I_1 + x.I_2 + in.I) / p.C_m,
            .theta_s = -p.b_s * x.theta_s,
            .theta_v = p.a_v * (x.v - p.E_L) - p.b_v * x.theta_v,
            .I_1 = -p.asc_1.k * x.I_1,
            .I_2 = -p.asc_2.k * x.I_2};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + x.theta_s + x.theta_v; }
  static constexpr void reset(auto& x, const auto& p) { glif4::reset(x, p); }
};

} // namespace cortexpr
