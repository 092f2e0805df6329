// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/units/unit_symbol.hpp>

using namespace cortexpr;

TEST_CASE("dimensions have names", "[units]") {
  CHECK(unit_symbol(dim::volt) == "V");
  CHECK(unit_symbol(dim::siemens) == "S");
  CHECK(unit_symbol(dim::one) == "1");
  CHECK(unit_symbol(dim::volt / dim::second) == "V s^-1");
  CHECK(unit_symbol(dim::volt / dim::second.root()) == "V s^-1/2");
  CHECK(unit_symbol(dim::coulomb) == "C");
  CHECK(unit_symbol(dim::joule) == "J");
  CHECK(unit_symbol(dim::kilogram) == "kg");
  CHECK(unit_symbol(dim::kelvin) == "K");
  CHECK(unit_symbol(dim::volt / dim::kelvin) == "V K^-1");
  CHECK(unit_symbol(dim::molar) == "mol m^-3");
  CHECK(unit_symbol(dim::siemens_per_area) == "S m^-2");
  CHECK(unit_symbol(dim::farad_per_area) == "F m^-2");
  CHECK(unit_symbol(dim::amp_per_area) == "A m^-2");
  CHECK(unit_symbol(dim::ohm_metre) == "ohm m");
  CHECK(unit_symbol(dim::area) == "m^2");
  // What checkpoints hold stays.
  CHECK(detail::base_unit_symbol(dim::coulomb) == "A s");
  CHECK(detail::base_unit_symbol(dim::siemens) == "S");
}
