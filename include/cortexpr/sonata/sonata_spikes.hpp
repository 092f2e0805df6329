// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/hdf5/hdf5_reader.hpp>
#include <cortexpr/detail/hdf5/hdf5_writer.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/sources/spike_times.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr {

/// Spikes of a population as SONATA files have them: times in ms and node ids, in one order.
struct sonata_spikes {
  std::string population;
  std::vector<double> times; ///< ms
  std::vector<std::uint64_t> ids;

  /// For `set<"input">(...)`, where the population "input" is made of `nodes`. Throws `invalid_value` for an id that is
  /// none of theirs.
  [[nodiscard]] spike_list of(const sonata_nodes& nodes) const {
    std::vector<std::int64_t> neurons;
    for (std::size_t k = 0; k < ids.size(); ++k) {
      const std::size_t i = nodes.find(ids[k]);
      if (i == nodes.size())
        raise({"spikes of '", population, "': spike ", k, " is of the node ", ids[k], ", which is none of the ",
               nodes.size(), " nodes of '", nodes.population(), "' that are asked for"});
      neurons.push_back(static_cast<std::int64_t>(i));
    }
    return spike_list::at_times(times, quantity<dim::second>(1e-3), neurons);
  }
};

/// What was recorded of the neurons that are made of `nodes`.
[[nodiscard]] inline sonata_spikes to_sonata(const sonata_nodes& nodes, const spike_train& spikes) {
  sonata_spikes out{nodes.population(), {}, {}};
  const std::vector<std::uint64_t> ids = nodes.ids();
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    if (spikes.neurons[k] >= ids.size())
      raise({"to_sonata: a spike is of neuron ", spikes.neurons[k], ", there are ", ids.size(), " nodes"});
    out.times.push_back(1e3 * spikes.time(k));
    out.ids.push_back(ids[spikes.neurons[k]]);
  }
  return out;
}

/// Reads all spikes of a SONATA file, a list for each population; also files without populations, as older programs
/// write them, whose spikes are those of the population "".
///
/// Throws `io_error` with file and dataset for what is missing, of unequal length, or in another unit.
[[nodiscard, gnu::cold]] inline std::vector<sonata_spikes> read_sonata_spikes(const detail::file_path& path) {
  const detail::hdf5_reader file(path);
  std::vector<sonata_spikes> all;
  const auto take = [&](const std::string& name, const std::string& group, const char* ids) {
    sonata_spikes spikes{name, file.numbers<double>(group + "/timestamps"), file.ids(group + ids)};
    if (spikes.ids.size() != spikes.times.size())
      detail::refuse({file.path(), ": dataset '", group, ids, "' has ", spikes.ids.size(), " entries, '", group,
                      "/timestamps' has ", spikes.times.size()});
    const std::string unit = file.attribute(group + "/timestamps", "units");
    if (unit != "" && unit != "ms" && unit != "milliseconds")
      detail::refuse({file.path(), ": dataset '", group, "/timestamps' counts in '", unit, "', not in ms"});
    all.push_back(std::move(spikes));
  };
  if (file.has_dataset("/spikes/timestamps")) {
    take("", "/spikes", file.has("/spikes/gids") ? "/gids" : "/node_ids");
    return all;
  }
  for (const std::string& name : file.names_in("/spikes")) take(name, "/spikes/" + name, "/node_ids");
  return all;
}

/// Writes spikes of populations as a SONATA file, sorted by time.
///
/// Example (examples/sonata_circuit.cpp):
///
///     save_sonata_spikes(output / "sonata_spikes.h5", {to_sonata(cortex, spikes)});
///
/// Throws `io_error` if the file cannot be written; then there is no half of it.
[[gnu::cold]] inline void save_sonata_spikes(const detail::file_path& path, const std::vector<sonata_spikes>& all) {
  detail::hdf5_writer file(path);
  for (const sonata_spikes& one : all) {
    if (one.population.empty() || one.population.find('/') != std::string::npos)
      raise({path.string(), ": the population '", one.population, "' needs a name, without '/'"});
    if (one.times.size() != one.ids.size())
      raise({path.string(), ": population '", one.population, "' has ", one.times.size(), " times and ", one.ids.size(),
             " node ids"});
    std::vector<std::pair<double, std::uint64_t>> sorted;
    for (std::size_t k = 0; k < one.times.size(); ++k) sorted.emplace_back(one.times[k], one.ids[k]);
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> times;
    std::vector<std::uint64_t> ids;
    for (const auto& [time, id] : sorted) {
      times.push_back(time);
      ids.push_back(id);
    }
    const std::string group = "/spikes/" + one.population;
    file.write(group + "/timestamps", times);
    file.write(group + "/node_ids", ids);
    file.attribute(group + "/timestamps", "units", "ms");
    file.attribute(group, "sorting", {"none", "by_id", "by_time"}, 2);
  }
  file.complete();
}

} // namespace cortexpr
