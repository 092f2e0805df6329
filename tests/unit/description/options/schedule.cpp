// SPDX-License-Identifier: BSL-1.0
// The order of work inside a step.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <sstream>
#include <string>

namespace {

using namespace cortexpr;

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

} // namespace
