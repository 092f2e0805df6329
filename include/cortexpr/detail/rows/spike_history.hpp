// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

namespace cortexpr::detail {

/// Which spike of its neuron in a step each one is, counted from 0, in a walk over the spikes of the step.
class repeats {
public:
  [[nodiscard]] std::uint64_t of(std::uint64_t neuron) {
    number_ = neuron == last_ ? number_ + 1 : 0;
    last_ = neuron;
    return number_;
  }

private:
  std::uint64_t last_ = ~std::uint64_t{0}, number_ = 0;
};

/// The spikes of one part of a population in one step, ascending; a neuron that spikes several times in the step stands
/// there as often. On a cache line of its own: several threads write
/// lists that stand side by side.
struct alignas(64) part_spikes {
  sequence<std::uint32_t> neurons;
};

/// The spikes of one step in ascending order: a view of one list per part of the population.
class step_spikes {
public:
  using list = part_spikes;

  class iterator {
  public:
    using value_type = std::uint32_t;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::forward_iterator_tag;
    using pointer = const std::uint32_t*;
    using reference = const std::uint32_t&;

    iterator() = default;
    iterator(const list* at, const list* last) : list_(at), last_(last) { skip_empty(); }
    reference operator*() const { return *here_; }
    iterator& operator++() {
      if (++here_ == list_->neurons.data() + list_->neurons.size()) {
        ++list_;
        skip_empty();
      }
      return *this;
    }
    iterator operator++(int) {
      const iterator former = *this;
      ++*this;
      return former;
    }
    bool operator==(const iterator& o) const { return here_ == o.here_; }

  private:
    void skip_empty() {
      while (list_ != last_ && list_->neurons.empty()) ++list_;
      here_ = list_ == last_ ? nullptr : list_->neurons.data();
    }
    const list* list_ = nullptr;
    const list* last_ = nullptr;
    const std::uint32_t* here_ = nullptr;
  };

  step_spikes(const list* first, std::size_t parts) : first_(first), parts_(parts) {}
  [[nodiscard]] iterator begin() const { return {first_, first_ + parts_}; }
  [[nodiscard]] iterator end() const { return {first_ + parts_, first_ + parts_}; }
  [[nodiscard]] std::size_t size() const {
    std::size_t n = 0;
    for (std::size_t k = 0; k < parts_; ++k) n += first_[k].neurons.size();
    return n;
  }
  [[nodiscard]] bool empty() const { return size() == 0; }

private:
  const list* first_;
  std::size_t parts_;
};

/// The spikes of a population in its last steps: for every step one ascending list of neurons per part of the
/// population. Room for every neuron in every list is reserved (not touched) when it is built, and on demand for more
/// spikes than neurons, so that a step does not allocate.
class spike_history {
public:
  spike_history() = default;
  /// `bounds`: first neurons of the parts, and the number of neurons.
  spike_history(sequence<std::uint32_t> bounds, std::size_t depth)
      : bounds_(std::move(bounds)), lists_(depth * parts()) {
    reserve();
  }
  spike_history(std::size_t neurons, std::size_t depth)
      : spike_history(sequence<std::uint32_t>{0, static_cast<std::uint32_t>(neurons)}, depth) {}
  spike_history(const spike_history& o) : bounds_(o.bounds_), lists_(o.lists_), room_(o.room_) { reserve(); }
  spike_history(spike_history&&) noexcept = default;
  spike_history& operator=(const spike_history& o) {
    if (this != &o) *this = spike_history(o);
    return *this;
  }
  spike_history& operator=(spike_history&&) noexcept = default;
  ~spike_history() = default;

  /// Makes room for this many spikes in every list.
  void make_room(std::size_t spikes) {
    room_ = spikes;
    reserve();
  }

  [[nodiscard]] std::size_t parts() const { return bounds_.size() - 1; }
  /// How many steps are remembered, the present one included.
  [[nodiscard]] std::size_t depth() const { return lists_.size() / parts(); }
  [[nodiscard]] step_spikes of(std::int64_t step) const { return {lists_.data() + place(step), parts()}; }
  /// Those of parts [first, last).
  [[nodiscard]] step_spikes of_parts(std::int64_t step, std::size_t first, std::size_t last) const {
    return {lists_.data() + place(step) + first, last - first};
  }
  /// The list of one part, to be filled.
  [[nodiscard]] sequence<std::uint32_t>& of_part(std::int64_t step, std::size_t part) {
    return lists_[place(step) + part].neurons;
  }
  [[nodiscard]] const sequence<std::uint32_t>& of_part(std::int64_t step, std::size_t part) const {
    return lists_[place(step) + part].neurons;
  }
  /// Equal if the same neurons spiked, whatever the parts.
  [[nodiscard]] bool operator==(const spike_history& o) const {
    if (bounds_.back() != o.bounds_.back() || depth() != o.depth()) return false;
    for (std::size_t k = 0; k < depth(); ++k) {
      const step_spikes a = of(static_cast<std::int64_t>(k)), b = o.of(static_cast<std::int64_t>(k));
      if (a.size() != b.size() || !std::equal(a.begin(), a.end(), b.begin())) return false;
    }
    return true;
  }

private:
  [[nodiscard]] std::size_t place(std::int64_t step) const {
    return static_cast<std::size_t>(step) % depth() * parts();
  }
  void reserve() {
    for (std::size_t k = 0; k < lists_.size(); ++k) {
      const std::size_t part = k % parts();
      lists_[k].neurons.reserve(std::max<std::size_t>(bounds_[part + 1] - bounds_[part], room_));
    }
  }

  sequence<std::uint32_t> bounds_{0, 0};
  sequence<part_spikes> lists_{1};
  std::size_t room_ = 0; ///< spikes, where neurons spike several times in a step
};

} // namespace cortexpr::detail
