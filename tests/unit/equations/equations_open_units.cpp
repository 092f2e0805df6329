// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cstddef>
#include <type_traits>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

// Only the ratio of the names that no line declares is known: gleak/C, as so often in scripts of Brian2.
constexpr char open[] = "dv/dt = gleak*(E_L - v)/C : volt";
constexpr char declared[] = "dv/dt = gleak*(E_L - v)/C : volt\n gleak : siemens\n C : farad";
struct as_class {
  static constexpr std::string_view model = open;
};
using plain = equations<open, threshold<"v > -61*mV">, reset<"v = E_L - 10*mV">>;
using closed = equations<declared, threshold<"v > -61*mV">, reset<"v = E_L - 10*mV">>;

constexpr auto d =
    describe(population<"a">(5, plain{}, parameter<"gleak">(10_nS), parameter<"C">(uniform(100_pF, 200_pF)),
                             parameter<"E_L">(-60_mV), start<"v">(-70_mV)),
             population<"b">(5, closed{}, parameter<"gleak">(10_nS), parameter<"C">(uniform(100_pF, 200_pF)),
                             parameter<"E_L">(-60_mV), start<"v">(-70_mV)),
             population<"scaled">(5, model_from<as_class>{}, parameter<"gleak">(2.0), parameter<"C">(20_ms),
                                  parameter<"E_L">(-60_mV)),
             record<"a.v">(), record<"b.v">());

} // namespace

TEST_CASE("units that equations leave open are those of the values that a population is given", "[equations]") {
  simulation<network<d>> sim{seed{1}, set<"b.C">(150_pF), set<"a.C">(150_pF)};
  sim.run(40_ms);
  for (std::size_t k = 0; k < 400; ++k) REQUIRE(sim["a.v"_name](k, 3) == sim["b.v"_name](k, 3));
  CHECK(sim.get<"scaled.v">()[2] == Approx(-0.06 * (1 - std::exp(-4.0))).epsilon(1e-12));
}
