// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/global_facts.hpp>
#include <cortexpr/detail/rows/incoming.hpp>
#include <cortexpr/detail/rows/row_bits.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace cortexpr::detail {

/// All synapses of one source whose spikes arrive after the same delay.
struct segment {
  std::uint32_t delay = 0; ///< steps
  std::uint32_t count = 0; ///< synapses
  [[nodiscard]] bool operator==(const segment&) const = default;
};

/// Where the synapses of a slice stand in the order of creation, as far as their storage order does not tell: in the
/// narrowest of three widths, as ranks in the whole row of a source or, where pairs were listed, as numbers.
struct creation_order {
  sequence<std::uint16_t> narrow;
  sequence<std::uint32_t> middle;
  sequence<std::uint64_t> wide;
  bool counts_all = false; ///< numbers, not ranks

  /// Nothing is stored: the synapses of a row were created slice by slice, in storage order.
  [[nodiscard]] bool as_stored() const { return narrow.empty() && middle.empty() && wide.empty(); }
  [[nodiscard]] std::uint64_t operator[](std::size_t k) const {
    return !narrow.empty() ? narrow[k] : !middle.empty() ? middle[k] : wide[k];
  }
  [[nodiscard]] bool operator==(const creation_order&) const = default;
};

/// The targets of one slice of a projection: fewer than 65,536 consecutive neurons that one thread will own.
/// A row holds the synapses of one source, sorted by delay and, among equal delays, by creation.
struct slice_rows {
  std::uint32_t first_target = 0;        ///< number of the slice's first neuron in its population
  std::uint32_t targets = 0;             ///< neurons of the slice
  std::uint32_t part = 0;                ///< the part of the target population that they belong to
  sequence<std::uint64_t> row;           ///< begin of every source's row; one more than sources
  long_list<std::uint16_t> target;       ///< per synapse, counted from first_target
  sequence<std::uint64_t> segment_begin; ///< begin of every source's segments; empty with one delay for all
  long_list<segment> segments;
  creation_order order;             ///< empty where the storage order tells it
  incoming_index incoming;          ///< built where a rule needs it
  sequence<std::uint16_t> dendrite; ///< per synapse: its dendritic delay in steps, where it has one of its own
  row_bits bits;                    ///< built for dense projections with one weight and one delay
  bool complete = false;            ///< every row holds all targets in order; looked at where a coupling asks
  /// Another rank has the synapses; `row` is empty or counts those of several slices, for the order of creation.
  bool elsewhere = false;

  [[nodiscard]] std::size_t size() const { return target.size(); }
  [[nodiscard]] bool operator==(const slice_rows&) const = default;
};

/// Whether every row of a slice holds all targets in order.
[[nodiscard]] inline bool is_complete(const slice_rows& rows) {
  if (rows.size() != rows.targets * (rows.row.size() - 1)) return false;
  for (std::size_t k = 0, j = 0; k < rows.size(); ++k, j = j + 1 == rows.targets ? 0 : j + 1)
    if (rows.target[k] != j) return false;
  return true;
}

/// The connections of a projection, fixed once built.
struct synapse_rows : global_facts {
  sequence<slice_rows> slices;
  std::uint32_t first_source = 0; ///< number of the first source neuron in its population
  std::uint32_t sources = 0;
  /// Where groups of sources begin, and the end, if their population has groups: spikes are delivered group by group,
  /// as if each group had a projection of its own.
  sequence<std::uint32_t> sections;
  bool keeps_order = true;      ///< otherwise the order of creation is lost, and the storage order stands for it
  bool bundled = false;         ///< the rows are empty: the synapses are in the bundle of the source population
  bool mixed_dendrites = false; ///< every synapse has a dendritic delay of its own

  [[nodiscard]] std::size_t section_count() const { return sections.empty() ? 1 : sections.size() - 1; }
  [[nodiscard]] std::uint32_t sources_of_section(std::size_t k) const {
    return sections.empty() ? sources : sections[k + 1] - sections[k];
  }
  /// The longest dendritic delay that synapses have of their own.
  [[nodiscard]] std::uint32_t longest_dendrite() const {
    std::uint32_t longest = 0;
    for (const slice_rows& slice : slices)
      for (const std::uint16_t d : slice.dendrite) longest = std::max<std::uint32_t>(longest, d);
    return longest;
  }
  /// Neurons that the projection reaches.
  [[nodiscard]] std::uint64_t targets() const {
    std::uint64_t n = 0;
    for (const slice_rows& slice : slices) n += slice.targets;
    return n;
  }
  [[nodiscard]] bool operator==(const synapse_rows&) const = default;

  /// The synapses of the sources before i, and of source i itself in the slices before s.
  [[nodiscard]] std::uint64_t before(std::size_t s, std::size_t i) const {
    std::uint64_t n = 0;
    for (std::size_t q = 0; q < slices.size(); ++q)
      if (!slices[q].row.empty()) n += slices[q].row[q < s ? i + 1 : i];
    return n;
  }
  /// Calls f(position, creation number) for the synapses of source i in slice s, in storage order.
  template <class F>
  void for_row(std::size_t s, std::size_t i, F&& f) const {
    const slice_rows& rows = slices[s];
    const std::uint64_t base = rows.order.counts_all ? 0 : before(0, i);
    const auto begin = static_cast<std::size_t>(rows.row[i]), end = static_cast<std::size_t>(rows.row[i + 1]);
    const std::uint64_t first = before(s, i);
    if (rows.order.as_stored())
      for (std::size_t k = begin; k < end; ++k) f(k, first + (k - begin));
    else
      for (std::size_t k = begin; k < end; ++k) f(k, base + rows.order[k]);
  }
  /// The same for all synapses of slice s; none if another rank has them.
  template <class F>
  void for_slice(std::size_t s, F&& f) const {
    if (slices[s].elsewhere) return;
    for (std::size_t i = 0; i < sources; ++i) for_row(s, i, f);
  }
};

/// The place of a synapse in the order of creation.
[[nodiscard]] inline std::uint64_t creation_number(const synapse_rows& connections, std::size_t slice, std::size_t k) {
  const slice_rows& rows = connections.slices[slice];
  if (rows.order.counts_all) return rows.order[k];
  if (rows.order.as_stored() && connections.slices.size() == 1) return k;
  const std::size_t i = row_of(rows, k);
  return rows.order.as_stored() ? connections.before(slice, i) + (k - rows.row[i])
                                : connections.before(0, i) + rows.order[k];
}

/// Where the targets of a projection are cut into slices.
struct slice_bounds {
  static constexpr std::uint32_t widest = 65535;
  sequence<std::uint32_t> begin; ///< the first target of every slice, and the end; empty without targets
  std::uint32_t first_part = 0;  ///< the first slice belongs to this part of the target population, the next to the
                                 ///< next one

  [[nodiscard]] std::size_t count() const { return begin.empty() ? 0 : begin.size() - 1; }
  [[nodiscard]] bool has_part(std::size_t part) const { return part >= first_part && part - first_part < count(); }
  [[nodiscard]] bool operator==(const slice_bounds&) const = default;
};

/// The slices of a projection's targets, and those of them that this rank has: all, unless ranks share the network.
struct shared_bounds {
  slice_bounds all, own;
  std::size_t first = 0; ///< the first own slice

  shared_bounds() = default;
  shared_bounds(slice_bounds of_all) : all(std::move(of_all)), own(all) {}
  /// Own are the parts [first_part, last_part) of the target population.
  shared_bounds(slice_bounds of_all, std::size_t first_part, std::size_t last_part) : all(std::move(of_all)) {
    const auto slice_at = [&](std::size_t part) {
      return std::min(part - std::min<std::size_t>(part, all.first_part), all.count());
    };
    first = slice_at(first_part);
    const std::size_t last = slice_at(last_part);
    own.first_part = all.first_part + static_cast<std::uint32_t>(first);
    if (first < last) own.begin.append(all.begin.data() + first, last - first + 1);
  }
  [[nodiscard]] bool complete() const { return own.count() == all.count(); }
  [[nodiscard]] bool has(std::size_t slice) const { return slice >= first && slice - first < own.count(); }
};

/// The targets [begin, end) cut where the parts of their population meet. `parts`: where every part begins, and the
/// end of the population.
[[nodiscard]] inline slice_bounds cut_at_parts(std::span<const std::uint32_t> parts, std::uint32_t begin,
                                               std::uint32_t end) {
  slice_bounds bounds;
  if (begin >= end) return bounds;
  std::size_t k = 0;
  while (k + 2 < parts.size() && parts[k + 1] <= begin) ++k;
  bounds.first_part = static_cast<std::uint32_t>(k);
  bounds.begin.push_back(begin);
  for (++k; k < parts.size() && parts[k] < end; ++k) bounds.begin.push_back(parts[k]);
  bounds.begin.push_back(end);
  return bounds;
}

/// `targets` neurons from `first` on in slices of one width.
[[nodiscard]] inline slice_bounds cut_evenly(std::uint32_t first, std::uint32_t targets,
                                             std::uint32_t width = slice_bounds::widest) {
  slice_bounds bounds;
  if (targets == 0) return bounds;
  width = std::clamp<std::uint32_t>(width, 1, slice_bounds::widest);
  for (std::uint64_t j = 0; j < targets; j += width) bounds.begin.push_back(first + static_cast<std::uint32_t>(j));
  bounds.begin.push_back(first + targets);
  return bounds;
}

/// Where the targets of connections were cut.
[[nodiscard]] inline slice_bounds bounds_of(const synapse_rows& connections) {
  slice_bounds bounds;
  if (connections.slices.empty()) return bounds;
  for (const slice_rows& slice : connections.slices) bounds.begin.push_back(slice.first_target);
  bounds.begin.push_back(connections.slices.back().first_target + connections.slices.back().targets);
  bounds.first_part = connections.slices[0].part;
  return bounds;
}

} // namespace cortexpr::detail
