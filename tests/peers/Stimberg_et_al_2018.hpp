// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

/// Models of Brian2's frompapers/Stimberg_et_al_2018 that several of its examples share. Stimberg, Goodman, Brette and
/// De Pitta (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
namespace peers::stimberg_et_al_2018 {

using namespace cortexpr;

/// A neuron with conductances.
struct coba {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
    siemens<I> g_e = 0_nS, g_i = 0_nS;
  };
  template <class I>
  struct parameters {
    volt<I> E_l = -60_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, V_r = -60_mV;
    siemens<I> g_l = 9.99_nS;
    farad<I> C_m = 198_pF;
    second<I> tau_e = 5_ms, tau_i = 10_ms, t_ref = 5_ms;
    amp<I> I_ex = 150_pA;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.g_l * (p.E_l - x.v) + x.g_e * (p.E_e - x.v) + x.g_i * (p.E_i - x.v) + p.I_ex) / p.C_m,
            .g_e = -x.g_e / p.tau_e,
            .g_i = -x.g_i / p.tau_i};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

constexpr auto per_second = 1 / 1_s;
// Calcium fluxes, kinetics of IP3 receptors
constexpr auto O_P = 0.9_uM * per_second;
constexpr auto K_P = 0.05_uM;
constexpr auto C_T = 2_uM;
constexpr auto Omega_C = 6 * per_second;
constexpr auto Omega_L = 0.1 * per_second;
constexpr double rho_A = 0.18;
constexpr auto d_1 = 0.13_uM;
constexpr auto d_2 = 1.05_uM;
constexpr auto d_3 = 0.9434_uM;
constexpr auto d_5 = 0.08_uM;
constexpr auto O_2 = 0.2 / 1_uM * per_second;
// Production, degradation and diffusion of IP3
constexpr auto O_beta = 0.5_uM * per_second;
constexpr auto O_N = 0.3 / 1_uM * per_second;
constexpr auto Omega_N = 0.5 * per_second;
constexpr auto K_KC = 0.5_uM;
constexpr double zeta = 10;
constexpr auto K_delta = 0.1_uM;
constexpr auto Omega_5P = 0.05 * per_second;
constexpr auto K_D = 0.7_uM;
constexpr auto K_3K = 1_uM;
constexpr auto O_3K = 4.5_uM * per_second;
constexpr auto omega_I = 0.05_uM;
// Gliotransmitter
constexpr auto C_Theta = 0.5_uM;
constexpr auto Omega_A = 0.6 * per_second;
constexpr double U_A = 0.6;
constexpr auto G_T = 200_mM;
constexpr double rho_e = 6.5e-4;
constexpr auto Omega_e = 60 * per_second;

/// The flow of IP3 down a difference, beyond a threshold.
constexpr auto diffusion(const auto& F, const auto& difference, const auto& I_Theta) {
  return -F / 2 * (1 + tanh((abs(difference) - I_Theta) / omega_I)) * sign(difference);
}

struct astrocyte {
  template <class I>
  struct state {
    number<I> Gamma_A = 0;
    molar<I> inositol = 0.01_uM, C = 0.01_uM;
    number<I> h = 0.9, x_A = 1;
    molar<I> G_A = 0_uM;
  };
  template <class I>
  struct parameters {
    carrier<I, dim::molar / dim::second> O_delta = 0.6_uM * per_second, F_ex = 2_uM * per_second;
    molar<I> kappa_delta = 1.5_uM, I_bias = 0_uM, I_Theta = 0.3_uM;
    number<I> N_incoming = 1; // synapses that feed Y_S
  };
  template <class T>
  struct inputs {
    molar<T> Y_S = 0_uM;
    carrier<T, dim::molar / dim::second> J_coupling = 0_uM * per_second;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto &I = x.inositol, &C = x.C;
    const auto J_delta = p.O_delta / (1 + I / p.kappa_delta) * square(C) / (square(C) + square(K_delta));
    const auto J_3K = O_3K * pow<4>(C) / (pow<4>(C) + pow<4>(K_D)) * I / (I + K_3K);
    const auto J_5P = Omega_5P * I;
    const auto J_ex = diffusion(p.F_ex, I - p.I_bias, p.I_Theta) * (p.I_bias > 0_uM);
    const auto m_inf = I / (I + d_1) * C / (C + d_5);
    const auto Q_2 = d_2 * (I + d_1) / (I + d_3);
    const auto h_inf = Q_2 / (Q_2 + C);
    const auto tau_h = 1 / (O_2 * (Q_2 + C));
    const auto Y_S = in.Y_S / p.N_incoming;
    return {.Gamma_A = O_N * Y_S * (1 - x.Gamma_A) - Omega_N * (1 + zeta * C / (C + K_KC)) * x.Gamma_A,
            .inositol = O_beta * x.Gamma_A + J_delta - J_3K - J_5P + J_ex + in.J_coupling,
            .C = (Omega_C * pow<3>(m_inf) * pow<3>(x.h) + Omega_L) * (C_T - (1 + rho_A) * C) -
                 O_P * square(C) / (square(C) + square(K_P)),
            .h = (h_inf - x.h) / tau_h,
            .x_A = Omega_A * (1 - x.x_A),
            .G_A = -Omega_e * x.G_A};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr auto refractory(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr void reset(auto& x, const auto&) {
    x.G_A += rho_e * G_T * U_A * x.x_A;
    x.x_A -= U_A * x.x_A;
  }
};

/// Resources and release of a synapse, under the influence of gliotransmitter.
struct modulated_release {
  using integrator = exponential_euler;
  static constexpr bool transmits = true;
  double rho_c = 0.005, U_0 = 0.6, alpha = 0;
  quantity<dim::hertz> Omega_c = 40_Hz, Omega_f = 3.33_Hz, Omega_d = 2_Hz, Omega_G = 0.5 / 60_s;
  quantity<dim::hertz / dim::molar> O_G = 1.5 / 1_uM / 1_s;
  quantity<dim::molar> Y_T = 500_mM;
  template <class I>
  struct synapse {
    molar<I> Y_S = 0_uM;
    number<I> Gamma_S = 0, u_S = 0, x_S = 1, r_S = 0;
    molar<I> G_A = 0_uM;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y_S = -p.Omega_c * s.Y_S,
            .Gamma_S = p.O_G * s.G_A * (1 - s.Gamma_S) - p.Omega_G * s.Gamma_S,
            .u_S = -p.Omega_f * s.u_S,
            .x_S = p.Omega_d * (1 - s.x_S),
            .r_S = 0_Hz,
            .G_A = 0_uM / 1_s};
  }
  void on_pre(auto& s) const {
    const double U = (1 - s.Gamma_S) * U_0 + alpha * s.Gamma_S;
    s.u_S += U * (1 - s.u_S);
    s.r_S = s.u_S * s.x_S;
    s.x_S -= s.r_S;
    s.Y_S += rho_c * Y_T * s.r_S;
    s.receptor += s.w * s.r_S;
  }
  bool operator==(const modulated_release&) const = default;
};
constexpr auto gliotransmitter = couple([](auto a, auto, auto w) { return w * a["G_A"_name]; });

} // namespace peers::stimberg_et_al_2018
