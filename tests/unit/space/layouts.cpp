// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/statistics.hpp"

#include <cmath>
#include <cortexpr/space/layouts.hpp>
#include <cortexpr/units/literals.hpp>
#include <limits>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::literals;

namespace {

template <class Layout>
detail::placement place(const Layout& layout, std::uint32_t n, std::uint64_t seed = 1) {
  return layout.place(n, make_stream(seed, "n.position"), "n");
}
void check_point(const detail::point& p, double x, double y, double z = 0) {
  CHECK(p.x == Approx(x).margin(1e-18));
  CHECK(p.y == Approx(y).margin(1e-18));
  CHECK(p.z == Approx(z).margin(1e-18));
}

} // namespace

TEST_CASE("grid: columns first, then rows, then layers, around the centre", "[space]") {
  const auto plane = place(grid(3, 2, 10_um), 6);
  check_point(plane[0], -10e-6, -5e-6);
  check_point(plane[1], 0, -5e-6);
  check_point(plane[5], 10e-6, 5e-6);
  CHECK(plane.is_flat());
  CHECK(plane.space == detail::period{});
  const auto block = place(grid(2, 2, 3, 10_um).centred_at(1_um, 2_um, 3_um), 12);
  check_point(block[0], -4e-6, -3e-6, -7e-6);
  check_point(block[11], 6e-6, 7e-6, 13e-6);
  const auto round = place(grid(3, 2, 10_um).periodic(), 6);
  CHECK(round.space.x == Approx(30e-6));
  CHECK(round.space.y == Approx(20e-6));
  CHECK(round.space.z == 0);
  CHECK(place(grid(3, 1, 10_um).periodic(), 3).space == detail::period{3 * (10_um).si(), 0, 0});
  CHECK(place(grid(1, 1, 3, 10_um).periodic(), 3).space == detail::period{0, 0, 3 * (10_um).si()});
}

TEST_CASE("layouts in the plane lie where their centre is", "[space]") {
  for (const auto& sheet : {place(grid(2, 2, 10_um).centred_at(0_um, 0_um, 50_um), 4),
                            place(hexagonal(2, 2, 10_um).centred_at(0_um, 0_um, 50_um), 4),
                            place(random_in(10_um, 10_um).centred_at(0_um, 0_um, 50_um), 4)}) {
    CHECK_FALSE(sheet.is_flat());
    for (std::size_t k = 0; k < 4; ++k) CHECK(sheet[k].z == Approx(50e-6));
  }
}

TEST_CASE("hexagonal: six neighbours at the same distance", "[space]") {
  const auto sheet = place(hexagonal(10, 8, 20_um).periodic(), 80);
  for (std::size_t i = 0; i < 80; ++i) {
    int near = 0;
    for (std::size_t j = 0; j < 80; ++j) {
      const double d = detail::length(detail::displacement(sheet[i], sheet[j], sheet.space));
      if (i != j) CHECK(d > 19.99e-6);
      near += i != j && d < 20.01e-6 ? 1 : 0;
    }
    CHECK(near == 6);
  }
  CHECK_THROWS_WITH(
      place(hexagonal(10, 7, 20_um).periodic(), 70),
      "population 'n': a periodic hexagonal grid has an even number of rows, not 7, because its first and "
      "its last row meet");
}

TEST_CASE("random_in: uniform, by neuron, and different for another seed", "[space]") {
  const auto box = place(random_in(1_mm, 2_mm, 4_mm).centred_at(1_mm, 0_mm), 5000);
  const auto uniform = [](double low, double high) {
    return [=](double x) { return std::clamp((x - low) / (high - low), 0.0, 1.0); };
  };
  const auto numbers = [](const auto& list) { return std::vector<double>(list.begin(), list.end()); };
  CHECK(is_plausible(distance_p(numbers(box.x), uniform(0.5e-3, 1.5e-3))));
  CHECK(is_plausible(distance_p(numbers(box.y), uniform(-1e-3, 1e-3))));
  CHECK(is_plausible(distance_p(numbers(box.z), uniform(-2e-3, 2e-3))));
  // A neuron's place depends on nothing but its number.
  CHECK(place(random_in(1_mm, 2_mm), 10)[7] == place(random_in(1_mm, 2_mm), 100)[7]);
  CHECK_FALSE(place(random_in(1_mm, 2_mm), 10)[7] == place(random_in(1_mm, 2_mm), 10, 2)[7]);
}

TEST_CASE("positions: lists of coordinates", "[space]") {
  const std::vector<double> x{1, 2, 3};
  const std::vector<int> y{0, -1, 4};
  const auto plane = place(positions(x, y, 1_um), 3);
  check_point(plane[1], 2e-6, -1e-6);
  const auto block = place(positions(x, y, x, 1_mm).periodic(4_mm, 10_mm, 4_mm), 3);
  check_point(block[2], 3e-3, 4e-3, 3e-3);
  CHECK(block.space == detail::period{4e-3, 10e-3, 4e-3});
  CHECK_THROWS_WITH(positions(x, std::vector<double>{0, 1}, 1_um), Catch::Contains("there are 3 x and 2 y"));
  CHECK_THROWS_WITH(place(positions(x, y, 1_um), 4),
                    "population 'n': the layout has 3 places for 4 neurons; make both equal");
  CHECK_THROWS_WITH(place(positions(x, std::vector<double>{0, 1, std::nan("")}, 1_um), 3),
                    "population 'n': the position of neuron 2 is not finite");
}

TEST_CASE("layouts: what is no layout is refused", "[space]") {
  CHECK_THROWS_WITH(place(grid(3, 3, 10_um), 10),
                    "population 'n': the layout has 9 places for 10 neurons; make both equal");
  CHECK_THROWS_WITH(place(grid(0, 3, 10_um), 1), "population 'n': a grid of 0 x 3 x 1 places has none");
  CHECK_THROWS_WITH(place(grid(3, 3, 0_um), 9),
                    "population 'n': the spacing of a layout is 0 m; it must be positive and finite");
  CHECK_THROWS_AS(place(random_in(1_mm, -1_mm), 9), invalid_value);
  CHECK_THROWS_AS(place(random_in(1_mm, 1_mm, 0_mm), 9), invalid_value);
}
