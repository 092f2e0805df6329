// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Leaky integrate-and-fire neuron in units of its leak: currents in volt, conductances as multiples of g_L.
///
///     tau_m dv/dt = E_L - v + I,   spike when v > V_th,   v <- V_r
///
/// | parameter | meaning                 | default |
/// | E_L       | leak reversal potential | -70 mV  |
/// | V_th      | threshold               | -50 mV  |
/// | V_r       | reset potential         | -60 mV  |
/// | tau_m     | membrane time constant  | 20 ms   |
/// | t_ref     | refractory period       | 0 ms    |
///
/// Input I in volt. `Mark` and reference as for `lif`.
///
/// Example (examples/reference/scaled_lif.cpp):
///
///     constexpr auto d = describe(population<"cell">(1, scaled_lif{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms)),
///                                 drive<"cell.I">(30_mV), record<"cell.spikes">());
template <template <class> class Mark>
struct basic_scaled_lif {
  template <class I>
  struct state {
    Mark<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau_m = 20_ms, t_ref = 0_ms;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v + in.I) / p.tau_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
using scaled_lif = basic_scaled_lif<unless_refractory>;

} // namespace cortexpr
