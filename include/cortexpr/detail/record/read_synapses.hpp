// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/monitor/trace.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

/// Variables of the synapses and targets of a projection as recordings and `get` see them.

namespace cortexpr::detail {

/// Variable V (`not_found`: the weight) of a synapse as it is now.
template <class Real, std::size_t V, class List, class Weights>
Real synapse_value(const projection_state<List, Weights>& p, std::size_t slice_index, std::size_t position) {
  const auto& values = p.slices[slice_index];
  if constexpr (defers_plasticity<List, Weights>)
    if (!values.log.empty()) {
      const auto s = deferred_plasticity<List, Weights>(p, slice_index).updated(values, position);
      if constexpr (V == not_found)
        return s.w.stored();
      else
        return static_cast<Real>(si_of(variable<V>(static_cast<const synapse_variables<List>&>(s))));
    }
  if constexpr (V == not_found && learns_between_events<List>) {
    return synapse_now<List, Weights>(p, slice_index, position).weights.value;
  } else if constexpr (V == not_found) {
    return static_cast<Real>(values.weight(position, p.connections->slices[slice_index].target[position]));
  } else if constexpr (flows_at_events<List>) {
    const auto now = synapse_now<List, Weights>(p, slice_index, position);
    return static_cast<Real>(si_of(std::get<V>(now.variables)[0]));
  } else {
    return static_cast<Real>(si_of(std::get<V>(values.variables)[position]));
  }
}

/// Appends variable V (`not_found`: the weight) of all synapses in the order of their creation.
template <class Real, std::size_t V, class Projection>
void read_synapses(const Projection& p, std::vector<Real>& list) {
  const std::size_t former = list.size();
  list.resize(former + p.connections->synapses);
  Real* const out = list.data() + former;
  for (std::size_t s = 0; s < p.connections->slices.size(); ++s)
    p.connections->for_slice(
        s, [&](std::size_t k, std::uint64_t number) { out[number] = synapse_value<Real, V>(p, s, k); });
}

/// The same for the synapses of this rank, in storage order; `own_numbers` says which these are.
template <class Real, std::size_t V, class Projection>
void read_own_synapses(const Projection& p, std::vector<Real>& list) {
  for (std::size_t s = 0; s < p.connections->slices.size(); ++s)
    for (std::size_t k = 0; k < p.connections->slices[s].size(); ++k) list.push_back(synapse_value<Real, V>(p, s, k));
}
/// The positions of these synapses in the order of creation.
[[nodiscard]] inline std::vector<std::uint64_t> own_numbers(const synapse_rows& connections) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t s = 0; s < connections.slices.size(); ++s)
    connections.for_slice(s, [&](std::size_t, std::uint64_t number) { numbers.push_back(number); });
  return numbers;
}

/// Looks up where the chosen synapses of a recording lie.
template <class Real, class Projection>
void place_chosen(const Projection& p, trace<Real>& r) {
  using stored_place = typename trace<Real>::synapse_place;
  sequence<std::pair<std::uint64_t, std::size_t>> wanted; // (creation number, place in the list)
  for (std::size_t k = 0; k < r.which.size(); ++k) wanted.emplace_back(r.which.unchecked(k), k);
  std::sort(wanted.begin(), wanted.end());
  r.places.assign(wanted.size(), stored_place{trace<Real>::elsewhere, 0});
  for (std::size_t s = 0; s < p.connections->slices.size(); ++s)
    p.connections->for_slice(s, [&](std::size_t k, std::uint64_t number) {
      for (auto w = std::lower_bound(wanted.begin(), wanted.end(), std::pair(number, std::size_t{0}));
           w != wanted.end() && w->first == number; ++w)
        r.places[w->second] = stored_place{s, k};
    });
  r.places_in = p.connections.get();
}

/// Calls f(value) for variable V of all targets of a projection; zero for those of other ranks.
template <std::size_t V, class Projection, class F>
void each_target_value(const Projection& p, F&& f) {
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const slice_rows& rows = p.connections->slices[s];
    for (std::size_t j = 0; j < rows.targets; ++j) f(rows.elsewhere ? 0.0 : si_of(variable<V>(p.slices[s].target[j])));
  }
}

/// Variable V of target j of a projection; zero for one of other ranks.
template <std::size_t V, class Projection>
double target_value(const Projection& p, std::uint64_t j) {
  std::size_t slice = 0;
  const auto& slices = p.connections->slices;
  while (j >= slices[slice].targets) j -= slices[slice++].targets;
  return slices[slice].elsewhere ? 0.0 : si_of(variable<V>(p.slices[slice].target[j]));
}

} // namespace cortexpr::detail
