// SPDX-License-Identifier: BSL-1.0
// Sums that forget nothing.
#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <limits>
#include <random>
#include <vector>

using namespace cortexpr;

TEST_CASE("exact_sum: what was added can be taken away without a trace", "[storage]") {
  detail::exact_sum sum;
  for (const double x : {0.1, 0.2, 0.3}) sum.add(x);
  const double before = sum.value();
  CHECK(before == Approx(0.6).epsilon(1e-16));
  sum.add(1e13);
  sum.add(1.0 / 3);
  sum.add(-1e13);
  sum.add(-1.0 / 3);
  CHECK(sum.value() == before);
  sum.replace(0.2, 0.7);
  sum.replace(0.7, 0.2);
  CHECK(sum.value() == before);
}

TEST_CASE("exact_sums: what lanes add is one sum", "[storage]") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> exponent(-8, 8);
  detail::exact_sum one;
  detail::exact_sums many;
  double largest = 0;
  for (int n = 0; n < 100; ++n) {
    std::array<double, 64> former{}, present{};
    for (std::size_t k = 0; k < former.size(); ++k) {
      former[k] = (k % 2 == 0 ? 1 : -1) * std::pow(10, exponent(random));
      present[k] = std::pow(10, exponent(random));
      largest = std::max(largest, std::abs(former[k]));
      one.replace(former[k], present[k]);
    }
    many.replace(former, present);
  }
  CHECK(many.largest_former() == largest);
  CHECK(many.total().value() == Approx(one.value()).epsilon(1e-15));
}

TEST_CASE("exact_sum: a million replacements leave the sum of what is there", "[storage]") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-5, 5);
  std::vector<double> values(50, 1.0);
  detail::exact_sum sum;
  double plain = 0;
  for (const double x : values) sum.add(x), plain += x;
  for (int n = 0; n < 1'000'000; ++n) {
    double& x = values[static_cast<std::size_t>(n) % values.size()];
    const double fresh = std::pow(10, exponent(random));
    sum.replace(x, fresh);
    plain += fresh - x;
    x = fresh;
  }
  for (double& x : values) {
    sum.replace(x, 0.1);
    plain += 0.1 - x;
    x = 0.1;
  }
  CHECK(std::abs(sum.value() - 5) <= 4 * std::numeric_limits<double>::epsilon() * 5);
  CHECK(std::abs(plain - 5) > 1e-10); // a plain sum does not
}
