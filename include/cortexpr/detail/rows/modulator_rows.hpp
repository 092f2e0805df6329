// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

// A projection onto synapses: which sources reach which synapses of another projection.

namespace cortexpr::detail {

/// Its connections source by source, whatever the slices of the other projection are.
struct modulator_list {
  std::uint32_t first_source = 0, sources = 0;
  std::uint32_t delay = 0;           ///< steps
  bool all = false;                  ///< every source reaches all synapses, with one weight: nothing else is stored
  sequence<std::uint64_t> row;       ///< begin of every source's connections, one more than sources
  sequence<std::uint32_t> synapse;   ///< of every connection, in the order of creation
  sequence<std::uint32_t> weight_of; ///< which weight it has; empty if all have one
};

/// The connections that end in one slice of the other projection.
struct modulator_slice {
  sequence<std::uint64_t> row;
  sequence<std::uint32_t> position, weight_of; ///< of the synapse in the slice; as in the list
  [[nodiscard]] bool operator==(const modulator_slice&) const = default;
};

/// Its connections where the threads find them.
struct modulator_rows {
  std::uint32_t first_source = 0, sources = 0;
  std::uint32_t delay = 0; ///< steps
  bool all = false;
  std::uint64_t connections = 0;
  sequence<modulator_slice> slices; ///< one for each of the other projection
  [[nodiscard]] bool operator==(const modulator_rows&) const = default;
};

/// The state of a projection onto synapses.
struct modulation_state {
  std::shared_ptr<const modulator_rows> connections;
  sequence<double> weight; ///< SI; one for all, or as connections were drawn
  modulator_list unplaced; ///< what a checkpoint lists until the synapses are known

  [[nodiscard]] bool operator==(const modulation_state& o) const {
    return (connections == o.connections || *connections == *o.connections) && weight == o.weight;
  }
};

/// Puts connections where the synapses lie.
[[nodiscard]] inline modulator_rows place_modulators(const modulator_list& list, const synapse_rows& synapses) {
  modulator_rows rows{list.first_source,
                      list.sources,
                      list.delay,
                      list.all,
                      list.all ? list.sources * synapses.synapses : list.synapse.size(),
                      {}};
  rows.slices.resize(synapses.slices.size());
  if (list.all) return rows;
  const bool several =
      std::any_of(list.weight_of.begin(), list.weight_of.end(), [](std::uint32_t w) { return w != 0; });
  sequence<std::pair<std::uint32_t, std::uint32_t>> places(synapses.synapses); // slice and position by number
  for (std::size_t s = 0; s < synapses.slices.size(); ++s)
    synapses.for_slice(s, [&](std::size_t k, std::uint64_t number) {
      places[number] = {static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(k)};
    });
  for (modulator_slice& slice : rows.slices) slice.row.assign(list.sources + std::size_t{1}, 0);
  for (std::uint32_t i = 0; i < list.sources; ++i) {
    for (std::uint64_t e = list.row[i]; e < list.row[i + 1]; ++e) {
      const auto [s, k] = places[list.synapse[e]];
      rows.slices[s].position.push_back(k);
      if (several) rows.slices[s].weight_of.push_back(list.weight_of[e]);
    }
    for (modulator_slice& slice : rows.slices) slice.row[i + std::size_t{1}] = slice.position.size();
  }
  return rows;
}

/// The way back, for checkpoints.
[[nodiscard]] inline modulator_list list_modulators(const modulator_rows& rows, const synapse_rows& synapses) {
  modulator_list list{rows.first_source, rows.sources, rows.delay, rows.all, {}, {}, {}};
  if (rows.all) return list;
  list.row.push_back(0);
  sequence<std::pair<std::uint32_t, std::uint32_t>> row; // weight and synapse
  for (std::uint32_t i = 0; i < rows.sources; ++i) {
    row.clear();
    for (std::size_t s = 0; s < rows.slices.size(); ++s) {
      const modulator_slice& slice = rows.slices[s];
      for (std::uint64_t e = slice.row[i]; e < slice.row[i + std::size_t{1}]; ++e)
        row.emplace_back(slice.weight_of.empty() ? 0 : slice.weight_of[e],
                         static_cast<std::uint32_t>(creation_number(synapses, s, slice.position[e])));
    }
    std::sort(row.begin(), row.end());
    for (const auto& [weight, synapse] : row) {
      list.synapse.push_back(synapse);
      list.weight_of.push_back(weight);
    }
    list.row.push_back(list.synapse.size());
  }
  return list;
}

} // namespace cortexpr::detail
