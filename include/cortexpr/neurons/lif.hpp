// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// Leaky integrate-and-fire neuron.
///
///     C_m dv/dt = g_L (E_L - v) + I,   spike when v > V_th,   v <- V_r
///
/// | parameter | meaning                | default |
/// | E_L       | leak reversal potential | -70 mV |
/// | V_th      | threshold               | -50 mV |
/// | V_r       | reset potential         | -60 mV |
/// | C_m       | membrane capacitance    | 200 pF |
/// | g_L       | leak conductance (tau_m = C_m / g_L) | 10 nS |
/// | t_ref     | refractory period       | 0 ms   |
///
/// Input I in ampere. `Mark` is the meaning of refractoriness: `unless_refractory` holds v, `always_integrated`
/// only suppresses the spike. Reference: Lapicque 1907; Gerstner et al., Neuronal Dynamics (2014), ch. 1.3.
///
/// Example (examples/reference/lif.cpp):
///
///     constexpr auto d = describe(population<"cell">(1, lif{}, start<"v">(-60_mV)), drive<"cell.I">(0.3_nA),
///                                 record<"cell.spikes">());
template <template <class> class Mark>
struct basic_lif {
  template <class I>
  struct state {
    Mark<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
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
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
using lif = basic_lif<unless_refractory>;

/// A LIF neuron with receptors: `synaptic_lif<conductance<alpha>, conductance<alpha>>`.
template <class... Receptors>
using synaptic_lif = synaptic<lif, Receptors...>;

} // namespace cortexpr
