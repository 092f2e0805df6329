// SPDX-License-Identifier: BSL-1.0
#pragma once

// The network of Zenke, Hennequin and Gerstner (2013): 20,000 excitatory and 5,000 inhibitory neurons and 2,500 Poisson
// sources of 2 Hz, every pair connected with probability 0.05; triplet STDP with a homeostatic rate of depression among
// excitatory neurons. Cells with AMPA, NMDA and GABA conductances and a moving threshold.
#include <array>
#include <cortexpr/core.hpp>
#include <cstdint>

namespace benchmarks::zenke_hennequin_gerstner {

using namespace cortexpr;

/// Conductances in units of the leak; the slow one follows the fast one, and each makes half of the excitation.
struct moving_threshold_cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV, theta = 0_mV;
    number<I> ampa = 0, nmda = 0, gaba = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, jump = 100_mV;
    second<I> tau_m = 20_ms, tau_theta = 5_ms, tau_ampa = 5_ms, tau_nmda = 100_ms, tau_gaba = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto excitation = 0.5 * (x.ampa + x.nmda);
    return {.v = (p.E_L - x.v + excitation * (p.E_e - x.v) + x.gaba * (p.E_i - x.v)) / p.tau_m,
            .theta = -x.theta / p.tau_theta,
            .ampa = -x.ampa / p.tau_ampa,
            .nmda = (x.ampa - x.nmda) / p.tau_nmda,
            .gaba = -x.gaba / p.tau_gaba};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + x.theta; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.E_L;
    x.theta = p.jump;
  }
};

/// The minimal triplet model whose depression grows with the square of the target's rate, so that both balance at the
/// wanted rate. Traces of target: o1 for pairs, o2 for triplets, rate (a count within tau_rate).
struct homeostatic_triplet {
  quantity<dim::second> tau_plus = 16.8_ms, tau_minus = 33.7_ms, tau_y = 114_ms, tau_rate = 1_s;
  quantity<dim::hertz> goal = 3_Hz;
  double a_plus = 6.5e-3;
  weight_value w_min = 0, w_max = 1;

  struct at_source {
    double r = 0;
  };
  struct at_target {
    double o1 = 0, o2 = 0, rate = 3;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_plus; }
  [[nodiscard]] constexpr std::array<quantity<dim::second>, 3> time_constants(at_target) const {
    return {tau_minus, tau_y, tau_rate};
  }
  static constexpr void spike(at_source& pre) { pre.r += 1; }
  static constexpr void spike(at_target& post) { post.o1 += 1, post.o2 += 1, post.rate += 1; }

  constexpr void on_pre(auto& s) const {
    const double balance = tau_plus * tau_y / (tau_minus * goal * tau_rate * tau_rate);
    s.w = max(s.w - a_plus * balance * s.o1 * s.rate * s.rate, w_min);
  }
  constexpr void on_post(auto& s) const { s.w = min(s.w + a_plus * s.r * s.o2, w_max); }
  [[nodiscard]] bool operator==(const homeostatic_triplet&) const = default;
};

template <fixed_string Name>
constexpr auto cells(std::int64_t n, quantity<dim::second> tau_m) {
  return population<Name>(n, moving_threshold_cell{}, euler{}, parameter<"tau_m">(tau_m),
                          start<"v">(normal(-60_mV, 10_mV)));
}
template <fixed_string Route, class... Rules>
constexpr auto synapses(double w, Rules... rules) {
  return projection<Route>(fixed_probability{0.05}, weight(w), delay(0.8_ms), plasticity{transmit{}, rules...});
}

inline constexpr auto zenke = describe(
    cells<"E">(20'000, 20_ms), cells<"I">(5'000, 10_ms), population<"P">(2'500, poisson{}, parameter<"rate">(2_Hz)),
    synapses<"PE: P -> E.ampa">(0.16), synapses<"EE: E -> E.ampa">(0.16, homeostatic_triplet{}),
    synapses<"EI: E -> I.ampa">(0.16), synapses<"IE: I -> E.gaba">(1), synapses<"II: I -> I.gaba">(1),
    record<"E.rate">(), record<"I.rate">(), record<"P.rate">());

} // namespace benchmarks::zenke_hennequin_gerstner
