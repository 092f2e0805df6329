// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Touboul_Brette_2008.py: the adaptation at spikes of AdEx neurons that differ in their
// reset potential, which is chaotic for some of them. Touboul and Brette (2008), Biol. Cybern. 99:319.
#include "peers/texts/Touboul_Brette_2008.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Touboul_Brette_2008;

constexpr auto d =
    describe(population<"neuron">(30, adex{}, euler{}, parameter<"V_cut">(-40.4_mV), parameter<"tau_w">(40_ms),
                                  parameter<"b">(0.08_nA), parameter<"V_r">(given)),
             drive<"neuron.I">(0.8_nA), record<"neuron.spikes">(), record<"neuron.w">());

constexpr auto in_words =
    describe(population<"neuron">(30, model_from<words::neuron>{}, euler{}, parameter<"Vr">(given)),
             record<"neuron.spikes">(), record<"neuron.w">());

auto resets() {
  std::vector<double> list;
  for (int k = 0; k < 30; ++k) list.push_back(-48.3 + 0.6 / 29 * k);
  return values(list, 1_mV);
}
void compare(const auto& sim) {
  const peers::brian2_numbers brian("Touboul_Brette_2008");
  const auto& spikes = sim["neuron.spikes"_name];
  brian.compare_spikes(spikes);
  const auto& w = sim["neuron.w"_name];
  const auto expected = brian.numbers("w");
  REQUIRE(spikes.size() == expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k)
    REQUIRE(w.of_neuron(spikes.neurons[k])[static_cast<std::size_t>(spikes.steps[k])] ==
            Approx(expected[k]).epsilon(1e-7));
}

TEST_CASE("Touboul_Brette_2008: adaptation at the spikes", "[peers]") {
  simulation<network<d>> sim{time_step{0.01_ms}, set<"neuron.V_r">(resets())};
  sim.run(400_ms);
  compare(sim);
}
TEST_CASE("Touboul_Brette_2008, in words", "[peers][texts]") {
  simulation<network<in_words>> sim{time_step{0.01_ms}, set<"neuron.Vr">(resets())};
  sim.run(400_ms);
  compare(sim);
}

} // namespace
