// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/detail/sonata/circuit_config.hpp>
#include <cortexpr/sonata/sonata_edges.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/sonata/sonata_spikes.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cortexpr {

/// A circuit in the files of SONATA: the configuration of a circuit or of a simulation (JSON), which names files of
/// nodes and edges (HDF5) and of their types (tables).
///
/// Example (examples/sonata_circuit.cpp):
///
///     const sonata_circuit circuit(configuration);
///
/// Throws `io_error` with file, dataset and entry for what is missing, of the wrong type or size, or no node.
class sonata_circuit {
public:
  [[gnu::cold]] explicit sonata_circuit(const detail::file_path& configuration) : config_(configuration) {}

  /// Names of the populations in all files.
  [[nodiscard]] std::vector<std::string> node_populations() const { return populations(config_.nodes, "/nodes"); }
  [[nodiscard]] std::vector<std::string> edge_populations() const { return populations(config_.edges, "/edges"); }

  /// All nodes, or edges, of a population. Throws `io_error` with the names that there are if none has this one.
  [[nodiscard, gnu::cold]] sonata_nodes nodes(const std::string& population) const {
    for (const auto& files : config_.nodes)
      if (const detail::hdf5_reader file(files.data); file.has_group("/nodes/" + population))
        return {file, population, files.types, config_.neuron_models};
    refuse_name("nodes", population, node_populations());
  }
  [[nodiscard, gnu::cold]] sonata_edges edges(const std::string& population) const {
    for (const auto& files : config_.edges)
      if (const detail::hdf5_reader file(files.data); file.has_group("/edges/" + population))
        return {file,
                population,
                files.types,
                config_.synapse_models,
                end_of(file, population, "source"),
                end_of(file, population, "target")};
    refuse_name("edges", population, edge_populations());
  }
  /// The spikes that the inputs of the configuration give to a population of the circuit. Throws `io_error` if there
  /// are none, or if they are in NWB or CSV files.
  [[nodiscard, gnu::cold]] sonata_spikes input_spikes(const std::string& population) const {
    sonata_spikes all{population, {}, {}};
    bool any = false;
    for (const auto& in : config_.inputs) {
      if (in.population != population) continue;
      if (in.module != "sonata" && in.module != "h5")
        detail::refuse({config_.file, ": inputs: spikes of the module '", in.module, "' are not read; 'sonata' is"});
      for (const sonata_spikes& some : read_sonata_spikes(in.file)) {
        if (some.population != population && !some.population.empty()) continue;
        any = true;
        all.times.insert(all.times.end(), some.times.begin(), some.times.end());
        all.ids.insert(all.ids.end(), some.ids.begin(), some.ids.end());
      }
    }
    if (!any) detail::refuse({config_.file, ": its inputs have no spikes for the population '", population, "'"});
    return all;
  }
  /// Names of the configuration's inputs that are not spikes, such as current clamps: the program adds its own drives
  /// for them.
  [[nodiscard]] const std::vector<std::string>& other_inputs() const { return config_.other_inputs; }
  /// From "run" in the configuration: the time step, for `simulation`, and the duration. Throws `io_error` if missing.
  [[nodiscard]] time_step step() const { return {quantity<dim::second>(1e-3 * run(config_.dt_ms, "dt"))}; }
  [[nodiscard]] quantity<dim::second> duration() const {
    return quantity<dim::second>(1e-3 * run(config_.stop_ms, "tstop"));
  }

private:
  [[nodiscard]] double run(const std::optional<double>& ms, const char* name) const {
    if (!ms) detail::refuse({config_.file, ": says nothing of \"run\": {\"", name, "\": ...}, as a simulation's does"});
    return *ms;
  }
  [[nodiscard]] static std::vector<std::string>
  populations(const std::vector<detail::circuit_config::pair_of_files>& files, const std::string& group) {
    std::vector<std::string> names;
    for (const auto& one : files)
      for (std::string& name : detail::hdf5_reader(one.data).names_in(group)) names.push_back(std::move(name));
    return names;
  }
  [[nodiscard]] sonata_nodes end_of(const detail::hdf5_reader& file, const std::string& population,
                                    const char* end) const {
    const std::string dataset = detail::joined({"/edges/", population, "/", end, "_node_id"});
    std::string of = file.attribute(dataset, "node_population");
    if (of.empty()) of = file.attribute(dataset, "network"); // as older files call it
    if (of.empty())
      detail::refuse({file.path(), ": dataset '", dataset,
                      "' does not say of which nodes; its attribute "
                      "'node_population' is missing"});
    return nodes(of);
  }
  [[noreturn, gnu::cold]] void refuse_name(const char* what, const std::string& wanted,
                                           const std::vector<std::string>& names) const {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "'" : ", '") + name + "'";
    detail::refuse({config_.file, ": has no ", what, " '", wanted, "'; it has: ", all});
  }

  detail::circuit_config config_;
};

} // namespace cortexpr
