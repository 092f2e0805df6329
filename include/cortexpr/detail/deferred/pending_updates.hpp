// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The pending updates of a few neighbouring synapses of one trace row, from a spike log in which every spike names the
/// one before it of the same target. The list is filled breadth first, from the latest spikes of all synapses to the
/// oldest, and read backwards, so that each synapse meets its spikes in the order of time:
///
///     synapse           0      1      2
///     spikes not seen   3, 7   none   2, 7, 9
///
///     list              (0, 7) (2, 9) | (0, 3) (2, 7) | (2, 2)
///                       latest of all | those before  | ...
///     read                                 <--------- from here
///
/// Synapses do not see each other's updates, so the order among synapses is free; this one needs no sorting, and its
/// loops have no branch to predict.
class pending_updates {
public:
  static constexpr std::size_t most_synapses = 64; ///< whose updates are gathered at a time
  static constexpr std::uint32_t most_spikes = (1u << 24) - 1;

  /// Gathers the updates of the `count` synapses with these targets: spikes after number `seen`. False if they do not
  /// fit.
  template <class Log>
  [[nodiscard]] bool gather(const Log& log, const std::uint16_t* target, std::size_t count, std::uint32_t seen) {
    const std::uint32_t* const newest = log.newest.data();
    const auto* const spikes = log.spikes.data();
    const auto synapses = static_cast<std::uint32_t>(count);
    std::size_t n = 0;
#pragma GCC unroll 4
    for (std::uint32_t i = 0; i < synapses; ++i) {
      const std::uint32_t spike = newest[target[i]];
      list_[n] = pack(i, spike);
      n += spike > seen;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (n == list_.size()) return false;
      const std::uint32_t former = spikes[spike_of(list_[i]) - 1].former;
      list_[n] = pack(synapse_of(list_[i]), former);
      n += former > seen;
    }
    size_ = n;
    return true;
  }

  /// Gathers the updates of one synapse, however many they are: calls f() for the oldest that fit, then for the next.
  template <class Log, class F>
  [[gnu::cold]] void gather_in_turn(const Log& log, std::uint16_t target, std::uint32_t seen, F&& f) {
    const auto before = [&](std::uint32_t spike) { return log.spikes[spike - 1].former; };
    const std::uint32_t newest = log.newest[target];
    std::size_t later = 0;
    for (std::uint32_t spike = newest; spike > seen; spike = before(spike)) ++later;
    while (later > 0) {
      size_ = std::min(later, list_.size());
      later -= size_;
      std::uint32_t spike = newest;
      for (std::size_t i = 0; i < later; ++i) spike = before(spike);
      for (std::size_t i = 0; i < size_; ++i, spike = before(spike)) list_[i] = pack(0, spike);
      f();
    }
  }

  /// Calls f(synapse, index of the spike in the log) for what was gathered, the oldest spikes of each synapse first.
  template <class F>
  [[gnu::always_inline]] void for_each(F&& f) const {
    for (std::size_t n = size_; n-- > 0;) f(synapse_of(list_[n]), spike_of(list_[n]) - 1);
  }

private:
  /// A synapse, counted from the first, and the number of a spike, counted from 1.
  using update = std::uint32_t;
  static constexpr unsigned synapse_bits = 8;
  static_assert(most_synapses <= 1u << synapse_bits && most_spikes < 1u << (32 - synapse_bits));
  static update pack(std::uint32_t synapse, std::uint32_t spike) { return spike << synapse_bits | synapse; }
  static std::uint32_t synapse_of(update x) { return x & ((1u << synapse_bits) - 1); }
  static std::uint32_t spike_of(update x) { return x >> synapse_bits; }

  std::array<update, 8 * most_synapses> list_;
  std::size_t size_ = 0;
};

} // namespace cortexpr::detail
