// SPDX-License-Identifier: BSL-1.0
// Couplings with delays: what a target gets is made of its sources as they were so many steps ago.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdio>
#include <vector>

namespace {

using namespace cortexpr;

struct rotor {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> speed = 300_Hz;
  };
  template <class I>
  struct inputs {
    hertz<I> pull = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const In& in) {
    return {.x = p.speed + in.pull};
  }
};
constexpr auto linear = couple([](auto pre, auto post, auto w) { return w * (pre["x"_name] - post["x"_name]); });
constexpr auto curved = couple([](auto pre, auto post, auto w) { return w * sin(pre["x"_name] - post["x"_name]); });
constexpr auto none = delay(0_ms);
constexpr auto seven = delay(0.7_ms);
constexpr auto by_source = delay(function_of([](std::uint32_t i, std::uint32_t) { return 0.1_ms * i; }));

template <std::uint32_t N, auto const& Term, auto const& Delay>
constexpr auto rotors = describe(population<"n">(N, rotor{}, euler{}, start<"x">(uniform(0, 6)),
                                                 parameter<"speed">(uniform(100_Hz, 400_Hz))),
                                 projection<"S: n -> n.pull">(all_to_all{}, weight(uniform(1_Hz, 5_Hz)), Delay, Term),
                                 record<"n.x">(), record<"n.pull">());

template <class Real, std::uint32_t N, auto const& Term, auto const& Delay>
void check_delay(bool is_linear, std::size_t constant, bool per_source, double tolerance) {
  CAPTURE(N, is_linear, constant, per_source);
  using net = network<rotors<N, Term, Delay>, Real>;
  simulation<net> sim{seed{6}, threads{1, true}};
  const auto w = sim.template get<"S.w">();
  sim.run(5_ms);
  const auto& x = sim["n.x"_name];
  const auto& pull = sim["n.pull"_name];
  double worst = 0;
  for (std::size_t k = 0; k + 1 < 50; ++k)
    for (std::size_t j = 0; j < N; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < N; ++i) {
        const std::size_t d = per_source ? i : constant;
        const double apart = static_cast<double>(x(k < d ? 0 : k - d, i)) - static_cast<double>(x(k, j));
        sum += static_cast<double>(w[i * N + j]) * (is_linear ? apart : std::sin(apart));
      }
      worst = std::max(worst, std::abs(sum - static_cast<double>(pull(k + 1, j))) / (5 * N));
    }
  CHECK(worst <= tolerance);
  for (const unsigned n : {2u, 3u, 7u}) {
    simulation<net> many{seed{6}, threads{n, true}};
    many.run(5_ms);
    CHECK(many["n.x"_name].values == x.values);
  }
  simulation<net> half{seed{6}}, other{seed{9}};
  half.run(2_ms);
  half.save_state("coupling_delays.state");
  other.load_state("coupling_delays.state");
  CHECK(other.state() == half.state());
  other.run(3_ms);
  CHECK(other.state() == sim.state());
  std::remove("coupling_delays.state");
}
template <class Real, std::uint32_t N>
void check_all(double tolerance) {
  check_delay<Real, N, linear, none>(true, 0, false, tolerance);
  check_delay<Real, N, linear, seven>(true, 7, false, tolerance);
  check_delay<Real, N, linear, by_source>(true, 0, true, tolerance);
  check_delay<Real, N, curved, seven>(false, 7, false, tolerance);
  check_delay<Real, N, curved, by_source>(false, 0, true, tolerance);
}

TEST_CASE("a delayed coupling reads sources as they were", "[coupling][threads]") {
  check_all<double, 1>(1e-13);
  check_all<double, 9>(1e-13);
  check_all<double, 33>(1e-13);
  check_all<float, 9>(1e-5);
}

TEST_CASE("what was set before the first step has always been so", "[coupling]") {
  simulation<network<rotors<9, linear, seven>>> sim{seed{6}};
  sim.set<"n.x">(2.0);
  sim.run(0.2_ms);
  for (std::size_t j = 0; j < 9; ++j) CHECK(sim["n.pull"_name](1, j) == 0); // all alike
}

} // namespace
