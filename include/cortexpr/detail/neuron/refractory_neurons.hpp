// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Periods are below so many steps.
inline constexpr std::uint32_t longest_refractory_period = 16'000'000;

/// Which neurons of a population are refractory, one bit each, and when each will be free. A step reads the bits and
/// touches those neurons only that become free in it: they wait in a queue or, where a later neuron is free before an
/// earlier one, in a wheel of lists, one list per step to come.
class refractory_neurons {
public:
  refractory_neurons() = default;
  /// No neuron is refractory. `bounds`: first neurons of the parts that threads own, all of them multiples of 64, and
  /// the number of neurons.
  explicit refractory_neurons(const sequence<std::uint32_t>& bounds)
      : bits_(bounds.back() / bit_view::per_word + 1),
        until_(bounds.back()),
        next_(bounds.back()),
        queue_(bounds.back()),
        parts_(bounds.size() - 1) {
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      part_of_neurons& p = parts_[k];
      p.begin = p.front = p.back = bounds[k];
      p.end = bounds[k + 1];
    }
  }

  [[nodiscard]] bit_view held() const { return bit_view(bits_.data()); }
  [[nodiscard]] std::uint64_t* words() { return bits_.data(); } ///< the bits of all neurons
  /// After how many steps neuron i is free; 0 if it is.
  [[nodiscard]] std::uint32_t remaining(std::size_t i) const {
    if (!held()[i]) return 0;
    const auto* const part =
        std::partition_point(parts_.begin(), parts_.end(), [&](const part_of_neurons& p) { return p.end <= i; });
    return until_[i] - part->clock;
  }

  /// Neuron i of a part, which is free, is held for a number of steps.
  void hold(std::size_t part, std::size_t i, std::uint32_t steps) {
    if (steps == 0) return;
    part_of_neurons& p = parts_[part];
    const std::uint32_t until = p.clock + steps;
    bits_[i / bit_view::per_word] |= bit_of(i);
    until_[i] = until;
    // Compared as steps to come: the times may have overflown.
    if (p.queued == 0 || steps >= p.latest - p.clock) {
      queue_[p.back] = {until, static_cast<std::uint32_t>(i)};
      p.latest = until;
      p.turn(p.back);
      ++p.queued;
    } else {
      enter_wheel(p, static_cast<std::uint32_t>(i));
    }
  }
  /// The next step of the neurons of a part begins.
  void next_step(std::size_t part) {
    part_of_neurons& p = parts_[part];
    ++p.clock;
    for (; p.queued != 0 && queue_[p.front].until == p.clock; --p.queued) {
      free(queue_[p.front].neuron);
      p.turn(p.front);
    }
    std::uint32_t& list = p.list_of(p.clock);
    if (list == no_neuron) return;
    std::uint32_t i = list;
    list = no_neuron;
    while (i != no_neuron) {
      const std::uint32_t next = next_[i];
      if (until_[i] == p.clock)
        free(i);
      else
        enter_wheel(p, i); // it turns once more
      i = next;
    }
  }

  /// Equal if the same neurons will be free at the same time, whatever the parts.
  [[nodiscard]] bool operator==(const refractory_neurons& o) const {
    if (until_.size() != o.until_.size()) return false;
    for (std::size_t i = 0; i < until_.size(); ++i)
      if (remaining(i) != o.remaining(i)) return false;
    return true;
  }

private:
  static constexpr std::uint32_t no_neuron = 0xffffffff;
  static constexpr std::size_t lists = 256;

  struct place {
    std::uint32_t until = 0, neuron = 0;
  };
  struct alignas(64) part_of_neurons { // of one thread
    std::uint32_t clock = 0;           ///< steps so far; it may overflow
    std::uint32_t begin = 0, end = 0;  ///< neurons, and the places of their queue, which is a ring
    std::uint32_t front = 0, back = 0, queued = 0;
    std::uint32_t latest = 0; ///< when the last of the queue is free
    std::array<std::uint32_t, lists> wheel;

    part_of_neurons() { wheel.fill(no_neuron); }
    void turn(std::uint32_t& place) const {
      if (++place == end) place = begin;
    }
    [[nodiscard]] std::uint32_t& list_of(std::uint32_t time) { return wheel[time % lists]; }
  };

  static std::uint64_t bit_of(std::size_t i) { return std::uint64_t{1} << (i % bit_view::per_word); }
  void free(std::size_t i) { bits_[i / bit_view::per_word] &= ~bit_of(i); }
  void enter_wheel(part_of_neurons& p, std::uint32_t i) {
    std::uint32_t& list = p.list_of(until_[i]);
    next_[i] = list;
    list = i;
  }

  sequence<std::uint64_t> bits_{0};
  sequence<std::uint32_t> until_; ///< per neuron; of meaning while it is held
  sequence<std::uint32_t> next_;  ///< per neuron: the next one of its list of the wheel
  sequence<place> queue_;
  sequence<part_of_neurons> parts_{1};
};

} // namespace cortexpr::detail
