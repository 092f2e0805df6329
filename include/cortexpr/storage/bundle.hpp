// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/storage/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cortexpr {

// Where the neurons of one population project to many others, a spike would have to look up a short row in each
// projection. A bundle holds the synapses of all these projections in common rows: its targets are counted through the
// variables of all target populations, one behind the other, so that the projection of a synapse follows from its
// target.

/// One synapse of a bundle, in the one memory word that its delivery reads.
struct bundled_synapse {
  std::uint16_t target; ///< counted through the pieces of the slice
  std::int16_t weight;  ///< in resolutions of the bundle
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
  std::vector<bundle_piece> pieces;
  std::uint32_t targets = 0;
  unsigned owner = 0;
  [[nodiscard]] bool operator==(const bundle_slice&) const = default;
};

/// The slices of all bundles of a network. `pieces`: the parts of all columns with their owners, in the order of
/// columns; a slice takes pieces of one owner up to 65,535 targets.
[[nodiscard]] inline std::vector<bundle_slice>
lay_out_bundles(const std::vector<std::pair<unsigned, bundle_piece>>& pieces) {
  std::vector<bundle_slice> slices;
  for (const auto& [owner, piece] : pieces) {
    auto at = std::find_if(slices.begin(), slices.end(), [who = owner, n = piece.targets](const bundle_slice& s) {
      return s.owner == who && s.targets + n <= slice_bounds::widest;
    });
    if (at == slices.end()) at = slices.insert(slices.end(), bundle_slice{{}, 0, owner});
    at->pieces.push_back(piece);
    at->pieces.back().first = at->targets;
    at->targets += piece.targets;
  }
  return slices;
}

/// The synapses of one slice: arrays that were filled side by side, each with the rows of consecutive sources.
struct bundle_rows {
  slice_rows rows; ///< without targets; positions are those of `synapse`
  std::vector<long_list<bundled_synapse>> chunks;
  std::vector<bundled_synapse*> first; ///< of every chunk

  static constexpr unsigned chunk_shift = 40;
  static constexpr std::uint64_t inside = (std::uint64_t{1} << chunk_shift) - 1;

  bundle_rows() = default;
  bundle_rows(const bundle_rows& o) : rows(o.rows), chunks(o.chunks) { find_chunks(); }
  bundle_rows(bundle_rows&&) noexcept = default;
  bundle_rows& operator=(const bundle_rows&) = delete;
  bundle_rows& operator=(bundle_rows&&) noexcept = default;
  ~bundle_rows() = default;

  [[nodiscard]] const bundled_synapse* synapse(std::uint64_t position) const {
    return first[position >> chunk_shift] + (position & inside);
  }
  [[nodiscard]] bundled_synapse* synapse(std::uint64_t position) {
    return first[position >> chunk_shift] + (position & inside);
  }
  void find_chunks() {
    first.clear();
    for (auto& chunk : chunks) first.push_back(chunk.data());
  }
  [[nodiscard]] bool operator==(const bundle_rows& o) const { return rows == o.rows && chunks == o.chunks; }
};

/// What all projections of one source population have in common rows.
struct bundle {
  synapse_rows connections; ///< sources, delays, number of synapses; no slices
  std::vector<bundle_rows> slices;
  double resolution = 0; ///< of the weights (SI)
  [[nodiscard]] bool operator==(const bundle&) const = default;
};

/// Calls f(slice of the projection, source of the projection, delay, target in that slice, synapse of the bundle) for
/// the synapses of one projection, slice by slice in its storage order. `form`: its connections without rows.
template <class Bundle, class F>
void for_each_bundled(Bundle& b, const std::vector<bundle_slice>& slices, const synapse_rows& form, std::size_t column,
                      F&& f) {
  const auto walk = [&](auto& stored, const bundle_piece& piece, std::size_t s, std::uint32_t i) {
    const std::uint32_t shift = piece.first + (form.slices[s].first_target - piece.first_target);
    const std::size_t source = form.first_source + i;
    auto* synapse = stored.synapse(stored.rows.row[source]);
    for (std::uint64_t k = stored.rows.segment_begin[source]; k < stored.rows.segment_begin[source + 1]; ++k) {
      const segment& part = stored.rows.segments[k];
      for (std::uint32_t n = 0; n < part.count; ++n, ++synapse)
        if (synapse->target >= piece.first && synapse->target - piece.first < piece.targets)
          f(s, i, part.delay, static_cast<std::uint16_t>(synapse->target - shift), *synapse);
    }
  };
  for (std::size_t s = 0; s < form.slices.size(); ++s)
    for (std::size_t k = 0; k < slices.size(); ++k)
      for (const bundle_piece& piece : slices[k].pieces)
        if (piece.column == column && piece.part == form.slices[s].part)
          for (std::uint32_t i = 0; i < form.sources; ++i) walk(b.slices[k], piece, s, i);
}

} // namespace cortexpr
