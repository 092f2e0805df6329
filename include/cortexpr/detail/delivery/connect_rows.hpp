// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/coupling.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <memory>
#include <string>

namespace cortexpr::detail {

/// Whether the synapses of these rows learn late. Between all pairs of neurons and with one delay the way back is
/// computed, which is faster; with dendritic delays of their own synapses of a target learn from its spike at different
/// times. All slices decide alike, however many they are: results are not the same to the last bit.
template <class List, class Weights>
[[nodiscard]] bool decide_to_defer([[maybe_unused]] const synapse_rows& rows,
                                   [[maybe_unused]] const projection_state<List, Weights>& p) {
  if constexpr (defers_plasticity<List, Weights>) {
    return p.powers.dt() > 0 && p.powers.decays() && !rows.mixed_dendrites &&
           !(rows.one_delay() && rows.synapses == rows.sources * rows.targets());
  } else {
    return false;
  }
}

/// Whether the way back from targets is sorted by the dendritic delays of synapses, where they have their own: siblings
/// are shown in the order of sources.
template <class List>
inline constexpr bool sorts_by_dendrite = !list_needs<List, siblings>;

/// Connects by these rows, with what follows from them and room for what lives within a step. `dt`: the time step;
/// where it is not known, synapses learn at once.
template <bool InTurn, class List, class Weights>
[[gnu::cold]] void connect_by(projection_state<List, Weights>& p, std::shared_ptr<synapse_rows>&& rows,
                              const std::string& label, [[maybe_unused]] double dt = 0) {
  if constexpr (defers_plasticity<List, Weights>) p.powers = trace_powers<List>(p.rules, dt);
  if (decide_to_defer(*rows, p)) {
    if constexpr (defers_plasticity<List, Weights>)
      for (std::size_t s = 0; s < p.slices.size(); ++s)
        if (!rows->slices[s].elsewhere)
          p.slices[s].log.begin(count_trace_rows(rows->slices[s]), rows->slices[s].targets, rows->slices[s].size());
  } else if constexpr (visits_incoming<List>) {
    const bool sorts = rows->mixed_dendrites && sorts_by_dendrite<List>;
    for (slice_rows& slice : rows->slices) {
      if (slice.elsewhere) continue;
      index_incoming(slice, slice_values<List, Weights>::has_source || sees_sources<List>, label, !sorts);
      if (sorts) sort_incoming_by_dendrite(slice);
    }
  }
  if constexpr (list_needs<List, which_pair>) p.degrees.count(*rows);
  if constexpr (InTurn) {
    p.waiting.resize(rows->slices.size());
    for (std::size_t k = 0; k < p.waiting.size(); ++k) p.waiting[k].reserve(rows->slices[k].size());
  }
  if constexpr (adds_to_sources<List>) {
    p.additions.resize(rows->slices.size());
    for (std::size_t k = 0; k < p.additions.size(); ++k)
      p.additions[k].reserve(rows->slices[k].size() * (InTurn ? p.rule_count : 1) * (1 + pathways_of<List>.count));
  }
  if constexpr (counts_bits<List, Weights>) make_bits_where_dense(*rows);
  if constexpr (couples<List>)
    for (slice_rows& slice : rows->slices) slice.complete = !slice.elsewhere && is_complete(slice);
  if constexpr (std::is_same_v<List, plasticity<transmit>>) {
    const std::size_t sections = rows->section_count();
    p.in_flight.resize(rows->slices.size() * sections);
    if (!rows->one_delay())
      for (std::size_t k = 0; k < p.in_flight.size(); ++k)
        if (!rows->slices[k / sections].elsewhere)
          p.in_flight[k].reserve(*rows, rows->sources_of_section(k % sections));
  }
  p.connections = std::move(rows);
}

} // namespace cortexpr::detail
