// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/model/renamed_kinetics.hpp>
#include <cortexpr/receptors/kinetics.hpp>
#include <cortexpr/units/literals.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

/// A receptor that opens a conductance g: I = g (E - v). `Current` is the dimension of the neuron's input: with
/// ampere, g is in siemens; with volt (input scaled by the leak), g counts in units of the leak conductance.
/// Parameters: tau, time constant (s, default 5 ms); E, reversal potential (V, default 0 mV; -80 mV and
/// tau 10 ms for a receptor called "inh").
///
/// Example (examples/reference/conductance.cpp):
///
///     using cell = synaptic<lif, receptor<"fast", conductance<exponential>>, receptor<"slow", conductance<alpha>>>;
template <class Kinetics>
struct conductance {
  static constexpr std::string_view jump = std::is_same_v<Kinetics, alpha> ? "s" : "g";

  template <class I, dimension Current>
  using state = detail::renamed_kinetics<Kinetics, "g", I, Current / dim::volt>;
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    second<I> tau = Inhibitory ? 10_ms : 5_ms;
    volt<I> E = Inhibitory ? -80_mV : 0_mV;
  };

  template <class X, class P>
  static constexpr auto flow(const X& x, const P& p) {
    return Kinetics::flow(static_cast<const typename X::base&>(x), p.tau);
  }
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P& p, const V& v) {
    return x.level * (p.E - v);
  }
};

} // namespace cortexpr
