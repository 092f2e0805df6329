// SPDX-License-Identifier: BSL-1.0
// The pathways, links and events of texts/pathways.hpp, here and in Brian2.
#include "peers/brian2_numbers.hpp"
#include "peers/texts/integrator_named.hpp"
#include "peers/texts/pathways.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/io/connections.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace t = peers::texts;

const peers::brian2_numbers& numbers_of_brian() {
  static const peers::brian2_numbers brian("texts_pathways");
  return brian;
}

constexpr auto ways = describe(
    population<"in">(8, spike_times{}), population<"n">(4, model_from<t::moved>{}, euler{}),
    projection<"S: in -> n.g">(connected_if(text<"(i + j) % 4 < 3">), weight(text<"0.1 + 0.2*exp(-(i - j)**2/8.0)">),
                               delay(text<"0.5*ms + 0.3*ms*j">), delay_of<"down">(1.2_ms), delay_of<"kick">(0.4_ms),
                               delay_of<"post">(0.7_ms), plasticity{rule_from<t::two_ways>{}}),
    record<"n.spikes">(), record<"n.v">(every{0.5_ms}), record<"S.w">(every{1_ms}));
TEST_CASE("texts_pathways: three ways to a synapse and one back, each with its delay", "[peers]") {
  const auto& brian = numbers_of_brian();
  for (const unsigned n : {1u, 3u}) {
    simulation<network<ways>> sim{
        seed{1}, threads{n, true},
        set<"in">(spike_list::at_steps(brian.whole_numbers("when"), brian.whole_numbers("which")))};
    sim.run(200_ms);
    const auto synapses = connections<"S">(sim);
    REQUIRE(std::equal(synapses.targets.begin(), synapses.targets.end(), brian.whole_numbers("j_moved").begin()));
    brian.compare("v_moved", sim["n.v"_name], 1e-9);
    brian.compare("w_moved", sim["S.w"_name], 1e-9);
    brian.compare_spikes(sim["n.spikes"_name], "steps_moved", "neurons_moved");
  }
}

constexpr auto numbers =
    describe(population<"in">(8, spike_times{}), population<"n">(4, model_from<t::moved>{}, euler{}),
             projection<"S: in -> n.g">(connected_if(text<"(i + 2*j) % 5 < 3">), weight(0.8), delay(0.3_ms),
                                        plasticity{rule_from<t::numbered>{}}),
             regularly<"wear", "S">(every{5_ms}, text<"w = 0.9*w + 0.05">, at{slot::end, 1}), record<"n.spikes">(),
             record<"n.v">(every{0.5_ms}));
TEST_CASE("texts_pathways: statements with i, j, N_pre, N_post, N_incoming, N_outgoing", "[peers]") {
  const auto& brian = numbers_of_brian();
  simulation<network<numbers>> sim{
      seed{1}, set<"in">(spike_list::at_steps(brian.whole_numbers("when"), brian.whole_numbers("which")))};
  sim.run(200_ms);
  brian.compare("v_counting", sim["n.v"_name], 1e-9);
  brian.compare_spikes(sim["n.spikes"_name], "steps_counting", "neurons_counting");
  const auto w = sim.get<"S.w">(), expected = brian.numbers("w_counting");
  REQUIRE(w.size() == expected.size());
  for (std::size_t k = 0; k < w.size(); ++k) CHECK(w[k] == Approx(expected[k]).epsilon(1e-9));
}

constexpr auto links = describe(
    population<"walk">(4, model_from<t::walk>{}, euler{}),
    population<"one">(1, model_from<t::walk>{}, euler{}, start<"n">(0.05)),
    population<"each">(4, model_from<t::reader>{}, euler{}), population<"index">(6, model_from<t::reader>{}, euler{}),
    link<"walk.n -> each.inp">(), link<"L: walk.n -> index.inp">(given), link<"one.n -> each.common">(all_to_all{}),
    link<"one.n -> index.common">(all_to_all{}), record<"each.spikes">(), record<"each.v">(every{0.5_ms}),
    record<"index.spikes">(), record<"index.v">(every{0.5_ms}));
TEST_CASE("texts_pathways: linked variables", "[peers]") {
  const auto& brian = numbers_of_brian();
  simulation<network<links>> sim{seed{1}, set<"L">(from_index(brian.whole_numbers("index")))};
  sim.run(200_ms);
  brian.compare("v_each", sim["each.v"_name], 1e-9);
  brian.compare("v_index", sim["index.v"_name], 1e-9);
  brian.compare_spikes(sim["each.spikes"_name], "steps_each", "neurons_each");
  brian.compare_spikes(sim["index.spikes"_name], "steps_index", "neurons_index");
}

constexpr auto events =
    describe(population<"bursting">(5, model_from<t::bursting>{}, euler{}),
             population<"hit">(4, model_from<t::moved>{}, euler{}),
             on_event<"on burst", "bursting@burst">(text<"b -= 0.8; count += 1">),
             projection<"E: bursting@burst -> hit.g">(all_to_all{}, weight(text<"0.1 + 0.02*i">), delay(0.3_ms),
                                                      plasticity{rule_from<t::by_bursts>{}}),
             record<"bursting@burst.spikes">(), record<"hit.spikes">(), record<"hit.v">(every{0.5_ms}),
             record<"bursting.b">(every{0.5_ms}), record<"bursting.count">(every{0.5_ms}));
TEST_CASE("texts_pathways: events of texts have statements and synapses", "[peers]") {
  const auto& brian = numbers_of_brian();
  simulation<network<events>> sim{seed{1}};
  sim.run(200_ms);
  brian.compare_spikes(sim["bursting@burst.spikes"_name], "steps_burst", "neurons_burst");
  brian.compare_spikes(sim["hit.spikes"_name], "steps_hit", "neurons_hit");
  brian.compare("b", sim["bursting.b"_name], 1e-9);
  brian.compare("count", sim["bursting.count"_name], 1e-9);
  brian.compare("v_hit", sim["hit.v"_name], 1e-9);
  const auto w = sim.get<"E.w">(), expected = brian.numbers("w_events");
  REQUIRE(w.size() == expected.size());
  for (std::size_t k = 0; k < w.size(); ++k) CHECK(w[k] == Approx(expected[k]).epsilon(1e-9));
}

} // namespace
