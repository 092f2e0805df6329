// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/plasticity/declared_neurons.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/sharing/packed.hpp>
#include <cortexpr/detail/sharing/spike_exchange.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/sees_all_neurons.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

// What ranks tell each other within a step: spikes that arrive in it, and neurons that an entry of the schedule looks
// at whoever has them.

namespace cortexpr::detail {

/// What can be seen of the neurons of the parts [parts.first, parts.second). `latest`: the step of their latest spikes.
template <class Pack, class M, class Integrator, class Real>
void pack_seen_neurons(Pack& pack, population_state<M, Integrator, Real>& p, std::pair<std::size_t, std::size_t> parts,
                       std::int64_t latest) {
  const std::size_t first = p.bounds[parts.first], n = p.bounds[parts.second] - first;
  const auto column_of = [&](auto& column) {
    if (column.size() > 1 || p.size == 1) pack.range(column.data() + first, n);
  };
  for_each_index<variable_count<decltype(p.variables)>>([&](auto k) { column_of(variable<k>(p.variables)); });
  // Set by a function of the neuron, a parameter is known to its rank alone.
  for_each_index<variable_count<decltype(p.parameters)>>([&](auto k) { column_of(variable<k>(p.parameters)); });
  for (auto& input : p.coupled)
    if (!input.empty()) pack.range(input.data() + first, n);
  if constexpr (sees_last_spike<M>) column_of(p.last_spike.at);
  if constexpr (Refractory<M>) // parts begin at whole words
    if (n != 0) pack.range(p.refractory.words() + first / 64, (n + 63) / 64);
  if (latest < 0) return;
  for (std::size_t part = parts.first; part < parts.second; ++part) {
    pack(p.spikes.of_part(latest, part));
    if constexpr (decltype(p.resets)::any) pack(p.resets.parts[part]);
  }
}

/// f(pack, rank) states what a rank has, for both directions: this one packs its own, then all unpack that of others.
template <class State, class F>
void tell_each_other(const State& state, const rank_talk& talk, const F& f) {
  sequence<std::uint8_t> mine;
  message_packer pack(mine);
  f(pack, state.rank);
  talk.calls->meet(talk.call, state.step, {mine.data(), mine.size()});
  for (unsigned rank = 0; rank < state.ranks; ++rank) {
    if (rank == state.rank) continue;
    message_unpacker unpack(message_reader(talk.calls->from(rank)));
    f(unpack, rank);
  }
}

/// Whether operation O looks at neurons of population K that other ranks have.
template <auto const& D, std::size_t O, std::size_t K>
constexpr bool operation_sees() {
  using s = structure<D>;
  constexpr std::size_t holder = s::find_holder(s::template item<O>::target.view());
  if constexpr (s::kinds[holder] == item_kind::projection)
    return s::template source_of<holder> == K && sees_sources<typename s::template item<holder>::rules>;
  else
    return holder == K && sees_all_neurons<D, O>();
}
/// Whether entry E looks at neurons of population K that other ranks have.
template <auto const& D, std::size_t E, std::size_t K>
constexpr bool sees_neurons_of_all_ranks() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  constexpr verb what = s::schedule[E].what;
  if constexpr (what == verb::operate)
    return operation_sees<D, k, K>();
  else if constexpr (what == verb::couple)
    return s::template source_of<k> == K;
  else if constexpr (what == verb::act || what == verb::deliver || what == verb::deliver_in_turn ||
                     what == verb::learn || what == verb::raise || what == verb::flow)
    return s::template source_of<k> == K && sees_sources<typename s::template item<k>::rules>;
  else
    return false;
}
/// Whether entry E is about events of population K that other ranks have found.
template <auto const& D, std::size_t E, std::size_t K>
constexpr bool sees_events_of_all_ranks() {
  using s = structure<D>;
  constexpr std::size_t k = item_of_entry<D, E>;
  if constexpr (s::schedule[E].what != verb::operate)
    return false;
  else if constexpr (!OperatesOnEvent<typename s::template item<k>>)
    return false;
  else
    return s::find_population(s::template item<k>::event.view()) == K && sees_all_neurons<D, k>();
}

/// Gets what entry E is going to look at from the other ranks.
template <auto const& D, std::size_t E, class Real>
void see_other_ranks(network_state<D, Real>& state, const team_member& member) {
  using s = structure<D>;
  for_each_index<s::size>([&](auto k) {
    if constexpr (s::kinds[k] == item_kind::population) {
      auto& p = item_at<k>(state.items);
      if constexpr (sees_neurons_of_all_ranks<D, E, k>()) {
        if (state.ranks > 1)
          member.wait([&] {
            tell_each_other(state, *member.talk, [&](auto& pack, unsigned rank) {
              pack_seen_neurons(pack, p, state.of_rank(rank).share(p.bounds.size() - 1), latest_spikes<D, E>(state, k));
            });
          });
      } else if constexpr (sees_events_of_all_ranks<D, E, k>()) {
        if (const std::int64_t latest = latest_spikes<D, E>(state, k); state.ranks > 1 && latest >= 0)
          member.wait([&] {
            tell_each_other(state, *member.talk, [&](auto& pack, unsigned rank) {
              const auto [first, last] = state.of_rank(rank).share(p.bounds.size() - 1);
              for (std::size_t part = first; part < last; ++part) pack(p.spikes.of_part(latest, part));
            });
          });
      }
    }
  });
}

/// In front of entry E, which reads spikes of this step: all threads have found theirs and, where some arrive at once,
/// all ranks tell them.
template <auto const& D, std::size_t E, class Real>
void wait_for_spikes(network_state<D, Real>& state, const team_member& member) {
  if (state.ranks == 1) return member.wait();
  member.wait([&] {
    if (member.talk->spikes_at_once) spike_exchange<D, Real>::template tell_at_once<E>(state, *member.talk);
  });
}

} // namespace cortexpr::detail
