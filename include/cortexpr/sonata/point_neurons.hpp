// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/sonata/known_templates.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/neurons/glif.hpp>
#include <cortexpr/neurons/synaptic.hpp>
#include <cortexpr/receptors/current.hpp>
#include <cortexpr/receptors/kinetics.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// The membrane of NEST's iaf_psc_ neurons, with NEST's names and defaults of parameters.
///
///     dv/dt = (E_L - v) / tau_m + (I + I_e) / C_m,   spike when v >= V_th,   v <- V_reset
///
/// | parameter | meaning                 | default |
/// | E_L       | leak reversal potential | -70 mV  |
/// | V_th      | threshold               | -55 mV  |
/// | V_reset   | reset potential         | -70 mV  |
/// | C_m       | membrane capacitance    | 250 pF  |
/// | tau_m     | membrane time constant  | 10 ms   |
/// | t_ref     | refractory period, the step of the spike included: a step more than NEST's | 2.1 ms |
/// | I_e       | constant current        | 0 A     |
struct nest_iaf {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -55_mV, V_reset = -70_mV;
    farad<I> C_m = 250_pF;
    second<I> tau_m = 10_ms, t_ref = 2.1_ms;
    amp<I> I_e = 0_A;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v) / p.tau_m + (in.I + p.I_e) / p.C_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v >= p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_reset; }
};

/// NEURON's IntFire1: weights that arrive are added to m, which decays. While the neuron is refractory, m stays at zero
/// and input is lost.
///
///     dm/dt = -m / tau,   spike when m > 1,   m <- 0
///
/// | parameter | meaning           | default |
/// | tau       | time constant     | 10 ms   |
/// | t_ref     | refractory period | 5 ms    |
struct int_fire1 {
  template <class I>
  struct state {
    unless_refractory<number<I>> m = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.m = -x.m / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.m > 1; }
  static constexpr void reset(auto& x, const auto&) { x.m = 0; }
};

namespace detail {

template <class Membrane>
using with_ports = synaptic<Membrane, receptor<"syn_1", current<alpha>>, receptor<"syn_2", current<alpha>>,
                            receptor<"syn_3", current<alpha>>, receptor<"syn_4", current<alpha>>>;

/// The neuron of a template, and what a weight of 1 of its edges is: a jump of the level of a receptor, or of v.
template <sonata_template T>
constexpr auto neuron_of_template() {
  using enum sonata_template;
  if constexpr (T == iaf_psc_exp)
    return synaptic<nest_iaf, current<exponential>, current<exponential>>{};
  else if constexpr (T == iaf_psc_alpha)
    return synaptic<nest_iaf, current<alpha>, current<alpha>>{};
  else if constexpr (T == iaf_psc_delta)
    return nest_iaf{};
  else if constexpr (T == int_fire1)
    return cortexpr::int_fire1{};
  else if constexpr (T == glif_lif)
    return glif1{};
  else if constexpr (T == glif_lif_r)
    return glif2{};
  else if constexpr (T == glif_lif_asc)
    return glif3{};
  else if constexpr (T == glif_lif_r_asc)
    return glif4{};
  else if constexpr (T == glif_lif_r_asc_a)
    return glif5{};
  else if constexpr (T == glif_lif_psc)
    return with_ports<glif1>{};
  else if constexpr (T == glif_lif_r_psc)
    return with_ports<glif2>{};
  else if constexpr (T == glif_lif_asc_psc)
    return with_ports<glif3>{};
  else if constexpr (T == glif_lif_r_asc_psc)
    return with_ports<glif4>{};
  else
    return with_ports<glif5>{};
}
template <sonata_template T>
constexpr auto weight_of_template() {
  using enum sonata_template;
  if constexpr (T == iaf_psc_exp)
    return 1_pA;
  else if constexpr (T == iaf_psc_delta)
    return 1_mV;
  else if constexpr (T == int_fire1)
    return 1.0;
  else // NEST's weight is the peak of the alpha current; here it is the jump of s, e times the peak
    return 2.718281828459045 * 1_pA;
}

} // namespace detail

/// The neuron that a `model_template` of SONATA means: `population<"cells">(given,
/// sonata_neuron<"nest:iaf_psc_exp">{})`. docs/sonata.md has the table. The receptors of iaf_psc_exp and iaf_psc_alpha
/// are "exc" and "inh", those of the GLIF neurons with currents "syn_1" to "syn_4"; edges onto iaf_psc_delta end at
/// "v", onto IntFire1 at "m".
template <fixed_string Template>
using sonata_neuron = decltype(detail::neuron_of_template<detail::require_template<Template>()>());

/// What the weight 1 of an edge onto neurons of this template is: the unit for `sonata_edges::connections`.
template <fixed_string Template>
inline constexpr auto sonata_weight = detail::weight_of_template<detail::require_template<Template>()>();

} // namespace cortexpr
