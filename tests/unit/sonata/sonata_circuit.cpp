// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/sonata_testing.hpp"

#include <cortexpr/cortexpr.hpp>
#include <cortexpr/hdf5.hpp>

using namespace cortexpr;

namespace {

template <fixed_string Template>
constexpr auto from_files = describe(population<"cells">(given, sonata_neuron<Template>{}),
                                     population<"input">(given, spike_times{}),
                                     projection<"exc: cells -> cells.exc">(given, weight(given), delay(given)),
                                     projection<"inh: cells -> cells.inh">(given, weight(given), delay(given)),
                                     projection<"in: input -> cells.exc">(given, weight(given), delay(given)),
                                     record<"cells.spikes">(), record<"cells.v">(every{1_ms}));

/// The same circuit by hand, as docs/coming_from_nest.md translates it.
template <class Kinetics>
constexpr auto by_hand = describe(population<"cells">(20, synaptic_lif<current<Kinetics>, current<Kinetics>>{},
                                                      start<"v">(-70_mV), parameter<"C_m">(200_pF),
                                                      parameter<"g_L">(200_pF / 12_ms), parameter<"E_L">(-68_mV),
                                                      parameter<"V_th">(-52_mV), parameter<"V_r">(-60_mV),
                                                      parameter<"t_ref">(3.1_ms), parameter<"exc.tau">(3_ms),
                                                      parameter<"inh.tau">(6_ms)),
                                  population<"input">(5, spike_times{}),
                                  drive<"cells.I">([](auto, const auto& n) { return 200_pA + 11_pA * n.index(); }),
                                  projection<"exc: cells -> cells.exc">(given, weight(given), delay(1.5_ms)),
                                  projection<"inh: cells -> cells.inh">(given, weight(given), delay(2_ms)),
                                  projection<"in: input -> cells.exc">(given, weight(given), delay(1_ms)),
                                  record<"cells.spikes">(), record<"cells.v">(every{1_ms}));

template <fixed_string Template, class Kinetics>
void compare(double weight_factor) {
  const temporary_folder folder;
  small_circuit files;
  files.model = Template.text;
  const sonata_circuit circuit(files.write(folder));
  const sonata_nodes cells = circuit.nodes("cortex"), input = circuit.nodes("thalamus");
  const sonata_edges edges = circuit.edges("recurrent"), in = circuit.edges("thalamus_to_cortex");
  constexpr auto pA = sonata_weight<Template>;
  simulation<network<from_files<Template>>> sim{circuit.step(),
                                                set_nodes<"cells", Template>(cells, circuit.step()),
                                                set<"input">(std::int64_t{5}),
                                                set<"input">(circuit.input_spikes("thalamus").of(input)),
                                                set<"exc">(edges.excitatory().connections(pA)),
                                                set<"inh">(edges.inhibitory().connections(pA)),
                                                set<"in">(in.connections(pA))};
  sim.run(circuit.duration());

  std::vector<std::uint32_t> from[3], to[3];
  std::vector<double> w[3];
  for (std::size_t k = 0; k < files.source.size(); ++k) {
    const std::size_t sign = files.edge_type[k] == 1 ? 0 : 1;
    from[sign].push_back(static_cast<std::uint32_t>(files.source[k] - 100));
    to[sign].push_back(static_cast<std::uint32_t>(files.target[k] - 100));
    w[sign].push_back((sign == 0 ? 90.5 : -200.0) * static_cast<double>(files.nsyns[k]) * weight_factor);
  }
  for (std::uint32_t k = 0; k < 10; ++k) {
    from[2].push_back(k % 5);
    to[2].push_back(2 * k);
    w[2].push_back(400 * weight_factor);
  }
  simulation<network<by_hand<Kinetics>>> hand{set<"exc">(pairs(from[0], to[0])),
                                              set<"exc.w">(values(w[0], 1_pA)),
                                              set<"inh">(pairs(from[1], to[1])),
                                              set<"inh.w">(values(w[1], 1_pA)),
                                              set<"in">(pairs(from[2], to[2])),
                                              set<"in.w">(values(w[2], 1_pA)),
                                              set<"input">(spike_list::at_times(files.times, 1_ms, files.spiking))};
  hand.run(200_ms);
  const auto& spikes = sim["cells.spikes"_name];
  const auto& expected = hand["cells.spikes"_name];
  CHECK(expected.size() > 100);
  CHECK(spikes.steps == expected.steps);
  CHECK(spikes.neurons == expected.neurons);
  double apart = 0;
  for (std::size_t k = 0; k < expected.size() and k < sim["cells.v"_name].values.size(); ++k)
    apart = std::max(apart, std::abs(sim["cells.v"_name].values[k] - hand["cells.v"_name].values[k]));
  CHECK(apart < 1e-12);

  // What was recorded, and back.
  save_sonata_spikes((folder / "out.h5").string(), {to_sonata(cells, spikes)});
  const auto back = read_sonata_spikes((folder / "out.h5").string());
  REQUIRE(back.size() == 1);
  CHECK(back[0].population == "cortex");
  REQUIRE(back[0].times.size() == spikes.size());
  CHECK(back[0].ids[0] == 100 + spikes.neuron(0));
  CHECK_THAT(back[0].times[0], Catch::Matchers::WithinAbs(1e3 * spikes.time(0), 1e-12));
  save_sonata_report((folder / "v.h5").string(), cells, sim["cells.v"_name], 1_mV);
  const detail::hdf5_reader report((folder / "v.h5").string());
  std::size_t columns = 0;
  const std::vector<double> v = report.table("/report/cortex/data", columns);
  CHECK(columns == 20);
  CHECK(v.size() == 20 * sim["cells.v"_name].rows());
  CHECK_THAT(v[20 * 17 + 3], Catch::Matchers::WithinRel(1e3 * sim["cells.v"_name](17, 3), 1e-12));
  CHECK(report.attribute("/report/cortex/data", "units") == "mV");
  CHECK(report.numbers<std::int64_t>("/report/cortex/mapping/node_ids")[3] == 103);
  const auto time = report.numbers<double>("/report/cortex/mapping/time");
  CHECK(time == std::vector<double>{0, static_cast<double>(sim["cells.v"_name].rows()), 1});
  CHECK(says(complaint_of<invalid_value>(
                 [&] { save_sonata_report((folder / "w.h5").string(), cells, sim["cells.v"_name], 1_pA); }),
             "w.h5", "recorded is in V", "1 pA"));
  CHECK(says(complaint_of<invalid_value>(
                 [&] { save_sonata_report((folder / "w.h5").string(), cells, sim["cells.v"_name], 10_mV); }),
             "w.h5", "counted in 10 mV"));
  CHECK(says(complaint_of<invalid_value>([&] {
               save_sonata_report((folder / "w.h5").string(), cells.where("ei", "e"), sim["cells.v"_name], 1_mV);
             }),
             "neuron 15", "15 nodes"));
  CHECK_FALSE(std::filesystem::exists(folder / "w.h5"));
}

} // namespace

TEST_CASE("a circuit of SONATA runs as the same network by hand: exponential currents") {
  compare<"nest:iaf_psc_exp", exponential>(1);
}
TEST_CASE("a circuit of SONATA runs as the same network by hand: alpha currents") {
  compare<"nest:iaf_psc_alpha", alpha>(2.718281828459045);
}

TEST_CASE("attributes of nodes and edges come from the file, the types and the parameters") {
  const temporary_folder folder;
  const sonata_circuit circuit(small_circuit().write(folder));
  CHECK(circuit.node_populations() == std::vector<std::string>{"cortex", "thalamus"});
  CHECK(circuit.edge_populations() == std::vector<std::string>{"recurrent", "thalamus_to_cortex"});
  CHECK(circuit.duration() == 200_ms);
  CHECK(circuit.other_inputs() == std::vector<std::string>{"clamp"});
  const sonata_nodes cells = circuit.nodes("cortex");
  CHECK(cells.size() == 20);
  CHECK(cells.numbers("I_e")[3] == 233);  // by its group index
  CHECK(cells.numbers("V_th")[3] == -52); // of the file of parameters
  CHECK(cells.texts("pop_name")[3] == "of layer 4");
  CHECK(cells.values("V_th", 1_mV).si[0] == -52 * 1e-3);
  const sonata_nodes inhibitory = cells.where("ei", "i");
  CHECK(inhibitory.ids() == std::vector<std::uint64_t>{115, 116, 117, 118, 119});
  CHECK(inhibitory.where("layer", 0.0).ids() == std::vector<std::uint64_t>{119});
  CHECK(inhibitory.find(117) == 2);
  CHECK(inhibitory.find(100) == inhibitory.size());
  CHECK(cells.has("layer"));
  CHECK_FALSE(cells.has("depth"));
  CHECK(circuit.nodes("thalamus").ids() == std::vector<std::uint64_t>{0, 1, 2, 3, 4});

  // Edges between parts count within them.
  const sonata_edges all = circuit.edges("recurrent");
  const sonata_edges some = all.between(inhibitory, cells.where("ei", "e"));
  const auto list = some.connections(1_pA);
  CHECK(all.size() == 40);
  CHECK(list.size() == some.size());
  CHECK(some.size() > 0);
  CHECK(list.source_neurons() == 5);
  CHECK(list.target_neurons() == 15);
  for (std::size_t k = 0; k < list.size(); ++k) {
    CHECK(list.sources()[k] < 5);
    CHECK(list.targets()[k] < 15);
    CHECK(list.weights().si[k] < 0);
    CHECK(list.delays().si[k] == 2 * 1e-3);
  }
  CHECK(all.where("edge_type_id", 2.0).size() == all.inhibitory().size());
  CHECK(all.where("syn_weight", 90.5).size() == all.excitatory().size());
  CHECK(all.where("model_template", "static_synapse").size() == 40);
}

TEST_CASE("paths of SONATA are beside the configuration, wherever the program runs") {
  const temporary_folder folder;
  small_circuit files;
  files.config.replace(files.config.find("$NETWORK/nodes.h5"), 17, "v1_nodes.h5");
  std::filesystem::create_directories(folder / "v1");
  const std::filesystem::path config = files.write(folder), moved = config.parent_path() / "v1" / "config.json";
  for (const char* one : {"config.json", "network", "models", "spikes.h5"})
    std::filesystem::rename(folder / one, folder / "v1" / one);
  std::filesystem::rename(folder / "v1/network/nodes.h5", folder / "v1/v1_nodes.h5");
  const std::filesystem::path before = std::filesystem::current_path();
  for (const char* place : {".", "v1", "v1/network"}) {
    std::filesystem::current_path(moved.parent_path().parent_path() / place);
    const sonata_circuit circuit(std::filesystem::relative(moved).string());
    CHECK(circuit.nodes("cortex").size() == 20);
    std::filesystem::current_path(before);
  }
}

TEST_CASE("files of SONATA that cannot be right are refused with file and dataset") {
  const auto refused = [](auto damage, auto use) {
    const temporary_folder folder;
    small_circuit files;
    damage(files);
    const std::string config = files.write(folder);
    return complaint_of<error>([&] { use(sonata_circuit(config)); });
  };
  const auto cells = [](const sonata_circuit& c) { static_cast<void>(c.nodes("cortex")); };
  const auto edges = [](const sonata_circuit& c) { static_cast<void>(c.edges("recurrent").connections(1_pA)); };
  const auto set_cells = [](const sonata_circuit& c) {
    static_cast<void>(set_nodes<"cells", "nest:iaf_psc_exp">(c.nodes("cortex"), c.step()));
  };
  using files = small_circuit;
  CHECK(says(refused([](files&) {}, [](const auto& c) { static_cast<void>(c.nodes("cortx")); }), "config.json",
             "no nodes 'cortx'", "'cortex', 'thalamus'"));
  CHECK(says(refused([](files& f) { f.source[5] = 7; }, edges), "edges.h5", "/edges/recurrent/source_node_id",
             "entry 5: 7 is the id of no node of 'cortex', which has 20 nodes"));
  CHECK(says(refused([](files& f) { f.target[6] = -1; }, edges), "target_node_id", "entry 6: -1"));
  CHECK(says(refused([](files& f) { f.target.pop_back(); }, edges), "edges.h5", "/edges/recurrent/target_node_id",
             "has 39 entries, the population has 40"));
  CHECK(says(refused([](files& f) { f.nsyns.pop_back(); }, edges), "/edges/recurrent/0/nsyns", "39 entries"));
  CHECK(says(refused([](files& f) { f.edge_type[2] = 9; }, edges), "edge_type_id", "entry 2: the type 9 is not in",
             "edge_types.csv"));
  CHECK(says(refused([](files& f) { f.edge_types = "edge_type_id syn_weight delay\n1 2 x\n2 1 1\n3 1 1\n"; }, edges),
             "edge_types.csv", "type 1, column 'delay': 'x' is not a number"));
  CHECK(says(refused([](files& f) { f.edge_types = "edge_type_id syn_weight\n1 2\n2 1\n3 1\n"; }, edges), "edges.h5",
             "edge 0 has no 'delay'"));
  CHECK(says(refused([](files& f) { f.edge_types = "edge_type_id syn_weight delay\n1 2\n"; }, edges),
             "edge_types.csv, line 2: has 2 fields, the first line has 3"));
  CHECK(says(refused([](files& f) { f.edge_types = "edge_type_id syn_weight delay\n1 2 -1\n2 1 1\n3 1 1\n"; }, edges),
             "a delay of -1 is negative"));
  CHECK(says(refused([](files& f) { f.ids[3] = 102; }, cells), "node_id", "the id 102 is there twice"));
  CHECK(says(refused([](files& f) { f.types.pop_back(); }, cells), "/nodes/cortex/node_group_id", "has 20 entries"));
  CHECK(says(refused([](files& f) { f.node_types = "node_type_id model_template\n7 'nest:x\n"; }, cells),
             "node_types.csv, line 2", "quotation mark"));
  CHECK(
      says(refused([](files& f) { f.node_types = "type model_template\n7 x\n"; }, cells), "no column 'node_type_id'"));
  CHECK(says(refused([](files& f) { f.model = "nest:iaf_cond_exp"; }, set_cells), "nodes.h5: /nodes/cortex",
             "population 'cells' is of 'nest:iaf_psc_exp'", "20 of 'nest:iaf_cond_exp', for which there is no neuron"));
  CHECK(says(refused([](files& f) { f.parameters = R"({"V_min": -80})"; }, set_cells), "'V_min'",
             "nest:iaf_psc_exp has no counterpart here", "tau_syn_in"));
  CHECK(says(refused([](files& f) { f.parameters = R"({"V_th": )"; }, set_cells), "cell.json: is no JSON file"));
  CHECK(says(refused([](files& f) { f.config.replace(f.config.find("nodes.h5"), 8, "nodos.h5"); }, cells),
             "nodos.h5: there is no such file"));
  CHECK(says(refused([](files& f) { f.config.replace(f.config.find("${NETWORK}"), 10, "${NET}"); }, cells), "${NET}",
             "the manifest does not explain"));
  for (const char* round : {"${BASE}", "$BASE/x", "$NETWORK"})
    CHECK(says(refused([&](files& f) { f.config.replace(f.config.find("${configdir}"), 12, round); }, cells),
               "the manifest does not explain"));
  CHECK(says(
      refused([](files& f) { f.config.replace(f.config.find("\"waves\": {"), 10, "\"w\": 3, \"waves\": {"); }, cells),
      "inputs: 'w' is no object"));
  CHECK(says(refused([](files& f) { f.config.replace(f.config.find("nodes.h5"), 8, "node_types.csv"); }, cells),
             "node_types.csv: is no HDF5 file"));
  CHECK(says(refused([](files& f) { f.times.pop_back(); },
                     [](const auto& c) { static_cast<void>(c.input_spikes("thalamus")); }),
             "spikes.h5", "/spikes/thalamus/node_ids", "has 7 entries", "has 6"));
  CHECK(says(refused([](files& f) { f.spiking[1] = 5; },
                     [](const auto& c) { static_cast<void>(c.input_spikes("thalamus").of(c.nodes("thalamus"))); }),
             "spikes of 'thalamus': spike 1 is of the node 5"));
  CHECK(says(refused([](files&) {}, [](const auto& c) { static_cast<void>(c.input_spikes("cortex")); }),
             "no spikes for the population 'cortex'"));
  CHECK(says(refused([](files& f) { f.config.replace(f.config.find("dt\": 0.1"), 8, "dt\": -1 "); }, cells),
             "'dt' is not a positive number"));

  const temporary_folder folder;
  CHECK(says(complaint_of<io_error>([&] { save_sonata_spikes((folder / "none/x.h5").string(), {}); }), "no folder"));
  {
    detail::hdf5_writer file((folder / "types.h5").string());
    file.write("/nodes/n/node_type_id", std::vector<double>{1, 2});
    file.complete();
    std::ofstream(folder / "types.csv") << "node_type_id\n1\n2\n";
  }
  const detail::hdf5_reader file((folder / "types.h5").string());
  CHECK(says(
      complaint_of<io_error>([&] { static_cast<void>(sonata_nodes(file, "n", (folder / "types.csv").string(), "")); }),
      "types.h5", "'/nodes/n/node_type_id' does not hold whole numbers"));
  const std::vector<char> half = [&] {
    std::ifstream in(folder / "types.h5", std::ios::binary);
    return std::vector<char>(std::istreambuf_iterator<char>(in), {});
  }();
  std::ofstream(folder / "half.h5", std::ios::binary).write(half.data(), static_cast<std::streamsize>(half.size() / 2));
  CHECK(says(complaint_of<io_error>([&] { detail::hdf5_reader reader((folder / "half.h5").string()); }), "half.h5"));
}

namespace {
constexpr auto of_glif =
    describe(population<"cells">(given, sonata_neuron<"nest:glif_lif_r_asc_a_psc">{}), record<"cells.spikes">());
constexpr auto of_int_fire =
    describe(population<"cells">(given, sonata_neuron<"nrn:IntFire1">{}), population<"input">(5, spike_times{}),
             projection<"in: input -> cells.m">(given, weight(given), delay(given)), record<"cells.spikes">());
} // namespace

TEST_CASE("neurons of GLIF and IntFire1 have the parameters of their files") {
  const temporary_folder folder;
  small_circuit files;
  files.model = "nest:glif_lif_r_asc_a_psc";
  files.parameters = R"({"El": 0.001, "El_reference": -0.075, "C": 1e-10, "R_input": 2e8, "th_inf": 0.03, "dt": 5e-5,
    "spike_cut_length": 40, "coeffs": {"C": 0.9, "G": 1.1, "th_inf": 1.2, "a": 0.5, "b": 2.0,
    "asc_amp_array": [1.0, 0.5]}, "asc_amp_array": [-1e-11, -2e-11], "asc_tau_array": [0.3, 0.01],
    "init_AScurrents": [1e-12, 0.0], "type": "GLIF",
    "threshold_dynamics_method": {"params": {"a_spike": 0.002, "b_spike": 10.0, "a_voltage": 4.0, "b_voltage": 9.0}},
    "voltage_reset_method": {"params": {"a": 0.25, "b": 0.003}}})";
  {
    const sonata_circuit circuit(files.write(folder));
    simulation<network<of_glif>> sim{
        set_nodes<"cells", "nest:glif_lif_r_asc_a_psc">(circuit.nodes("cortex"), circuit.step())};
    const auto near = [](double x) { return Catch::Matchers::WithinRel(x, 1e-9); };
    CHECK_THAT(sim.view<"cells.E_L">()[0], near(-0.074));
    CHECK_THAT(sim.view<"cells.C_m">()[19], near(0.9e-10));
    CHECK_THAT(sim.view<"cells.g">()[0], near(1.1 / 2e8));
    CHECK_THAT(sim.view<"cells.V_th">()[0], near(0.036 - 0.075));
    CHECK_THAT(sim.view<"cells.t_ref">()[0], near(0.0021));
    CHECK_THAT(sim.view<"cells.f_v">()[0], near(0.25));
    // from v = -0.04: El_reference + a (v - El_reference) + b
    CHECK_THAT(-0.074 + 0.25 * (-0.04 + 0.074) - sim.view<"cells.delta_v">()[0], near(-0.075 + 0.25 * 0.035 + 0.003));
    CHECK_THAT(sim.view<"cells.a_v">()[0], near(2));
    CHECK_THAT(sim.view<"cells.b_v">()[0], near(18));
    CHECK_THAT(sim.view<"cells.asc_2.delta_I">()[0], near(-1e-11));
    CHECK_THAT(sim.view<"cells.asc_1.k">()[0], near(1 / 0.3));
    CHECK_THAT(sim.view<"cells.I_1">()[0], near(1e-12));
    CHECK_THAT(sim.view<"cells.syn_2.tau">()[0], near(8.5e-3));
  }
  files.model = "nrn:IntFire1";
  files.parameters = R"({"tau": 20.0, "refrac": 4.0})";
  files.edge_types = "edge_type_id syn_weight delay\n1 0.1 1\n2 -0.1 1\n3 0.6 1\n";
  files.times = {10, 12, 30, 40, 70, 70.5, 71, 73};
  files.spiking = {0, 0, 0, 0, 1, 1, 1, 1};
  {
    // The file has a current for every node, which IntFire1 has not.
    const sonata_circuit circuit(files.write(folder));
    const auto nodes = circuit.nodes("cortex");
    CHECK(says(
        complaint_of<io_error>([&] { static_cast<void>(set_nodes<"cells", "nrn:IntFire1">(nodes, circuit.step())); }),
        "'I_e'", "nrn:IntFire1"));
    simulation<network<of_int_fire>> sim{
        set<"cells">(std::int64_t{20}), set<"cells.tau">(nodes.values("tau", 1_ms)),
        set<"cells.t_ref">(nodes.values("refrac", 1_ms)),
        set<"in">(circuit.edges("thalamus_to_cortex").connections(sonata_weight<"nrn:IntFire1">)),
        set<"input">(circuit.input_spikes("thalamus").of(circuit.nodes("thalamus")))};
    sim.run(100_ms);
    // Of 0.6 exp(-2/20) + 0.6 > 1 comes a spike at 13 ms; 0.6 exp(-10/20) + 0.6 is not enough at 41 ms. Of the second
    // train 71.5 ms makes one, and what arrives within 4 ms after it is lost.
    const auto& spikes = sim["cells.spikes"_name];
    CHECK(spikes.neurons == std::vector<std::uint32_t>{0, 10, 2, 12});
    CHECK(spikes.steps == std::vector<std::int64_t>{131, 131, 716, 716});
  }
}
