#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""make_circuit.py [FOLDER]: writes the SONATA files of examples/sonata_circuit.cpp (needs numpy and h5py, in Debian
python3-h5py): 240 excitatory and 60 inhibitory point neurons, and 100 virtual nodes that send spikes into them."""
import json
import os
import sys

import h5py
import numpy

EXCITATORY, INHIBITORY, EXTERNAL, DURATION = 240, 60, 100, 500.0
draw = numpy.random.default_rng(20)


def text(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def list_of(group, name, numbers, kind):
    return group.create_dataset(name, data=numpy.asarray(numbers, dtype=kind), compression="gzip",
                                shuffle=True)


def nodes(path, population, types):
    with h5py.File(path, "w") as file:
        file.attrs["magic"], file.attrs["version"] = numpy.uint32(0x0A7A), numpy.array([0, 1], dtype="u4")
        group = file.create_group(f"nodes/{population}")
        list_of(group, "node_id", range(len(types)), "u4")
        list_of(group, "node_type_id", types, "u1")
        list_of(group, "node_group_id", numpy.zeros(len(types)), "u1")
        list_of(group, "node_group_index", range(len(types)), "u2")
        group.create_group("0")


def edges(file, name, source, target, pairs, types):
    group = file.create_group(f"edges/{name}")
    list_of(group, "source_node_id", pairs[:, 0], "u2").attrs["node_population"] = source
    list_of(group, "target_node_id", pairs[:, 1], "u2").attrs["node_population"] = target
    list_of(group, "edge_type_id", types, "u1")
    list_of(group, "edge_group_id", numpy.zeros(len(types)), "u1")
    list_of(group, "edge_group_index", range(len(types)), "u2")
    group.create_group("0")


def pairs_of(sources, targets, probability):
    chosen = draw.random((sources, targets)) < probability
    return numpy.argwhere(chosen)


def main(folder):
    n = EXCITATORY + INHIBITORY
    os.makedirs(os.path.join(folder, "network"), exist_ok=True)
    text(folder, "circuit_config.json", json.dumps({
        "manifest": {"$BASE_DIR": "${configdir}", "$NETWORK_DIR": "$BASE_DIR/network"},
        "components": {"point_neuron_models_dir": "$BASE_DIR/neurons"},
        "networks": {
            "nodes": [{"nodes_file": f"$NETWORK_DIR/{p}_nodes.h5", "node_types_file": f"$NETWORK_DIR/{p}_node_types.csv"}
                      for p in ("cortex", "external")],
            "edges": [{"edges_file": "$NETWORK_DIR/edges.h5", "edge_types_file": "$NETWORK_DIR/edge_types.csv"}]}},
        indent=2) + "\n")
    text(folder, "simulation_config.json", json.dumps({
        "manifest": {"$BASE_DIR": "${configdir}"},
        "network": "$BASE_DIR/circuit_config.json",
        "run": {"tstop": DURATION, "dt": 0.1},
        "inputs": {"background": {"input_type": "spikes", "module": "sonata", "node_set": "external",
                                  "input_file": "$BASE_DIR/external_spikes.h5"}}}, indent=2) + "\n")
    text(folder, "neurons/excitatory.json", json.dumps(
        {"C_m": 250.0, "tau_m": 20.0, "E_L": -70.0, "V_th": -50.0, "V_reset": -60.0, "t_ref": 2.0, "tau_syn_ex": 5.0,
         "tau_syn_in": 10.0, "I_e": 80.0}, indent=2) + "\n")
    text(folder, "neurons/inhibitory.json", json.dumps(
        {"C_m": 200.0, "tau_m": 10.0, "E_L": -70.0, "V_th": -52.0, "V_reset": -60.0, "t_ref": 1.0, "tau_syn_ex": 3.0,
         "tau_syn_in": 8.0, "I_e": 250.0}, indent=2) + "\n")
    text(folder, "network/cortex_node_types.csv",
         "node_type_id ei pop_name model_type model_template dynamics_params\n"
         "1 e \"layer 2/3\" point_neuron nest:iaf_psc_exp excitatory.json\n"
         "2 i \"layer 2/3\" point_neuron nest:iaf_psc_exp inhibitory.json\n")
    text(folder, "network/external_node_types.csv", "node_type_id pop_name model_type\n1 external virtual\n")
    text(folder, "network/edge_types.csv",
         "edge_type_id source_query target_query syn_weight delay model_template\n"
         "1 ei=='e' * 25.0 1.5 static_synapse\n"
         "2 ei=='i' * -150.0 0.8 static_synapse\n"
         "3 * * 130.0 1.0 static_synapse\n")
    nodes(os.path.join(folder, "network/cortex_nodes.h5"), "cortex", [1] * EXCITATORY + [2] * INHIBITORY)
    nodes(os.path.join(folder, "network/external_nodes.h5"), "external", [1] * EXTERNAL)
    with h5py.File(os.path.join(folder, "network/edges.h5"), "w") as file:
        inner = pairs_of(n, n, 0.08)
        inner = inner[inner[:, 0] != inner[:, 1]]
        edges(file, "cortex_to_cortex", "cortex", "cortex", inner, numpy.where(inner[:, 0] < EXCITATORY, 1, 2))
        outer = pairs_of(EXTERNAL, n, 0.1)
        edges(file, "external_to_cortex", "external", "cortex", outer, numpy.full(len(outer), 3))
    counts = draw.poisson(DURATION * 1e-3 * 25.0, EXTERNAL)
    times = numpy.round(draw.uniform(0, DURATION, counts.sum()), 1)
    ids = numpy.repeat(numpy.arange(EXTERNAL), counts)
    order = numpy.lexsort((ids, times))
    with h5py.File(os.path.join(folder, "external_spikes.h5"), "w") as file:
        group = file.create_group("spikes/external")
        list_of(group, "timestamps", times[order], "f8").attrs["units"] = "ms"
        list_of(group, "node_ids", ids[order], "u4")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
