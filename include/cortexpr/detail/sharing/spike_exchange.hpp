// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/sharing/check_shareable.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

/// Calls f(rank, reader of its message) for all ranks but this one.
template <class State, class F>
void each_other_rank(const State& state, const rank_calls& calls, const F& f) {
  for (unsigned r = 0; r < state.ranks; ++r) {
    if (r == state.rank) continue;
    message_reader from(calls.from(r));
    f(r, from);
  }
}

/// The spikes that ranks tell each other, once per epoch: as many steps as the shortest delay has, because no spike
/// arrives earlier. A message holds, step by step and population by population, how many neurons spiked, and
/// differences of their numbers: less than two bytes per spike.
template <auto const& D, class Real>
class spike_exchange {
  using s = structure<D>;
  using state_type = network_state<D, Real>;

public:
  /// The shortest delay of spikes that may come from other ranks, in steps. A spike list is known to all.
  [[nodiscard]] static std::int64_t shortest_delay(const state_type& state) {
    std::int64_t shortest = 1000; // where no projection waits for spikes
    s::template for_each<item_kind::projection>([&](auto p) {
      if constexpr (!s::template is_continuous<p>() && !all_have_spikes<D, s::template source_of<p>>()) {
        const synapse_rows& connections = *item_at<p>(state.items).connections;
        if (connections.synapses != 0) shortest = std::min(shortest, shortest_delay_of<D, p>(state));
      }
    });
    s::template for_each<item_kind::modulation>([&](auto m) {
      if constexpr (!all_have_spikes<D, s::template source_of<m>>())
        shortest = std::min<std::int64_t>(shortest, item_at<m>(state.items).connections->delay);
    });
    return shortest;
  }

  /// Begins a run; all ranks know the spikes of all earlier steps. True if some spikes arrive in the step in which they
  /// are fired.
  bool begin(const state_type& state) {
    const std::int64_t shortest = shortest_delay(state);
    at_once_ = shortest == 0;
    epoch_ = std::max<std::int64_t>(shortest, 1);
    since_ = state.step;
    mine_.clear();
    return at_once_;
  }
  /// Notes the spikes of the latest step, and sends them at the end of an epoch or of the run. True if ranks are at the
  /// same point, so that recordings may be exchanged.
  bool step_done(state_type& state, rank_calls& calls, std::string_view call, bool last, rank_wishes& wishes) {
    if (!at_once_)
      put<all_populations>(state, state.step - 1, mine_);
    else
      put<told_late>(state, state.step - 1, mine_);
    const bool wishes_alone = at_once_ && !any<told_late>(); // all spikes have been sent within the step
    if (!last && (state.step - since_ < epoch_ || (wishes_alone && state.step % 64 != 0))) {
      wishes = {};
      return wishes_alone;
    }
    put_number(mine_, (wishes.stop ? 1u : 0u) + (wishes.look ? 2u : 0u));
    calls.meet(call, state.step, {mine_.data(), mine_.size()});
    each_other_rank(state, calls, [&](unsigned rank, message_reader& from) {
      for (std::int64_t step = since_; step < state.step; ++step)
        if (!at_once_)
          take<all_populations>(state, step, rank, from, calls.dry());
        else
          take<told_late>(state, step, rank, from, calls.dry());
      const std::uint64_t theirs = from.number();
      wishes.stop = wishes.stop || (theirs & 1) != 0;
      wishes.look = wishes.look || (theirs & 2) != 0;
    });
    since_ = state.step;
    mine_.clear();
    return true;
  }
  /// Before entry E, sends the spikes of this step that were found since spikes were last sent.
  template <std::size_t E>
  static void tell_at_once(state_type& state, const rank_talk& talk) {
    if constexpr (!any<told_before<E>>()) return;
    sequence<std::uint8_t> mine;
    put<told_before<E>>(state, state.step, mine);
    talk.calls->meet(talk.call, state.step, {mine.data(), mine.size()});
    each_other_rank(state, *talk.calls, [&](unsigned rank, message_reader& from) {
      take<told_before<E>>(state, state.step, rank, from, talk.calls->dry());
    });
  }

private:
  /// The populations whose spikes are sent together: here all.
  struct all_populations {
    static constexpr bool has(std::size_t) { return true; }
  };
  /// The entry before which spikes of population K are sent if they arrive at once; `entries` if there is none.
  template <std::size_t K>
  static constexpr std::size_t entry_after() {
    std::size_t found = s::entries;
    for_each_index<s::entries>([&](auto e) {
      if (found == s::entries && e > s::threshold_entry(K) && waits_for_spikes<D, e>()) found = e;
    });
    return found;
  }
  template <std::size_t E>
  struct told_before {
    static constexpr bool has(std::size_t k) {
      bool found = false;
      s::template for_each<item_kind::population>([&](auto p) { found = found || (p == k && entry_after<p>() == E); });
      return found;
    }
  };
  using told_late = told_before<s::entries>;
  template <class Which>
  static constexpr bool any() {
    bool found = false;
    s::template for_each<item_kind::population>(
        [&](auto k) { found = found || (!all_have_spikes<D, k>() && is_source(k) && Which::has(k)); });
    return found;
  }

  static constexpr bool is_source(std::size_t k) {
    bool found = false;
    const auto look = [&](auto p) { found = found || s::template source_of<p> == k; };
    s::template for_each<item_kind::projection>(look);
    s::template for_each<item_kind::modulation>(look);
    return found;
  }
  template <class Which, class F>
  static void each_exchanged(state_type& state, const F& f) {
    s::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!all_have_spikes<D, k>() && is_source(k) && Which::has(k)) f(k, item_at<k>(state.items));
    });
  }
  template <class Which>
  static void put(state_type& state, std::int64_t step, sequence<std::uint8_t>& to) {
    each_exchanged<Which>(state, [&](auto k, auto& p) {
      const auto [first, end] = state.of_this_rank().share(p.spikes.parts());
      const step_spikes found = p.spikes.of_parts(step, first, end);
      put_number(to, found.size());
      std::uint32_t former = p.bounds[first];
      for (const std::uint32_t i : found) {
        put_number(to, i - former);
        former = i;
      }
      if constexpr (s::is_precise(k))
        for (std::size_t part = first; part < end; ++part) {
          const sequence<double>& offsets = p.precise.offsets.of_part(step, part);
          put_values(to, offsets.data(), offsets.size());
        }
    });
  }
  template <class Which>
  static void take(state_type& state, std::int64_t step, unsigned rank, message_reader& from, bool dry) {
    each_exchanged<Which>(state, [&](auto k, auto& p) {
      const auto [first, end] = state.of_rank(rank).share(p.spikes.parts());
      for (std::size_t each = first; each < end; ++each) p.spikes.of_part(step, each).clear();
      std::uint64_t neuron = p.bounds[first];
      std::size_t part = first;
      std::uint64_t beyond = 0;
      for (std::uint64_t left = from.number(); left > 0; --left) {
        neuron += from.number();
        while (part < end && neuron >= p.bounds[part + 1]) ++part;
        if (part < end)
          p.spikes.of_part(step, part).push_back(static_cast<std::uint32_t>(neuron));
        else
          ++beyond;
      }
      // The own spikes of a dry run, heard as those of another rank, may be of more neurons than that has.
      if (beyond != 0 && !dry) raise<error>("a message between ranks is damaged: it names a neuron of another rank");
      if constexpr (s::is_precise(k))
        for (std::size_t each = first; each < end; ++each) {
          sequence<double>& offsets = p.precise.offsets.of_part(step, each);
          offsets.resize(p.spikes.of_part(step, each).size());
          from.values(offsets.data(), offsets.size());
        }
      if constexpr (s::is_precise(k))
        for (double unused = 0; beyond > 0; --beyond) from.values(&unused, 1);
    });
  }

  bool at_once_ = false;
  std::int64_t epoch_ = 1, since_ = 0;
  sequence<std::uint8_t> mine_;
};

} // namespace cortexpr::detail
