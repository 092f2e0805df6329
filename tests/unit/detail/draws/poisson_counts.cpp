// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <cortexpr/detail/draws/poisson_counts.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

/// Probabilities of the counts below `most`.
std::vector<double> poisson_law(double mean, std::size_t most) {
  const boost::math::poisson_distribution<double> law(mean);
  std::vector<double> probability(most);
  for (std::size_t k = 0; k < most; ++k) probability[k] = pdf(law, static_cast<double>(k));
  return probability;
}

std::vector<std::uint16_t> row(const detail::poisson_counts& counts, stream s, std::uint64_t step, std::size_t n) {
  std::vector<std::uint16_t> out(n);
  counts.fill(s, step, 0, out.data(), n);
  return out;
}

} // namespace

TEST_CASE("poisson_counts: the distribution", "[random]") {
  const double mean = GENERATE(0.01, 0.8, 1.68, 2.0, 7.9, 8.1, 25.0, 32.0, 33.0, 500.0, 9000.0);
  const stream s = make_stream(17, "input");
  const detail::poisson_counts counts(mean, "input");
  const std::size_t neurons = 1000, steps = mean > 32 ? 200 : 4000;
  std::vector<std::uint64_t> found(20'000);
  double sum = 0, square = 0;
  for (std::uint64_t step = 0; step < steps; ++step)
    for (const auto k : row(counts, s, step, neurons)) {
      ++found[k];
      sum += k;
      square += (k - mean) * (k - mean);
    }
  const auto draws = static_cast<double>(neurons * steps);
  CAPTURE(mean);
  CHECK(std::abs(sum / draws - mean) < 4 * std::sqrt(mean / draws));
  CHECK(std::abs(square / draws / mean - 1) < 4 * std::sqrt((2 + 1 / mean) / draws));
  CHECK(is_plausible(fit_p(found, poisson_law(mean, found.size())), 1e-4));
}

TEST_CASE("poisson_counts: counts far in the tail", "[random]") {
  // With 8 in the mean one count in 2.6e-10 exceeds 31; the sampler's last column is reached through its own table.
  const detail::poisson_columns columns(8);
  const stream s = make_stream(3, "input");
  const std::uint32_t bits = 31 + 32u * columns.threshold[31]; // undecided: the column is thinner than a fraction
  std::vector<std::uint64_t> found(64);
  std::uint64_t tail = 0;
  for (std::uint64_t neuron = 0; neuron < 4'000'000; ++neuron) {
    const auto k = columns.resolve(bits, s, neuron, 0);
    if (k < 31) continue;
    ++found[k];
    ++tail;
  }
  // 32 columns of 2048 fractions: the undecided one holds 65536 P(count > 30) of its draws.
  const boost::math::poisson_distribution<double> law(8);
  const double expected = 4e6 * 65536 * cdf(complement(law, 30));
  CHECK(static_cast<double>(tail) == Approx(expected).margin(5 * std::sqrt(expected)));
  const double share = pdf(law, 31.0) / cdf(complement(law, 30));
  CHECK(static_cast<double>(found[31]) / static_cast<double>(tail) ==
        Approx(share).margin(5 * std::sqrt(share * (1 - share) / static_cast<double>(tail))));
}

TEST_CASE("poisson_counts: rare events", "[random]") {
  const detail::poisson_counts counts(1e-6, "input");
  const stream s = make_stream(4, "input");
  std::uint64_t sum = 0;
  std::vector<std::uint16_t> out(100'000);
  for (std::uint64_t step = 0; step < 500; ++step) {
    counts.fill(s, step, 0, out.data(), out.size());
    for (const auto k : out) sum += k;
  }
  CHECK(static_cast<double>(sum) == Approx(50).margin(5 * std::sqrt(50.0)));
}

TEST_CASE("poisson_counts: as defined by single draws", "[random]") {
  const stream s = make_stream(5, "input");
  const std::uint64_t step = (std::uint64_t{1} << 40) + 12345;
  const double mean = 1.68;
  const detail::poisson_counts counts(mean, "input");
  const detail::poisson_columns columns(mean);
  const auto out = row(counts, s, step, 1000);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t in_block = i % 64, in_half = in_block % 32;
    const auto words = draw(s, i / 64 * 8 + in_half / 4, step);
    const std::uint32_t u = words[in_block / 32 * 2 + in_half % 4 / 2] >> (i % 2 * 16) & 0xffffu;
    CHECK(out[i] == columns.resolve(u, s, (std::uint64_t{8} << 32) + i, step));
  }
}

TEST_CASE("poisson_counts: a number depends on stream, neuron and step alone", "[random]") {
  const double mean = GENERATE(0.5, 20.0, 100.0);
  const detail::poisson_counts counts(mean, "input");
  const stream s = make_stream(6, "input");
  const auto whole = row(counts, s, 7, 500);
  for (const std::size_t n : {0u, 1u, 31u, 32u, 63u, 64u, 65u, 200u}) {
    std::vector<std::uint16_t> part(n + 8, 9999);
    counts.fill(s, 7, 0, part.data(), n);
    CAPTURE(mean, n);
    CHECK(std::equal(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(n), whole.begin()));
    CHECK(std::count(part.begin() + static_cast<std::ptrdiff_t>(n), part.end(), 9999) == 8);
  }
  std::vector<std::uint16_t> later(300);
  counts.fill(s, 7, 128, later.data(), later.size());
  CHECK(std::equal(later.begin(), later.end(), whole.begin() + 128));
  CHECK(row(counts, s, 8, 500) != whole);
  CHECK(row(counts, make_stream(6, "other"), 7, 500) != whole);
}

TEST_CASE("poisson_counts: neurons and steps are uncorrelated", "[random]") {
  const double mean = GENERATE(2.0, 20.0);
  const detail::poisson_counts counts(mean, "input");
  const stream s = make_stream(8, "input");
  const std::size_t n = 200'000;
  const auto now = row(counts, s, 0, n), next = row(counts, s, 1, n);
  const auto correlation = [&](const auto& a, const auto& b, std::size_t shift) {
    double sum = 0;
    for (std::size_t i = 0; i + shift < n; ++i) sum += (a[i] - mean) * (b[i + shift] - mean);
    return sum / mean / static_cast<double>(n);
  };
  const double bound = 4.5 / std::sqrt(static_cast<double>(n));
  CHECK(std::abs(correlation(now, next, 0)) < bound);
  for (const std::size_t shift : {1u, 2u, 3u, 4u, 8u, 16u, 32u, 64u})
    CHECK(std::abs(correlation(now, now, shift)) < bound);
}

TEMPLATE_TEST_CASE("poisson_counts: added to a variable with a weight", "[random]", double, float) {
  const detail::poisson_counts counts(3, "input");
  const stream s = make_stream(9, "input");
  const std::size_t n = 700;
  const auto expected = row(counts, s, 5, n);
  std::vector<TestType> x(n + 1, TestType(1)), y(n + 1, TestType(1));
  std::vector<std::uint64_t> held(n / 64 + 1);
  held[0] = 1u << 3, held[699 / 64] = std::uint64_t{1} << 699 % 64;
  counts.add(s, 5, TestType(0.5), x.data(), detail::bit_view{}, 0, n);
  counts.add(s, 5, TestType(0.5), y.data(), detail::bit_view(held.data()), 0, n);
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(x[i] == TestType(1) + TestType(0.5) * static_cast<TestType>(expected[i]));
    CHECK(y[i] == (i == 3 || i == 699 ? TestType(1) : x[i]));
  }
  CHECK(x[n] == TestType(1));
  CHECK(y[n] == TestType(1));
}

TEST_CASE("poisson_counts: means that are refused", "[random]") {
  CHECK_NOTHROW(detail::poisson_counts(0, "input"));
  CHECK(row(detail::poisson_counts(0, "input"), make_stream(1, "x"), 0, 3) == std::vector<std::uint16_t>(3, 0));
  CHECK_NOTHROW(detail::poisson_counts(1e4, "input"));
  for (const double mean : {-1e-9, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
    CHECK_THROWS_AS(detail::poisson_counts(mean, "input"), invalid_value);
  CHECK_THROWS_WITH(detail::poisson_counts(-2, "input"),
                    "'input': the mean number of Poisson events per step must be finite and not negative, but is "
                    "-2");
  CHECK_THROWS_WITH(detail::poisson_counts(2e4, "input"),
                    "'input': 20000 Poisson events per step and neuron; at most 10000 are possible: lower the "
                    "rate or the time step");
}
