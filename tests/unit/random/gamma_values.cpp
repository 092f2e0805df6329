// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <cmath>
#include <cortexpr/random/gamma_values.hpp>
#include <cortexpr/units/literals.hpp>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

using namespace cortexpr;

namespace {

static_assert(std::is_same_v<decltype(gamma_values(2.0, 1.5)), gamma_values<dim::one>>);
static_assert(gamma_values(2, 1_nS).dims == dim::siemens);

template <dimension D>
std::vector<double> sample(const gamma_values<D>& rule, std::uint64_t seed = 1) {
  rule.validate("S.w");
  generator g(make_stream(seed, "S.w"), 0);
  std::vector<double> x(100'000);
  for (double& value : x) value = rule(g, 0, 0);
  return x;
}
template <dimension D>
void check_refusal(const gamma_values<D>& rule, const std::string& sentence) {
  CHECK_THROWS_WITH(rule.validate("S.w"), sentence);
}

} // namespace

TEST_CASE("gamma_values: closed forms of the distribution", "[random]") {
  const auto exponential_below = [](double x) { return -std::expm1(-x); };
  CHECK(is_plausible(distance_p(sample(gamma_values(1.0, 1.0)), exponential_below)));
  CHECK(is_plausible(distance_p(sample(gamma_values(0.5, 1.0)), [](double x) { return std::erf(std::sqrt(x)); })));
  CHECK(is_plausible(
      distance_p(sample(gamma_values(2.0, 3.0)), [](double x) { return 1 - (1 + x / 3) * std::exp(-x / 3); })));
  CHECK(is_plausible(distance_p(sample(gamma_values(4.0, 1_nS)), [](double si) {
    const double x = si * 1e9;
    return 1 - (1 + x * (1 + x / 2 * (1 + x / 3))) * std::exp(-x);
  })));
  CHECK_FALSE(is_plausible(distance_p(sample(gamma_values(1.03, 1.0)), exponential_below))); // the test can fail
}

TEST_CASE("gamma_values: mean and deviation", "[random]") {
  for (const double shape : {0.1, 0.9, 1.1, 7.3, 250.0}) {
    const auto x = sample(gamma_values(shape, 5_mV), 3);
    const double sd = std::sqrt(shape) * 5e-3;
    CHECK(average_of(x) == Approx(shape * 5e-3).epsilon(0).margin(5 * sd / std::sqrt(1e5)));
    const double error = sd * std::sqrt((2 + 6 / shape) / 4 / 1e5); // by the fourth moment, 3 + 6 / shape
    CHECK(sd_of(x) == Approx(sd).epsilon(0).margin(5 * error));
  }
  CHECK(sample(gamma_values(2, 1.0)) == sample(gamma_values(2, 1.0)));
}

TEST_CASE("gamma_values: what is refused", "[random]") {
  const double infinity = std::numeric_limits<double>::infinity();
  check_refusal(gamma_values(0, 1_mV), "'S.w': the shape of a gamma distribution must be positive");
  check_refusal(gamma_values(1, -1_mV), "'S.w': the scale of a gamma distribution must be positive");
  check_refusal(gamma_values(infinity, 1_mV), "'S.w': the shape is not a finite number");
  check_refusal(gamma_values(1, std::nan("")), "'S.w': the scale is not a finite number");
}
