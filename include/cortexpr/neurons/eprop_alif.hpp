// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Leaky integrate-and-fire neuron for e-prop whose threshold adapts: `eprop_lif` that remembers its spikes.
///
///     tau_m dv/dt = -v + I,   spike when v > V_th + beta a and rest is over,   v <- v - V_th,   a <- a + 1
///     tau_a da/dt = -a,       drest/dt = -1, a spike sets rest <- t_rest
///
/// | parameter | meaning                            | default |
/// | tau_m     | membrane time constant             | 20 ms   |
/// | tau_a     | time constant of the adaptation    | 200 ms  |
/// | V_th      | threshold                          | 1       |
/// | beta      | what a spike adds to the threshold | 0.1     |
/// | t_rest    | refractory period                  | 0 ms    |
///
/// In steps as `eprop_lif`, and a <- rho (a + z) with rho = exp(-dt / tau_a): in the paper a <- rho a + z, so that its
/// beta is rho times as large. Inputs: I, and L, the learning signal that `adaptive_eprop` reads. Source: Bellec et al.
/// (2020), Nature Communications 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     population<"slow">(20, eprop_alif{}, parameter<"tau_a">(500_ms)),
struct eprop_alif {
  template <class I>
  struct state {
    number<I> v = 0, a = 0;
    second<I> rest = 0_s;
  };
  template <class I>
  struct parameters {
    second<I> tau_m = 20_ms, tau_a = 200_ms, t_rest = 0_ms;
    number<I> V_th = 1, beta = 0.1;
  };
  template <class T>
  struct inputs {
    number<T> I = 0, L = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.I - x.v) / p.tau_m, .a = -x.a / p.tau_a, .rest = -1};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + p.beta * x.a && x.rest < 1_us; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v -= p.V_th;
    x.a += 1;
    x.rest = p.t_rest;
  }
};

} // namespace cortexpr
