// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

using in_words =
    equations<R"(
  dv/dt = (a + x + I - v)/tau : 1 (unless refractory)
  da/dt = (b - a)/(30*ms) : 1 (shared)
  b : 1 (shared, variable)
  x = 0.1*sin(2*pi*50*Hz*t) : 1 (shared)
  I : 1 (input)
  tau = 8*ms : second)",
              threshold<"v > 1">, reset<"v = 0.05*a">, refractory<"3*ms">, initially<"b = 0.5; v = 0.01*i">>;

struct in_cpp {
  template <class I>
  struct state {
    unless_refractory<number<I>> v = 0;
  };
  template <class I>
  struct shared {
    number<I> a = 0, b = 0.5;
  };
  template <class I>
  struct parameters {
    second<I> tau = 8_ms, t_ref = 3_ms;
  };
  template <class I>
  struct inputs {
    number<I> I_in = 0;
    second<I> t;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    return {.v = (in.a + 0.1 * sin(2 * 3.141592653589793 * (50_Hz * in.t)) + in.I_in - x.v) / p.tau};
  }
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>&) {
    return {.a = (all.b - all.a) / 30_ms, .b = 0 / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&, const auto& in) { x.v = 0.05 * in.a; }
};

constexpr auto words = describe(population<"n">(130, in_words{}, rk2{}), drive<"n.I">(0.9),
                                regularly<"switch", "n">(every{20_ms}, text<"old = b; b = 2*rand() + 0*old">),
                                record<"n.spikes">(), record<"n.a">());
constexpr auto cpp = describe(
    population<"n">(130, in_cpp{}, rk2{}, start<"v">(text<"0.01*i">)), drive<"n.I_in">(0.9),
    regularly<"switch", "n">(every{20_ms}, population_wide([](auto& all) { all["b"_name] = 2 * all.uniform(); })),
    record<"n.spikes">(), record<"n.a">());

} // namespace

TEMPLATE_TEST_CASE("variables that the population shares, in words", "[threads]", double, float) {
  simulation<network<cpp, TestType>> expected{seed{2}};
  expected.run(200_ms);
  REQUIRE(expected["n.spikes"_name].size() > 100);
  for (const unsigned team : {1U, 3U}) {
    simulation<network<words, TestType>> sim{seed{2}, threads{team, true}};
    CHECK(sim.template get<"n.b">()[0] == TestType(0.5));
    sim.run(200_ms);
    CHECK(sim["n.spikes"_name].steps == expected["n.spikes"_name].steps);
    CHECK(sim["n.spikes"_name].neurons == expected["n.spikes"_name].neurons);
    CHECK(sim["n.a"_name](1999, 0) == Approx(expected["n.a"_name](1999, 0)).epsilon(1e-6));
    CHECK(sim.template get<"n.b">() == expected.template get<"n.b">()); // once for all neurons: one random number
  }
}
