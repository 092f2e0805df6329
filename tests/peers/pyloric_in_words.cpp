// SPDX-License-Identifier: BSL-1.0
// The pyloric network of Stimberg_et_al_2019.cpp in the words of Brian2: neurons and both kinds of synapses are texts.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include "peers/texts/Stimberg_et_al_2019.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Stimberg_et_al_2019;

constexpr int ABPD = 0, LP = 1, PY = 2;
constexpr auto d = describe(
    population<"circuit">(3, model_from<words::bursting>{}, rk2{},
                          parameter<"label">(function_of([](double i, double) { return i; })),
                          parameter<"Ca_target">(given)),
    projection<"fast: circuit -> circuit.I_fast">(
        connected_if([](auto i, auto j) { return i != j and not(i == PY and j == ABPD); }), weight([](auto i, auto j) {
          return i == ABPD ? (j == LP ? 15_nS : 5_nS) : i == LP ? (j == ABPD ? 10_nS : 20_nS) : 5_nS;
        }),
        plasticity{rule_from<words::fast>{}}),
    projection<"slow: circuit -> circuit.I_slow">(connected_if([](auto i, auto j) { return i == ABPD and j != ABPD; }),
                                                  weight([](auto, auto j) { return j == LP ? 25_nS : 15_nS; }),
                                                  plasticity{rule_from<words::slow>{}}),
    record<"circuit.spikes">(), record<"circuit.v">(every{1_ms}), record<"circuit.x">(every{1_ms}),
    record<"circuit.Ca">(every{1_ms}), record<"circuit.z">(every{1_ms}));

TEST_CASE("Stimberg_et_al_2019: the pyloric network in words", "[peers][texts]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2019");
  simulation<network<d>> sim{time_step{0.01_ms}, set<"circuit.Ca_target">(values({0.048, 0.0384, 0.06})),
                             set<"circuit.w">(values({-4, -2, -1}, 1_nA)),
                             set<"circuit.z">(values({0.05, -0.05, 0.08})),
                             set<"slow.k_2">(values({0.03, 0.008}, 1 / 1_ms))};
  sim.run(1_s);
  brian.compare_spikes(sim["circuit.spikes"_name], "pyloric_steps", "pyloric_neurons");
  brian.compare("pyloric_v", sim["circuit.v"_name], 1e-9);
  brian.compare("pyloric_x", sim["circuit.x"_name], 1e-9);
  brian.compare("pyloric_Ca", sim["circuit.Ca"_name], 1e-9);
  brian.compare("pyloric_z", sim["circuit.z"_name], 1e-9);
}

} // namespace
