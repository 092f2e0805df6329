// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/declared_neurons.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/sees_all_neurons.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cstddef>

// When ranks exchange something within a step: spikes that arrive in the same step, and neurons of other ranks that an
// entry of the schedule reads.

namespace cortexpr::detail {

/// The population whose neurons on other ranks entry E reads, or `not_found`.
template <auto const& D, std::size_t E>
constexpr std::size_t population_seen() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  constexpr verb what = s::schedule[E].what;
  if constexpr (what == verb::operate) {
    constexpr std::size_t holder = s::find_holder(s::template item<k>::target.view());
    if constexpr (s::kinds[holder] != item_kind::projection)
      return sees_all_neurons<D, k>() ? holder : not_found;
    else if constexpr (sees_sources<typename s::template item<holder>::rules>)
      return s::template source_of<holder>;
    else
      return not_found;
  } else if constexpr (what == verb::couple) {
    return s::template source_of<k>;
  } else if constexpr (what == verb::act || what == verb::deliver || what == verb::deliver_in_turn ||
                       what == verb::learn || what == verb::raise || what == verb::flow) {
    return sees_sources<typename s::template item<k>::rules> ? s::template source_of<k> : not_found;
  } else {
    return not_found;
  }
}
/// The population whose events on other ranks entry E reads, or `not_found`.
template <auto const& D, std::size_t E>
constexpr std::size_t population_of_seen_events() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  if constexpr (s::schedule[E].what != verb::operate)
    return not_found;
  else if constexpr (!OperatesOnEvent<typename s::template item<k>>)
    return not_found;
  else
    return sees_all_neurons<D, k>() ? s::find_population(s::template item<k>::event.view()) : not_found;
}
/// Whether entry E reads neurons or events of other ranks.
template <auto const& D, std::size_t E>
constexpr bool sees_other_ranks() {
  return population_seen<D, E>() != not_found || population_of_seen_events<D, E>() != not_found;
}

/// Called before an entry that reads neurons or events of all ranks.
template <auto const& D, std::size_t E, class Real>
void see_other_ranks(network_state<D, Real>& state, const team_member& member) {
  if (state.ranks == 1) return;
  if constexpr (structure<D>::schedule[E].what == verb::operate)
    if (state.step % item_at<item_of_entry<D, E>>(state.items).period != 0) return;
  member.wait([&] { member.talk->what_is_seen(&state, *member.talk, E); });
}
/// Called before an entry that reads spikes of this step: waits until all threads have found theirs and, if some arrive
/// at once, until all ranks have sent them.
template <auto const& D, class Real>
void wait_for_spikes(network_state<D, Real>& state, const team_member& member, std::size_t entry) {
  if (state.ranks == 1) return member.wait();
  member.wait([&] {
    if (member.talk->spikes_found != nullptr) member.talk->spikes_found(&state, *member.talk, entry);
  });
}

} // namespace cortexpr::detail
