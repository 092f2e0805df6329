// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/connections.hpp"

#include <array>
#include <cmath>
#include <cortexpr/connectivity/by_function/listed_by_function.hpp>
#include <set>
#include <string>
#include <vector>

using namespace cortexpr;
using namespace connection_testing;

TEST_CASE("targets_of: numbers, ranges and lists", "[connect]") {
  CHECK(connect(targets_of([](auto i) { return 2 * i; }), {3, 5}) == edges{{0, 0}, {1, 2}, {2, 4}});
  const auto two_on = [](auto i) { return std::array{i, i + 2}; };
  CHECK(connect(targets_of(two_on), {2, 4}) == edges{{0, 0}, {0, 2}, {1, 1}, {1, 3}});
  const auto around = [](auto i, auto& all) { return all.range(i - 1, i + 2); };
  CHECK(connect(targets_of(around).skip_invalid(), {3, 3}) ==
        edges{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 2}, {2, 1}, {2, 2}});
  CHECK(connect(targets_of([](auto, auto& all) { return all.range(5, -1, -2); }), {1, 6}) ==
        edges{{0, 5}, {0, 3}, {0, 1}});
  CHECK(connect(targets_of([](auto, auto& all) { return all.all(); }), {2, 2}) == every_pair({2, 2}));
}

TEST_CASE("sources_of: the other side of targets_of", "[connect]") {
  const auto around = [](auto j, auto& all) { return all.range(j - 1, j + 1); };
  CHECK(connect(sources_of(around).skip_invalid(), {3, 3}) == edges{{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}});
}

TEST_CASE("targets_of and sources_of: who does not exist is refused, or left out", "[connect]") {
  const auto before = [](auto i) { return i - 1; };
  CHECK_THROWS_WITH(
      connect(targets_of(before), {3, 3}),
      "projection 'S': the function lists target -1 for source 0, but there are 3, numbered from 0; write "
      ".skip_invalid() to leave out what does not exist");
  CHECK_THROWS_WITH(connect(sources_of([](auto) { return 7; }), {3, 3}),
                    "projection 'S': the function lists source 7 for target 0, but there are 3, numbered from 0; write "
                    ".skip_invalid() to leave out what does not exist");
  CHECK(connect(targets_of(before).skip_invalid(), {3, 3}) == edges{{1, 0}, {2, 1}});
}

TEST_CASE("targets_of and sources_of: a number of a neuron is whole, whatever its type", "[connect]") {
  CHECK(connect(targets_of([](auto i) { return 2.0 * double(i); }), {2, 4}) == edges{{0, 0}, {1, 2}});
  CHECK(connect(sources_of([](auto) { return std::vector{0.0, 1.0}; }), {2, 1}) == edges{{0, 0}, {1, 0}});
  const std::string says =
      "projection 'S': the function lists target 0.5 for source 1; the number of a neuron is whole: "
      "round it in the function";
  CHECK_THROWS_WITH(connect(targets_of([](auto i) { return double(i) / 2; }), {3, 3}), says);
  CHECK_THROWS_WITH(connect(targets_of([](auto i) { return std::vector{double(i) / 2}; }).skip_invalid(), {3, 3}),
                    says);
  CHECK_THROWS_WITH(connect(sources_of([](auto) { return std::nan(""); }), {3, 3}),
                    Catch::Contains("lists source NaN for target 0"));
}

TEST_CASE("targets_of: samples are distinct and uniform", "[connect]") {
  const projection_extent extent{3000, 40};
  const auto list = connect(targets_of([](auto, auto& all) { return all.sample(5); }), extent);
  CHECK_FALSE(has_multapses(list));
  for (const auto k : out_degrees(list, extent)) CHECK(k == 5);
  CHECK(is_plausible(equal_p(in_degrees(list, extent)), 1e-6));
  const auto part = connect(targets_of([](auto, auto& all) { return all.sample(3, 10, 13); }), {2, 40});
  CHECK(part == edges{{0, 10}, {0, 11}, {0, 12}, {1, 10}, {1, 11}, {1, 12}});
  CHECK_THROWS_WITH(connect(targets_of([](auto, auto& all) { return all.sample(4, 10, 13); }), {2, 40}),
                    "a sample of 4 different neurons out of 3 is not possible");
}

TEST_CASE("targets_of: each with a probability", "[connect]") {
  const projection_extent extent{2000, 60};
  const auto list = connect(targets_of([](auto, auto& all) { return all.chosen_with(0.2); }), extent);
  CHECK(is_plausible(degrees_p(out_degrees(list, extent), 60, 0.2)));
  CHECK(is_plausible(degrees_p(in_degrees(list, extent), 2000, 0.2)));
}

TEST_CASE("sources_of: the same random numbers both times it is called", "[connect]") {
  const projection_extent extent{50, 400};
  const auto list = connect(sources_of([](auto, auto& all) { return all.sample(7); }), extent);
  for (const auto k : in_degrees(list, extent)) CHECK(k == 7);
}
