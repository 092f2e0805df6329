// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <array>
#include <cortexpr/core.hpp>
#include <vector>

namespace values_tests {

using namespace cortexpr;

TEST_CASE("values: numbers in braces are a list, counted in a unit or pure") {
  constexpr auto volts = values({-70, -60.5}, 1_mV);
  static_assert(std::is_same_v<decltype(volts), const value_list<dim::volt, 2>>);
  CHECK(volts.si == std::array{-0.07, -0.0605});
  CHECK(values({1, 2, 4}).si == std::array<double, 3>{1, 2, 4});
  CHECK(values({0.5}).si == std::array{0.5});
  CHECK(!values({1, 2}).is_matrix());
  const auto later = values(std::vector{-70.0, -60.5}, 1_mV);
  static_assert(std::is_same_v<decltype(later), const value_list<dim::volt>>);
  CHECK(std::equal(volts.si.begin(), volts.si.end(), later.si.begin(), later.si.end()));
}

constexpr auto listed =
    describe(population<"n">(3, lif{}, parameter<"V_th">(values({-50, -51, -52}, 1_mV)),
                             start<"v">(values({-60, -61, -62}, 1_mV))),
             projection<"S: n -> n.v">(one_to_one{}, weight(values({1, 2, 3}, 1_mV)), delay(values({1, 2, 0.3}, 1_ms))),
             record<"n.v">());

TEMPLATE_TEST_CASE("values: a list in braces may stand in a description", "", double, float) {
  simulation<network<listed, TestType>> sim{set<"n.g_L">(values({10, 20, 30}, 1_nS))};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto k = static_cast<double>(i);
    CHECK(sim.template get<"n.V_th">()[i] == Approx(-0.05 - 0.001 * k));
    CHECK(sim.template get<"n.v">()[i] == Approx(-0.06 - 0.001 * k));
    CHECK(sim.template get<"n.g_L">()[i] == Approx(1e-8 + 1e-8 * k));
    CHECK(sim.template get<"S.w">()[i] == Approx(0.001 + 0.001 * k));
  }
}

TEST_CASE("values: a list in a description has one value per neuron or synapse") {
  using net = network<listed>;
  CHECK_THROWS_WITH(simulation<net>{set<"n">(4)},
                    Catch::Contains("'n.V_th': 3 values for a population of 4; give one value per neuron"));
  CHECK_THROWS_WITH(simulation<net>{set<"S">(all_to_all{})}, Catch::Contains("'S.delay': 3 values for at least 4"));
}

} // namespace values_tests
