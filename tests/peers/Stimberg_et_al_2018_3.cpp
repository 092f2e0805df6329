// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Stimberg_et_al_2018/example_3_io_synapse.py: astrocytes whose gliotransmitter changes the
// release of the synapses that they enwrap: of three synapses, the second and the third. Stimberg, Goodman, Brette and
// De Pitta (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/Stimberg_et_al_2018.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;
using namespace peers::stimberg_et_al_2018;

constexpr auto d = describe(
    population<"source">(1, spike_times{}), population<"target">(1, lif{}),
    population<"astrocytes">(2, astrocyte{}, rk4{}, start<"inositol">(0.4_uM), start<"C">(0_uM),
                             parameter<"I_bias">(given)),
    projection<"synapses: source -> target.v">(given, weight(0_mV), plasticity{modulated_release{}}),
    projection<"to_synapses: astrocytes -> synapses.G_A">(connected_if([](auto i, auto j) { return j == i + 1; }),
                                                          weight(1), gliotransmitter),
    record<"synapses.u_S">(every{10_ms}), record<"synapses.x_S">(every{10_ms}), record<"synapses.r_S">(every{10_ms}),
    record<"synapses.Y_S">(every{10_ms}), record<"synapses.Gamma_S">(every{10_ms}),
    record<"astrocytes.C">(every{10_ms}), record<"astrocytes.G_A">(every{10_ms}), record<"astrocytes.spikes">());

TEST_CASE("Stimberg_et_al_2018, example 3", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_3");
  std::vector<std::int64_t> steps{0, 50, 100, 150, 200, 300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 400};
  for (auto& step : steps) step += 16'500;
  simulation<network<d>> sim{time_step{1_ms},
                             set<"source">(spike_list::at_steps(steps, std::vector<int>(steps.size(), 0))),
                             set<"synapses">(pairs(std::vector{0, 0, 0}, std::vector{0, 0, 0})), set<"synapses.x_S">(0),
                             set<"astrocytes.I_bias">(values(std::vector{0.8, 1.25}, 1_uM))};
  sim.run(17'100_ms);
  const auto& spikes = sim["astrocytes.spikes"_name];
  CHECK(spikes.steps == brian.whole_numbers("steps"));
  CHECK(spikes.size() == 3);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("G_A", sim["astrocytes.G_A"_name], 1e-9);
  brian.compare("Gamma_S", sim["synapses.Gamma_S"_name], 1e-9);
  brian.compare("u_S", sim["synapses.u_S"_name], 1e-9);
  brian.compare("x_S", sim["synapses.x_S"_name], 1e-9);
  brian.compare("r_S", sim["synapses.r_S"_name], 1e-9);
  brian.compare("Y_S", sim["synapses.Y_S"_name], 1e-9);
}

} // namespace
