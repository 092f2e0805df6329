// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/base/step_scratch.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The latest spikes of the targets of a slice, for deferred plasticity: synapses are updated when the next spike
/// arrives at their trace row, or when their weights are read. A trace row is what one pre-synaptic trace belongs to.
/// Spikes are numbered 1, 2, ... from the oldest that is kept; 0 is none.
template <class Variables>
struct spike_log {
  struct spike {
    Variables target;     ///< the target's variables just before
    std::uint32_t former; ///< number of the spike before of the same target
    std::uint32_t after;  ///< steps since `epoch`
  };

  static constexpr std::size_t most = (std::size_t{1} << 24) - 1; ///< spikes

  bool on = false; ///< otherwise synapses are updated at once
  /// How often traces have decayed so far. They do it once per step, at a place of the step that the log need not know.
  std::int64_t clock = 0;
  sequence<std::int64_t> arrived; ///< per trace row: the clock when the latest spike arrived, whose trace is kept

  // What follows depends on when synapses were read; all of it is empty when no update is pending.
  capacity_preserving<spike> spikes;
  sequence<std::uint32_t> newest; ///< per target: number of its latest spike
  sequence<std::uint32_t> seen;   ///< per trace row: its synapses are updated up to this spike
  std::int64_t epoch = 0;         ///< a step
  std::int64_t lead = 0;          ///< the clock minus the step when targets spike
  std::size_t room = 0;           ///< for spikes

  void begin(std::size_t trace_rows, std::size_t targets, std::size_t synapses) {
    on = true;
    arrived.assign(trace_rows, clock);
    newest.assign(targets, 0);
    seen.assign(trace_rows, 0);
    // A spike that is kept takes a few words, and half of the spikes are dropped in a walk over all trace rows, which
    // may be updated then: both must cost little beside the work of as many spikes at synapses.
    make_room(std::max(2 * targets, std::min(16 * targets, synapses / 16)));
  }
  void make_room(std::size_t spikes_at_most) {
    room = std::clamp<std::size_t>(spikes_at_most, 1, most);
    spikes.reserve(room);
  }

  [[nodiscard]] std::uint32_t last() const { return static_cast<std::uint32_t>(spikes.size()); }
  [[nodiscard]] bool empty() const { return spikes.empty(); }
  [[nodiscard]] bool full(std::int64_t step) const {
    return !spikes.empty() && (spikes.size() >= room || step - epoch > 0xffffffff);
  }
  void add(std::size_t target, std::int64_t step, const Variables& variables) {
    if (spikes.empty()) epoch = step;
    lead = clock - step;
    spikes.push_back({variables, newest[target], static_cast<std::uint32_t>(step - epoch)});
    newest[target] = last();
  }
  /// Drops the first spikes; all trace rows have seen them.
  void drop(std::uint32_t count) {
    if (count == last()) return drop_all();
    spikes.drop_front(count);
    const auto renumber = [count](std::uint32_t& number) { number = number > count ? number - count : 0; };
    const std::uint32_t passed = spikes.front().after;
    for (spike& x : spikes) {
      renumber(x.former);
      x.after -= passed;
    }
    epoch += passed;
    std::for_each(newest.begin(), newest.end(), renumber);
    std::for_each(seen.begin(), seen.end(), renumber);
  }
  void drop_all() {
    spikes.clear();
    std::fill(newest.begin(), newest.end(), 0u);
    std::fill(seen.begin(), seen.end(), 0u);
  }

  [[nodiscard]] std::size_t bytes() const {
    return room * sizeof(spike) + newest.size() * sizeof newest[0] + seen.size() * (sizeof seen[0] + sizeof arrived[0]);
  }
  /// Of two slices without pending updates.
  [[nodiscard]] bool operator==(const spike_log& o) const {
    return on == o.on && clock == o.clock && arrived == o.arrived;
  }
};

} // namespace cortexpr::detail
