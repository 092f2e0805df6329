// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <cmath>
#include <cortexpr/space/layouts.hpp>
#include <cortexpr/space/masks.hpp>
#include <cortexpr/space/within.hpp>
#include <cortexpr/units/literals.hpp>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::literals;
using namespace connection_testing;

namespace {

/// Two placed populations, as a projection shows them to its rule.
struct placed_pair {
  detail::placement from, to;
  [[nodiscard]] const detail::placement& places_of_sources() const { return from; }
  [[nodiscard]] const detail::placement& places_of_targets() const { return to; }
};
template <class From, class To>
placed_pair place(const From& from, std::uint32_t n, const To& to, std::uint32_t m) {
  return {from.place(n, make_stream(1, "from"), "from"), to.place(m, make_stream(1, "to"), "to")};
}

template <class Rule>
edges connect_placed(const Rule& rule, const projection_extent& extent, const placed_pair& neurons) {
  rule.validate(extent, "S");
  const auto plan = rule.plan(extent, make_stream(1, "S"), "S", neurons);
  edges list;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t) { list.emplace_back(i, j); });
  return list;
}
/// The same by all pairs and all ways round.
template <class Mask>
edges by_all_pairs(const Mask& mask, const projection_extent& extent, const placed_pair& neurons) {
  static const std::vector<double> none{0}, one_each_way{-1, 0, 1}, several{-4, -3, -2, -1, 0, 1};
  edges list;
  for (std::uint32_t i = 0; i < extent.sources; ++i)
    for (std::uint32_t j = 0; j < extent.targets; ++j) {
      const detail::point a = neurons.from[extent.source_begin + i], b = neurons.to[extent.target_begin + j];
      const detail::period& space = neurons.from.space;
      bool found = false;
      for (const double x : space.x == 0 ? none : several)
        for (const double y : space.y == 0 ? none : several)
          for (const double z : space.z == 0 ? none : one_each_way)
            found = found || mask.contains({b.x - a.x + x * space.x, b.y - a.y + y * space.y, b.z - a.z + z * space.z});
      if (found) list.emplace_back(i, j);
    }
  return list;
}

template <class Mask>
void check_masks(const Mask& mask, const placed_pair& neurons) {
  const auto n = static_cast<std::uint32_t>(neurons.from.x.size()), m = static_cast<std::uint32_t>(neurons.to.x.size());
  for (const projection_extent& extent :
       {projection_extent{n, m}, projection_extent{n / 2, m / 3, false, n / 4, m / 2}, projection_extent{1, 1}})
    CHECK(connect_placed(within(mask), extent, neurons) == by_all_pairs(mask, extent, neurons));
}
void check_all_masks(const placed_pair& neurons) {
  check_masks(circle(80_um), neurons);
  check_masks(circle(3_um), neurons);
  check_masks(annulus(40_um, 90_um), neurons);
  check_masks(rectangle(30_um, 220_um), neurons);
  check_masks(rectangle(100_um, 100_um, 60_um), neurons);
  check_masks(shifted(circle(50_um), 120_um, -70_um), neurons);
  check_masks(shifted(annulus(10_um, 60_um), -700_um, 20_um, 30_um), neurons);
}

} // namespace

TEST_CASE("within: the same as all pairs, for every mask and layout", "[space]") {
  check_all_masks(place(grid(20, 15, 20_um), 300, grid(20, 15, 20_um), 300));
  check_all_masks(place(random_in(400_um, 300_um), 250, random_in(500_um, 500_um), 333));
  check_all_masks(place(hexagonal(20, 10, 20_um), 200, random_in(500_um, 500_um), 150));
  check_all_masks(place(random_in(300_um, 300_um, 300_um), 200, grid(6, 6, 6, 50_um), 216));
  check_masks(circle(2_mm), place(grid(20, 15, 20_um), 300, grid(20, 15, 20_um), 300));
  // Sheets above each other: distances are those of space.
  check_all_masks(place(grid(20, 15, 20_um), 300, grid(20, 15, 20_um).centred_at(0_um, 0_um, 40_um), 300));
}

TEST_CASE("within: the same as all pairs in periodic space", "[space]") {
  check_all_masks(place(grid(20, 15, 20_um).periodic(), 300, grid(20, 15, 20_um).periodic(), 300));
  const auto sheet = random_in(400_um, 300_um).periodic();
  check_all_masks(place(sheet, 250, sheet.centred_at(35_um, 900_um), 310));
  const auto block = random_in(300_um, 250_um, 350_um).periodic();
  check_all_masks(place(block, 150, block, 200));
  // A ring: masks may be wider than its only row. A ring with a smaller spacing has the same length.
  check_masks(circle(80_um), place(grid(40, 1, 20_um).periodic(), 40, grid(80, 1, 10_um).periodic(), 80));
}

TEST_CASE("within: the edge of a mask belongs to it wherever coordinates are rounded", "[space]") {
  // Lattice points with a^2 + b^2 <= 100: 317, twelve of them on the circle.
  const auto sheet = place(grid(50, 50, 10_um).periodic(), 2500, grid(50, 50, 10_um).periodic(), 2500);
  const projection_extent extent{2500, 2500, true};
  for (const auto k : out_degrees(connect_placed(within(circle(100_um)), extent, sheet), extent)) CHECK(k == 317);
  const auto others = connect_placed(within(circle(100_um)).without_autapses(), extent, sheet);
  for (const auto k : out_degrees(others, extent)) CHECK(k == 316);
  CHECK_FALSE(has_autapses(others, extent));
  for (const auto k : out_degrees(connect_placed(within(annulus(100_um, 100_um)), extent, sheet), extent))
    CHECK(k == 12);
  for (const auto k : out_degrees(connect_placed(within(rectangle(40_um, 60_um)), extent, sheet), extent))
    CHECK(k == 35);
}

TEST_CASE("within: a mask may be as wide as periodic space, not wider", "[space]") {
  const auto sheet = place(grid(20, 15, 20_um).periodic(), 300, grid(20, 15, 20_um).periodic(), 300);
  check_masks(rectangle(400_um, 300_um), sheet);
  check_masks(circle(150_um), sheet);
  CHECK_THROWS_WITH(connect_placed(within(circle(200_um)), {300, 300}, sheet),
                    "projection 'S': the mask is 400 um wide in y, the periodic box 300 um, so that a neuron would lie "
                    "in it several times; write a narrower mask, or layouts that are not periodic");
}

TEST_CASE("within: what has no meaning is refused", "[space]") {
  const auto pair = place(grid(2, 2, 10_um).periodic(), 4, grid(2, 2, 20_um).periodic(), 4);
  CHECK_THROWS_WITH(connect_placed(within(circle(1_um)), {4, 4}, pair),
                    "projection 'S': the layouts of source and target are periodic in boxes of different size; make "
                    "both periodic in one size, or none");
  check_refusal(within(circle(0_um)), {4, 4}, "the radius of a mask is 0 m; it must be positive and finite");
  check_refusal(within(annulus(3_um, 2_um)), {4, 4},
                "the inner radius of an annulus is 3 um; it must not be negative or larger than the outer one");
  check_refusal(within(rectangle(-1_um, 2_um)), {4, 4}, "the width of a mask is -1 um; it must be positive and finite");
}
