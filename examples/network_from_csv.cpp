// SPDX-License-Identifier: BSL-1.0
// A network whose connections stand in a table: a few neurons of a worm's or fly's circuit, a spreadsheet, a result of
// another program. The walk-through is docs/connectivity.md#lists-in-files.

#include "program.hpp"

#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

using namespace cortexpr;

namespace {

// A ring of excitation with one inhibitory neuron, number 4, that stops it.
constexpr const char* table = R"(# a circuit of five neurons; weights in pA, delays in ms
pre,post,weight (pA),delay (ms),remark
0,1,1500,2.0,
1,2,1500,2.0,
2,3,1500,2.5,
3,0,1500,2.5,closes the ring
3,4,500,1.0,slow to start
4,0,-3000,1.0,
4,2,-3000,1.0,
)";

using cell = synaptic<lif, receptor<"syn", current<exponential>>>;

constexpr auto circuit =
    describe(population<"cells">(given, cell{}, parameter<"t_ref">(5_ms)),
             projection<"wiring: cells -> cells.syn">(given, weight(given), delay(given)),
             drive<"cells.I">([](auto t, const auto& n) { return n.index() == 0 && t < 20_ms ? 0.6_nA : 0_nA; }),
             record<"cells.spikes">(), record<"cells.v">());

void run(const std::filesystem::path& file, const std::filesystem::path& output) {
  const auto wiring = read_connections(
      file, 1_pA, 1_ms, {.source = "pre", .target = "post", .weight = "weight (pA)", .delay = "delay (ms)"});
  simulation<network<circuit>> sim{set<"cells">(wiring.neurons()), set<"wiring">(wiring)};
  std::cout << sim.diagnose();
  sim.run(100_ms);

  std::printf("%lld neurons, %zu connections\n", static_cast<long long>(wiring.neurons()), wiring.size());
  const auto hertz = firing_rates(sim["cells.spikes"_name], 0_s, 100_ms);
  for (std::size_t i = 0; i < hertz.size(); ++i) std::printf("neuron %zu: %.0f spikes\n", i, 0.1 * hertz[i]);

  const auto picture = output / "network_from_csv.png";
  figure("Five neurons from a table")
      .raster("neuron", {{"", sim["cells.spikes"_name]}})
      .traces("v (mV)", sim["cells.v"_name], 1_mV)
      .save(picture);
  sim.save(output / "network_from_csv.npz");
  examples::print_files(picture, output / "network_from_csv.npz");
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output", file;
  CLI::App app{"A network from a table of connections", "network_from_csv"};
  app.add_option("--table", file, "a table of connections (a small one is written if none is given)");
  return examples::run_program(app, argc, argv, output, [&](bool) {
    if (file.empty()) {
      file = output / "wiring.csv";
      std::ofstream(file) << table;
    }
    run(file, output);
  });
}
