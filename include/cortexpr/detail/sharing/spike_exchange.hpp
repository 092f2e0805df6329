// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/sharing/check_shareable.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

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
      if constexpr (!s::template item<s::template source_of<p>>::listed) {
        const synapse_rows& connections = *item_at<p>(state.items).connections;
        if (connections.synapses != 0) shortest = std::min(shortest, shortest_delay_of<D, p>(state));
      }
    });
    return shortest;
  }

  /// A run begins; all ranks know all spikes of the steps before.
  void begin(const state_type& state) {
    epoch_ = shortest_delay(state);
    since_ = state.step;
    mine_.clear();
  }
  /// Notes the spikes of the step that was just made; tells them at the end of an epoch or of the run. Whether it has.
  bool step_done(state_type& state, rank_calls& calls, std::string_view call, bool last, rank_wishes& wishes) {
    each_exchanged(state, [&](auto& p) {
      const auto [first, end] = state.of_this_rank().share(p.spikes.parts());
      const step_spikes found = p.spikes.of_parts(state.step - 1, first, end);
      put_number(mine_, found.size());
      std::uint32_t former = p.bounds[first];
      for (const std::uint32_t i : found) {
        put_number(mine_, i - former);
        former = i;
      }
    });
    if (state.step - since_ < epoch_ && !last) {
      wishes = {};
      return false;
    }
    put_number(mine_, (wishes.stop ? 1u : 0u) + (wishes.look ? 2u : 0u));
    calls.meet(call, state.step, {mine_.data(), mine_.size()});
    for (unsigned r = 0; r < state.ranks; ++r) {
      if (r == state.rank) continue;
      message_reader from(calls.from(r));
      hear(state, r, from);
      const std::uint64_t theirs = from.number();
      wishes.stop = wishes.stop || (theirs & 1) != 0;
      wishes.look = wishes.look || (theirs & 2) != 0;
    }
    since_ = state.step;
    mine_.clear();
    return true;
  }

private:
  /// Populations whose spikes other ranks need.
  template <class F>
  static void each_exchanged(state_type& state, const F& f) {
    s::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!s::template item<k>::listed && is_source(k)) f(item_at<k>(state.items));
    });
  }
  static constexpr bool is_source(std::size_t k) {
    bool found = false;
    s::template for_each<item_kind::projection>([&](auto p) { found = found || s::template source_of<p> == k; });
    return found;
  }
  void hear(state_type& state, unsigned rank, message_reader& from) const {
    const team_member there = state.of_rank(rank);
    for (std::int64_t step = since_; step < state.step; ++step)
      each_exchanged(state, [&](auto& p) {
        const auto [first, end] = there.share(p.spikes.parts());
        for (std::size_t part = first; part < end; ++part) p.spikes.of_part(step, part).clear();
        std::uint64_t neuron = p.bounds[first];
        std::size_t part = first;
        for (std::uint64_t left = from.number(); left > 0; --left) {
          neuron += from.number();
          while (part < end && neuron >= p.bounds[part + 1]) ++part;
          if (part == end) raise<error>("a message between ranks is damaged: it names a neuron of another rank");
          p.spikes.of_part(step, part).push_back(static_cast<std::uint32_t>(neuron));
        }
      });
  }

  std::int64_t epoch_ = 1, since_ = 0;
  sequence<std::uint8_t> mine_;
};

} // namespace cortexpr::detail
