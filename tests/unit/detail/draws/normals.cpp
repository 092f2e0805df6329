// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <cmath>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <type_traits>
#include <vector>

using namespace cortexpr;

TEST_CASE("standard_normals: over neurons and over steps", "[random]") {
  const stream s = make_stream(9, "noise");
  const auto all = [&]<std::size_t N>(std::integral_constant<std::size_t, N>) {
    std::vector<double> over_steps, over_neurons;
    for (std::uint64_t k = 0; k < 100'000; ++k) {
      for (const double x : detail::standard_normals<N>(s, 3, k)) over_steps.push_back(x);
      for (const double x : detail::standard_normals<N>(s, k, 3)) over_neurons.push_back(x);
    }
    for (const auto& x : {over_steps, over_neurons}) {
      const auto n = static_cast<double>(x.size());
      CAPTURE(N);
      CHECK(is_plausible(distance_p(x, normal_below)));
      CHECK(std::abs(average_of(x)) < 5 / std::sqrt(n));
      CHECK(sd_of(x) == Approx(1).epsilon(5 / std::sqrt(2 * n)));
      // Numbers of one draw, of neighbouring draws and of neighbouring steps are uncorrelated, and so are their
      // squares.
      for (std::size_t distance = 1; distance <= 5; ++distance) {
        double product = 0, squares = 0;
        for (std::size_t k = distance; k < x.size(); ++k) {
          product += x[k] * x[k - distance];
          squares += (x[k] * x[k] - 1) * (x[k - distance] * x[k - distance] - 1);
        }
        CHECK(std::abs(product / n) < 5 / std::sqrt(n));
        CHECK(std::abs(squares / n) < 5 * 2 / std::sqrt(n));
      }
    }
  };
  all(std::integral_constant<std::size_t, 1>{});
  all(std::integral_constant<std::size_t, 2>{});
  all(std::integral_constant<std::size_t, 3>{});
  all(std::integral_constant<std::size_t, 4>{});
  CHECK(detail::standard_normals<3>(s, 1, 2) == detail::standard_normals<3>(s, 1, 2));
}
