// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/random/gamma_values.hpp>
#include <cortexpr/random/truncated.hpp>
#include <cortexpr/units/literals.hpp>
#include <limits>
#include <vector>

using namespace cortexpr;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
static_assert(truncated(lognormal(1_nS, 1_nS), 0_nS, 2_nS).dims == dim::siemens);

template <class Rule>
std::vector<double> sample(const Rule& rule) {
  rule.validate("S.w");
  generator g(make_stream(1, "S.w"), 0);
  std::vector<double> x(100'000);
  for (double& value : x) value = rule(g, 0, 0);
  return x;
}

} // namespace

TEST_CASE("truncated: the distribution inside the interval", "[random]") {
  const auto x = sample(truncated(exponential_values(20_ms), 5_ms, 40_ms));
  CHECK(*std::min_element(x.begin(), x.end()) >= 5e-3);
  CHECK(*std::max_element(x.begin(), x.end()) <= 40e-3);
  const auto below = [](double t) { return -std::expm1(-t / 0.02); };
  CHECK(is_plausible(distance_p(x, [&](double t) { return (below(t) - below(5e-3)) / (below(40e-3) - below(5e-3)); })));
  const auto tail = sample(truncated(gamma_values(2.0, 1.0), 3, infinity));
  const auto above = [](double t) { return (1 + t) * std::exp(-t); };
  CHECK(is_plausible(distance_p(tail, [&](double t) { return 1 - above(t) / above(3); })));
  // As the normal distribution does it by itself.
  CHECK(sample(truncated(normal(1, 1), -0.5, 2)) == sample(normal(1, 1).redrawn(-0.5, 2)));
  CHECK(truncated(uniform(0, 1), -3, 0.5).bound() == 3);
}

TEST_CASE("truncated: what is refused", "[random]") {
  CHECK_THROWS_WITH(truncated(normal(0, 1), 2, 1).validate("S.w"),
                    "'S.w': the lower bound 2 is above the upper bound 1");
  CHECK_THROWS_WITH(truncated(normal(0, -1), 1, 2).validate("S.w"), "'S.w': the standard deviation is negative");
  CHECK_THROWS_WITH(sample(truncated(uniform(0_mV, 1_mV), 2_mV, 3_mV)),
                    "truncated(...): a million values of the distribution lie outside of 2 mV to 3 mV; widen the "
                    "interval");
}
