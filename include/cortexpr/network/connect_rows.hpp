// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/network/synapse_state.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <memory>
#include <string>

namespace cortexpr::detail {

/// Connects by these rows, with what follows from them and room for what lives within a step.
template <bool InTurn, class List, class Weights>
void connect_by(projection_state<List, Weights>& p, std::shared_ptr<synapse_rows>&& rows, const std::string& label) {
  if constexpr (visits_incoming<List>)
    for (slice_rows& slice : rows->slices) index_incoming(slice, slice_values<List, Weights>::has_source, label);
  if constexpr (InTurn) {
    p.waiting.resize(rows->slices.size());
    for (std::size_t k = 0; k < p.waiting.size(); ++k) p.waiting[k].reserve(rows->slices[k].size());
  }
  if constexpr (std::is_same_v<List, plasticity<transmit>> && !Weights::per_synapse) {
    make_bits_where_dense(*rows);
    p.counters.resize(rows->slices.size());
    for (std::size_t k = 0; k < p.counters.size(); ++k) p.counters[k].assign(rows->slices[k].bits.words * 64, 0);
  }
  if constexpr (std::is_same_v<List, plasticity<transmit>>) {
    p.under_way.resize(rows->slices.size());
    if (!rows->one_delay())
      for (auto& slice : p.under_way) slice.reserve(*rows);
  }
  p.connections = std::move(rows);
}

} // namespace cortexpr::detail
