// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/units/literals.hpp>
#include <iterator>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

using namespace cortexpr;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t many = 200'000;

// Pure numbers need no unit.
static_assert(std::is_same_v<decltype(constant(1.5)), constant<dim::one>>);
static_assert(std::is_same_v<decltype(uniform(0, 1)), uniform<dim::one>>);
static_assert(std::is_same_v<decltype(normal(0.0, 1)), normal<dim::one>>);
static_assert(std::is_same_v<decltype(lognormal(1, 0.5)), lognormal<dim::one>>);
static_assert(std::is_same_v<decltype(exponential_values(2.0)), exponential_values<dim::one>>);
static_assert(uniform(-70_mV, -55_mV).dims == dim::volt && normal(1_nS, 1_nS).dims == dim::siemens);
static_assert(lognormal(1_ms, 1_ms).dims == dim::second && exponential_values(1_pA).dims == dim::amp);

template <class Rule>
std::vector<double> sample(const Rule& rule, std::size_t n = many, std::uint64_t seed = 1) {
  rule.validate("S.w");
  generator g(make_stream(seed, "S.w"), 0);
  std::vector<double> x(n);
  for (double& value : x) value = rule(g, 0, 0);
  return x;
}

/// Five standard errors of the mean of `many` values.
Approx near(double mean, double sd) { return Approx(mean).epsilon(0).margin(5 * sd / std::sqrt(many)); }

/// The values that lie strictly between two bounds.
std::vector<double> between(const std::vector<double>& x, double low, double high) {
  std::vector<double> inside;
  std::copy_if(x.begin(), x.end(), std::back_inserter(inside), [&](double v) { return v > low && v < high; });
  return inside;
}

template <class Rule>
void check_refusal(const Rule& rule, const std::string& sentence) {
  CHECK_THROWS_AS(rule.validate("S.w"), invalid_value);
  CHECK_THROWS_WITH(rule.validate("S.w"), sentence);
}

} // namespace

TEST_CASE("constant", "[random]") {
  for (const double x : sample(constant(-70_mV), 10)) CHECK(x == -0.07);
  for (const double x : sample(constant(3), 10)) CHECK(x == 3);
  CHECK(constant(1_mV) == constant(1_mV));
  CHECK_FALSE(constant(1_mV) == constant(2_mV));
  check_refusal(constant(infinity * units::mV), "'S.w': the value is not a finite number");
  check_refusal(constant(not_a_number), "'S.w': the value is not a finite number");
}

TEST_CASE("uniform", "[random]") {
  const auto x = sample(uniform(-70_mV, -55_mV));
  CHECK(is_plausible(distance_p(x, [](double v) { return (v + 0.07) / 0.015; })));
  CHECK(average_of(x) == near(-0.0625, 0.015 / std::sqrt(12)));
  CHECK(sd_of(x) == Approx(0.015 / std::sqrt(12)).epsilon(0.01));
  CHECK(*std::min_element(x.begin(), x.end()) >= -0.07);
  CHECK(*std::max_element(x.begin(), x.end()) < -0.055);
  for (const double same : sample(uniform(2, 2), 5)) CHECK(same == 2);

  check_refusal(uniform(-infinity, 0), "'S.w': the lower bound is not a finite number");
  check_refusal(uniform(not_a_number, 0), "'S.w': the lower bound is not a finite number");
  check_refusal(uniform(0, infinity), "'S.w': the upper bound is not a finite number");
  check_refusal(uniform(2_V, 1_V), "'S.w': the lower bound 2 V is above the upper bound 1 V");
}

TEST_CASE("normal", "[random]") {
  const auto x = sample(normal(-65_mV, 5_mV));
  CHECK(is_plausible(distance_p(x, [](double v) { return normal_below((v + 0.065) / 0.005); })));
  CHECK(average_of(x) == near(-0.065, 0.005));
  CHECK(sd_of(x) == Approx(0.005).epsilon(5 / std::sqrt(2.0 * many)));
  for (const double same : sample(normal(3, 0), 5)) CHECK(same == 3);

  // Tails: values beyond 3.5 standard deviations, about 93 of 200,000.
  const auto far = static_cast<double>(many - between(x, -0.065 - 0.0175, -0.065 + 0.0175).size());
  const double expected = 2 * normal_below(-3.5) * static_cast<double>(many);
  CHECK(std::abs(far - expected) < 4.5 * std::sqrt(expected));

  check_refusal(normal(infinity, 1), "'S.w': the mean is not a finite number");
  check_refusal(normal(0, not_a_number), "'S.w': the standard deviation is not a finite number");
  check_refusal(normal(0, -1), "'S.w': the standard deviation is negative");
}

TEST_CASE("normal, clipped: values outside move to the bound", "[random]") {
  const auto x = sample(normal(1_nS, 1_nS).clipped(0_nS, 2.5_nS));
  const double low = 0, high = (2.5_nS).si();
  CHECK(*std::min_element(x.begin(), x.end()) == low);
  CHECK(*std::max_element(x.begin(), x.end()) == high);
  const auto share = [&](double bound) {
    return static_cast<double>(std::count(x.begin(), x.end(), bound)) / static_cast<double>(many);
  };
  const double p_low = normal_below(-1), p_high = normal_below(-1.5);
  CHECK(share(low) == near(p_low, std::sqrt(p_low * (1 - p_low))));
  CHECK(share(high) == near(p_high, std::sqrt(p_high * (1 - p_high))));
  CHECK(is_plausible(distance_p(between(x, low, high),
                                [&](double v) { return (normal_below(v * 1e9 - 1) - p_low) / (1 - p_high - p_low); })));
  // One-sided, and a bound that holds everything.
  const auto positive = sample(normal(0, 1).clipped(0, infinity));
  CHECK(*std::min_element(positive.begin(), positive.end()) == 0);
  CHECK(*std::max_element(positive.begin(), positive.end()) > 3);
  for (const double same : sample(normal(0, 1).clipped(7, 7), 5)) CHECK(same == 7);

  check_refusal(normal(0, 1).clipped(2, 1), "'S.w': the lower bound 2 is above the upper bound 1");
  check_refusal(normal(0, 1).clipped(not_a_number, 1), "'S.w': the lower bound NaN does not fit the upper bound 1");
}

TEST_CASE("normal, redrawn: the normal distribution inside the interval", "[random]") {
  const double low = -0.5, high = 2;
  const auto x = sample(normal(1, 1).redrawn(low, high));
  CHECK(between(x, low, high).size() == many);
  const double below = normal_below(low - 1), above = normal_below(1 - high);
  CHECK(is_plausible(distance_p(x, [&](double v) { return (normal_below(v - 1) - below) / (1 - above - below); })));
  const auto tail = sample(normal(0, 1).redrawn(2.5, infinity), 20'000);
  CHECK(is_plausible(distance_p(tail, [&](double v) { return 1 - normal_below(-v) / normal_below(-2.5); })));
  for (const double same : sample(normal(1, 0).redrawn(1, 2), 5)) CHECK(same == 1);
  CHECK_NOTHROW(normal(0, 1).redrawn(4.75, infinity).validate("S.w")); // a chance of 1.02e-6

  check_refusal(normal(0, 1).redrawn(2, 1), "'S.w': the lower bound 2 is above the upper bound 1");
  const std::string improbable = "'S.w': the interval of redrawn(...) is too improbable under this normal "
                                 "distribution; widen it, or use clipped(...)";
  check_refusal(normal(0, 1).redrawn(4.76, infinity), improbable); // 0.97e-6
  check_refusal(normal(0, 1).redrawn(-infinity, -4.76), improbable);
  check_refusal(normal(0, 1).redrawn(10, 11), improbable);
  check_refusal(normal(0, 1).redrawn(1, 1), improbable);
  check_refusal(normal(1, 0).redrawn(2, 3), improbable);
}

TEST_CASE("lognormal: mean and deviation of the value itself", "[random]") {
  const double mean = 2e-9, sd = 1e-9;
  const auto x = sample(lognormal(2_nS, 1_nS));
  CHECK(average_of(x) == near(mean, sd));
  CHECK(sd_of(x) == Approx(sd).epsilon(0.02));
  CHECK(*std::min_element(x.begin(), x.end()) > 0);
  const double spread = std::sqrt(std::log(1.25)); // sd / mean = 1 / 2
  CHECK(is_plausible(
      distance_p(x, [&](double v) { return normal_below((std::log(v / mean) + spread * spread / 2) / spread); })));
  for (const double same : sample(lognormal(3, 0), 5)) CHECK(same == 3);

  check_refusal(lognormal(infinity, 1), "'S.w': the mean is not a finite number");
  check_refusal(lognormal(1, infinity), "'S.w': the standard deviation is not a finite number");
  check_refusal(lognormal(0, 1), "'S.w': the mean of a log-normal distribution must be positive");
  check_refusal(lognormal(-1, 1), "'S.w': the mean of a log-normal distribution must be positive");
  check_refusal(lognormal(1, -1), "'S.w': the standard deviation is negative");
}

TEST_CASE("exponential_values", "[random]") {
  const auto x = sample(exponential_values(20_ms));
  CHECK(is_plausible(distance_p(x, [](double v) { return -std::expm1(-v / 0.02); })));
  CHECK(average_of(x) == near(0.02, 0.02));
  CHECK(sd_of(x) == near(0.02, 0.02 * std::sqrt(2.0))); // the standard error of an exponential's deviation
  CHECK(*std::min_element(x.begin(), x.end()) >= 0);

  check_refusal(exponential_values(infinity * units::ms), "'S.w': the mean is not a finite number");
  check_refusal(exponential_values(0_ms), "'S.w': the mean of an exponential distribution must be positive");
  check_refusal(exponential_values(-1_ms), "'S.w': the mean of an exponential distribution must be positive");
}

TEST_CASE("function_of", "[random]") {
  constexpr auto delays = function_of([](std::uint32_t i, std::uint32_t j) { return (1 + i + 10 * j) * units::ms; });
  static_assert(delays.dims == dim::second);
  constexpr auto whole = function_of([](std::uint32_t i, std::uint32_t) { return static_cast<int>(i) - 2; });
  static_assert(whole.dims == dim::one);
  generator g(make_stream(1, "S"), 0);
  CHECK(delays(g, 2, 3) == Approx(0.033));
  CHECK(delays(g, 3, 2) == Approx(0.024));
  CHECK(whole(g, 0, 5) == -2);
  CHECK_NOTHROW(delays.validate("S.delay"));
  // Numbers are signed unless the function asks for others.
  constexpr auto apart = function_of([](auto i, auto j) { return (i - j) * 1_mV; });
  CHECK(apart(g, 1, 3) == Approx(-2e-3));
  constexpr auto fractions = function_of(+[](double i, double) { return i / 2; });
  CHECK(fractions(g, 3, 0) == 1.5);
}

TEST_CASE("values are a matter of the generator alone", "[random]") {
  const auto check = [](const auto& rule) {
    CHECK(sample(rule, 50, 1) == sample(rule, 50, 1));
    CHECK(sample(rule, 50, 1) != sample(rule, 50, 2));
    auto copy = rule;
    CHECK(copy == rule);
  };
  check(uniform(0, 1));
  check(normal(0, 1));
  check(normal(0, 1).clipped(-1, 1));
  check(normal(0, 1).redrawn(-1, 1));
  check(lognormal(1, 1));
  check(exponential_values(1.0));
  CHECK_FALSE(normal(0, 1).clipped(-1, 1) == normal(0, 1).redrawn(-1, 1));
  CHECK_FALSE(normal(0, 1) == normal(0, 2));
}

TEST_CASE("normal numbers are those of boost's ziggurat, to the last bit", "[random]") {
  generator g(make_stream(1, "S"), 0), reference(make_stream(1, "S"), 0);
  boost::random::normal_distribution<double> standard;
  std::size_t wrong = 0;
  for (int k = 0; k < 300'000; ++k) wrong += detail::standard_normal(g) != standard(reference);
  CHECK(wrong == 0);
  CHECK(g() == reference());
}
