// SPDX-License-Identifier: BSL-1.0
// Every neuron of the library obeys the laws; models made wrong on purpose break the law they are made for.
#include "catch.hpp"
#include "model_laws.hpp"

#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/escape_rate.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/izhikevich.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <cortexpr/neurons/scaled_lif.hpp>

using namespace cortexpr;

using coba = synaptic_lif<conductance<alpha>, conductance<alpha>>;
using cuba = synaptic_lif<current<exponential>, current<exponential>>;
using mixed = synaptic<basic_adex<always_integrated>, receptor<"ampa", conductance<exponential>>, receptor<"d", delta>,
                       receptor<"gaba", minus<saturating<alpha>>>>;
using coba_hh = synaptic<hodgkin_huxley, conductance<exponential>, conductance<exponential>>;

TEMPLATE_TEST_CASE("neurons obey the laws of models", "[laws]", lif, basic_lif<always_integrated>, scaled_lif, coba,
                   cuba, adex, izhikevich, hodgkin_huxley, escape_rate, mixed, coba_hh) {
  STATIC_REQUIRE(laws::units_agree<TestType>());
  STATIC_REQUIRE(laws::names_differ<TestType>());
  CHECK(laws::finite_at_start<TestType>());
  CHECK(laws::quiet_at_start<TestType>());
  CHECK(laws::reset_ends_spike<TestType>());
  CHECK(laws::held_at_rest<TestType>());
  CHECK(laws::held_at_rest<TestType, rk4>());
  CHECK(laws::scalar_equals_pack<TestType>());
  CHECK(laws::scalar_equals_pack<TestType, heun>());
  CHECK(laws::prepare_is_idempotent<TestType>());
  CHECK(laws::analysis_holds<TestType>());
  CHECK(laws::all<TestType>());
}

namespace wrong {

// A sound model, from which the others inherit and which each of them spoils in one place.
struct base {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau_m = 20_ms, t_ref = 2_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

struct units : base {
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = p.E_L - x.v};
  }
};
struct division_by_zero : base {
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / (p.tau_m - 20_ms)};
  }
};
struct loud : base {
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v < p.V_th; }
};
struct endless : base {
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_th + (p.V_th - p.V_r); }
};
// Resets that keep a share of v: one that ends a spike from anywhere near the threshold, and one that never does.
struct sharing : base {
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E_L + 0.2 * (x.v - p.E_L); }
};
struct clinging : base {
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_th + 0.2 * (x.v - p.V_th); }
};
struct two_names : base {
  template <class I>
  struct state {
    volt<I> a = -70_mV, b = -70_mV;
    static constexpr std::array<std::string_view, 2> member_names{"v", "v"};
    constexpr auto members() { return cortexpr::detail::tie_fields(a, b); }
    constexpr auto members() const { return cortexpr::detail::tie_fields(a, b); }
  };
};

template <class C>
inline constexpr bool is_pack = false;
template <class B>
inline constexpr bool is_pack<detail::lanes<B>> = detail::lanes<B>::size > 1;
struct layout_dependent : base {
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (is_pack<volt<P>> ? 2 : 1) * (p.E_L - x.v) / p.tau_m};
  }
};

// Hides a square from the analysis by looking inside the number.
template <class C>
constexpr C hidden_square(const C& c) {
  if constexpr (requires { c.varies(0); })
    return c * c;
  else
    return c;
}
struct deceptive : base {
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = hidden_square(volt<S>(x.v)) / p.tau_m};
  }
};

// An integrator that forgets refractoriness, and one that remembers what it prepared before.
struct careless {
  static constexpr std::array stages{0.0};
  template <Model M, class T>
  struct stepper : detail::stateless_stepper<M, T> {
    template <class X, class P, class In, class B>
    X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return cortexpr::detail::moved(x, cortexpr::detail::flow<M>(x, p, in[0]), at.dt);
    }
  };
};
struct accumulating {
  static constexpr std::array stages{0.0};
  template <Model M, class T>
  struct stepper {
    void prepare(const parameters_of<M, columns<T>>&, double dt, std::size_t) { sum += dt; }
    template <class X, class P, class In, class B>
    X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return cortexpr::detail::moved(x, detail::gated_flow<M>(x, p, in[0], at), detail::lanes<B>(sum));
    }
    double sum = 0;
  };
};

} // namespace wrong

TEST_CASE("the laws find what is wrong", "[laws]") {
  CHECK(laws::all<wrong::base>());
  STATIC_REQUIRE(laws::units_agree<wrong::base>());
  STATIC_REQUIRE(!laws::units_agree<wrong::units>());
  STATIC_REQUIRE(!laws::names_differ<wrong::two_names>());
  CHECK(!laws::finite_at_start<wrong::division_by_zero>());
  CHECK(!laws::quiet_at_start<wrong::loud>());
  CHECK(!laws::reset_ends_spike<wrong::endless>());
  CHECK(laws::reset_ends_spike<wrong::sharing>());
  CHECK(!laws::reset_ends_spike<wrong::clinging>());
  CHECK((!laws::scalar_equals_pack<wrong::layout_dependent, rk2>()));
  CHECK(!laws::analysis_holds<wrong::deceptive>());
  CHECK((laws::held_at_rest<wrong::base, euler>()));
  CHECK((!laws::held_at_rest<wrong::base, wrong::careless>()));
  CHECK((!laws::prepare_is_idempotent<wrong::base, wrong::accumulating>()));
}
