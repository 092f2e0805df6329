// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Izhikevich neuron, with the units that the published numbers (v in mV, time in ms) imply.
///
///     dv/dt = 0.04/(ms mV) v^2 + 5/ms v + 140 mV/ms - u + I
///     du/dt = a (b v - u),          spike when v > V_th,   v <- c,   u <- u + d
///
/// | parameter | meaning                          | default            |
/// | a         | rate of the recovery             | 0.02 /ms           |
/// | b         | its sensitivity to v             | 0.2 /ms            |
/// | c         | reset potential                  | -65 mV             |
/// | d         | jump of u after a spike          | 8 mV/ms            |
/// | V_th      | potential at which a spike is counted | 30 mV         |
/// | t_ref     | refractory period                | 0 ms               |
///
/// The defaults are a regular spiking cell; fast spiking: a 0.1 /ms, d 2 mV/ms; chattering: c -50 mV, d 2 mV/ms.
/// Input I in V/s (10 mV/ms is the "I = 10" of the paper). The default integrator is reset_at_crossing<rk2>; the
/// paper's figures use euler with steps of 0.5 ms and 1 ms. Reference: Izhikevich, IEEE Trans. Neural Networks 14
/// (2003) 1569.
///
/// Example (examples/reference/izhikevich.cpp):
///
///     population<"fast">(1, izhikevich{}, parameter<"a">(0.1 / 1_ms), parameter<"d">(2_mV / 1_ms))
template <template <class> class Mark>
struct basic_izhikevich {
  static constexpr dimension slope = dim::volt / dim::second;

  template <class I>
  struct state {
    Mark<volt<I>> v = -65_mV;
    carrier<I, slope> u = -13_mV / 1_ms;
  };
  template <class I>
  struct parameters {
    hertz<I> a = 0.02 / 1_ms, b = 0.2 / 1_ms;
    volt<I> c = -65_mV;
    carrier<I, slope> d = 8_mV / 1_ms;
    volt<I> V_th = 30_mV;
    second<I> t_ref = 0_ms;
  };
  template <class T>
  struct inputs {
    carrier<T, slope> I = 0_V / 1_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = 0.04 / (1_ms * 1_mV) * x.v * x.v + 5 / 1_ms * x.v + 140_mV / 1_ms - x.u + in.I,
            .u = p.a * (p.b * x.v - x.u)};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.c;
    x.u += p.d;
  }
};
using izhikevich = basic_izhikevich<unless_refractory>;

} // namespace cortexpr
