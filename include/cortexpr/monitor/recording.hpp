// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/base/sequence.hpp>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace cortexpr {

namespace detail {

/// A neuron's or synapse's number from a list of any arithmetic type; what is no whole number becomes -1.
template <class N>
std::int64_t index_from(N k) {
  if constexpr (std::is_floating_point_v<N>)
    return k >= 0 && k < N(9e15) && k == std::floor(k) ? static_cast<std::int64_t>(k) : -1;
  else
    return static_cast<std::int64_t>(k);
}

/// Room for more entries. Grows at least twofold, so that many short runs cost no more than a long one, and at most
/// by 2^27 entries at once: a run that a callback will stop may be announced as endless.
template <class T>
void reserve_more(std::vector<T>& v, std::size_t more) {
  constexpr std::size_t most = std::size_t{1} << 27;
  const std::size_t wanted = v.size() + std::min(more, most);
  if (wanted > v.capacity()) v.reserve(std::max(wanted, v.size() + std::min(v.capacity(), most)));
}

} // namespace detail

/// Which neurons or synapses a recording keeps.
class selection {
public:
  /// All of `n`.
  void all(std::uint64_t n) {
    everything_ = true;
    size_ = n;
    which_.clear();
    sorted_.clear();
  }
  /// These, in this order.
  template <class List>
  void these(const List& list, std::uint64_t n, const std::string& item) {
    everything_ = false;
    which_.clear();
    for (const auto k : list) {
      const auto index = detail::index_from(k);
      if (index < 0 || static_cast<std::uint64_t>(index) >= n)
        raise({"recording '", item, "': number ", index, " is out of range; there are ", n, ", numbered from 0"});
      which_.push_back(static_cast<std::uint64_t>(index));
    }
    size_ = which_.size();
    sorted_ = which_;
    std::sort(sorted_.begin(), sorted_.end());
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool everything() const { return everything_; }
  [[nodiscard]] std::uint64_t operator[](std::size_t k) const { return everything_ ? k : which_[k]; }
  [[nodiscard]] bool contains(std::uint64_t index) const {
    return everything_ || std::binary_search(sorted_.begin(), sorted_.end(), index);
  }

private:
  bool everything_ = true;
  std::size_t size_ = 0;
  sequence<std::uint64_t> which_;
  sequence<std::uint64_t> sorted_; ///< the same, to look numbers up
};

/// Values of a variable over time: row k was taken at step `steps[k]` from the selected neurons or synapses.
template <class Real>
struct trace {
  selection which;
  std::int64_t period = 1; ///< steps between rows
  double dt = 0;           ///< s per step
  std::string unit;
  std::vector<std::int64_t> steps;
  std::vector<Real> values; ///< rows x columns

  /// Where chosen synapses lie in the storage of these connections.
  struct synapse_place {
    std::size_t slice = 0, position = 0;
  };
  sequence<synapse_place> places;
  const void* places_in = nullptr;

  [[nodiscard]] std::size_t rows() const { return steps.size(); }
  [[nodiscard]] std::size_t columns() const { return which.size(); }
  [[nodiscard]] Real operator()(std::size_t row, std::size_t column) const { return values[row * columns() + column]; }
  /// Time of a row (s).
  [[nodiscard]] double time(std::size_t row) const { return static_cast<double>(steps[row]) * dt; }
  void clear() {
    steps.clear();
    values.clear();
  }
  [[nodiscard]] bool holds_results() const { return !steps.empty(); }
  /// Takes away what has been written elsewhere.
  void drop_results() { clear(); }
  void reserve(std::int64_t more_steps) {
    const auto more = static_cast<std::size_t>(more_steps / period + 1);
    detail::reserve_more(steps, more);
    constexpr std::size_t bound = std::size_t{1} << 32; // the product must not overflow
    detail::reserve_more(values, std::min(more, bound) * std::min(columns(), bound - 1));
  }
};

/// Spikes in the order in which they happened.
struct spike_train {
  selection which;
  double dt = 0;
  std::vector<std::int64_t> steps;
  std::vector<std::uint32_t> neurons;
  std::int64_t first_step = -1; ///< since when spikes are kept; -1: no step was looked at yet

  [[nodiscard]] std::size_t size() const { return steps.size(); }
  [[nodiscard]] double time(std::size_t k) const { return static_cast<double>(steps[k]) * dt; }
  template <class Spikes>
  void take(std::int64_t step, const Spikes& spiking) {
    if (first_step < 0) first_step = step;
    for (const std::uint32_t i : spiking)
      if (which.contains(i)) {
        steps.push_back(step);
        neurons.push_back(i);
      }
  }
  void clear() {
    steps.clear();
    neurons.clear();
    first_step = -1;
  }
  [[nodiscard]] bool holds_results() const { return !steps.empty(); }
  void drop_results() { clear(); }
};

/// Mean firing rate of a population in bins of `period` steps.
struct rate_trace {
  std::uint32_t population = 1; ///< neurons
  std::int64_t period = 1;
  double dt = 0;
  std::vector<std::int64_t> starts; ///< first step of each complete bin
  std::vector<double> hertz;
  std::int64_t filled = 0; ///< steps in the open bin
  std::uint64_t spikes = 0;

  [[nodiscard]] std::size_t size() const { return hertz.size(); }
  [[nodiscard]] double time(std::size_t k) const { return static_cast<double>(starts[k]) * dt; }
  void take(std::int64_t step, std::size_t spiking) {
    spikes += spiking;
    if (++filled < period) return;
    starts.push_back(step + 1 - period);
    hertz.push_back(static_cast<double>(spikes) / (static_cast<double>(population) * static_cast<double>(period) * dt));
    filled = 0;
    spikes = 0;
  }
  void clear() {
    drop_results();
    filled = 0;
    spikes = 0;
  }
  [[nodiscard]] bool holds_results() const { return !starts.empty(); }
  /// ... all but the open bin.
  void drop_results() {
    starts.clear();
    hertz.clear();
  }
};

} // namespace cortexpr
