// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cortexpr {

/// The spikes of a population in its last steps: one ascending list of neurons per step. Room for every neuron
/// in every list is reserved (not touched) when it is built, so that a step never allocates.
class spike_history {
public:
  spike_history() = default;
  spike_history(std::size_t neurons, std::size_t depth) : neurons_(neurons), lists_(depth) { reserve(); }
  spike_history(const spike_history& o) : neurons_(o.neurons_), lists_(o.lists_) { reserve(); }
  spike_history(spike_history&&) noexcept = default;
  spike_history& operator=(const spike_history& o) {
    if (this != &o) *this = spike_history(o);
    return *this;
  }
  spike_history& operator=(spike_history&&) noexcept = default;
  ~spike_history() = default;

  /// How many steps are remembered, the present one included.
  [[nodiscard]] std::size_t depth() const { return lists_.size(); }
  [[nodiscard]] std::vector<std::uint32_t>& of(std::int64_t step) { return lists_[place(step)]; }
  [[nodiscard]] std::span<const std::uint32_t> of(std::int64_t step) const { return lists_[place(step)]; }
  [[nodiscard]] bool operator==(const spike_history& o) const { return neurons_ == o.neurons_ && lists_ == o.lists_; }

private:
  [[nodiscard]] std::size_t place(std::int64_t step) const { return static_cast<std::size_t>(step) % lists_.size(); }
  void reserve() {
    for (auto& list : lists_) list.reserve(neurons_);
  }

  std::size_t neurons_ = 0;
  std::vector<std::vector<std::uint32_t>> lists_;
};

} // namespace cortexpr
