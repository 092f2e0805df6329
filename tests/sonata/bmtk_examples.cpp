// SPDX-License-Identifier: BSL-1.0
// Reads the SONATA files that the Brain Modeling Toolkit has written (Debian: python3-bmtk-examples), whose folder is
// the argument: another program's files, with indices, versions and attributes that ours do not have.
#include <cortexpr/core.hpp>
#include <cortexpr/hdf5.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "bmtk_examples: not so: %s\n", what);
  std::exit(1);
}

} // namespace

int main(int, char** argv) {
  const std::string folder = argv[1];
  const sonata_circuit circuit(folder + "/ei_networks/popnet/config.json");
  const sonata_nodes nodes = circuit.nodes("internal");
  require(nodes.ids() == std::vector<std::uint64_t>{0, 1}, "two internal nodes");
  require(nodes.texts("pop_name") == std::vector<std::string>{"excitatory", "inhibitory"}, "their names");
  const sonata_edges edges = circuit.edges("internal_to_internal");
  const auto list = edges.inhibitory().connections(1_mV);
  require(edges.size() == 4 && list.size() == 2, "four edges, two of them inhibitory");
  require(list.delays().si[0] == 0.0015 * 1e-3, "delays");
  for (std::size_t k = 0; k < list.size(); ++k)
    require(list.sources()[k] == 1 &&
                list.weights().si[k] == -0.00030000000000000003 * edges.inhibitory().numbers("nsyns")[k] * 1e-3,
            "weights are those of the types, times nsyns");
  require(circuit.edges("external_to_internal").sources().population() == "external", "edges from outside");
  try {
    static_cast<void>(set_nodes<"cells", "nest:iaf_psc_exp">(nodes, circuit.step()));
    require(false, "an unknown template is refused");
  } catch (const io_error& problem) {
    const std::string text = problem.what();
    require(text.find("2 of 'dipde:Internal', for which there is no neuron here") != std::string::npos, text.c_str());
  }

  const auto spikes = read_sonata_spikes(folder + "/spikes_inputs/lgn_spikes.h5");
  require(spikes.size() == 1 && spikes[0].population == "lgn" && spikes[0].times.size() == 284592, "spikes");
  const auto older = read_sonata_spikes(folder + "/ei_networks/bionet/inputs/poission_r1000_10in6.h5");
  require(older.size() == 1 && older[0].population.empty() && older[0].ids.size() == 1921,
          "spikes of an older program");
  std::puts("the examples of bmtk are read");
}
