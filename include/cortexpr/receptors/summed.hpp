// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/model/renamed_kinetics.hpp>
#include <cortexpr/receptors/conductance.hpp>
#include <cortexpr/receptors/current.hpp>
#include <cortexpr/units/literals.hpp>
#include <string_view>

namespace cortexpr {

/// No kinetics of the receptor's own: its level is, in every step, the sum of what synapses feed by the `current` of
/// their rule. `conductance<summed>` has the variable g and the parameter E (V, default 0 mV; -80 mV for a receptor
/// called "inh"), `current<summed>` the variable I and no parameter.
///
/// Example (examples/reference/nmda.cpp):
///
///     using cell = synaptic<lif, receptor<"ampa", conductance<exponential>>,
///                           receptor<"nmda", magnesium_block<conductance<summed>>>>;
struct summed {
  template <class I, dimension D>
  struct state {
    carrier<I, D> level{};
  };
};

template <>
struct conductance<summed> {
  static constexpr std::string_view jump = "g";
  template <class I, dimension Current>
  using state = detail::renamed_kinetics<summed, "g", I, Current / dim::volt>;
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    volt<I> E = Inhibitory ? -80_mV : 0_mV;
  };
  template <class S, dimension D, class P>
  static constexpr auto flow(const detail::renamed_kinetics<summed, "g", S, D>&, const P&) {
    return summed::state<ddt<S>, D>{};
  }
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P& p, const V& v) {
    return x.level * (p.E - v);
  }
};

template <>
struct current<summed> {
  static constexpr std::string_view jump = "I";
  template <class I, dimension Current>
  using state = detail::renamed_kinetics<summed, "I", I, Current>;
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {};
  template <class S, dimension D, class P>
  static constexpr auto flow(const detail::renamed_kinetics<summed, "I", S, D>&, const P&) {
    return summed::state<ddt<S>, D>{};
  }
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P&, const V&) {
    return x.level;
  }
};

} // namespace cortexpr
