// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cortexpr/detail/draws/bernoulli.hpp>
#include <cortexpr/model/columns.hpp>
#include <limits>
#include <vector>

namespace {

using namespace cortexpr;

template <class Real>
std::vector<Real> bounds(stream s, std::uint64_t step, std::size_t n) {
  column<Real> out;
  out.assign(n, Real(-1));
  detail::bernoulli::draw_bounds(s, step, out.data(), 0, n);
  return {out.begin(), out.end()};
}
/// The whole number of a neuron.
template <class Real>
double number_of(stream s, std::uint64_t step, std::size_t neuron, Real bound) {
  const auto more = draw(s, detail::random_bits16::of_neuron(0) + neuron, step);
  return static_cast<double>(bound) + to_unit(more[0], more[1]) * detail::bernoulli::width;
}

} // namespace

TEMPLATE_TEST_CASE("bernoulli: sixteen bits per neuron, whatever the range", "[random]", double, float) {
  const stream s = make_stream(5, "n1");
  const std::uint64_t step = (std::uint64_t{1} << 33) + 5; // both halves of the counter count
  const auto whole = bounds<TestType>(s, step, 203);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::size_t in_block = i % 64, l = in_block % 32 / 4, k = in_block % 4 + (in_block < 32 ? 0 : 4);
    const std::uint32_t word = draw(s, i / 64 * 8 + l, step)[k / 2];
    CHECK(static_cast<double>(whole[i]) == (word >> (k % 2 * 16) & 0xffffu) / 65536.0);
  }
  std::vector<TestType> parts(210, TestType(-1));
  detail::bernoulli::draw_bounds(s, step, parts.data(), 128, 203);
  detail::bernoulli::draw_bounds(s, step, parts.data(), 0, 64);
  for (std::size_t i = 0; i < parts.size(); ++i)
    CHECK(parts[i] == (i < 64 || (i >= 128 && i < 203) ? whole[i] : TestType(-1)));
  CHECK(bounds<TestType>(s, step + 1, 203) != whole);
  CHECK(bounds<TestType>(make_stream(5, "n2"), step, 203) != whole);
}

TEMPLATE_TEST_CASE("bernoulli: p is compared with the whole number", "[random]", double, float, detail::pack<double>,
                   detail::pack<float>) {
  using L = detail::lanes<TestType>;
  using real = typename L::value_type;
  const stream s = make_stream(6, "n");
  column<real> bound;
  bound.assign(640, real(0));
  detail::bernoulli::draw_bounds(s, 3, bound.data(), 0, 640);
  alignas(64) std::array<real, L::size> p;
  const real nan = std::numeric_limits<real>::quiet_NaN();
  std::size_t both[2] = {0, 0};
  for (std::size_t first = 0; first < 640; first += L::size) {
    // A probability beside the number of every neuron: sixteen bits do not decide.
    for (std::size_t k = 0; k < L::size; ++k)
      p[k] = bound[first + k] +
             static_cast<real>(detail::bernoulli::width) * static_cast<real>((first + k) % 10) / real(9);
    const auto look = [&](auto expected) {
      const std::uint64_t below = detail::bits_of_mask(detail::bernoulli::below<TestType>(
          detail::load_lanes<TestType>(p.data()), detail::load_lanes<TestType>(bound.data() + first), s, 3, first));
      for (std::size_t k = 0; k < L::size; ++k) {
        const bool yes = (below >> k & 1) != 0;
        CHECK(yes == expected(k));
        ++both[yes ? 1 : 0];
      }
    };
    look([&](std::size_t k) { return number_of(s, 3, first + k, bound[first + k]) < static_cast<double>(p[k]); });
    p.fill(nan);
    look([](std::size_t) { return false; });
    p.fill(0);
    look([](std::size_t) { return false; });
    p.fill(1);
    look([](std::size_t) { return true; });
  }
  CHECK(both[0] > 1000);
  CHECK(both[1] > 700);
}

TEST_CASE("bernoulli: things happen as often as they should", "[random]") {
  using L = detail::lanes<detail::pack<double>>;
  constexpr std::size_t n = 1 << 16;
  const auto count = [&](double p, std::uint64_t steps) {
    const stream s = make_stream(7, "n");
    column<double> bound;
    bound.assign(n, 0.0);
    std::uint64_t times = 0;
    for (std::uint64_t step = 0; step < steps; ++step) {
      detail::bernoulli::draw_bounds(s, step, bound.data(), 0, n);
      for (std::size_t i = 0; i < n; i += L::size)
        times += static_cast<std::uint64_t>(
            std::popcount(detail::bits_of_mask(detail::bernoulli::below<detail::pack<double>>(
                L(p), detail::load_lanes<detail::pack<double>>(bound.data() + i), s, step, i))));
    }
    return static_cast<double>(times);
  };
  // The smallest is decided by the further bits alone.
  for (const double p : {0x1p-18, 1e-5, 1.5e-3, 0.3, 0.9999}) {
    const std::uint64_t steps = p < 1e-4 ? 500 : 20;
    const double draws = static_cast<double>(n * steps), sigma = std::sqrt(draws * p * (1 - p));
    CAPTURE(p);
    CHECK(std::abs(count(p, steps) - draws * p) < 4 * sigma);
  }
}

TEST_CASE("bernoulli: uniform and independent over neurons and steps", "[random]") {
  const stream s = make_stream(8, "n");
  const auto row = bounds<double>(s, 0, 200'000), next = bounds<double>(s, 1, 200'000);
  std::vector<std::uint64_t> bins(512);
  for (const double x : row) ++bins[static_cast<std::size_t>(x * 512)];
  CHECK(is_plausible(equal_p(bins)));
  const auto pairs_of = [&](const auto& a, const auto& b, std::size_t distance) {
    std::vector<std::uint64_t> cells(256);
    for (std::size_t i = 0; i + distance < row.size(); ++i)
      ++cells[static_cast<std::size_t>(a[i] * 16) * 16 + static_cast<std::size_t>(b[i + distance] * 16)];
    return equal_p(cells);
  };
  for (const std::size_t distance : {1u, 2u, 4u, 32u, 64u}) CHECK(is_plausible(pairs_of(row, row, distance)));
  CHECK(is_plausible(pairs_of(row, next, 0)));
}
