// SPDX-License-Identifier: BSL-1.0
// When spikes arrive, in which order, and at whom.

#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;
using cell = adder<always_integrated>;
using numbers = std::vector<double>;
using counts = std::vector<std::int64_t>;

constexpr auto one_way =
    describe(record<"n.v">(), record<"n.spikes">(), population<"in">(given, spike_times{}),
             population<"n">(given, cell{}), projection<"S: in -> n.v">(given, weight(given), delay(given)));

TEST_CASE("an arrival without delay shows in the next row, a delay of d steps d rows later", "[delivery]") {
  const auto v = [](quantity<dim::second> d) {
    simulation<network<one_way>> sim{set<"in">(1),           set<"n">(1),      set<"in">(spikes_at({2, 5})),
                                     set<"S">(all_to_all{}), set<"S.w">(3_mV), set<"S.delay">(d)};
    sim.run_steps(9);
    return column_of(sim["n.v"_name], 0);
  };
  CHECK(v(0_ms) == numbers{0, 0, 0, 3e-3, 3e-3, 3e-3, 6e-3, 6e-3, 6e-3});
  CHECK(v(0.1_ms) == numbers{0, 0, 0, 0, 3e-3, 3e-3, 3e-3, 6e-3, 6e-3});
  CHECK(v(0.3_ms) == numbers{0, 0, 0, 0, 0, 0, 3e-3, 3e-3, 3e-3});
  CHECK(v(0.7_ms) == numbers{0, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("a target brought above threshold shows it in one row, spikes in the next step and is reset in it",
          "[delivery]") {
  simulation<network<one_way>> sim{set<"in">(1),           set<"n">(1),     set<"in">(spikes_at({2})),
                                   set<"S">(all_to_all{}), set<"S.w">(2_V), set<"S.delay">(0_ms)};
  sim.run_steps(6);
  CHECK(column_of(sim["n.v"_name], 0) == numbers{0, 0, 0, 2, 0, 0});
  CHECK(sim["n.spikes"_name].steps == counts{3});
}

TEST_CASE("every synapse has its own delay and weight, whatever the order of the pairs", "[delivery]") {
  // Synapses 0..4 in a jumbled order of sources; two of them share a pair.
  const std::vector<int> from{1, 0, 1, 0, 1}, to{0, 2, 1, 0, 0};
  const numbers delays{3, 1, 0, 2, 1}, weights{1, 2, 4, 8, 16};
  simulation<network<one_way>> sim{set<"in">(2),
                                   set<"n">(3),
                                   set<"in">(spike_list::at_steps(counts{0, 4}, counts{0, 1})),
                                   set<"n.V_th">(1000_V),
                                   set<"S">(pairs(from, to)),
                                   set<"S.w">(values(weights, 1_V)),
                                   set<"S.delay">(values(delays, 0.1_ms))};
  sim.run_steps(9);
  const auto& v = sim["n.v"_name];
  CHECK(column_of(v, 0) == numbers{0, 0, 0, 8, 8, 8, 24, 24, 25});
  CHECK(column_of(v, 1) == numbers{0, 0, 0, 0, 0, 4, 4, 4, 4});
  CHECK(column_of(v, 2) == numbers{0, 0, 2, 2, 2, 2, 2, 2, 2});
  CHECK(sim.get<"S.w">() == weights);
}

constexpr auto rounded = describe(record<"n.v">(), population<"in">(1, spike_times{}), population<"n">(5, cell{}),
                                  projection<"S: in -> n.v">(all_to_all{}, weight(1_V), delay(given).rounded()));

TEST_CASE("delays off the grid go to the nearest step where that was asked for, halves upwards", "[delivery]") {
  simulation<network<rounded>> sim{set<"in">(spikes_at({0})), set<"n.V_th">(10_V),
                                   set<"S.delay">(values(numbers{0.04, 0.05, 0.14, 0.25, 0.3}, 1_ms))};
  sim.run_steps(6);
  const auto& v = sim["n.v"_name];
  CHECK(column_of(v, 0) == numbers{0, 1, 1, 1, 1, 1});
  CHECK(column_of(v, 1) == numbers{0, 0, 1, 1, 1, 1});
  CHECK(column_of(v, 2) == numbers{0, 0, 1, 1, 1, 1});
  CHECK(column_of(v, 3) == numbers{0, 0, 0, 0, 1, 1});
  CHECK(column_of(v, 4) == numbers{0, 0, 0, 0, 1, 1});
}

/// Makes the order of arrivals visible: v <- 10 v + w.
struct digits {
  static constexpr bool transmits = true;
  static void on_pre(auto& s) { s.receptor = 10 * s.receptor + s.w; }
  bool operator==(const digits&) const = default;
};
constexpr auto ordered =
    describe(record<"n.v">(), population<"in">(3, spike_times{}), population<"n">(1, cell{}, parameter<"V_th">(1e9_V)),
             projection<"S: in -> n.v">(given, weight(given), delay(given), plasticity{digits{}}));

TEST_CASE("arrivals of one step run by emission, then source, then number", "[delivery]") {
  // Source 0 spikes in step 2 (delay 1), sources 1 and 2 in step 0 (delay 3), source 2 twice connected.
  const std::vector<int> from{2, 0, 1, 2}, to{0, 0, 0, 0};
  simulation<network<ordered>> sim{set<"in">(spike_list::at_steps(counts{2, 0, 0}, counts{0, 1, 2})),
                                   set<"S">(pairs(from, to)), set<"S.w">(values(numbers{1, 2, 3, 4}, 1_V)),
                                   set<"S.delay">(values(numbers{3, 1, 3, 3}, 0.1_ms))};
  sim.run_steps(5);
  CHECK(sim["n.v"_name](4, 0) == 3142);
}

constexpr auto sliced =
    describe(record<"n.v">(), population<"in">(6, spike_times{}), population<"n">(6, cell{}, parameter<"V_th">(1e9_V)),
             projection<"A: in[1:3] -> n[2:5].v">(all_to_all{}, weight(1_V)),
             projection<"B: in[3:6] -> n[0:3].v">(predicate([](auto i, auto j) { return i + j == 2; }), weight(10_V)));

TEST_CASE("slices on both sides of a route count their neurons from zero", "[delivery]") {
  simulation<network<sliced>> sim{set<"in">(spike_list::at_steps(counts{0, 1, 2, 3, 4, 5}, counts{0, 1, 2, 3, 4, 5}))};
  sim.run_steps(7);
  CHECK(sim.get<"n.v">() == numbers{10, 10, 12, 2, 2, 0});
  // The first spike of slice A comes from neuron 1, in step 1.
  CHECK(column_of(sim["n.v"_name], 4) == numbers{0, 0, 1, 2, 2, 2, 2});
  CHECK(column_of(sim["n.v"_name], 2) == numbers{0, 0, 1, 2, 12, 12, 12});
}

constexpr auto recurrent = describe(
    population<"n">(6, cell{}, start<"v">(given)), projection<"A: n[1:4] -> n[2:6].u">(all_to_all{}, weight(1_V)),
    projection<"B: n[1:4] -> n[2:6].u">(all_to_all{}.without_autapses(), weight(100_V)));

TEST_CASE("autapses are pairs of a neuron with itself also where slices are shifted", "[delivery]") {
  simulation<network<recurrent>> sim{set<"n.v">(values(numbers{0, 0, 2, 2, 0, 0}, 1_V))};
  sim.run_steps(1);
  CHECK(sim.get<"n.u">() == numbers{0, 0, 102, 102, 202, 202});
  CHECK(sim.get<"A.w">().size() == 12);
  CHECK(sim.get<"B.w">().size() == 10);
}

constexpr auto placed = describe(record<"n.v">(), record<"n.u">(), population<"in">(1, spike_times{}),
                                 population<"n">(1, cell{}, resets_at{slot::before_start}),
                                 projection<"early: in -> n.v">(all_to_all{}, weight(2_V), at{slot::start, 1}),
                                 projection<"slow: in -> n.u">(all_to_all{}, weight(1_V), delay(0.5_ms)));

TEST_CASE("work before the thresholds sees the spikes of the step before", "[delivery]") {
  simulation<network<placed>> sim{set<"in">(spikes_at({1, 2}))};
  sim.run_steps(9);
  // Arrivals at the start of steps 2 and 3, after the monitor; each makes a spike in its step, reset in the next.
  CHECK(column_of(sim["n.v"_name], 0) == numbers{0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(column_of(sim["n.u"_name], 0) == numbers{0, 0, 0, 0, 0, 0, 0, 1, 2});
  simulation<network<placed>> half{set<"in">(spikes_at({1}))};
  half.run_steps(3);
  CHECK(half.get<"n.v">() == numbers{2});
  half.run_steps(1);
  CHECK(half.get<"n.v">() == numbers{0});
}

// With work between update and threshold, two passes replace one.
template <class... More>
constexpr auto passes(More... more) {
  return describe(record<"n.v">(), record<"n.spikes">(),
                  population<"n">(13, synaptic_lif<conductance<alpha>>{}, rk2{}, parameter<"t_ref">(given),
                                  start<"v">(uniform(-70_mV, -50_mV))),
                  projection<"n -> n.exc">(fixed_probability{0.3}, weight(3_nS), delay(0.2_ms)),
                  drive<"n.I">(sinusoid{1.5_nA, 50_Hz}), more...);
}
constexpr auto together = passes();
constexpr auto apart = passes(regularly<"look", "n">(
    every{}, [](auto&) {}, at{slot::after_groups}));
static_assert(detail::structure<together>::fused(2) && !detail::structure<apart>::fused(2));

TEST_CASE("update and threshold give the same in one pass and in two", "[delivery]") {
  const auto t_ref = uniform(0_ms, 3_ms);
  simulation<network<together>> one{seed{3}, set<"n.t_ref">(t_ref)};
  simulation<network<apart>> two{seed{3}, set<"n.t_ref">(t_ref)};
  one.run(100_ms);
  two.run(100_ms);
  CHECK(one["n.spikes"_name].size() > 50);
  CHECK(one["n.spikes"_name].steps == two["n.spikes"_name].steps);
  CHECK(one["n.spikes"_name].neurons == two["n.spikes"_name].neurons);
  CHECK(one["n.v"_name].values == two["n.v"_name].values);
}

// More targets than one storage slice holds.
constexpr auto wide =
    describe(population<"in">(2, spike_times{}), population<"n">(70000, cell{}, parameter<"V_th">(1e9_V)),
             projection<"S: in -> n[10:70000].v">(all_to_all{}, weight(given)));

TEST_CASE("projections wider than a storage slice deliver and can be set like others", "[delivery]") {
  const auto by_place = function_of([](std::uint32_t i, std::uint32_t j) { return (1e5 * i + j) * units::V; });
  simulation<network<wide>> sim{set<"in">(spikes_at({0})), set<"S.w">(by_place)};
  sim.run_steps(1);
  const auto v = sim.get<"n.v">();
  CHECK(v[9] == 0);
  CHECK(v[10 + 1] == 1);
  CHECK(v[10 + 65534] == 65534);
  CHECK(v[10 + 65535] == 65535);
  CHECK(v[69999] == 69989);
  const auto built = sim.get<"S.w">();
  CHECK(built[69990 + 5] == 100005);
  sim.set<"S.w">(1_V);
  sim.set<"S.w">(by_place);
  CHECK(sim.get<"S.w">() == built);
  // Random values do not repeat from slice to slice, and are those of a build.
  sim.set<"S.w">(uniform(0_V, 1_V));
  const auto w = sim.get<"S.w">();
  CHECK(w[0] != w[65535]);
  simulation<network<wide>> other{set<"S.w">(uniform(0_V, 1_V))};
  CHECK(other.get<"S.w">() == w);
}

} // namespace
