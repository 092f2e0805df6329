// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/sonata/json_file.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// What the configuration of a circuit or a simulation says, with all paths spelt out.
struct circuit_config {
  struct pair_of_files {
    std::string data, types;
  };
  struct input {
    std::string population, file, module;
  };
  std::string file;
  std::vector<pair_of_files> nodes, edges;
  std::vector<input> inputs;
  std::vector<std::string> other_inputs;     ///< names of those that are no spikes
  std::string neuron_models, synapse_models; ///< folders
  std::optional<double> dt_ms, stop_ms;

  [[gnu::cold]] explicit circuit_config(const file_path& path) : file(path.string()) {
    read(path, 0);
    if (nodes.empty())
      refuse({file, ": names no nodes; a circuit has \"networks\": {\"nodes\": [...], \"edges\": [...]}"});
  }

private:
  using names = std::vector<std::pair<std::string, std::string>>;

  void read(const file_path& path, int depth) {
    if (depth > 3) refuse({file, ": its configurations name each other"});
    const json all = read_json(path);
    const names known = manifest_of(all);
    for (const char* other : {"network", "simulation"}) // files of their own
      if (all.contains(other) && all[other].is_string()) read(spelt_out(all[other], known, path), depth + 1);
    const json& networks = all.contains("networks") ? all["networks"] : all;
    add(networks, "nodes", "nodes_file", "node_types_file", nodes, known, path);
    add(networks, "edges", "edges_file", "edge_types_file", edges, known, path);
    if (all.contains("components")) {
      const json& c = all["components"];
      for (const auto& [key, to] :
           {std::pair("point_neuron_models_dir", &neuron_models), std::pair("synaptic_models_dir", &synapse_models)})
        if (c.contains(key)) *to = spelt_out(c[key], known, path);
    }
    if (all.contains("run")) {
      const json& run = all["run"];
      dt_ms = number(run, "dt", path);
      stop_ms = number(run, run.contains("tstop") ? "tstop" : "duration", path);
    }
    if (all.contains("inputs"))
      for (const auto& [name, one] : all["inputs"].items()) add_input(one, name, known, path);
  }
  static std::optional<double> number(const json& in, const char* key, const file_path& path) {
    if (!in.contains(key)) return std::nullopt;
    if (!in[key].is_number() || !(in[key].get<double>() > 0))
      refuse({path.string(), ": run: '", key, "' is not a positive number of ms"});
    return in[key].get<double>();
  }
  void add_input(const json& one, const std::string& name, const names& known, const file_path& path) {
    if (!one.is_object()) refuse({path.string(), ": inputs: '", name, "' is no object, { ... }"});
    if (text_of(one, "input_type", "") != "spikes") {
      other_inputs.push_back(name);
      return;
    }
    input in;
    const json& set = one.contains("node_set") ? one["node_set"] : json();
    if (set.is_string())
      in.population = set.get<std::string>();
    else if (set.is_object() && set.contains("population") && set["population"].is_string())
      in.population = set["population"].get<std::string>();
    else
      refuse({path.string(), ": inputs: '", name,
              "': the node_set must be the name of a population, or "
              "{\"population\": ...}"});
    if (!one.contains("input_file")) refuse({path.string(), ": inputs: '", name, "' has no input_file"});
    in.file = spelt_out(one["input_file"], known, path);
    in.module = text_of(one, "module", "sonata");
    inputs.push_back(std::move(in));
  }
  static std::string text_of(const json& in, const char* key, const char* otherwise) {
    return in.contains(key) && in[key].is_string() ? in[key].get<std::string>() : otherwise;
  }
  static void add(const json& networks, const char* list, const char* data, const char* types,
                  std::vector<pair_of_files>& to, const names& known, const file_path& path) {
    if (!networks.contains(list)) return;
    for (const json& one : networks[list]) {
      for (const char* key : {data, types})
        if (!one.contains(key) || !one[key].is_string())
          refuse({path.string(), ": networks: an entry of '", list, "' has no '", key, "'"});
      to.push_back({spelt_out(one[data], known, path), spelt_out(one[types], known, path)});
    }
  }
  /// Names of the manifest, longest first, so that $DIR2 is not taken for $DIR.
  static names manifest_of(const json& all) {
    names known;
    if (all.contains("manifest"))
      for (const auto& [key, value] : all["manifest"].items())
        if (value.is_string()) known.emplace_back(key.starts_with('$') ? key.substr(1) : key, value.get<std::string>());
    known.emplace_back("configdir", "."); // paths are beside the configuration
    std::sort(known.begin(), known.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return known;
  }
  static std::string spelt_out(const json& text, const names& known, const file_path& path) {
    if (!text.is_string()) refuse({path.string(), ": ", text.dump(), " is not the name of a file or folder"});
    std::string result = text.get<std::string>();
    int left = 100; // names whose meaning holds themselves would go on for ever
    for (std::size_t at = 0; (at = result.find('$')) != std::string::npos; --left) {
      const auto name = std::find_if(known.begin(), known.end(), [&](const auto& one) {
        return result.compare(at, one.first.size() + 1, "$" + one.first) == 0 ||
               result.compare(at, one.first.size() + 3, "${" + one.first + "}") == 0;
      });
      if (name == known.end() || left == 0)
        refuse({path.string(), ": '", text.get<std::string>(), "' uses a name that the manifest does not explain"});
      const bool in_braces = result[at + 1] == '{';
      result.replace(at, name->first.size() + (in_braces ? 3 : 1), name->second);
    }
    if (!result.empty() && result.front() != '/' && !path.folder().empty())
      result = joined({path.folder(), "/", result});
    return result;
  }
};

} // namespace cortexpr::detail
