// SPDX-License-Identifier: BSL-1.0
// Continuous projections: outputs of rate units that add up in inputs.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <sstream>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

constexpr auto adding = describe(
    record<"A.output">(), record<"U.net">(), record<"U.output">(), record<"U.x">(),
    population<"A">(3, rate_unit<hyperbolic_tangent>{}, start<"x">(given)),
    population<"U">(4, rate_unit<linear>{}, start<"x">(given)), projection<"p: A -> U.net">(given, weight(given)),
    projection<"q: A[1:3] -> U[1:4].net">(all_to_all{}, weight(given)),
    projection<"r: U[0:2] -> U[2:4].net">(one_to_one{}, weight(0.5)), projection<"none: A -> U.net">(given, weight(7)));

TEST_CASE("coupling: projections onto one input add up, slices and multiple synapses too", "[coupling]") {
  const numbers q{0.3, -0.2, 0.7, 1.1, 0.6, -0.9}; // of A1, then A2, onto U1, U2, U3
  simulation<network<adding>> sim{set<"A.x">(values(numbers{0.4, -0.8, 1.5})),
                                  set<"U.x">(values(numbers{0.1, 0.2, 0.3, 0.4})),
                                  set<"p">(pairs(numbers{2, 0, 2, 0}, numbers{1, 3, 1, 0})),
                                  set<"p.w">(values(numbers{2, 3, 4, 5})),
                                  set<"q.w">(values(q)),
                                  set<"none">(pairs(numbers{}, numbers{}))};
  sim.run_steps(30);
  const auto &y = sim["A.output"_name], &z = sim["U.output"_name], &net = sim["U.net"_name], &x = sim["U.x"_name];
  const double left = std::exp(-0.1 / 10);
  for (std::size_t k = 0; k + 1 < net.rows(); ++k) {
    // Row k + 1 shows what was added up in step k, from the outputs at its start.
    CHECK(net(k + 1, 0) == Approx(5 * y(k, 0)));
    CHECK(net(k + 1, 1) == Approx(6 * y(k, 2) + q[0] * y(k, 1) + q[3] * y(k, 2)));
    CHECK(net(k + 1, 2) == Approx(q[1] * y(k, 1) + q[4] * y(k, 2) + 0.5 * z(k, 0)));
    CHECK(net(k + 1, 3) == Approx(3 * y(k, 0) + q[2] * y(k, 1) + q[5] * y(k, 2) + 0.5 * z(k, 1)));
    for (std::size_t j = 0; j < 4; ++j) {
      CHECK(z(k, j) == x(k, j)); // linear
      CHECK(x(k + 1, j) == Approx(x(k, j) * left + net(k + 1, j) * (1 - left)).epsilon(1e-12));
    }
  }
  CHECK(y(0, 0) == Approx(std::tanh(0.4)).epsilon(1e-15));
}

constexpr auto alone =
    describe(record<"U.net">(), record<"U.output">(), population<"U">(1, rate_unit<linear>{}, start<"x">(given)),
             projection<"S: U -> U.net">(all_to_all{}, weight(given)), drive<"U.I">(given));

TEST_CASE("coupling: one unit that excites itself", "[coupling]") {
  const auto with = [](double x, double w, double input) {
    return simulation<network<alone>>{set<"U.x">(x), set<"S.w">(w),
                                      set<"U.I">(timed_array(numbers{input}, quantity<dim::one>(1), 1_ms))};
  };
  auto sim = with(0.7, 0.6, 0);
  sim.run_steps(200);
  // The input is constant during a step: x <- x e + w x (1 - e).
  const double e = std::exp(-0.1 / 10), factor = e + 0.6 * (1 - e);
  CHECK(sim.get<"U.x">()[0] == Approx(0.7 * std::pow(factor, 200)).epsilon(1e-12));
  auto driven = with(0, 0.5, 1);
  driven.run(400_ms);
  CHECK(driven.get<"U.x">()[0] == Approx(2).epsilon(1e-8)); // I / (1 - w)
  auto growing = with(0.1, 1.5, 0);
  growing.run(20_ms);
  CHECK(growing.get<"U.x">()[0] > 0.2);
  CHECK(growing["U.net"_name].columns() == 1);
}

constexpr auto rivals =
    describe(record<"U.output">(), population<"U">(2, rate_unit<threshold_linear>{}),
             projection<"S: U -> U.net">(all_to_all{}.without_autapses(), weight(given)), drive<"U.I">(given));
constexpr auto sigmoids =
    describe(population<"U">(2, rate_unit<sigmoid>{}, rk4{}, parameter<"f.gain">(3), parameter<"f.bias">(0.4)),
             projection<"S: U -> U.net">(all_to_all{}, weight(given)), drive<"U.I">(given));

TEST_CASE("coupling: two units that inhibit each other settle where the equations say", "[coupling]") {
  const auto input = timed_array(numbers{1.0, 0.8}, 2, quantity<dim::one>(1), 1_ms);
  simulation<network<rivals>> weak{set<"S.w">(-0.5), set<"U.I">(input)};
  weak.run(500_ms);
  // x1 = 1 - x2 / 2, x2 = 0.8 - x1 / 2
  CHECK(weak.get<"U.x">()[0] == Approx(0.8).epsilon(1e-10));
  CHECK(weak.get<"U.x">()[1] == Approx(0.4).epsilon(1e-10));
  simulation<network<rivals>> strong{set<"S.w">(-2), set<"U.I">(input)};
  strong.run(500_ms);
  // The stronger one silences the other.
  CHECK(strong.get<"U.x">()[0] == Approx(1).epsilon(1e-10));
  CHECK(strong.get<"U.x">()[1] == Approx(0.8 - 2).epsilon(1e-10));
  const auto& y = strong["U.output"_name];
  CHECK(y(y.rows() - 1, 1) == 0);

  simulation<network<sigmoids>> curved{set<"S.w">(values(numbers{0.9, -1.2, -0.7, 0.3})), set<"U.I">(input)};
  curved.run(1_s);
  const auto x = curved.get<"U.x">();
  const auto f = [](double a) { return 1 / (1 + std::exp(-3 * (a - 0.4))); };
  CHECK(x[0] == Approx(1.0 + 0.9 * f(x[0]) - 0.7 * f(x[1])).epsilon(1e-9));
  CHECK(x[1] == Approx(0.8 - 1.2 * f(x[0]) + 0.3 * f(x[1])).epsilon(1e-9));
}

constexpr auto wide =
    describe(population<"A">(2, rate_unit<linear>{}, start<"x">(given)), population<"U">(70000, rate_unit<linear>{}),
             projection<"S: A -> U[5:70000].net">(all_to_all{}, weight(given)));

TEST_CASE("coupling: targets beyond one slice of storage", "[coupling]") {
  simulation<network<wide>> sim{
      set<"A.x">(values(numbers{1, 10})),
      set<"S.w">(function_of([](std::uint32_t i, std::uint32_t j) { return quantity<dim::one>(i == 0 ? j : 1); }))};
  sim.run_steps(1);
  const auto x = sim.get<"U.x">();
  const double risen = -std::expm1(-0.1 / 10);
  CHECK(x[4] == 0);
  for (const std::size_t j : {5u, 65539u, 65540u, 65541u, 69999u})
    CHECK(x[j] == Approx((static_cast<double>(j - 5) + 10) * risen).epsilon(1e-12));
}

TEST_CASE("coupling: in the schedule before the integration, and cut runs are the same", "[coupling]") {
  std::ostringstream out;
  network<adding>::schedule(out);
  CHECK(out.str().find("groups:\n  add up outputs through p (order -1)\n  add up outputs through q (order -1)\n") !=
        std::string::npos);
  const auto with = [] {
    return simulation<network<rivals>>{set<"S.w">(-0.5),
                                       set<"U.I">(timed_array(numbers{1.0, 0.8}, 2, quantity<dim::one>(1), 1_ms))};
  };
  auto whole = with(), parts = with();
  whole.run_steps(100);
  parts.run_steps(1);
  parts.run_steps(99);
  CHECK(whole.state() == parts.state());
  whole.reset();
  whole.run_steps(100);
  CHECK(whole.state() == parts.state());
}

} // namespace
