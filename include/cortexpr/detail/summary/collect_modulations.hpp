// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/modulate.hpp>
#include <cortexpr/detail/summary/collect_couplings.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <string>
#include <utility>

namespace cortexpr::detail {

/// Projection K, which ends at synapses. Whether anything reads their variable is looked for there: probe_unread.hpp.
template <class Net, std::size_t K>
modulation_summary collect_modulation(const typename Net::state& state) {
  using s = typename Net::structure;
  const modulation_state& p = item_at<K>(state.items);
  modulation_summary facts;
  facts.name = std::string(s::names[K]);
  facts.synapses = std::string(s::names[s::template modulated_by<K>]);
  facts.connections = p.connections->connections;
  facts.delay = p.connections->delay * state.dt;
  for (const double w : p.weight) facts.largest = std::max(facts.largest, std::abs(w));
  return facts;
}

/// Coupling K with synapses: who is connected, and what it feeds now. Variables and parameters that it reads of neurons
/// are noted.
template <class Net, std::size_t K>
void collect_synapse_coupling(const typename Net::state& state, network_summary& all) {
  using s = typename Net::structure;
  constexpr const auto& d = Net::description_value;
  using verb_type = perform<verb::sum_up, d, s::entry_of(K, verb::sum_up), typename Net::real>;
  using item = typename verb_type::item;
  using ends = typename verb_type::ends;
  const auto& p = item_at<K>(state.items);
  synapse_coupling_summary facts;
  facts.name = std::string(s::names[K]);
  facts.source = std::string(s::names[ends::source]);
  facts.target = std::string(s::names[ends::target]);
  facts.connections = p.connections->connections;
  for (const double w : p.weight) facts.largest_weight = std::max(facts.largest_weight, std::abs(w));
  for (std::size_t slice = 0; slice < p.connections->slices.size(); ++slice) {
    const auto& row = p.connections->slices[slice].row;
    facts.units += row.size() - 1;
    for (std::size_t k = 0; k + 1 < row.size(); ++k) facts.unconnected += row[k] == row[k + 1];
    verb_type::sum(state, slice, 0, row.size() - 1,
                   [&](std::size_t, double x) { facts.largest_sum = std::max(facts.largest_sum, std::abs(x)); });
  }
  if constexpr (!item::from_synapses)
    note_reads(verb_type::read::facts.pre, all.populations[population_number<s>(ends::source)].model);
  if constexpr (!item::onto_synapses) {
    facts.fed = population_number<s>(ends::target);
    note_reads(verb_type::read::facts.post, all.populations[facts.fed].model);
  }
  all.synapse_couplings.push_back(std::move(facts));
}

} // namespace cortexpr::detail
