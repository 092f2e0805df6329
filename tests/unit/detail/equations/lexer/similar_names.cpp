// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/lexer/similar_names.hpp>

using namespace cortexpr::detail::equation;

TEST_CASE("names differ only in capitals and underscores", "[equations]") {
  STATIC_REQUIRE(same_but_for_capitals("tau_m", "taum"));
  STATIC_REQUIRE(same_but_for_capitals("V_th", "vTH"));
  STATIC_REQUIRE(same_but_for_capitals("_x_y", "xy_"));
  STATIC_REQUIRE(!same_but_for_capitals("V_th", "V_t"));
  STATIC_REQUIRE(!same_but_for_capitals("tau", "tau"));
  STATIC_REQUIRE(!same_but_for_capitals("v", "V"));
}
TEST_CASE("one slip of the pen", "[equations]") {
  STATIC_REQUIRE(one_slip_apart("tau_m", "tau_n"));
  STATIC_REQUIRE(one_slip_apart("tau_m", "tau_mm"));
  STATIC_REQUIRE(one_slip_apart("au_m", "tau_m"));
  STATIC_REQUIRE(one_slip_apart("volt", "vlot"));
  STATIC_REQUIRE(!one_slip_apart("volt", "volt"));
  STATIC_REQUIRE(!one_slip_apart("volt", "tlov"));
  STATIC_REQUIRE(!one_slip_apart("volt", "vo"));
  STATIC_REQUIRE(!one_slip_apart("abcd", "badc"));
}
