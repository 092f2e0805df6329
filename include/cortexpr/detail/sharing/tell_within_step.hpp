// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/sharing/packed.hpp>
#include <cortexpr/detail/sharing/spike_exchange.hpp>
#include <cortexpr/detail/sharing/within_step.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

// What ranks exchange within a step: spikes that arrive in the same step, and neurons of other ranks that an entry of
// the schedule reads.

namespace cortexpr::detail {

/// What others can read of the neurons of the parts [parts.first, parts.second). `latest`: the step of their latest
/// spikes.
template <class Pack, class M, class Integrator, class Real>
void pack_seen_neurons(Pack& pack, population_state<M, Integrator, Real>& p, std::pair<std::size_t, std::size_t> parts,
                       std::int64_t latest) {
  const std::size_t first = p.bounds[parts.first], n = p.bounds[parts.second] - first;
  const auto column_of = [&](auto& column) {
    if (column.size() > 1 || p.size == 1) pack.range(column.data() + first, n);
  };
  for_each_index<variable_count<decltype(p.variables)>>([&](auto k) { column_of(variable<k>(p.variables)); });
  // A parameter that is a function of the neuron is known only to the rank of that neuron.
  for_each_index<variable_count<decltype(p.parameters)>>([&](auto k) { column_of(variable<k>(p.parameters)); });
  for (auto& input : p.coupled)
    if (!input.empty()) pack.range(input.data() + first, n);
  if constexpr (sees_last_spike<M>) column_of(p.last_spike.at);
  if constexpr (Refractory<M>) // parts begin at multiples of 64 neurons
    if (n != 0) pack.range(p.refractory.words() + first / 64, (n + 63) / 64);
  if (latest < 0) return;
  for (std::size_t part = parts.first; part < parts.second; ++part) {
    pack(p.spikes.of_part(latest, part));
    if constexpr (decltype(p.resets)::any) pack(p.resets.parts[part]);
  }
}

/// f(pack, rank) describes the data of a rank, for both directions: each rank packs its own and unpacks that of the
/// others.
template <class State, class F>
void tell_each_other(const State& state, const rank_talk& talk, const F& f) {
  sequence<std::uint8_t> mine;
  message_packer pack(mine);
  f(pack, state.rank);
  talk.calls->meet(talk.call, state.step, {mine.data(), mine.size()});
  each_other_rank(state, *talk.calls, [&](unsigned rank, const message_reader& from) {
    message_unpacker unpack(from);
    f(unpack, rank);
  });
}

/// Refuses networks whose ranks tell each other values of neurons, which one rank cannot imitate.
template <auto const& D>
[[gnu::cold]] void check_dry() {
  for_each_index<structure<D>::entries>([&](auto e) {
    if constexpr (sees_other_ranks<D, e>())
      raise({"dry_run: '", structure<D>::names[item_of_entry<D, e>],
             "' reads neurons of other ranks in every step; one rank imitates the spikes of the others and nothing "
             "else"});
  });
}

/// Gets what entry E is going to read from the other ranks.
template <auto const& D, std::size_t E, class Real>
void tell_what_is_seen(network_state<D, Real>& state, const rank_talk& talk) {
  constexpr std::size_t seen = population_seen<D, E>(), events = population_of_seen_events<D, E>();
  if constexpr (seen != not_found) {
    auto& p = item_at<seen>(state.items);
    tell_each_other(state, talk, [&](auto& pack, unsigned rank) {
      pack_seen_neurons(pack, p, state.of_rank(rank).share(p.bounds.size() - 1), latest_spikes<D, E>(state, seen));
    });
  }
  if constexpr (events != not_found && events != seen) {
    auto& p = item_at<events>(state.items);
    if (const std::int64_t latest = latest_spikes<D, E>(state, events); latest >= 0)
      tell_each_other(state, talk, [&](auto& pack, unsigned rank) {
        const auto [first, last] = state.of_rank(rank).share(p.bounds.size() - 1);
        for (std::size_t part = first; part < last; ++part) pack(p.spikes.of_part(latest, part));
      });
  }
}

/// The functions that threads of a rank call within a step. `spikes_at_once`: some spikes arrive in the step in which
/// they are fired.
template <auto const& D, class Real>
rank_talk talk_within_step(rank_calls& calls, std::string_view call, bool spikes_at_once) {
  using state = network_state<D, Real>;
  rank_talk talk{&calls, call};
  if (spikes_at_once)
    talk.spikes_found = [](void* s, const rank_talk& to, std::size_t entry) {
      for_each_index<structure<D>::entries>([&](auto e) {
        if constexpr (waits_for_spikes<D, e>())
          if (e == entry) spike_exchange<D, Real>::template tell_at_once<e>(*static_cast<state*>(s), to);
      });
    };
  talk.what_is_seen = [](void* s, const rank_talk& to, std::size_t entry) {
    for_each_index<structure<D>::entries>([&](auto e) {
      if constexpr (sees_other_ranks<D, e>())
        if (e == entry) tell_what_is_seen<D, e>(*static_cast<state*>(s), to);
    });
  };
  return talk;
}

} // namespace cortexpr::detail
