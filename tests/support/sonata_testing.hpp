// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/io_testing.hpp"

#include <cortexpr/detail/hdf5/hdf5_writer.hpp>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

/// A small circuit of SONATA in a folder: 20 neurons "cortex" (iaf_psc_exp or alpha; ids 100, 101, ...), of which the
/// last five are inhibitory, 5 virtual nodes "thalamus" with spikes, and edges within and between them. Members are
/// changed before `write` to damage it.
struct small_circuit {
  std::string model = "nest:iaf_psc_exp";
  std::string parameters = R"({"C_m": 200.0, "tau_m": 12.0, "E_L": -68.0, "V_th": -52.0, "V_reset": -60.0,
                              "t_ref": 3.0, "tau_syn_ex": 3.0, "tau_syn_in": 6.0})";
  std::string node_types;
  std::string edge_types = "edge_type_id syn_weight delay dynamics_params model_template\n"
                           "1 90.5 1.5 NULL static_synapse\n"
                           "2 -200 2.0 NULL static_synapse\n"
                           "3 400.0 1.0 NULL static_synapse\n";
  std::string config = R"({
    "manifest": {"$BASE": "${configdir}", "$NETWORK": "$BASE/network", "$NETWORK_OLD": "$BASE/nothing"},
    "run": {"tstop": 200.0, "dt": 0.1},
    "components": {"point_neuron_models_dir": "$BASE/models"},
    "networks": {
      "nodes": [{"nodes_file": "$NETWORK/nodes.h5", "node_types_file": "$NETWORK/node_types.csv"},
                {"nodes_file": "${NETWORK}/thalamus.h5", "node_types_file": "$NETWORK/thalamus.csv"}],
      "edges": [{"edges_file": "$NETWORK/edges.h5", "edge_types_file": "$NETWORK/edge_types.csv"}]},
    "inputs": {"waves": {"input_type": "spikes", "module": "sonata", "node_set": "thalamus",
                         "input_file": "$BASE/spikes.h5"},
               "clamp": {"input_type": "current_clamp", "module": "IClamp"}}})";
  std::vector<std::int64_t> ids, types, source, target, edge_type;
  std::vector<double> current;
  std::vector<std::uint64_t> nsyns;
  std::vector<double> times{5.0, 7.5, 7.5, 60.0, 61.0, 62.0, 90.3};
  std::vector<std::uint64_t> spiking{0, 1, 2, 0, 3, 4, 2};

  small_circuit() {
    for (std::int64_t k = 0; k < 20; ++k) {
      ids.push_back(100 + k);
      types.push_back(k < 15 ? 7 : 8);
      current.push_back(200.0 + 11 * static_cast<double>(k));
    }
    for (std::int64_t i = 0; i < 20; ++i)
      for (const std::int64_t j : {(3 * i + 1) % 20, (7 * i + 2) % 20}) {
        source.push_back(100 + i);
        target.push_back(100 + j);
        edge_type.push_back(i < 15 ? 1 : 2);
        nsyns.push_back(static_cast<std::uint64_t>(1 + i % 3));
      }
  }

  [[nodiscard]] std::string write(const temporary_folder& folder) const {
    std::filesystem::create_directories(folder / "network");
    std::filesystem::create_directories(folder / "models");
    std::ofstream(folder / "config.json") << config;
    std::ofstream(folder / "models/cell.json") << parameters;
    const std::string table = "node_type_id ei model_template dynamics_params pop_name\n"
                              "7 e " +
                              model + " cell.json \"of layer 4\"\n8 i " + model + " cell.json 'of all'\n";
    std::ofstream(folder / "network/node_types.csv") << (node_types.empty() ? table : node_types);
    std::ofstream(folder / "network/thalamus.csv") << "node_type_id,model_type\n0,virtual\n";
    std::ofstream(folder / "network/edge_types.csv") << edge_types;

    using writer = cortexpr::detail::hdf5_writer;
    const std::vector<std::uint64_t> zeros(20, 0);
    writer nodes((folder / "network/nodes.h5").string());
    nodes.write("/nodes/cortex/node_id", ids);
    nodes.write("/nodes/cortex/node_type_id", types);
    nodes.write("/nodes/cortex/node_group_id", zeros);
    std::vector<std::uint64_t> index;
    for (std::size_t k = 0; k < 20; ++k) index.push_back(19 - k);
    nodes.write("/nodes/cortex/node_group_index", index);
    std::vector<double> backwards(current.rbegin(), current.rend());
    nodes.write("/nodes/cortex/0/dynamics_params/I_e", backwards);
    std::vector<std::uint64_t> layer(20, 1);
    layer[0] = 0; // of the last node
    nodes.write("/nodes/cortex/0/layer", layer);
    nodes.complete();
    writer thalamus((folder / "network/thalamus.h5").string());
    thalamus.write("/nodes/thalamus/node_type_id", std::vector<std::uint64_t>(5, 0));
    thalamus.complete();

    writer edges((folder / "network/edges.h5").string());
    const auto put = [&](const std::string& name, const auto& from, const auto& to, const auto& type,
                         const char* population) {
      const std::string group = "/edges/" + name;
      edges.write(group + "/source_node_id", from);
      edges.write(group + "/target_node_id", to);
      edges.write(group + "/edge_type_id", type);
      edges.attribute(group + "/source_node_id", "node_population", population);
      edges.attribute(group + "/target_node_id", "node_population", "cortex");
    };
    put("recurrent", source, target, edge_type, "cortex");
    edges.write("/edges/recurrent/0/nsyns", nsyns);
    std::vector<std::int64_t> from, to;
    for (std::int64_t k = 0; k < 10; ++k) {
      from.push_back(k % 5);
      to.push_back(100 + 2 * k);
    }
    put("thalamus_to_cortex", from, to, std::vector<std::uint64_t>(10, 3), "thalamus");
    edges.complete();

    writer spikes((folder / "spikes.h5").string());
    spikes.write("/spikes/thalamus/timestamps", times);
    spikes.write("/spikes/thalamus/node_ids", spiking);
    spikes.complete();
    return (folder / "config.json").string();
  }
};
