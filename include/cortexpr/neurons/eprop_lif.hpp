// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Leaky integrate-and-fire neuron for e-prop: the potential is counted from rest, and a spike takes the threshold off.
///
///     tau_m dv/dt = -v + I,   spike when v > V_th and rest is over,   v <- v - V_th,   rest <- t_rest
///     drest/dt = -1: what is left of the refractory period, in which v goes on
///
/// | parameter | meaning                       | default |
/// | tau_m     | membrane time constant        | 20 ms   |
/// | V_th      | threshold                     | 1       |
/// | t_rest    | refractory period             | 0 ms    |
///
/// In steps: v <- alpha (v + sum of w z - V_th z) with alpha = exp(-dt / tau_m), z the spikes of the step before: in
/// the paper v <- alpha v + sum of w z - V_th z, so that its weights and the threshold taken off are alpha times as
/// large. Inputs: I, and L, the learning signal that `eprop` reads. Source: Bellec et al. (2020), Nature Communications
/// 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     population<"cells">(20, eprop_lif{}),
struct eprop_lif {
  template <class I>
  struct state {
    number<I> v = 0;
    second<I> rest = 0_s;
  };
  template <class I>
  struct parameters {
    second<I> tau_m = 20_ms, t_rest = 0_ms;
    number<I> V_th = 1;
  };
  template <class T>
  struct inputs {
    number<T> I = 0, L = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (in.I - x.v) / p.tau_m, .rest = -1};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th && x.rest < 1_us; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v -= p.V_th;
    x.rest = p.t_rest;
  }
};

} // namespace cortexpr
