// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

// Where the neurons of one population project to many others, a spike would have to look up a short row in each
// projection. A bundle holds the synapses of all these projections in common rows. Targets are counted through the
// variables ("columns") of all target populations, one after the other, so that the target of a synapse tells its
// projection.
//
// A row is an array of memory words of 32 bits. Each word is a synapse or a heading. A heading precedes the synapses of
// one delay and tells how many they are, and how many steps they are due after those before them (the first: after the
// spike). A source with three synapses after 2 steps and one after 5 has the row
//
//      word            0          1            2            3            4          5
//               +----------+------------+------------+------------+----------+------------+
//   low 16 bit  |  2 later |   target   |   target   |   target   |  3 later |   target   |
//   high 16 bit | 3 follow |   weight   |   weight   |   weight   | 1 follows|   weight   |
//               +----------+------------+------------+------------+----------+------------+
//                 heading    synapses                               heading    synapse
//
// Whatever delivery needs next is beside what it read last: a spike walks through its row from segment to segment
// (`bundle_walk`) and never looks anything up. A segment of more than 65,535 synapses has several headings, all but the
// first 0 steps later; a gap of more than 65,535 steps is crossed by headings with no synapses.

/// One memory word of a row: a synapse, or a heading.
struct bundled_synapse {
  std::uint16_t target; ///< counted through the pieces of the slice; of a heading: `later`
  std::int16_t weight;  ///< in resolutions of the bundle; of a heading: `count`

  static constexpr std::uint32_t most = 65535; ///< steps or synapses of one heading
  [[nodiscard]] static bundled_synapse heading(std::uint32_t later, std::uint32_t count) {
    return {static_cast<std::uint16_t>(later), static_cast<std::int16_t>(static_cast<std::uint16_t>(count))};
  }
  [[nodiscard]] std::uint32_t later() const { return target; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint16_t>(weight); }
  [[nodiscard]] bool operator==(const bundled_synapse&) const = default;
};

/// Consecutive targets of a bundle's slice: a part of one population, by one of its variables ("column").
struct bundle_piece {
  std::size_t column = 0, part = 0;
  std::uint32_t first_target = 0, targets = 0; ///< in the population
  std::uint32_t first = 0;                     ///< number of the first one in the slice
  [[nodiscard]] bool operator==(const bundle_piece&) const = default;
};

/// The targets of one slice of all bundles of a network; one thread owns them.
struct bundle_slice {
  sequence<bundle_piece> pieces;
  std::uint32_t targets = 0;
  unsigned owner = 0;
  [[nodiscard]] bool operator==(const bundle_slice&) const = default;
};

/// The slices of all bundles of a network. `pieces`: the parts of all columns with their owners, in the order of
/// columns; a slice takes pieces of one owner up to 65,535 targets.
[[nodiscard]] inline sequence<bundle_slice>
slices_of_pieces(const sequence<std::pair<unsigned, bundle_piece>>& pieces) {
  sequence<bundle_slice> slices;
  for (const auto& [owner, piece] : pieces) {
    auto at = std::find_if(slices.begin(), slices.end(), [thread = owner, n = piece.targets](const bundle_slice& s) {
      return s.owner == thread && s.targets + n <= slice_bounds::widest;
    });
    if (at == slices.end()) at = &slices.emplace_back(bundle_slice{{}, 0, owner});
    at->pieces.push_back(piece);
    at->pieces.back().first = at->targets;
    at->targets += piece.targets;
  }
  return slices;
}

/// The rows of a bundle in one slice. They lie in several arrays ("chunks"), each with the rows of consecutive sources,
/// because threads fill them at the same time.
struct bundle_rows {
  struct row_start {
    std::uint32_t chunk = 0;
    std::uint32_t segments = 0; ///< headings of the row
    std::uint64_t position = 0; ///< in the chunk
    [[nodiscard]] bool operator==(const row_start&) const = default;
  };
  sequence<row_start> rows;
  sequence<long_list<bundled_synapse>> chunks;

  [[nodiscard]] const bundled_synapse* row(std::size_t i) const {
    return chunks[rows[i].chunk].data() + rows[i].position;
  }
  [[nodiscard]] bundled_synapse* row(std::size_t i) { return chunks[rows[i].chunk].data() + rows[i].position; }
  [[nodiscard]] bool operator==(const bundle_rows&) const = default;
};

/// How a spike walks through its row of a bundle; see `spikes_in_flight`.
struct bundle_walk {
  using rows = bundle_rows;
  struct cursor {
    const bundled_synapse* first; ///< of the segment
    std::uint32_t count, left, due;
    std::uint32_t tag; ///< the source population
  };
  static void prefetch_row(const rows& all, std::uint32_t source) { __builtin_prefetch(all.rows.data() + source); }
  static void prefetch_start(const rows& all, std::uint32_t source) { __builtin_prefetch(all.row(source)); }
  static cursor start(const rows& all, std::uint32_t source, std::uint32_t tag) {
    const std::uint32_t segments = all.rows[source].segments;
    if (segments == 0) return {};
    const bundled_synapse* const heading = all.row(source);
    return {heading + 1, heading->count(), segments, heading->later(), tag};
  }
  // The next heading follows the synapses, which are fetched anyway.
  static void prefetch_next(const cursor&) {}
  static void advance(cursor& c) {
    const bundled_synapse& heading = c.first[c.count];
    c.first += c.count + 1;
    c.count = heading.count();
    c.due += heading.later();
  }
};

/// The synapses of all bundled projections of one source population.
struct bundle {
  synapse_rows connections; ///< sources, delays, number of synapses; no slices
  sequence<bundle_rows> slices;
  double resolution = 0; ///< of the weights (SI)
  [[nodiscard]] bool operator==(const bundle&) const = default;
};

/// Calls f(slice of the projection, source of the projection, delay, target in that slice, synapse of the bundle) for
/// the synapses of one projection, slice by slice in its storage order. `connections`: its connections, without rows.
template <class Bundle, class F>
void for_each_bundled(Bundle& b, const sequence<bundle_slice>& slices, const synapse_rows& connections,
                      std::size_t column, F&& f) {
  const auto walk = [&](auto& stored, const bundle_piece& piece, std::size_t s, std::uint32_t i) {
    const std::uint32_t shift = piece.first + (connections.slices[s].first_target - piece.first_target);
    const std::size_t source = connections.first_source + i;
    auto* synapse = stored.row(source);
    std::uint32_t delay = 0;
    for (std::uint32_t left = stored.rows[source].segments; left > 0; --left) {
      delay += synapse->later();
      const auto* const end = synapse + 1 + synapse->count();
      for (++synapse; synapse < end; ++synapse)
        if (synapse->target >= piece.first && synapse->target - piece.first < piece.targets)
          f(s, i, delay, static_cast<std::uint16_t>(synapse->target - shift), *synapse);
    }
  };
  for (std::size_t s = 0; s < connections.slices.size(); ++s)
    for (std::size_t k = 0; k < slices.size(); ++k)
      for (const bundle_piece& piece : slices[k].pieces)
        if (piece.column == column && piece.part == connections.slices[s].part && !b.slices[k].rows.empty())
          for (std::uint32_t i = 0; i < connections.sources; ++i) walk(b.slices[k], piece, s, i);
}

} // namespace cortexpr::detail
