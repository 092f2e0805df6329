// SPDX-License-Identifier: BSL-1.0
// Routes, names, and the order of work inside a step.

#include "catch.hpp"

#include <cortexpr/core.hpp>

#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace cortexpr;
using detail::split_path;

constexpr bool covers(const detail::slice& s, std::uint32_t begin, std::uint32_t end) {
  return !s.whole && s.begin == begin && s.end == end;
}

// Everything in its place.
constexpr detail::route full = detail::read_route("label: a[0:25] -> b[3:7].exc");
static_assert(full.fault == detail::route_fault::none);
static_assert(full.label == "label" && full.source == "a" && full.target == "b" && full.receptor == "exc");
static_assert(covers(full.source_slice, 0, 25) && covers(full.target_slice, 3, 7));

// Without a label the projection is called by its route.
constexpr detail::route bare = detail::read_route("a -> b.exc");
static_assert(bare.fault == detail::route_fault::none && bare.label == "a -> b.exc");
static_assert(bare.source == "a" && bare.target == "b" && bare.receptor == "exc");
static_assert(bare.source_slice.whole && bare.target_slice.whole);

// A slice on one side only; its colon is no label's colon.
constexpr detail::route left_part = detail::read_route("a[1:2] -> b.v");
static_assert(left_part.fault == detail::route_fault::none && left_part.label == "a[1:2] -> b.v");
static_assert(covers(left_part.source_slice, 1, 2) && left_part.target_slice.whole);
constexpr detail::route right_part = detail::read_route("S: a -> b[10:20].v");
static_assert(right_part.fault == detail::route_fault::none && right_part.label == "S");
static_assert(right_part.source_slice.whole && covers(right_part.target_slice, 10, 20));

// Spaces do not matter; a variable of a receptor is named with a dot.
constexpr detail::route spaced = detail::read_route("  S :  a[ 0 : 5 ]   ->   b [ 1 : 4 ] . exc.s  ");
static_assert(spaced.fault == detail::route_fault::none && spaced.label == "S" && spaced.source == "a");
static_assert(covers(spaced.source_slice, 0, 5) && covers(spaced.target_slice, 1, 4));
static_assert(spaced.target == "b" && spaced.receptor == "exc.s");
static_assert(detail::read_route("S:a->b.exc").target == "b");
static_assert(detail::read_route("a -> a.exc").fault == detail::route_fault::none);
static_assert(covers(detail::read_route("a[0:4294967295] -> b.v").source_slice, 0, 4294967295u));

// Every fault.
static_assert(detail::read_route("").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route("a b.exc").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route("S: a - > b.exc").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route(" -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("S: -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("[0:5] -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("a -> ").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> .exc").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> [0:5].exc").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> b").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a -> b.").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a -> b[0:5]").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a[5:5] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[5:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[2:] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[-1:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:2.5] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:4294967296] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:5]x -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:5 -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a -> b[3:1].exc").fault == detail::route_fault::bad_slice);

// Names of variables: the item in front, its part behind the dot.
constexpr bool splits(std::string_view text, std::string_view item, std::string_view part) {
  return split_path(text).item == item && split_path(text).part == part;
}
static_assert(splits("n1", "n1", ""));
static_assert(splits("n1.v", "n1", "v"));
static_assert(splits("n1.exc.g", "n1", "exc.g"));
static_assert(splits("a -> b.exc", "a -> b.exc", ""));
static_assert(splits("a -> b.exc.w", "a -> b.exc", "w"));
static_assert(splits("a[0:5] -> b[1:2].exc.delay", "a[0:5] -> b[1:2].exc", "delay"));

// The order of work: Brian2's. Items of one place run in the order of their description.
constexpr auto usual =
    describe(record<"n.v">(), record<"n.rate">(every{1_ms}), record<"n.spikes">(),
             projection<"S: in -> n.I">(all_to_all{}, weight(1_pA)), projection<"n -> n.v">(all_to_all{}, weight(1_mV)),
             drive<"n.I">(1_pA), regularly<"first", "n">(every{}, [](auto&) {}),
             population<"n">(2, synaptic_lif<receptor<"I", current<exponential>>>{}), population<"in">(3, poisson{}));
using usual_net = network<usual>;

constexpr auto moved =
    describe(record<"n.v">(at{slot::end}), record<"n.spikes">(at{slot::after_end, 7}),
             projection<"late: in -> n.v">(all_to_all{}, weight(1_mV), at{slot::synapses, 1}),
             projection<"early: in -> n.v">(all_to_all{}, weight(1_mV)),
             regularly<"last", "n">(
                 every{}, [](auto&) {}, at{slot::before_end, -1}),
             population<"n">(2, lif{}, resets_at{slot::after_thresholds, 2}), population<"in">(3, spike_times{}));

template <auto const& D>
std::string printed() {
  std::ostringstream out;
  network<D>::schedule(out);
  return out.str();
}

TEST_CASE("the schedule has Brian2's order unless an item is placed elsewhere", "[schedule]") {
  CHECK(printed<usual>() == "start:\n"
                            "  record n.v\n"
                            "  operate first\n"
                            "groups:\n"
                            "  integrate n\n"
                            "  integrate in\n"
                            "thresholds:\n"
                            "  find spikes of n\n"
                            "  find spikes of in\n"
                            "  record n.spikes (order 1)\n"
                            "synapses:\n"
                            "  deliver spikes through S (order -1)\n"
                            "  deliver spikes through n -> n.v (order -1)\n"
                            "resets:\n"
                            "  reset spiking neurons of n\n"
                            "  reset spiking neurons of in\n"
                            "end:\n"
                            "  record n.rate\n");
  CHECK(printed<moved>() == "groups:\n"
                            "  integrate n\n"
                            "  integrate in\n"
                            "thresholds:\n"
                            "  find spikes of n\n"
                            "  find spikes of in\n"
                            "after thresholds:\n"
                            "  reset spiking neurons of n (order 2)\n"
                            "synapses:\n"
                            "  deliver spikes through early (order -1)\n"
                            "  deliver spikes through late (order 1)\n"
                            "resets:\n"
                            "  reset spiking neurons of in\n"
                            "before end:\n"
                            "  operate last (order -1)\n"
                            "end:\n"
                            "  record n.v\n"
                            "after end:\n"
                            "  record n.spikes (order 7)\n");
}

// Families of items.
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
  CHECK(item_at<5>(state.items).values[0].weights.value == Approx(1e-3));
  CHECK(item_at<7>(state.items).values[0].weights.value == Approx(3e-3));
  CHECK(item_at<10>(state.items).values[0].weights.value == Approx(13e-3));
  CHECK(item_at<10>(state.items).connections->synapses == 4);
}

} // namespace
