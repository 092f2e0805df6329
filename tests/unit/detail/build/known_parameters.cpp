// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/detail/build/known_parameters.hpp>

#include "catch.hpp"
#include <cortexpr/core.hpp>

using namespace cortexpr;

namespace {

/// Relaxes within a step to a share of its number.
struct numbered {
  template <class I>
  struct state {
    number<I> y = 0;
  };
  template <class I>
  struct parameters {
    neuron_index<I> i;
    neuron_count<I> N;
    step_length<I> dt;
    number<I> a = 2;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.y = (p.a * p.i / p.N - x.y) / p.dt};
  }
};
constexpr auto d = describe(population<"n">(10, numbered{}), population<"slow">(10, numbered{}, time_step{0.5_ms}));

} // namespace

TEST_CASE("a model knows the numbers of its neurons and the step in which it is integrated", "[network]") {
  simulation<network<d>> sim{time_step{0.1_ms}};
  sim.run(10_ms);
  const auto y = sim.get<"n.y">();
  for (std::size_t i = 0; i < 10; ++i) REQUIRE(y[i] == Approx(0.2 * static_cast<double>(i)).epsilon(1e-3));
  CHECK(sim.get<"n.dt">()[0] == Approx(1e-4));
  CHECK(sim.get<"slow.dt">()[0] == Approx(5e-4));
}
