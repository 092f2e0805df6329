// SPDX-License-Identifier: BSL-1.0
// Slices of a population of groups, and groups with a time step of their own.
#include "catch.hpp"
#include <array>
#include <cortexpr/cortexpr.hpp>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

using namespace cortexpr;

namespace group_slices_tests {

using cell = synaptic_lif<conductance<exponential>, conductance<alpha>>;
/// Nothing spikes: all that arrives stays to be seen.
constexpr auto silent = parameter<"V_th">(1_V);

// Slices that begin and end within groups and within blocks of 64 neurons.
constexpr auto sliced = describe(
    population<"cortex">(groups(given), cell{}, silent), drive<"cortex[65:75].I">(given),
    poisson_input<"cortex[50:75].exc">(5_kHz, weight(1_nS)), poisson_input<"cortex[75:200].exc">(0_Hz, weight(1_nS)),
    poisson_input<"more: cortex[60:100].inh">([](auto t) { return t < 1_ms ? 4_kHz : 9_kHz; },
                                              weight([](auto, const auto& n) { return 1_nS * n.index(); })),
    regularly<"count", "cortex[68:72]">(every{1_ms}, [](auto& n) { n["v"_name] = 0_mV; }), record<"cortex.I">(),
    record<"cortex[65:75].v">());
constexpr auto whole =
    describe(population<"cortex">(groups(given), cell{}, silent), poisson_input<"cortex.exc">(5_kHz, weight(1_nS)),
             poisson_input<"more: cortex.inh">([](auto t) { return t < 1_ms ? 4_kHz : 9_kHz; },
                                               weight([](auto, const auto& n) { return 1_nS * n.index(); })));
constexpr std::array sizes{70, 50, 80};
auto three_groups() { return set<"cortex">(groups(std::array{"A", "B", "C"}, sizes)); }
auto rates() { return per_group(std::vector{20_kHz, 10_kHz, 5_kHz}); }

// A network of groups with long steps, and one whose steps are all as long.
template <class... Own>
constexpr auto circuit(Own... own) {
  return describe(population<"cortex">(groups(given), cell{}, start<"v">(uniform(-70_mV, -52_mV)), own...),
                  drive<"cortex.I">(given), drive<"cortex[60:90].I">(given),
                  poisson_input<"cortex.exc">(3_kHz, weight(0.4_nS)),
                  poisson_input<"part: cortex[3:90].inh">(
                      2_kHz, weight([](auto t, const auto&) { return 0.5_nS * (1 + t / 50_ms); })),
                  projection<"cortex -> cortex.exc">(given, weight(0.3_nS), delay(2_ms)), record<"cortex.spikes">(),
                  record<"cortex.v">(), record<"cortex.rate">());
}
constexpr auto slow = circuit(time_step{1_ms});
constexpr auto coarse = circuit();

template <class Net, class... More>
auto make_circuit(const More&... more) {
  return simulation<Net>{seed{5},
                         set<"cortex">(groups(std::array{"A", "B", "C"}, sizes)),
                         set<"cortex.I">(per_group(std::vector{0.2_nA, 0.25_nA, 0.1_nA})),
                         set<"cortex[60:90].I">(per_group(std::vector{0.05_nA, 0.1_nA, 0_nA})),
                         set<"cortex -> cortex.exc">(fixed_probabilities([](std::size_t, std::size_t) { return 0.1; })),
                         more...};
}

} // namespace group_slices_tests

using namespace group_slices_tests;

TEMPLATE_TEST_CASE("a slice of groups gets what its neurons get of the whole", "[groups][threads]", double, float) {
  const auto given_rates = set<"cortex.exc.rate">(rates());
  simulation<network<whole, TestType>> all{seed{3}, three_groups(), given_rates};
  all.run(3_ms);
  const auto exc = all.template get<"cortex.exc.g">(), inh = all.template get<"cortex.inh.g">();
  for (const unsigned n : {1u, 2u, 7u}) {
    CAPTURE(n);
    simulation<network<sliced, TestType>> sim{seed{3},
                                              threads{n, true},
                                              three_groups(),
                                              set<"cortex[50:75].exc.rate">(rates()),
                                              set<"cortex[75:200].exc.rate">(rates()),
                                              set<"cortex[65:75].I">(per_group(std::vector{1_nA, 2_nA, 3_nA}))};
    sim.run(3_ms);
    const auto part = sim.template get<"cortex.exc.g">(), other = sim.template get<"cortex.inh.g">();
    const auto& current = sim["cortex.I"_name];
    for (std::size_t i = 0; i < 200; ++i) {
      CAPTURE(i);
      CHECK(part[i] == (i < 50 ? TestType(0) : exc[i]));
      CHECK(other[i] == (i < 60 || i >= 100 ? TestType(0) : inh[i]));
      CHECK(current(2, i) == Approx(i < 65 || i >= 75 ? 0 : i < 70 ? 1e-9 : 2e-9));
    }
  }
  CHECK(exc[60] > 0);
  CHECK(inh[80] > 0);
}

TEST_CASE("what slices of groups are given changes while they run", "[groups]") {
  simulation<network<sliced>> sim{three_groups(), set<"cortex[65:75].I">(per_group(std::vector{0_nA, 0_nA, 0_nA}))};
  sim.set<"cortex[65:75].I">(per_group(std::vector{1_nA, 2_nA, 3_nA}));
  sim.set<"cortex[75:200].exc.rate">(per_group(std::vector{0_Hz, 0_Hz, 50_kHz}));
  sim.run(1_ms);
  CHECK(sim["cortex.I"_name](5, 69) == 1e-9);
  CHECK(sim["cortex.I"_name](5, 70) == 2e-9);
  CHECK(sim["cortex.I"_name](5, 75) == 0);
  const auto g = sim.get<"cortex.exc.g">();
  CHECK(g[100] == 0);
  CHECK(g[150] > 0);
  CHECK(sim["cortex[65:75].v"_name].of("B").columns() == 5);
  const auto make_short = [] {
    simulation<network<sliced>> shorter{set<"cortex">(groups(std::array{"A", "B"}, std::array{40, 33})),
                                        set<"cortex[65:75].I">(per_group(std::vector{1_nA, 2_nA}))};
  };
  CHECK_THROWS_WITH(make_short(), Catch::Contains("its slice ends at 75, but there are 73 neurons"));
}

TEST_CASE("groups with long steps are the network with long steps", "[groups][threads]") {
  auto wanted = make_circuit<network<coarse>>(time_step{1_ms});
  const auto change = [](auto& sim) {
    sim.run(40_ms);
    sim.template set<"cortex.exc.rate">(per_group(std::vector{3_kHz, 4_kHz, 5_kHz}));
    sim.template set<"cortex.I">(per_group(std::vector{0.25_nA, 0.2_nA, 0.15_nA}));
    sim.run(40_ms);
  };
  change(wanted);
  const auto& spikes = wanted["cortex.spikes"_name];
  CHECK(spikes.size() > 100);
  for (const unsigned n : {1u, 3u}) {
    CAPTURE(n);
    auto sim = make_circuit<network<slow>>(time_step{0.1_ms}, threads{n, true});
    change(sim);
    CHECK(sim["cortex.v"_name].values == wanted["cortex.v"_name].values);
    CHECK(sim["cortex.spikes"_name].neurons == spikes.neurons);
    CHECK(sim["cortex.rate"_name].of("B").hertz == wanted["cortex.rate"_name].of("B").hertz);
  }
}

TEST_CASE("groups with long steps go on from a checkpoint to the last bit", "[groups][checkpoint]") {
  const std::string path = "groups_with_long_steps.state";
  auto first = make_circuit<network<slow>>();
  first.run(20.3_ms); // within a step of theirs
  first.save_state(path);
  auto second = make_circuit<network<slow>>();
  second.load_state(path);
  std::remove(path.c_str());
  first.run(30_ms);
  second.run(30_ms);
  CHECK(second.state() == first.state());
}

TEST_CASE("diagnose cuts groups where slices do", "[groups][diagnose]") {
  auto sim = make_circuit<network<slow>>();
  std::ostringstream out;
  out << sim.diagnose();
  const std::string text = out.str();
  CHECK_THAT(text, Catch::Contains("group C of cortex"));
  // Those of the population and of the slice together, group by group.
  CHECK_THAT(text, Catch::Contains("cortex[60:70].I: drive with mean 250 pA:"));
  CHECK_THAT(text, Catch::Contains("cortex[70:90].I: drive with mean 350 pA:"));
  CHECK_THAT(text, Catch::Contains("part: B.inh: Poisson input of 2 kHz"));
  CHECK_THAT(text, Catch::Contains("inh.g of cortex[70:90]"));
  CHECK_THAT(text, !Catch::Contains("part: C.inh"));
}
