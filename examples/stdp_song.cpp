// SPDX-License-Identifier: BSL-1.0
// 1,000 Poisson inputs compete for the control of a neuron's spikes: additive STDP drives their weights to the bounds
// (Song, Miller and Abbott 2000, Nat. Neurosci. 3:919). The walk-through is docs/stdp_song.md.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

using namespace cortexpr;

namespace {

using cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr double w_max = 0.01; // in units of the leak

constexpr auto competition =
    describe(population<"in">(1000, poisson{}, parameter<"rate">(15_Hz)),
             population<"cells">(1, cell{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms), parameter<"E_L">(-74_mV),
                                 parameter<"V_th">(-54_mV), parameter<"V_r">(-60_mV), parameter<"exc.tau">(5_ms),
                                 parameter<"exc.E">(0_mV)),
             projection<"S: in -> cells.exc">(all_to_all{}, weight(uniform(0.0, w_max)),
                                              plasticity{transmit{}, pair_stdp{.w_max = w_max}}),
             record<"cells.rate">(every{1_s}), record<"S.w">(every{1_s}));
using net = network<competition>;

struct options {
  double seconds = 150, rate = 15;
  std::int64_t targets = 1;
  std::uint64_t seed = 1;
  std::filesystem::path output = "output";
};

double part(const std::vector<double>& w, double from, double to) {
  const auto inside = std::count_if(w.begin(), w.end(), [&](double x) { return x >= from * w_max && x <= to * w_max; });
  return 100 * static_cast<double>(inside) / static_cast<double>(w.size());
}
std::vector<double> scaled(std::vector<double> w) {
  for (double& x : w) x /= w_max;
  return w;
}

void run(const options& chosen) {
  simulation<net> sim{seed{chosen.seed}, set<"cells">(chosen.targets), set<"in.rate">(chosen.rate * 1_Hz)};
  std::cout << "diagnose: " << sim.diagnose().summary() << "\n\n";
  const auto before = sim.get<"S.w">();
  sim.run(chosen.seconds * 1_s, progress::bar(), until_interrupted{}); // Ctrl-C: shows what there is
  const auto after = sim.get<"S.w">();

  const auto& rate = sim["cells.rate"_name];
  std::printf("%-14s %20s %20s %20s\n", "", "weakest tenth (%)", "between (%)", "strongest tenth (%)");
  std::printf("%-14s %20.1f %20.1f %20.1f\n", "at the start", part(before, 0, 0.1), part(before, 0.1, 0.9),
              part(before, 0.9, 1));
  std::printf("%-14s %20.1f %20.1f %20.1f\n", "at the end", part(after, 0, 0.1), part(after, 0.1, 0.9),
              part(after, 0.9, 1));
  if (rate.size() > 0)
    std::printf("rate: %.1f Hz in the first second, %.1f Hz in the last\n", rate.hertz.front(), rate.hertz.back());

  const auto picture = chosen.output / "stdp_song.png", data = chosen.output / "stdp_song.npz";
  figure("Competition of 1,000 inputs by additive STDP")
      .rates("rate (Hz)", {{"", rate}})
      .traces("w / w_max", sim["S.w"_name], quantity<dim::one>(w_max))
      .histogram("synapses", {{"start", scaled(before)}, {"end", scaled(after)}}, 50, "w / w_max")
      .save(picture);
  sim.save(data);
  examples::print_files(picture, data);
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Additive STDP makes weights bimodal", "stdp_song"};
  app.add_option("--time", chosen.seconds, "biological time in seconds")->capture_default_str();
  app.add_option("--targets", chosen.targets, "neurons that hear the inputs")->capture_default_str();
  app.add_option("--rate", chosen.rate, "rate of the inputs in Hz")->capture_default_str();
  app.add_option("--seed", chosen.seed, "seed of all random numbers")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool quick) {
    if (quick) chosen.seconds = 2;
    run(chosen);
  });
}
