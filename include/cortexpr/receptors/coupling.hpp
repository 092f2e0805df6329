// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/receptors/kinetics.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

namespace detail {

// Kinetics under the names that users know: the level is called g or I, the rising variable s.
template <class Kinetics, fixed_string Level, class I, dimension D>
struct renamed : Kinetics::template state<I, D> {
  using base = typename Kinetics::template state<I, D>;
  constexpr renamed() = default;
  constexpr renamed(const base& x) : base(x) {} // NOLINT(google-explicit-constructor)
  static constexpr std::array<std::string_view, 2> member_names{Level.view(), "s"};
  constexpr auto members() { return cortexpr::detail::tie_members(static_cast<base&>(*this)); }
  constexpr auto members() const { return cortexpr::detail::tie_members(static_cast<const base&>(*this)); }
};

} // namespace detail

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
  using state = detail::renamed<Kinetics, "g", I, Current / dim::volt>;
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
  using state = detail::renamed<Kinetics, "I", I, Current>;
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

/// Instantaneous synapses: a spike adds the weight to the membrane potential v itself. Has no variable.
///
/// Example (examples/reference/delta.cpp):
///
///     population<"cell">(1, synaptic_lif<delta>{})
///
///     projection<"in -> cell.exc">(all_to_all{}, weight(5_mV))
///
///     projection<"in -> cell.v">(all_to_all{}, weight(2_mV))
struct delta {
  static constexpr std::string_view jump = "v";
  template <class I, dimension Current>
  struct state {};
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {};
};

} // namespace cortexpr
