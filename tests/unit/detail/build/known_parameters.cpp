#include "catch.hpp"
#include <cortexpr/core.hpp>
using namespace cortexpr;
struct m1 {
  template <class I> struct state { number<I> y = 0; };
  template <class I> struct parameters { neuron_index<I> i; neuron_count<I> N; step_length<I> dt; number<I> a = 2; };
  template <class S, class P> static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) { return {.y = (p.a * p.i / p.N - x.y) / p.dt}; }
};
constexpr auto d = describe(population<"n">(10, m1{}), record<"n.y">());
TEST_CASE("known") {
  simulation<network<d>> sim{seed{1}};
  sim.run(10_ms);
  const auto y = sim.get<"n.y">();
  for (std::size_t i = 0; i < 10; ++i) REQUIRE(y[i] == Approx(0.2 * static_cast<double>(i)).epsilon(1e-3));
}
