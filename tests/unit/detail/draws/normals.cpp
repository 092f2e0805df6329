// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <array>
#include <cmath>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <type_traits>
#include <utility>
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

TEST_CASE("standard_normals_of_many: the numbers of each entity alone, however many stand side by side", "[random]") {
  const stream s = make_stream(9, "noise");
  const auto all = [&]<std::size_t Noises, std::size_t N>(std::integral_constant<std::size_t, Noises>,
                                                          std::integral_constant<std::size_t, N>) {
    std::array<std::uint64_t, N> entities;
    for (std::size_t l = 0; l < N; ++l) entities[l] = (l * l) << (5 * l % 60);
    const auto many = detail::standard_normals_of_many<Noises>(s, entities, 1u << 30);
    bool same = true;
    for (std::size_t l = 0; l < N; ++l) {
      const auto alone = detail::standard_normals<Noises>(s, entities[l], 1u << 30);
      for (std::size_t k = 0; k < Noises; ++k) same = same && many[k][l] == alone[k];
    }
    CAPTURE(Noises, N);
    CHECK(same);
  };
  const auto of_noises = [&]<std::size_t... N>(std::index_sequence<N...>, auto noises) {
    (all(noises, std::integral_constant<std::size_t, N + 1>{}), ...);
  };
  of_noises(std::make_index_sequence<17>{}, std::integral_constant<std::size_t, 1>{});
  of_noises(std::make_index_sequence<17>{}, std::integral_constant<std::size_t, 2>{});
  of_noises(std::make_index_sequence<17>{}, std::integral_constant<std::size_t, 5>{});
}

TEST_CASE("standard_normals: the formula of Box and Muller, also where bits are extreme", "[random]") {
  const auto check = [](std::uint64_t radius_bits, std::uint64_t angle_bits) {
    const detail::random_points<1> at({radius_bits}, {angle_bits});
    const auto x = detail::box_muller(at.exponent[0], at.fraction[0], at.turn[0], at.side[0]);
    const double u = 1 - static_cast<double>(radius_bits >> 12) * 0x1p-52;
    const double angle = (static_cast<double>(angle_bits >> 12) * 0x1p-51 - 1) * std::numbers::pi / 2;
    const double radius = std::sqrt(-2 * std::log(u)), side = angle_bits % 2 == 0 ? 1 : -1;
    CAPTURE(radius_bits, angle_bits);
    CHECK(std::abs(x[0] - radius * std::sin(angle)) <= 1e-15 * radius);
    CHECK(std::abs(x[1] - side * radius * std::cos(angle)) <= 1e-15 * radius);
  };
  constexpr std::uint64_t all = ~std::uint64_t{0}, middle = std::uint64_t{1} << 63;
  for (const std::uint64_t radius : {std::uint64_t{0}, std::uint64_t{1} << 12, middle - 1, middle, middle + 4096, all})
    for (const std::uint64_t angle : {std::uint64_t{0}, std::uint64_t{1}, middle, middle + 1, all - 1, all})
      check(radius, angle);
  generator g(make_stream(1, "bits"), 0);
  for (int k = 0; k < 10'000; ++k) check(std::uint64_t{g()} << 32 | g(), std::uint64_t{g()} << 32 | g());
}
