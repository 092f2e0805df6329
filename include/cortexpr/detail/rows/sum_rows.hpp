// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <compare>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

// The connections of a coupling with synapses: at either end stand neurons of a population or synapses of a projection,
// and each has a list of those that it sums over.

namespace cortexpr::detail {

/// Connections by number, whatever threads there are: neurons as in their population, synapses in the order of
/// creation. Sorted by target, source and weight, so that sums have one order.
struct sum_list {
  struct connection {
    std::uint32_t target, source, weight;
    [[nodiscard]] auto operator<=>(const connection&) const = default;
  };
  sequence<connection> all;
};

/// What the targets of one slice of a projection, or all neurons of a population, sum over.
struct sum_slice {
  sequence<std::uint64_t> row;                      ///< begin of every target's connections, one more than targets
  sequence<std::uint32_t> source, slice, weight_of; ///< neuron, or synapse in its slice; all 0 if empty
  [[nodiscard]] bool operator==(const sum_slice&) const = default;
};
struct sum_rows {
  std::uint64_t connections = 0;
  sequence<sum_slice> slices;
  [[nodiscard]] bool operator==(const sum_rows&) const = default;
};

/// The places of synapses by number and the numbers by place; neurons have one slice, and are their own number.
class numbered_units {
public:
  explicit numbered_units(std::size_t neurons) : sizes_{neurons} {}
  explicit numbered_units(const synapse_rows& synapses) : place_(synapses.synapses), number_(synapses.slices.size()) {
    for (std::size_t s = 0; s < number_.size(); ++s) {
      sizes_.push_back(synapses.slices[s].size());
      number_[s].resize(sizes_[s]);
      synapses.for_slice(s, [&](std::size_t k, std::uint64_t number) {
        place_[number] = {static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(k)};
        number_[s][k] = static_cast<std::uint32_t>(number);
      });
    }
  }
  [[nodiscard]] std::size_t slices() const { return sizes_.size(); }
  [[nodiscard]] std::size_t size_of(std::size_t slice) const { return sizes_[slice]; }
  [[nodiscard]] std::size_t size() const {
    std::size_t n = 0;
    for (const std::size_t k : sizes_) n += k;
    return n;
  }
  /// Slice and place in it.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place(std::uint32_t number) const {
    return place_.empty() ? std::pair(std::uint32_t{0}, number) : place_[number];
  }
  [[nodiscard]] std::uint32_t number(std::size_t slice, std::size_t k) const {
    return number_.empty() ? static_cast<std::uint32_t>(k) : number_[slice][k];
  }

private:
  sequence<std::size_t> sizes_;
  sequence<std::pair<std::uint32_t, std::uint32_t>> place_;
  sequence<sequence<std::uint32_t>> number_;
};

/// Puts connections where threads find them. The list is sorted.
[[nodiscard]] inline sum_rows place_sums(const sum_list& list, const numbered_units& targets,
                                         const numbered_units& sources) {
  sum_rows rows{list.all.size(), {}};
  rows.slices.resize(targets.slices());
  const bool several = std::any_of(list.all.begin(), list.all.end(), [](const auto& c) { return c.weight != 0; });
  for (std::size_t s = 0; s < rows.slices.size(); ++s) rows.slices[s].row.assign(targets.size_of(s) + 1, 0);
  for (const auto& c : list.all) {
    const auto [s, k] = targets.place(c.target);
    ++rows.slices[s].row[k + std::size_t{1}];
  }
  sequence<sequence<std::uint64_t>> next(rows.slices.size());
  for (std::size_t s = 0; s < rows.slices.size(); ++s) {
    sum_slice& slice = rows.slices[s];
    for (std::size_t k = 1; k < slice.row.size(); ++k) slice.row[k] += slice.row[k - 1];
    next[s].assign(slice.row.begin(), slice.row.end() - 1);
    slice.source.resize(slice.row.back());
    if (sources.slices() > 1) slice.slice.resize(slice.row.back());
    if (several) slice.weight_of.resize(slice.row.back());
  }
  for (const auto& c : list.all) {
    const auto [s, k] = targets.place(c.target);
    const auto [from_slice, from] = sources.place(c.source);
    sum_slice& slice = rows.slices[s];
    const std::uint64_t e = next[s][k]++;
    slice.source[e] = from;
    if (!slice.slice.empty()) slice.slice[e] = from_slice;
    if (several) slice.weight_of[e] = c.weight;
  }
  return rows;
}

/// The way back, for checkpoints.
[[nodiscard]] inline sum_list list_sums(const sum_rows& rows, const numbered_units& targets,
                                        const numbered_units& sources) {
  sum_list list;
  list.all.reserve(rows.connections);
  for (std::size_t s = 0; s < rows.slices.size(); ++s) {
    const sum_slice& slice = rows.slices[s];
    for (std::size_t k = 0; k + 1 < slice.row.size(); ++k)
      for (std::uint64_t e = slice.row[k]; e < slice.row[k + 1]; ++e)
        list.all.push_back({targets.number(s, k),
                            sources.number(slice.slice.empty() ? 0 : slice.slice[e], slice.source[e]),
                            slice.weight_of.empty() ? 0 : slice.weight_of[e]});
  }
  std::sort(list.all.begin(), list.all.end());
  return list;
}

} // namespace cortexpr::detail
