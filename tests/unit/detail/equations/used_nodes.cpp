// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>

using namespace texts;

TEST_CASE("constants that were folded leave no nodes", "[equations]") {
  const reading r{{part_kind::equations, "dv/dt = clip(v, 1 - 2, 3*4)/second*int(v < 20/4) : 1\nx = 2*3 : 1"},
                  {part_kind::reset, "v -= 2*3"}};
  REQUIRE(r.mistake().empty());
  // clip(v, -1, 12), / second, int(v < 5), the product; in the reset v - 6 and -6
  CHECK(r.result.node_count == 4 + 2 + 6 + 1 + 4);
  CHECK(value_of(r.result, r.name("v").root, {{"v", 30}}) == 0);
  CHECK(value_of(r.result, r.name("v").root, {{"v", 3}}) == 3);
  CHECK(value_of(r.result, r.name("v").root, {{"v", -3}}) == -1);
  CHECK(value_of(r.result, r.result.statements[0].root, {{"v", 3}}) == -3);
  CHECK(value_of(r.result, r.result.statements[0].addend) == -6);
}
TEST_CASE("a program in arrays of its size is the same", "[equations]") {
  const reading r{{part_kind::equations, "dv/dt = -v/second + k*xi : 1\nk : second**-0.5"},
                  {part_kind::threshold, "v > 1"}};
  const auto small = cropped<20, 2, 0>(r.result);
  CHECK(small.node_count == r.result.node_count);
  CHECK(small.names[1].name == "k");
  CHECK(small.roots == r.result.roots);
  CHECK(small.noises[0] == "xi");
  CHECK(small.nodes[static_cast<std::size_t>(small.roots[1])].what == op::greater);
}
