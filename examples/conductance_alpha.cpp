// SPDX-License-Identifier: BSL-1.0
// Two groups of integrate-and-fire neurons: n1 follows a sinusoidal current, n2 hears n1 through excitatory and
// inhibitory alpha conductances. The walk-through is docs/conductance_alpha.md.

#include "program.hpp"

#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

namespace {

using coba_alpha = synaptic_lif<conductance<alpha>, conductance<alpha>>;

constexpr auto relay =
    describe(population<"n1">(5, lif{}, rk2{}, start<"v">(uniform(-70_mV, -55_mV)), parameter<"V_th">(-55_mV),
                              parameter<"V_r">(-70_mV), parameter<"t_ref">(5_ms)),
             population<"n2">(5, coba_alpha{}, rk2{}, start<"v">(uniform(-70_mV, -53_mV)), parameter<"V_th">(-53_mV),
                              parameter<"V_r">(-70_mV), parameter<"t_ref">(5_ms)),
             drive<"n1.I">(sinusoid{0.12_nA, 8_Hz, 0.0, 0.16_nA}),
             projection<"exc: n1 -> n2.exc">(fixed_probability{0.5}, weight(8_nS), delay(1_ms)),
             projection<"inh: n1 -> n2.inh">(fixed_probability{0.5}, weight(2_nS), delay(3_ms)), record<"n1.spikes">(),
             record<"n2.spikes">(), record<"n1.v">(), record<"n2.v">(), record<"n2.exc.g">(), record<"n2.inh.g">());
using net = network<relay>;

struct options {
  double seconds = 1;
  std::uint64_t seed = 42;
  double weight = 8;
  std::filesystem::path output = "output";
};

double rate(const spike_train& spikes, double seconds) { return static_cast<double>(spikes.size()) / 5 / seconds; }

void run(const options& chosen) {
  simulation<net> sim{seed{chosen.seed}, set<"exc.w">(chosen.weight * 1_nS)};

  std::cout << "What happens in one time step:\n";
  net::schedule(std::cout);
  std::cout << "\ndiagnose: " << sim.diagnose().summary() << "\n\n";
  sim.run(chosen.seconds * 1_s, progress::bar());

  const auto& n1 = sim["n1.spikes"_name];
  const auto& n2 = sim["n2.spikes"_name];
  std::printf("\nn1: %zu spikes (%.1f Hz per neuron)\n", n1.size(), rate(n1, chosen.seconds));
  std::printf("n2: %zu spikes (%.1f Hz per neuron)\n", n2.size(), rate(n2, chosen.seconds));

  const auto picture = chosen.output / "conductance_alpha.png";
  const auto data = chosen.output / "conductance_alpha.npz";
  figure("Alpha conductances between two groups")
      .raster("spikes", {{"n1", n1}, {"n2", n2}})
      .traces("v of n2 (mV)", sim["n2.v"_name], 1_mV)
      .traces("exc.g of n2 (nS)", sim["n2.exc.g"_name], 1_nS)
      .save(picture);
  sim.save(data);
  examples::print_files(picture, data);
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Conductance-based LIF neurons with alpha synapses", "conductance_alpha"};
  app.add_option("--time", chosen.seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  app.add_option("--weight", chosen.weight, "excitatory weight in nS")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.seconds = 0.2;
    run(chosen);
  });
}
