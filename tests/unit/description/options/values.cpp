// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/description/options/values.hpp>
#include <cortexpr/units/literals.hpp>

namespace values_tests {

using namespace cortexpr;

TEST_CASE("values: numbers in braces are a list, counted in a unit or pure") {
  const auto volts = values({-70, -60.5}, 1_mV);
  static_assert(std::is_same_v<decltype(volts), const value_list<dim::volt>>);
  CHECK(volts.si == std::vector<double>{-0.07, -0.0605});
  CHECK(values({1, 2, 4}).si == std::vector<double>{1, 2, 4});
  CHECK(values({0.5}).si == std::vector<double>{0.5});
  CHECK(!values({1, 2}).is_matrix());
  CHECK(values({-70, -60.5}, 1_mV).si == values(std::vector{-70.0, -60.5}, 1_mV).si);
}

} // namespace values_tests
