// SPDX-License-Identifier: BSL-1.0
// Refractoriness in integer steps and in both meanings.

#include "catch.hpp"
#include "support/network_models.hpp"

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;
using counts = std::vector<std::int64_t>;

// Driven so hard that one step from reset to threshold is enough.
template <template <class> class Mark>
constexpr auto driven = describe(record<"n.spikes">(),
                                 population<"n">(7, basic_scaled_lif<Mark>{}, euler{}, parameter<"t_ref">(given)),
                                 drive<"n.I">(10_V));
constexpr auto held_driven = driven<unless_refractory>;
constexpr auto free_driven = driven<always_integrated>;

template <auto const& D>
std::vector<counts> trains() {
  simulation<network<D>> sim{set<"n.t_ref">(values(numbers{0, 0.0999, 0.1, 0.55, 0.59, 0.6, 1.2}, 1_ms))};
  sim.run(10_ms);
  std::vector<counts> all;
  for (std::uint32_t i = 0; i < 7; ++i) all.push_back(steps_of(sim["n.spikes"_name], i));
  return all;
}

TEST_CASE("spikes are max(floor(t_ref/dt), 1) steps apart", "[refractory]") {
  const std::vector<counts> held = trains<held_driven>(), unheld = trains<free_driven>();
  const counts distance{1, 1, 1, 5, 5, 6, 12};
  for (std::size_t i = 0; i < 7; ++i) {
    CAPTURE(i);
    counts expected;
    for (std::int64_t k = 0; k < 100; k += distance[i]) expected.push_back(k);
    CHECK(held[i] == expected);
    CHECK(unheld[i] == expected);
  }
}

// A spike in step 1, made by an arrival in step 0; then 1 V arrives at u and 10 mV at v in every step.
template <template <class> class Mark>
constexpr auto fed = describe(record<"n.v">(), record<"n.u">(), record<"n.spikes">(),
                              population<"in">(1, spike_times{}), population<"first">(1, spike_times{}),
                              population<"n">(1, adder<Mark>{}, parameter<"t_ref">(given)),
                              projection<"first -> n.v">(all_to_all{}, weight(2_V)),
                              projection<"in -> n.v">(all_to_all{}, weight(10_mV)),
                              projection<"in -> n.u">(all_to_all{}, weight(given), plasticity{transmit{}}));
constexpr auto held_fed = fed<unless_refractory>;
constexpr auto free_fed = fed<always_integrated>;

template <auto const& D>
auto fed_rows(quantity<dim::second> t_ref) {
  simulation<network<D>> sim{set<"n.t_ref">(t_ref), set<"first">(spikes_at({0})),
                             set<"in">(spikes_at({1, 2, 3, 4, 5, 6})), set<"in -> n.u.w">(1_V)};
  sim.run_steps(8);
  CHECK(sim["n.spikes"_name].steps == counts{1});
  return std::pair(column_of(sim["n.v"_name], 0), column_of(sim["n.u"_name], 0));
}

TEST_CASE("held variables drop all input from the spike step on, others take it", "[refractory]") {
  SECTION("held for three steps: arrivals of steps 1, 2, 3 are lost") {
    const auto [v, u] = fed_rows<held_fed>(0.3_ms);
    CHECK(v == numbers{0, 2, 0, 0, 0, 0.01, 0.02, 0.03});
    CHECK(u == numbers{0, 0, 0, 0, 0, 1, 2, 3});
  }
  SECTION("not held: only the reset takes away what arrived in the spike step") {
    const auto [v, u] = fed_rows<free_fed>(0.3_ms);
    CHECK(v == numbers{0, 2, 0, 0.01, 0.02, 0.03, 0.04, 0.05});
    CHECK(u == numbers{0, 0, 1, 2, 3, 4, 5, 6});
  }
  SECTION("without a refractory period nothing is held") {
    const auto [v, u] = fed_rows<held_fed>(0_ms);
    CHECK(v == numbers{0, 2, 0, 0.01, 0.02, 0.03, 0.04, 0.05});
    CHECK(u == numbers{0, 0, 1, 2, 3, 4, 5, 6});
  }
}

TEST_CASE("a free variable above threshold fires as soon as the period ends", "[refractory]") {
  simulation<network<free_fed>> sim{set<"n.t_ref">(0.4_ms), set<"first">(spikes_at({0, 2})), set<"in">(spikes_at({})),
                                    set<"in -> n.u.w">(1_V)};
  sim.run_steps(9);
  CHECK(sim["n.spikes"_name].steps == counts{1, 5});
  simulation<network<held_fed>> held{set<"n.t_ref">(0.4_ms), set<"first">(spikes_at({0, 2})), set<"in">(spikes_at({})),
                                     set<"in -> n.u.w">(1_V)};
  held.run_steps(9);
  CHECK(held["n.spikes"_name].steps == counts{1});
}

// A rule with parameters and an operation meet the same gate.
template <template <class> class Mark>
constexpr auto gated = describe(record<"n.v">(), record<"n.u">(), population<"in">(1, spike_times{}),
                                population<"n">(1, adder<Mark>{}, parameter<"t_ref">(0.3_ms), start<"v">(2_V)),
                                projection<"S: in -> n.v">(all_to_all{}, weight(1_V),
                                                           plasticity{transmit{}, clip_receptor{0_V, 0.25_V}}),
                                regularly<"count", "n">(every{}, [](auto& n) { n["u"_name] += 1_V; }));
constexpr auto held_gated = gated<unless_refractory>;
constexpr auto free_gated = gated<always_integrated>;

TEST_CASE("rules and operations write held variables only when they may move", "[refractory]") {
  simulation<network<held_gated>> held{set<"in">(spikes_at({1, 2, 3, 4}))};
  held.run_steps(7);
  // Spike in step 0; the refractory period ends inside the update of step 3, after that step's operations.
  CHECK(column_of(held["n.v"_name], 0) == numbers{2, 0, 0, 0, 0.25, 0.25, 0.25});
  CHECK(column_of(held["n.u"_name], 0) == numbers{0, 1, 1, 1, 1, 2, 3});
  simulation<network<free_gated>> unheld{set<"in">(spikes_at({1, 2, 3, 4}))};
  unheld.run_steps(7);
  CHECK(column_of(unheld["n.v"_name], 0) == numbers{2, 0, 0.25, 0.25, 0.25, 0.25, 0.25});
  CHECK(column_of(unheld["n.u"_name], 0) == numbers{0, 1, 2, 3, 4, 5, 6});
}

// The delta receptor adds to the membrane potential itself.
constexpr auto kicked = describe(record<"n.v">(), population<"in">(1, spike_times{}),
                                 population<"n">(2, synaptic_lif<delta>{}, start<"v">(given)),
                                 projection<"in -> n.exc">(all_to_all{}, weight(5_mV)), record<"n.spikes">());

TEST_CASE("a delta receptor moves v by the weight", "[refractory]") {
  simulation<network<kicked>> sim{set<"in">(spikes_at({0, 1})), set<"n.v">(values(numbers{-70, -52}, 1_mV))};
  sim.run_steps(3);
  CHECK(sim["n.v"_name](1, 0) == Approx(-65e-3).epsilon(1e-12));
  CHECK(sim["n.v"_name](1, 1) > -50e-3);
  CHECK(sim["n.spikes"_name].steps == counts{1});
  CHECK(sim["n.spikes"_name].neurons == std::vector<std::uint32_t>{1});
  CHECK(sim["n.v"_name](2, 1) == -60e-3); // the arrival of the spike step is lost by the reset
}

} // namespace
