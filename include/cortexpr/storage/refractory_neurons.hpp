// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/bit_view.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cortexpr {

/// Periods are below so many steps.
inline constexpr std::uint32_t longest_refractory_period = 16'000'000;

/// Which neurons of a population are refractory, one bit each, and when each will be free. A step reads the bits and
/// touches those neurons only that become free in it: they wait in a wheel of lists, one list per step to come.
class refractory_neurons {
public:
  refractory_neurons() = default;
  /// Nobody is refractory. `bounds`: first neurons of the parts that threads own, all of them multiples of 64, and the
  /// number of neurons.
  explicit refractory_neurons(const std::vector<std::uint32_t>& bounds)
      : size_(bounds.back()), bits_(size_ / bit_view::per_word + 1), waiting_(size_), wheels_(bounds.size() - 1) {}

  [[nodiscard]] bit_view held() const { return bit_view(bits_.data()); }
  /// After how many steps neuron i is free; 0 if it is.
  [[nodiscard]] std::uint32_t remaining(std::size_t i) const {
    // All parts have made as many steps.
    return held()[i] ? waiting_[i].until - wheels_.front().clock : 0;
  }

  /// Neuron i of a part, which is free, is held for a number of steps.
  void hold(std::size_t part, std::size_t i, std::uint32_t steps) {
    if (steps == 0) return;
    bits_[i / bit_view::per_word] |= bit_of(i);
    waiting_[i].until = wheels_[part].clock + steps;
    enter(wheels_[part], static_cast<std::uint32_t>(i));
  }
  /// The next step of the neurons of a part begins.
  void next_step(std::size_t part) {
    wheel& here = wheels_[part];
    std::uint32_t& list = here.list_of(++here.clock);
    std::uint32_t i = list;
    list = nobody;
    while (i != nobody) {
      const auto [until, next] = waiting_[i];
      if (until == here.clock)
        bits_[i / bit_view::per_word] &= ~bit_of(i);
      else
        enter(here, i); // the wheel turns once more
      i = next;
    }
  }

  /// Equal if the same neurons will be free at the same time, whatever the parts.
  [[nodiscard]] bool operator==(const refractory_neurons& o) const {
    if (size_ != o.size_) return false;
    for (std::size_t i = 0; i < size_; ++i)
      if (remaining(i) != o.remaining(i)) return false;
    return true;
  }

private:
  static constexpr std::uint32_t nobody = 0xffffffff;
  static constexpr std::size_t lists = 256;
  struct wheel {
    std::uint32_t clock = 0; ///< steps so far; it may overflow
    std::array<std::uint32_t, lists> first;
    wheel() { first.fill(nobody); }
    [[nodiscard]] std::uint32_t& list_of(std::uint32_t time) { return first[time % lists]; }
  };
  struct place {
    std::uint32_t until = 0, next = nobody;
  };

  static std::uint64_t bit_of(std::size_t i) { return std::uint64_t{1} << (i % bit_view::per_word); }
  void enter(wheel& w, std::uint32_t i) {
    std::uint32_t& list = w.list_of(waiting_[i].until);
    waiting_[i].next = list;
    list = i;
  }

  std::size_t size_ = 0;
  std::vector<std::uint64_t> bits_{0};
  std::vector<place> waiting_;   ///< per neuron; of meaning while it is held
  std::vector<wheel> wheels_{1}; ///< per part
};

} // namespace cortexpr
