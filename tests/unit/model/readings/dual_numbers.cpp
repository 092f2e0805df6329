// SPDX-License-Identifier: BSL-1.0
// Jacobians.
#include "catch.hpp"

#include <cortexpr/model/readings/dual_numbers.hpp>
#include <cortexpr/units/literals.hpp>

using namespace cortexpr;

namespace {

using dual2 = detail::dual<double, 2>;
constexpr dual2 u = dual2::of_variable(3.0, 0), w = dual2::of_variable(4.0, 1);
static_assert((u * w).slope(0).value == 4 && (u * w).slope(1).value == 3 && (u * w).value.value == 12);
static_assert((u / w).slope(0).value == 0.25 && (u / w).slope(1).value == -3.0 / 16);
static_assert((2 * u - w + 1).slope(0).value == 2 && (2 * u - w + 1).slope(1).value == -1);
static_assert(!dual2(1).varies(0) && !(u + 1).varies(1) && (u + w).varies(1));
static_assert(max(u, w).slope(1).value == 1 && max(u, w).slope(0).value == 0 && abs(-u).slope(0).value == 1);
static_assert((u / (2 * units::mV)).slope(0).value == 500);

} // namespace

TEST_CASE("derivatives of functions agree with differences", "[dual_numbers]") {
  using dual1 = detail::dual<double, 1>;
  const auto check = [](auto f) {
    for (const double at : {-2.0, -0.3, 0.009, 0.011, 0.7, 3.0}) {
      const double h = 1e-5;
      const double difference = (f(dual1(at + h)).value.value - f(dual1(at - h)).value.value) / (2 * h);
      CHECK(f(dual1::of_variable(at, 0)).slope(0).value == Approx(difference).epsilon(1e-8).margin(1e-9));
    }
  };
  check([](dual1 a) { return exp(a); });
  check([](dual1 a) { return expm1(a); });
  check([](dual1 a) { return exprel(a); });
  check([](dual1 a) { return sin(a); });
  check([](dual1 a) { return cos(a); });
  check([](dual1 a) { return tanh(a); });
  check([](dual1 a) { return log(a * a + 1); });
  check([](dual1 a) { return sqrt(a * a + 1); });
  check([](dual1 a) { return clip(a, -1, 1) * a; });
  check([](dual1 a) { return select(a < 0.5, a * a, 3 * a); });
}

TEST_CASE("exprel keeps its digits in its derivative", "[dual_numbers]") {
  using dual1 = detail::dual<double, 1>;
  for (const double z : {1e-12, 1e-6, 1e-3, 9.9e-3, 1.01e-2})
    CHECK(exprel(dual1::of_variable(z, 0)).slope(0).value ==
          Approx(0.5 + z / 3 + z * z / 8 + z * z * z / 30 + z * z * z * z / 144).epsilon(1e-10));
}
