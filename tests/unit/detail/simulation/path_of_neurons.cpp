// SPDX-License-Identifier: BSL-1.0
// Slices and groups in what `get`, `set` and `view` name.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <span>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;
constexpr auto d =
    describe(population<"n">(30, lif{}, start<"v">(uniform(-70_mV, -60_mV)), parameter<"C_m">(normal(200_pF, 10_pF))),
             population<"cortex">(groups(std::array{group{"E", 16}, group{"V1/I", 5}, group{"I", 9}}), cell{},
                                  start<"v">(uniform(-70_mV, -60_mV))),
             poisson_input<"cortex.syn">(1_kHz, weight(10_pA)), record<"n.v">(every{1_ms}), record<"n.spikes">(),
             record<"cortex.v">(every{1_ms}));
/// The groups as populations of their names.
constexpr auto apart = describe(population<"E">(16, cell{}, start<"v">(uniform(-70_mV, -60_mV))),
                                population<"I">(9, cell{}, start<"v">(uniform(-70_mV, -60_mV))),
                                poisson_input<"E.syn">(1_kHz, weight(10_pA)),
                                poisson_input<"I.syn">(1_kHz, weight(10_pA)), record<"I.v">(every{1_ms}));

template <class Real>
std::vector<Real> part(const std::vector<Real>& all, std::size_t begin, std::size_t end) {
  return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}
template <class F>
std::string refusal(const F& f) {
  try {
    f();
  } catch (const invalid_value& refused) {
    return refused.what();
  }
  return "";
}

} // namespace

TEMPLATE_TEST_CASE("a slice in get and view is that part of all", "[simulation]", double, float) {
  const simulation<network<d, TestType>> sim{seed{4}};
  const auto all = sim.template get<"n.v">();
  CHECK(sim.template get<"n[3:11].v">() == part(all, 3, 11));
  CHECK(sim.template get<"n[29:30].v">() == part(all, 29, 30));
  CHECK(sim.template get<"n[0:30].C_m">() == sim.template get<"n.C_m">());
  CHECK(sim.template get<"n[3:11].V_th">() == std::vector<TestType>{static_cast<TestType>(-0.05)}); // all share it
  const std::span<const TestType> seen = sim.template view<"n[3:11].v">();
  CHECK(std::vector(seen.begin(), seen.end()) == part(all, 3, 11));
  CHECK(seen.data() == sim.template view<"n.v">().data() + 3);
  CHECK(sim.template view<"n[3:11].V_th">().size() == 1);
  CHECK(sim.template get<"cortex.v">("E") == part(sim.template get<"cortex.v">(), 0, 16));
  CHECK(sim.template get<"cortex.v">("I") == part(sim.template get<"cortex.v">(), 21, 30));
  CHECK(sim.template get<"cortex.v">(std::string("V1/I")) == sim.template get<"cortex[16:21].v">());
  CHECK(sim.template get<"cortex.syn.tau">("I").size() == 1);
}

TEMPLATE_TEST_CASE("set of a slice changes these neurons, to what they would draw as part of all", "[simulation]",
                   double, float) {
  using net = network<d, TestType>;
  simulation<net> some{seed{4}}, all{seed{4}};
  const auto before = some.template get<"n.v">(), groups_before = some.template get<"cortex.v">();
  const auto check = [&](const auto& value) {
    some.template set<"n[5:21].v">(value);
    all.template set<"n.v">(value);
    const auto now = some.template get<"n.v">();
    CHECK(part(now, 5, 21) == part(all.template get<"n.v">(), 5, 21));
    CHECK(part(now, 0, 5) == part(before, 0, 5));
    CHECK(part(now, 21, 30) == part(before, 21, 30));
    some.template set<"cortex.v">("I", value);
    all.template set<"cortex.v">(value);
    const auto grouped = some.template get<"cortex.v">();
    CHECK(part(grouped, 21, 30) == part(all.template get<"cortex.v">(), 21, 30));
    CHECK(part(grouped, 0, 21) == part(groups_before, 0, 21));
  };
  check(-58_mV);
  check(normal(-60_mV, 1_mV));
  check([](auto n) { return -60_mV - 0.1_mV * static_cast<double>(n.index()); });
  check([](auto n, auto& random) { return n["E_L"_name] + 1_mV * random.uniform(); });
  some.template set<"n[28:30].v">(values(std::vector{-61., -62.}, 1_mV));
  CHECK(some.template get<"n[28:30].v">() ==
        std::vector{static_cast<TestType>(-61 * 1e-3), static_cast<TestType>(-62 * 1e-3)});
  // A slice that crosses groups.
  some.template set<"cortex[14:25].v">(per_group(std::vector{-61_mV, -62_mV, -63_mV}));
  all.template set<"cortex.v">(per_group(std::vector{-61_mV, -62_mV, -63_mV}));
  CHECK(some.template get<"cortex[14:25].v">() == all.template get<"cortex[14:25].v">());
  CHECK(some.template get<"cortex[0:14].v">() == part(groups_before, 0, 14));
}

TEMPLATE_TEST_CASE("a parameter that all share becomes a value per neuron when it is set for a slice",
                   "[simulation][threads]", double, float) {
  using net = network<d, TestType>;
  std::vector<TestType> values(30, static_cast<TestType>(-0.05));
  for (std::size_t i = 7; i < 19; ++i) values[i] = static_cast<TestType>(-0.062);
  simulation<net> whole{seed{4}};
  std::vector<double> in_mV(values.begin(), values.end());
  whole.template set<"n.V_th">(cortexpr::values(in_mV, 1_V));
  whole.run(100_ms);
  REQUIRE(whole["n.spikes"_name].size() > 0);
  for (const unsigned team : {1u, 2u, 3u, 7u}) {
    simulation<net> sim{seed{4}, threads{team, true}};
    sim.template set<"n[7:19].V_th">(-62_mV);
    CHECK(sim.template get<"n.V_th">() == values);
    sim.run(100_ms);
    CHECK(sim["n.v"_name].values == whole["n.v"_name].values);
    CHECK(sim["n.spikes"_name].neurons == whole["n.spikes"_name].neurons);
  }
}

TEST_CASE("Poisson input of a group is set as that of a population of its name", "[simulation][groups]") {
  simulation<network<d>> sim{seed{4}};
  simulation<network<apart>> populations{seed{4}};
  sim.set<"cortex.syn.rate">("I", 3_kHz);
  sim.set<"cortex.syn.w">("I", 20_pA);
  populations.set<"I.syn.rate">(3_kHz);
  populations.set<"I.syn.w">(20_pA);
  sim.run(20_ms), populations.run(20_ms);
  CHECK(sim["cortex.v"_name].of("I").values == populations["I.v"_name].values);
  CHECK(sim.get<"cortex.v">("E") == populations.get<"E.v">());
}

TEST_CASE("slices and groups that are not there are refused, and nothing has changed", "[simulation]") {
  simulation<network<d>> sim{seed{4}};
  const auto v = sim.get<"n.v">(), v_th = sim.get<"n.V_th">(), c = sim.get<"n.C_m">();
  CHECK(refusal([&] { static_cast<void>(sim.get<"n[20:31].v">()); }) ==
        "get 'n[20:31].v': its slice ends at 31, but there are 30 neurons");
  CHECK(refusal([&] { sim.set<"n[20:31].v">(-60_mV); }) ==
        "set 'n[20:31].v': its slice ends at 31, but there are 30 neurons");
  CHECK(refusal([&] { static_cast<void>(sim.view<"n[40:50].v">()); }) ==
        "view 'n[40:50].v': its slice ends at 50, but there are 30 neurons");
  CHECK(refusal([&] { sim.set<"n[20:30].v">(values(std::vector{-60.}, 1_mV)); }) ==
        "'n[20:30].v': 1 values for 10 neurons; give one value per neuron");
  CHECK(refusal([&] { sim.set<"n[20:30].C_m">(0_pF); }) ==
        "population 'n': C_m of neuron 20 is 0 F; a capacitance must be positive");
  CHECK(refusal([&] {
          sim.set<"n[20:30].v">([](auto n) { return n.index() == 25 ? 0_mV / 0. : -60_mV; });
        }).find("population 'n': v of neuron 25 is not a number") == 0);
  CHECK(refusal([&] { static_cast<void>(sim.get<"cortex.v">("V1/E")); }) ==
        "'cortex': there is no group called 'V1/E'; did you mean 'V1/I'?");
  CHECK(refusal([&] { sim.set<"cortex.v">("e", -60_mV); }) ==
        "'cortex': there is no group called 'e'; did you mean 'E'?");
  CHECK(refusal([&] { sim.set<"cortex.syn.rate">("e", 2_kHz); }) ==
        "'cortex.syn': there is no group called 'e'; did you mean 'E'?");
  CHECK(refusal([&] { sim.set<"cortex.syn.rate">("E", -2_kHz); }).find("Poisson input 'E.syn': the rate must be") == 0);
  CHECK(sim.get<"n.v">() == v);
  CHECK(sim.get<"n.V_th">() == v_th);
  CHECK(sim.get<"n.C_m">() == c);
}
