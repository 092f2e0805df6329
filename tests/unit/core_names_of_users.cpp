// SPDX-License-Identifier: BSL-1.0
// Users have global names of their own, and -Wshadow: that this file compiles without a warning is the test.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <numeric>
#include <sys/select.h>
#include <unistd.h>

[[maybe_unused]] static constexpr int rule = 0, rules = 0, state = 0, item = 0, name = 0, list = 0, path = 0, value = 0,
                                      source = 0, target = 0, neuron = 0, synapse = 0, number = 0, count = 0,
                                      member = 0, option = 0, part = 0, row = 0, sum = 0, weights = 0, a = 0, b = 0,
                                      i = 0, j = 0, k = 0, n = 0, p = 0, r = 0, s = 0, t = 0, v = 0, w = 0, x = 0,
                                      y = 0;

namespace {

constexpr auto d = [] {
  using namespace cortexpr;
  return describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"n">(5, lif{}),
                  projection<"S: in -> n.v">(all_to_all{}, weight(given),
                                             plasticity{transmit{}, pair_stdp{.w_max = 1_V}, normalise_on_event{1_V}}),
                  regularly<"op", "n">(every{}, [](auto&) {}), record<"n.v">(), record<"S.w">(), record<"n.rate">());
}();

} // namespace

TEST_CASE("global names of users shadow nothing") {
  using namespace cortexpr;
  simulation<network<d>> sim{threads{2}, cortexpr::set<"S.w">(1_mV)};
  sim.run_steps(10, watch_nan{});
  sim.set<"n.v">(-60_mV);
  CHECK(sim.get<"S.w">().size() == 100);
}

// A whole namespace beside another: words of equations are words of std and of POSIX, too.
namespace beside_std {

using namespace std;
using namespace cortexpr;

struct neuron_with_words {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    cortexpr::number<I> m = 0.5;
  };
  template <class I>
  struct parameters {
    volt<I> E = -65_mV, Delta = 2_mV;
    second<I> tau = 10_ms, t_ref = 2_ms;
    cortexpr::number<I> k = 2.5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto u = (x.v - p.E) / p.Delta;
    const auto all = exp(-abs(u)) + expm1(-abs(u)) + exprel(u / 100) + log(1 + square(u)) + log10(2 + pow(u, 2)) +
                     sqrt(1 + pow<2>(u)) + sin(u) + cos(u) + tan(u / 10) + asin(tanh(u)) + acos(tanh(u)) + atan(u) +
                     sinh(u / 10) + cosh(u / 10) + floor(u) + ceil(u) + sign(u) + heaviside(x.v) + pow(x.m, p.k) +
                     pow(x.m, 2.5) + pow(2, x.m) + pow(x.m, x.m);
    return {.v = (max(p.E, x.v) - min(x.v, p.E) + max(x.v, x.v) - max(x.v, -70_mV) + select(x.v > p.E, p.Delta, 0_mV)) /
                 p.tau,
            .m = (max(x.m, 0) - min(1, x.m) + clip(x.m, 0, 1) + min(x.m, x.m) + select(x.m > 0.5, 1, 0) + 1e-3 * all) /
                 p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.E and not(x.m < 0); }
};

// Words of plain numbers are those of std, which clang evaluates at run time only.
double of_numbers() {
  return max(1, 2) + min(1.5, 2.5) + abs(-2) + exp(1) + sqrt(2) + floor(2.5) + pow(2, 3) + pow(2.0, 0.5);
}

} // namespace beside_std

TEST_CASE("words of equations beside those of std and POSIX") {
  using model = beside_std::neuron_with_words;
  const cortexpr::state_of<model, cortexpr::numeric<double>> one{};
  const cortexpr::parameters_of<model, cortexpr::numeric<double>> plain{};
  CHECK(std::isfinite(model::flow(one, plain).m.value));
  using pack = cortexpr::detail::pack<float>;
  const cortexpr::state_of<model, cortexpr::numeric<pack>> many{};
  const cortexpr::parameters_of<model, cortexpr::hoisted<pack>> shared{};
  CHECK(model::flow(many, shared).m.value.get(0) == Approx(model::flow(one, plain).m.value).epsilon(1e-5));
  STATIC_REQUIRE(!cortexpr::linear_model<model>);
  cortexpr::check_units<model>();
  CHECK(beside_std::of_numbers() == Approx(2 + 1.5 + 2 + std::exp(1.0) + 2 * std::sqrt(2.0) + 2 + 8));
}
