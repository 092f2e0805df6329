// SPDX-License-Identifier: BSL-1.0
// A circuit of 300 point neurons from its SONATA files, which examples/sonata/make_circuit.py has made: nodes and edges
// in HDF5, their types in tables, parameters in JSON, spikes of 100 virtual nodes. The same network is described by
// hand, too, and both give the same spikes. The page is docs/sonata.md.

#include "program.hpp"

#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/hdf5.hpp>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto from_files = describe(
    population<"cortex">(given, sonata_neuron<"nest:iaf_psc_exp">{}), population<"external">(given, spike_times{}),
    projection<"excitation: cortex -> cortex.exc">(given, weight(given), delay(given)),
    projection<"inhibition: cortex -> cortex.inh">(given, weight(given), delay(given)),
    projection<"background: external -> cortex.exc">(given, weight(given), delay(given)), record<"cortex.spikes">(),
    record<"cortex.v">(every{1_ms}, only{0, 1, 299}));

// In the words of this library: g_L = C_m / tau_m, and a refractory period counts the step of the spike.
using cell = synaptic_lif<current<exponential>, current<exponential>>;
constexpr auto by_hand = describe(
    population<"cortex">(300, cell{}, start<"v">(-70_mV), parameter<"E_L">(-70_mV), parameter<"V_r">(-60_mV),
                         parameter<"V_th">(given), parameter<"C_m">(given), parameter<"g_L">(given),
                         parameter<"t_ref">(given), parameter<"exc.tau">(given), parameter<"inh.tau">(given)),
    population<"external">(100, spike_times{}), drive<"cortex[0:240].I">(80_pA), drive<"cortex[240:300].I">(250_pA),
    projection<"excitation: cortex -> cortex.exc">(given, weight(25_pA), delay(1.5_ms)),
    projection<"inhibition: cortex -> cortex.inh">(given, weight(-150_pA), delay(0.8_ms)),
    projection<"background: external -> cortex.exc">(given, weight(130_pA), delay(1_ms)), record<"cortex.spikes">());

/// A number for the 240 excitatory neurons, and one for the others.
std::vector<double> two(double excitatory, double inhibitory) {
  std::vector<double> list(300, inhibitory);
  std::fill_n(list.begin(), 240, excitatory);
  return list;
}

void run(const std::filesystem::path& configuration, bool with_ours, const std::filesystem::path& output) {
  const sonata_circuit circuit(configuration);
  const sonata_nodes cortex = circuit.nodes("cortex"), external = circuit.nodes("external");
  const sonata_edges edges = circuit.edges("cortex_to_cortex"), background = circuit.edges("external_to_cortex");
  const spike_list input = circuit.input_spikes("external").of(external);
  constexpr auto pA = sonata_weight<"nest:iaf_psc_exp">;
  simulation<network<from_files>> sim{circuit.step(),
                                      set_nodes<"cortex", "nest:iaf_psc_exp">(cortex, circuit.step()),
                                      set<"external">(std::ssize(external.ids())),
                                      set<"external">(input),
                                      set<"excitation">(edges.excitatory().connections(pA)),
                                      set<"inhibition">(edges.inhibitory().connections(pA)),
                                      set<"background">(background.connections(pA))};
  std::cout << sim.diagnose();
  sim.run(circuit.duration());
  const auto& spikes = sim["cortex.spikes"_name];
  std::printf("%zu nodes, %zu edges within and %zu from outside: %zu spikes in %.0f ms\n", cortex.size(), edges.size(),
              background.size(), spikes.size(), 1e3 * circuit.duration().si());

  if (with_ours) {
    const auto ends = [](const sonata_edges& some) {
      const auto list = some.connections(1_pA);
      return pairs(list.sources(), list.targets());
    };
    simulation<network<by_hand>> hand{set<"cortex.V_th">(values(two(-50, -52), 1_mV)),
                                      set<"cortex.C_m">(values(two(250, 200), 1_pF)),
                                      set<"cortex.g_L">(values(two(12.5, 20), 1_nS)),
                                      set<"cortex.t_ref">(values(two(2.1, 1.1), 1_ms)),
                                      set<"cortex.exc.tau">(values(two(5, 3), 1_ms)),
                                      set<"cortex.inh.tau">(values(two(10, 8), 1_ms)),
                                      set<"external">(input),
                                      set<"excitation">(ends(edges.where("edge_type_id", 1.0))),
                                      set<"inhibition">(ends(edges.where("edge_type_id", 2.0))),
                                      set<"background">(ends(background))};
    hand.run(circuit.duration());
    if (hand["cortex.spikes"_name].steps != spikes.steps || hand["cortex.spikes"_name].neurons != spikes.neurons)
      throw std::runtime_error("the circuit and the network by hand do not give the same spikes");
    std::printf("the network by hand gives the same spikes\n");
  }

  save_sonata_spikes(output / "sonata_spikes.h5", {to_sonata(cortex, spikes)});
  save_sonata_report(output / "sonata_v.h5", cortex, sim["cortex.v"_name], 1_mV);
  const auto picture = output / "sonata_circuit.png";
  figure("300 point neurons from SONATA files")
      .raster("neuron", {{"", spikes}})
      .traces("v (mV)", sim["cortex.v"_name], 1_mV)
      .save(picture);
  examples::print_files(picture, output / "sonata_spikes.h5");
}

} // namespace

int main(int argc, char** argv) {
  std::filesystem::path output = "output", configuration;
  CLI::App app{"A circuit from its SONATA files", "sonata_circuit"};
  app.add_option("--config", configuration, "simulation_config.json of a circuit (examples/sonata if none is given)");
  return examples::run_program(app, argc, argv, output, [&](bool) {
    const bool ours = configuration.empty();
    run(ours ? std::filesystem::path(SONATA_FOLDER) / "simulation_config.json" : configuration, ours, output);
  });
}
