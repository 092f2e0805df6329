// SPDX-License-Identifier: BSL-1.0
// exprel of SIMD packs against expm1 in higher precision.
#include <algorithm>
#include <array>
#include <catch.hpp>
#include <cmath>
#include <cortexpr/detail/simd/lanes.hpp>
#include <limits>

using namespace cortexpr;

namespace exprel_tests {

/// exprel of one number, by way of a pack whose other lanes hold something else.
template <class Real>
Real packed(Real x) {
  using B = detail::pack<Real>;
  alignas(64) std::array<Real, B::size> lane{};
  lane.fill(Real(-3));
  lane.back() = x;
  detail::store_lanes<B>(lane.data(), exprel(detail::load_lanes<B>(lane.data())));
  return lane.back();
}

/// The largest relative error over [-limit, limit], in units of the last place, and over numbers down to 2^-60.
template <class Real>
double worst_error(Real limit) {
  double worst = 0;
  const auto look = [&](Real x) {
    const long double exact = x == Real(0) ? 1.0L : std::expm1(static_cast<long double>(x)) / x;
    const auto error = std::abs(static_cast<double>((static_cast<long double>(packed(x)) - exact) / exact));
    worst = std::max(worst, error / static_cast<double>(std::numeric_limits<Real>::epsilon()));
  };
  constexpr int n = 100'000;
  for (int i = 0; i <= n; ++i) {
    look(limit * static_cast<Real>(2.0 * i / n - 1));
    look(static_cast<Real>((i % 2 == 0 ? 1 : -1) * std::exp2(-60.0 * i / n)));
  }
  return worst;
}

} // namespace exprel_tests

TEST_CASE("exprel of packs is right to two units in the last place", "[model]") {
  using namespace exprel_tests;
  CHECK(worst_error<double>(5) < 2);
  CHECK(worst_error<double>(700) < 2);
  CHECK(worst_error<float>(5) < 2);
  CHECK(worst_error<float>(80) < 2);
}

TEMPLATE_TEST_CASE("exprel of a time step has the same bits", "[model]", float, double) {
  using B = detail::pack<TestType>;
  for (const double rest : {0.0, -0.01, -0.3, -3.0, 2.0}) // for the other lanes
    for (const double x : {0.0, -1e-9, -0.1, 0.2, -0.34, -0.36, 0.7, -1.0, -20.0}) {
      INFO("x " << x << " beside " << rest);
      alignas(64) std::array<TestType, B::size> from{}, plain{}, of_step{};
      from.fill(static_cast<TestType>(rest));
      from.back() = static_cast<TestType>(x);
      const auto packed = detail::load_lanes<B>(from.data());
      detail::store_lanes<B>(plain.data(), exprel(packed));
      detail::store_lanes<B>(of_step.data(), detail::exprel_of_step(packed));
      CHECK(of_step == plain);
    }
}

TEST_CASE("exprel of packs at the borders", "[model]") {
  using exprel_tests::packed;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(packed(0.0) == 1);
  CHECK(packed(-0.0) == 1);
  CHECK(packed(1e-300) == 1);
  CHECK(packed(709.7) == Approx(std::expm1(709.7) / 709.7).epsilon(1e-12));
  CHECK(packed(710.0) == infinity);
  CHECK(packed(infinity) == infinity);
  CHECK(packed(-1e4) == 1e-4);
  CHECK(packed(-infinity) == 0);
  CHECK(std::isnan(packed(std::numeric_limits<double>::quiet_NaN())));
  CHECK(packed(0.0f) == 1);
  CHECK(packed(100.0f) == std::numeric_limits<float>::infinity());
  CHECK(packed(-1e4f) == 1e-4f);
}
