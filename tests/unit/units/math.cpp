// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>
#include <limits>

using namespace cortexpr;

namespace {

// (exp(x) - 1) / x by its series, in long double.
double by_series(double x) {
  long double sum = 0, term = 1;
  for (int k = 1; k < 60; ++k) {
    sum += term;
    term *= static_cast<long double>(x) / (k + 1);
  }
  return static_cast<double>(sum);
}

} // namespace

TEST_CASE("math: exprel is exact to rounding, also where it changes its formula") {
  const double rounding = 4 * std::numeric_limits<double>::epsilon();
  for (const double size : {1e-300, 1e-12, 1e-8, 1e-6, 5e-6, 9.99e-6, 9.9999999e-6, 1e-5, 1.0000001e-5, 1e-4, 0.1, 2.0})
    for (const double x : {size, -size}) {
      CAPTURE(x);
      CHECK(std::abs(exprel(x) / by_series(x) - 1) < rounding);
    }
  CHECK(exprel(0.0) == 1);
  CHECK(exprel(-800.0) == Approx(1.0 / 800));
  CHECK(std::isnan(exprel(std::nan(""))));
}

TEST_CASE("math: functions of quantities") {
  CHECK(two_pi == 2 * std::acos(-1.0));
  CHECK(sin(two_pi * 5_Hz * 50_ms).si() == Approx(1));
  CHECK(exprel((13_mV - 13_mV) / 4_mV).si() == 1);
  CHECK(exprel(9e-9_V / 1_mV).si() == Approx(1 + 4.5e-6).epsilon(1e-10));
  CHECK(exp(5_mV / 5_mV).si() == Approx(std::exp(1.0)));
  CHECK(sqrt(4_mV * 9_mV).si() == Approx(6e-3));
  CHECK(abs(-3_mV) == 3_mV);
  CHECK(clip(7_mV, -1_mV, 5_mV) == 5_mV);
  CHECK(clip(-7_mV, -1_mV, 5_mV) == -1_mV);
  CHECK(min(2_ms, 3_ms) == 2_ms);
  CHECK(max(2_ms, 3_ms) == 3_ms);
}
