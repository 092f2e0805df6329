// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/groups/per_group.hpp>

#include "catch.hpp"
#include <array>
#include <cortexpr/cortexpr.hpp>
#include <sstream>
#include <string>
#include <vector>

using namespace cortexpr;

namespace per_group_tests {

constexpr auto d =
    describe(population<"cortex">(groups(given), lif{}), drive<"cortex.I">(given),
             poisson_input<"cortex.v">(0_Hz, weight(1_mV)), poisson_input<"other: cortex.v">(0_Hz, weight(1_mV)),
             record<"cortex.I">(), record<"cortex.rate">(), record<"cortex[0:3].rate">(), record<"cortex.spikes">());
using net = network<d>;

template <class... More>
simulation<net> make(const More&... more) {
  return simulation<net>{set<"cortex">(groups(std::vector{group{"V1/E", 3}, group{"V1/I", 2}})),
                         set<"cortex.I">(per_group(std::vector{0.1_nA, 0.2_nA})), more...};
}
std::vector<double> list(const auto& values) { return {values.begin(), values.end()}; }

} // namespace per_group_tests

using namespace per_group_tests;

TEST_CASE("parameters, start values and drives are given by group", "[groups]") {
  auto sim = make(set<"cortex.E_L">(per_group([](std::size_t g) { return (-60 - double(g)) * 1_mV; })),
                  set<"cortex.v">(per_group(values({-65, -66}, 1_mV))));
  CHECK(list(sim.get<"cortex.E_L">()) == std::vector{-0.06, -0.06, -0.06, -0.061, -0.061});
  CHECK(list(sim.get<"cortex.v">()) == std::vector{-0.065, -0.065, -0.065, -0.066, -0.066});
  sim.run(0.2_ms);
  CHECK(sim["cortex.I"_name](1, 2) == (0.1_nA).si());
  CHECK(sim["cortex.I"_name].of("V1/I")(1, 0) == (0.2_nA).si());
  sim.set<"cortex.I">(per_group(std::vector{0_nA, 0.3_nA}));
  sim.set<"cortex.V_th">(per_group(values(std::vector{-50, -40}, 1_mV)));
  sim.run(0.2_ms);
  CHECK(sim["cortex.I"_name](3, 0) == 0);
  CHECK(sim["cortex.I"_name](3, 4) == (0.3_nA).si());
  CHECK(list(sim.get<"cortex.V_th">()) == std::vector{-0.05, -0.05, -0.05, -0.04, -0.04});
}

TEST_CASE("a drive of one group is set between runs, the others keep theirs", "[groups]") {
  auto sim = make();
  sim.run(0.2_ms);
  sim.set<"cortex.I">("V1/I", 0.4_nA);
  sim.run(0.2_ms);
  sim.set<"cortex.I">("V1/E", 0_nA);
  sim.run(0.2_ms);
  // A row shows the input of the step before.
  const auto& I = sim["cortex.I"_name];
  CHECK(std::array{I(1, 0), I(1, 3), I(1, 4)} == std::array{(0.1_nA).si(), (0.2_nA).si(), (0.2_nA).si()});
  CHECK(std::array{I(3, 0), I(3, 3), I(3, 4)} == std::array{(0.1_nA).si(), (0.4_nA).si(), (0.4_nA).si()});
  CHECK(std::array{I(5, 0), I(5, 2), I(5, 3)} == std::array{0.0, 0.0, (0.4_nA).si()});
  CHECK_THROWS_WITH(sim.set<"cortex.I">("V1/L", 0_nA), Catch::Contains("did you mean 'V1/"));
  CHECK_THROWS_WITH(sim.set<"cortex.I">("V1/E", (0.0 / 0.0) * 1_nA), Catch::Contains("is not a finite number"));
  // One value for all is as good a start as one per neuron; a drive that changes with time is not.
  sim.set<"cortex.I">(timed_array(std::vector{0.3}, 1_nA, 1_ms));
  sim.set<"cortex.I">("V1/I", 0_nA);
  sim.run(0.2_ms);
  CHECK(std::array{I(7, 0), I(7, 2), I(7, 3)} == std::array{(0.3_nA).si(), (0.3_nA).si(), 0.0});
  sim.set<"cortex.I">(timed_array(std::vector{0.3, 0.1}, 1_nA, 1_ms));
  CHECK_THROWS_WITH(sim.set<"cortex.I">("V1/I", 0_nA), Catch::Contains("drive 'cortex.I': it changes with time"));
}

TEST_CASE("Poisson input by group is set before and during a run, all or nothing", "[groups]") {
  auto sim = make(set<"cortex.v.rate">(per_group(std::vector{0_Hz, 1_kHz})), set<"cortex.v.w">(2_mV));
  const auto& inputs = item_at<net::structure::find(item_kind::poisson_input, "cortex.v")>(sim.state().items).of_group;
  CHECK(inputs[0].rate == 0);
  CHECK(inputs[1].rate == 1000);
  CHECK(inputs[1].weight == 2e-3);
  sim.set<"cortex.v.rate">(per_group(std::vector{3_kHz, 0_Hz}));
  CHECK(inputs[0].rate == 3000);
  CHECK_THROWS_WITH(sim.set<"cortex.v.rate">(per_group(std::vector{4_kHz, -1_Hz})), Catch::Contains("'V1/I.v'"));
  CHECK(inputs[0].rate == 3000);
  CHECK_THROWS_WITH(sim.set<"cortex.v.rate">(per_group(std::vector{4_kHz})), Catch::Contains("1 values for 2 groups"));
  sim.set<"cortex.v.w">(1_mV);
  CHECK(inputs[0].weight == 1e-3);
  const auto& labelled = item_at<net::structure::find(item_kind::poisson_input, "other")>(sim.state().items).of_group;
  CHECK(labelled[0].random != inputs[0].random);
}

TEST_CASE("groups and values that cannot be are refused", "[groups]") {
  using list = std::vector<group>;
  const auto says = [](const list& names, const char* words) {
    CHECK_THROWS_WITH(make(set<"cortex">(groups(names))), Catch::Contains(words));
  };
  says({}, "population 'cortex': it has no groups");
  says({{"E", 0}, {"I", 1}}, "group 'E' has 0 neurons");
  says({{"E", 1}, {"E", 1}}, "two groups are called 'E'");
  says({{"a.b", 1}, {"E", 1}}, "cannot be called 'a.b'");
  says({{"E", 4'000'000'000}, {"I", 1}}, "with group 'I' it has more than 4,000,000,000 neurons");
  CHECK_THROWS_WITH(groups(std::vector<std::string>{"E", "I"}, std::vector{1}), Catch::Contains("2 names and 1 sizes"));
  CHECK_THROWS_WITH(make(set<"cortex.v">(per_group(std::vector{-65_mV}))),
                    Catch::Contains("'cortex.v': 1 values for 2 groups"));
}

TEST_CASE("a recording that is asked for an unknown group names the nearest", "[groups]") {
  auto sim = make();
  sim.run(1_ms);
  CHECK_THROWS_WITH(sim["cortex.spikes"_name].of("V1/L"), Catch::Contains("did you mean 'V1/"));
  CHECK_THROWS_WITH(sim["cortex.rate"_name].of("x"), Catch::Contains("'cortex.rate'"));
  CHECK_THROWS_WITH(sim["cortex[0:3].rate"_name].of("V1/E"), Catch::Contains("no groups"));
  CHECK(sim["cortex.rate"_name].of("V1/E").size() == 10);
}

TEST_CASE("diagnose speaks of groups by name", "[groups][diagnose]") {
  auto sim = make(set<"cortex.v.rate">(per_group(std::vector{0_Hz, 1_kHz})));
  std::ostringstream text;
  text << sim.diagnose();
  CHECK_THAT(text.str(), Catch::Contains("group V1/I of cortex"));
  CHECK_THAT(text.str(), Catch::Contains("drive with mean 100 pA") && Catch::Contains("drive with mean 200 pA"));
  CHECK_THAT(text.str(), Catch::Contains("V1/I.v: Poisson input of 1 kHz"));
}
