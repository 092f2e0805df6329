// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/model/renamed_kinetics.hpp>
#include <cortexpr/receptors/kinetics.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

/// A receptor that injects a current: I = +level, whatever the membrane potential. Weights of inhibitory
/// projections are negative, or the receptor is wrapped in `minus`. Parameter: tau (s, default 5 ms; 10 ms for "inh").
///
/// Example (examples/reference/current.cpp):
///
///     using cell = synaptic<lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>,
///                           receptor<"bounded", saturating<exponential>>>;
///
///     population<"cell">(3, cell{}, parameter<"inh.tau">(5_ms), parameter<"bounded.I_max">(50_pA))
template <class Kinetics>
struct current {
  static constexpr std::string_view jump = std::is_same_v<Kinetics, alpha> ? "s" : "I";

  template <class I, dimension Current>
  using state = detail::renamed_kinetics<Kinetics, "I", I, Current>;
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    second<I> tau = Inhibitory ? 10_ms : 5_ms;
  };

  template <class X, class P>
  static constexpr auto flow(const X& x, const P& p) {
    return Kinetics::flow(static_cast<const typename X::base&>(x), p.tau);
  }
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P&, const V&) {
    return x.level;
  }
};

/// The same receptor with the opposite effect: positive weights inhibit.
template <class Receptor>
struct minus : Receptor {
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P& p, const V& v) {
    return -Receptor::input(x, p, v);
  }
};

/// A current receptor whose variable grows freely but whose effect on the membrane is clipped to [I_min, I_max].
/// Parameters: tau (s, default 5 ms; 10 ms for "inh"); I_min, I_max (in the unit of the neuron's input, default 0
/// and 1 nA or, where the input is in volt, 30 mV).
template <class Kinetics>
struct saturating : current<Kinetics> {
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    second<I> tau = Inhibitory ? 10_ms : 5_ms;
    carrier<I, Current> I_min = quantity<Current>(0);
    carrier<I, Current> I_max = quantity<Current>(Current == dim::volt ? 30e-3 : 1e-9);
  };
  template <class X, class P, class V>
  static constexpr auto input(const X& x, const P& p, const V&) {
    return clip(x.level, p.I_min, p.I_max);
  }
};

} // namespace cortexpr
