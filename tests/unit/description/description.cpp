// SPDX-License-Identifier: BSL-1.0
// Families of items; descriptions made of others.
#include "catch.hpp"

#include <array>
#include <cortexpr/core.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace {

using namespace cortexpr;

inline constexpr auto layers = names<"L2", "L4", "L5">;
inline constexpr auto inputs = names<"x", "y">;
constexpr std::array<int, 3> sizes{2, 3, 4};

constexpr auto families =
    describe(each<layers>([]<auto name, std::size_t i>() { return population<name>(sizes[i], lif{}); }),
             each<inputs>([]<auto name, std::size_t i>() {
               return item_family<decltype(population<name>(1, spike_times{}))>{{population<name>(1, spike_times{})}};
             }),
             each_pair<inputs, layers>([]<auto from, auto to, std::size_t i, std::size_t j>() {
               return projection<from + " -> " + to + ".v">(all_to_all{}, weight((10.0 * i + j + 1) * units::mV));
             }));
using family_structure = detail::structure<families>;

static_assert(family_structure::size == 3 + 2 + 6);
static_assert(family_structure::names[0] == "L2" && family_structure::names[2] == "L5");
static_assert(family_structure::names[4] == "y");
static_assert(family_structure::names[5] == "x -> L2.v"); // sources in the outer loop
static_assert(family_structure::names[6] == "x -> L4.v");
static_assert(family_structure::names[10] == "y -> L5.v");

TEST_CASE("families of items become items with their own sizes and weights", "[families]") {
  const auto state = network<families>::build(1e-4, 1);
  CHECK(item_at<0>(state.items).size == 2);
  CHECK(item_at<2>(state.items).size == 4);
  CHECK(item_at<5>(state.items).slices[0].weights.value == Approx(1e-3));
  CHECK(item_at<7>(state.items).slices[0].weights.value == Approx(3e-3));
  CHECK(item_at<10>(state.items).slices[0].weights.value == Approx(13e-3));
  CHECK(item_at<10>(state.items).connections->synapses == 4);
}

struct alarmed : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};
constexpr auto cells = describe(population<"cells">(3, alarmed{}), drive<"cells.I">(0.3_nA));
constexpr auto circuit =
    describe(cells, population<"others">(2, lif{}), projection<"cells@high -> others.v">(all_to_all{}, weight(1_mV)));
constexpr auto composed = describe(circuit, record<"cells.spikes">(), record<"others.v">());
constexpr auto at_once = describe(
    population<"cells">(3, alarmed{}), drive<"cells.I">(0.3_nA), population<"others">(2, lif{}),
    projection<"cells@high -> others.v">(all_to_all{}, weight(1_mV)), record<"cells.spikes">(), record<"others.v">());

static_assert(std::is_same_v<decltype(composed), decltype(at_once)>);
static_assert(describe(describe()).size == 0);

TEST_CASE("a description may consist of others", "[description]") {
  simulation<network<composed>> parts;
  simulation<network<at_once>> whole;
  parts.run(100_ms);
  whole.run(100_ms);
  CHECK(parts["cells.spikes"_name].size() > 0);
  CHECK(parts["others.v"_name].values == whole["others.v"_name].values);
  CHECK(parts["cells.spikes"_name].steps == whole["cells.spikes"_name].steps);
}

} // namespace
