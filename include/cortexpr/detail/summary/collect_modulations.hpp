// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <string>

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

} // namespace cortexpr::detail
