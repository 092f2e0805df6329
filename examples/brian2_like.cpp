// SPDX-License-Identifier: BSL-1.0
// Brian2's first network, in its own words: excitatory and inhibitory neurons whose currents decay exponentially,
// connected at random (Vogels & Abbott, J Neurosci 25, 2005; Brette et al., J Comput Neurosci 23, 2007). Equations,
// thresholds, start values and who is connected to whom are texts; the page is docs/equations.md.

#include "program.hpp"

#include <cortexpr/cortexpr.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

// eqs, threshold, reset and refractory of a NeuronGroup.
struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
    dge/dt = -ge/taue : volt
    dgi/dt = -gi/taui : volt
    El = -49*mV : volt
    taum = 20*ms : second
    taue = 5*ms : second
    taui = 10*ms : second)",
                                    threshold = "v > -50*mV", reset = "v = -60*mV", refractory = "5*ms";
};

constexpr auto description = describe(
    // P = NeuronGroup(4000, eqs, threshold=..., reset=..., refractory=5*ms, method='exact'); P.v = '...'
    population<"P">(4000, model_from<neuron>{}, exact{}, start<"v">(text<"-60*mV + rand()*10*mV">)),

    // Ce = Synapses(P[:3200], P, on_pre='ge += 1.62*mV'); Ce.connect('i != j', p=0.02)
    projection<"Ce: P[0:3200] -> P.ge">(connected_if(text<"i != j">) | with_probability(0.02), weight(text<"1.62*mV">)),
    // Ci = Synapses(P[3200:], P, on_pre='gi -= 9*mV'); Ci.connect(p=0.02)
    projection<"Ci: P[3200:4000] -> P.gi">(fixed_probability{0.02}, weight(text<"-9*mV">)),

    // SpikeMonitor(P), StateMonitor(P, 'v', record=[0]), StateMonitor of an expression
    record<"P.spikes">(), record<"P.v">(only{0}), record<"P.synaptic">(text<"ge + gi">, every{1_ms}, only{0}));

void simulate(double seconds, std::uint64_t start, const std::filesystem::path& output) {
  simulation<network<description>> sim{seed{start}};
  sim.run(seconds * 1_s);

  const auto& spikes = sim["P.spikes"_name];
  std::cout << spikes.size() << " spikes, " << static_cast<double>(spikes.size()) / 4000 / seconds
            << " Hz per neuron\n";
  const auto picture = output / "brian2_like.png";
  figure("4000 neurons with exponential currents")
      .raster("spikes", {{"P", spikes}})
      .traces("v of neuron 0 (mV)", sim["P.v"_name], 1_mV)
      .traces("ge + gi of neuron 0 (mV)", sim["P.synaptic"_name], 1_mV)
      .save(picture);
  std::cout << "picture: " << picture.string() << '\n';
}

} // namespace

int main(int argc, char** argv) {
  double seconds = 0.5;
  std::uint64_t start = 1;
  std::filesystem::path output = "output";
  CLI::App app{"Brian2's first network, in its own words", "brian2_like"};
  app.add_option("--time", seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--seed", start, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, output,
                               [&](bool quick) { simulate(quick ? 0.05 : seconds, start, output); });
}
