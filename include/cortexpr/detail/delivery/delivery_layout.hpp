// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/coupling.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// How the spikes of a projection reach their targets. Each layout has a kernel of its own:
///
///     bundle    deliver_bundles   (detail/step/bundle_delivery.hpp)
///     bits      deliver_counts    (detail/delivery/deliver_counts.hpp)
///     rows      transmit_rows     (detail/delivery/transmission.hpp)
///     segments  transmit_segments (detail/delivery/transmission.hpp)
///     rules     slice_work        (detail/delivery/slice_work.hpp)
///
/// Couplings have no spikes: their rows are read in every step (detail/step/coupled_terms.hpp).
enum class delivery_layout { bundle, bits, rows, segments, rules, coupling };

/// Whether the synapses of a list of rules do nothing but transmit.
template <class List>
inline constexpr bool only_transmits = std::is_same_v<List, plasticity<transmit>>;

/// The layout of a slice of a built projection: the one place that chooses. All slices of this rank have the same. The
/// first that applies:
///
/// 1. bundle: the projections of one source that share a memory read per spike (`bundling` says which those are).
/// 2. rules: rules see every synapse, so that each is loaded, changed and stored.
/// 3. bits: one weight and one delay for all, and so dense (`make_bits_where_dense`) that counting bits is faster than
///    following a list of targets. In steps with few spikes the rows, which are there as well, are faster.
/// 4. rows: one delay, so that all synapses of a source are due at once.
/// 5. segments: a row is sorted by delay, and a spike visits one segment after the other.
template <class List, class Weights>
[[nodiscard]] delivery_layout layout_of(const synapse_rows& connections, const slice_rows& slice) {
  if (connections.bundled) return delivery_layout::bundle;
  if constexpr (couples<List>) return delivery_layout::coupling;
  if constexpr (!only_transmits<List>) return delivery_layout::rules;
  if constexpr (counts_bits<List, Weights>)
    if (!slice.bits.empty()) return delivery_layout::bits;
  return connections.one_delay() ? delivery_layout::rows : delivery_layout::segments;
}

/// The layout and its reason, as `net::storage` prints them.
[[nodiscard]] constexpr std::string_view layout_words(delivery_layout layout) {
  switch (layout) {
  case delivery_layout::bundle:
    return "bundle (16-bit weights, several projections from one source)";
  case delivery_layout::bits:
    return "bits (dense, one weight, one delay)";
  case delivery_layout::rows:
    return "rows (one delay)";
  case delivery_layout::segments:
    return "segments (rows sorted by delay)";
  case delivery_layout::coupling:
    return "rows for a coupling (read in every step)";
  case delivery_layout::rules:
    break;
  }
  return "rows for rules (one delay or sorted by it)";
}

} // namespace cortexpr::detail
