// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/onto_synapses/build_synapse_coupling.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

/// How a checkpoint holds projections onto synapses: source by source, synapses by their numbers in the order of
/// creation, whatever the number of threads.

namespace cortexpr::detail {

inline void write_modulation(state_writer& file, const modulation_state& p, const synapse_rows& synapses) {
  modulator_list list = list_modulators(*p.connections, synapses);
  file(list.delay, list.all, list.row, list.synapse, list.weight_of, p.weight);
}

/// The connections are placed by `place_read_modulators` when the synapses are known.
inline void read_modulation(state_reader& file, modulation_state& p, const modulation_state& present) {
  p.connections = present.connections;
  modulator_list& list = p.unplaced;
  list.first_source = present.connections->first_source;
  list.sources = present.connections->sources;
  file(list.delay, list.all, list.row, list.synapse, list.weight_of, p.weight);
}

inline void place_read_modulators(state_reader& file, modulation_state& p, const synapse_rows& synapses) {
  const modulator_list list = std::exchange(p.unplaced, {});
  const std::size_t n = list.synapse.size();
  bool fits = !p.weight.empty() || n == 0;
  fits = fits && (list.all ? n == 0 && list.row.empty() && p.weight.size() == 1
                           : list.row.size() == list.sources + std::size_t{1} && list.row[0] == 0 &&
                                 list.row.back() == n && list.weight_of.size() == n);
  for (std::size_t i = 0; fits && i + 1 < list.row.size(); ++i) fits = list.row[i] <= list.row[i + 1];
  for (const std::uint32_t synapse : list.synapse) fits = fits && synapse < synapses.synapses;
  for (const std::uint32_t weight : list.weight_of) fits = fits && weight < p.weight.size();
  if (!fits) file.damaged("a projection onto synapses contradicts itself");
  p.connections = std::make_shared<const modulator_rows>(place_modulators(list, synapses));
}

/// Couplings with synapses: connections by number, their weights, the parameters of the term.
template <auto const& D, std::size_t K, class Real>
void write_synapse_coupling(state_writer& file, const network_state<D, Real>& state) {
  using ends = synapse_coupling<D, K>;
  const auto& p = item_at<K>(state.items);
  const sum_list list = list_sums(*p.connections, places_at<D, ends::target, ends::item::onto_synapses>(state),
                                  places_at<D, ends::source, ends::item::from_synapses>(state));
  sequence<std::uint32_t> target, source, weight;
  for (const auto& c : list.all) target.push_back(c.target), source.push_back(c.source), weight.push_back(c.weight);
  file(p.rules, target, source, weight, p.weight);
}
/// The connections are placed when the synapses are known.
template <class List>
void read_synapse_coupling(state_reader& file, synapse_coupling_state<List>& p,
                           const synapse_coupling_state<List>& present) {
  p.rules = present.rules; // what a term does is code
  p.connections = present.connections;
  sequence<std::uint32_t> target, source, weight;
  file(p.rules, target, source, weight, p.weight);
  if (source.size() != target.size() || weight.size() != target.size() || (p.weight.empty() && !target.empty()))
    file.damaged("a coupling with synapses contradicts itself");
  for (std::size_t e = 0; e < target.size(); ++e) p.unplaced.all.push_back({target[e], source[e], weight[e]});
}
template <auto const& D, class Real>
void place_synapse_couplings(state_reader& file, network_state<D, Real>& state) {
  using s = structure<D>;
  s::template for_each<item_kind::synapse_coupling>([&](auto k) {
    using ends = synapse_coupling<D, k>;
    auto& p = item_at<k>(state.items);
    const sum_list list = std::exchange(p.unplaced, {});
    const std::size_t targets = places_at<D, ends::target, ends::item::onto_synapses>(state).size();
    const std::size_t sources = places_at<D, ends::source, ends::item::from_synapses>(state).size();
    bool fits = std::is_sorted(list.all.begin(), list.all.end());
    for (const auto& c : list.all)
      fits = fits && c.target < targets && c.source < sources && c.weight < p.weight.size();
    if (!fits) file.damaged("a coupling with synapses contradicts itself");
    p.connections = std::make_shared<const sum_rows>(placed_sums<D, k>(state, list));
  });
}

template <auto const& D, class Real>
void place_modulators_of(state_reader& file, network_state<D, Real>& state) {
  using s = structure<D>;
  s::template for_each<item_kind::modulation>([&](auto k) {
    const auto& synapses = *item_at<s::template modulated_by<k>>(state.items).connections;
    place_read_modulators(file, item_at<k>(state.items), synapses);
  });
}

} // namespace cortexpr::detail
