// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/integrators/located.hpp>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/rows/spike_offsets.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// What reaches a neuron within the present step.
template <class Real>
struct precise_arrival {
  Real offset, amount;    ///< s since the step began; what is added to the variable
  std::uint32_t variable; ///< number of the state variable
  std::uint32_t next;     ///< the arrival at this neuron that came before, or none
};

/// The arrivals of a step at the neurons of a population: a list per part, in which those of one neuron are chained.
template <class Real>
class precise_arrivals {
public:
  using arrival = precise_arrival<Real>;

  precise_arrivals() = default;
  /// `most`: room for so many arrivals in each part.
  precise_arrivals(const sequence<std::uint32_t>& bounds, std::size_t most)
      : parts_(bounds.size() - 1),
        latest_(bounds.back(), none),
        bits_(bounds.back() / bit_view::per_word + 1),
        most_(most) {
    reserve();
  }
  precise_arrivals(const precise_arrivals& o)
      : parts_(o.parts_.size()), latest_(o.latest_.size(), none), bits_(o.bits_.size()), most_(o.most_) {
    reserve(); // between steps nothing is waiting
  }
  precise_arrivals(precise_arrivals&&) noexcept = default;
  precise_arrivals& operator=(const precise_arrivals& o) {
    if (this != &o) *this = precise_arrivals(o);
    return *this;
  }
  precise_arrivals& operator=(precise_arrivals&&) noexcept = default;
  ~precise_arrivals() = default;

  void add(std::size_t part, std::size_t neuron, std::size_t variable, Real offset, Real amount) {
    auto& list = parts_[part].list;
    const auto place = static_cast<std::uint32_t>(list.size());
    list.push_back({offset, amount, static_cast<std::uint32_t>(variable), latest_[neuron]});
    latest_[neuron] = place;
    bits_[neuron / bit_view::per_word] |= std::uint64_t{1} << (neuron % bit_view::per_word);
  }
  /// A bit for each neuron that something reaches.
  [[nodiscard]] bit_view waiting() const { return bit_view(bits_.data()); }
  /// What reaches a neuron, by offset, then in the order of `add`.
  [[nodiscard]] std::span<const arrival> of(std::size_t part, std::size_t neuron) {
    auto& [list, sorted] = parts_[part];
    sorted.clear();
    for (std::uint32_t place = latest_[neuron]; place != none; place = list[place].next) {
      sorted.push_back(list[place]);
      sorted.back().next = place;
    }
    std::sort(sorted.begin(), sorted.end(), [](const arrival& a, const arrival& b) {
      return a.offset != b.offset ? a.offset < b.offset : a.next < b.next;
    });
    latest_[neuron] = none;
    return {sorted.data(), sorted.size()};
  }
  /// All neurons [begin, end) of a part have got what reached them.
  void clear(std::size_t part, std::size_t begin, std::size_t end) {
    if (parts_[part].list.empty()) return;
    parts_[part].list.clear();
    constexpr std::size_t word = bit_view::per_word;
    std::fill(bits_.begin() + begin / word, bits_.begin() + (end + word - 1) / word, std::uint64_t{0});
  }

private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct alignas(64) part_list { // of one thread
    sequence<arrival> list, sorted;
  };
  void reserve() {
    for (part_list& part : parts_) {
      part.list.reserve(most_);
      part.sorted.reserve(std::min<std::size_t>(most_, 1024));
    }
  }

  sequence<part_list> parts_{1};
  sequence<std::uint32_t> latest_;  ///< per neuron: its latest arrival
  sequence<std::uint64_t> bits_{0}; ///< parts begin at whole words
  std::size_t most_ = 0;
};

/// What a population has beside its state if it locates its spikes; nothing otherwise.
template <class M, class Integrator, class Real>
struct precise_state {
  [[nodiscard]] bool operator==(const precise_state&) const = default;
};
template <class M, Located Integrator, class Real>
struct precise_state<M, Integrator, Real> {
  spike_offsets offsets;
  column<Real> releases; ///< when a neuron is free in the first step in which it is not refractory throughout (s)
  // What follows is derived or scratch.
  precise_arrivals<Real> arrivals;
  sequence<Real> transmitted;               ///< what rules transmit, synapse by synapse
  sequence<linear_coefficients<M>> systems; ///< one if it is that of all neurons, else none

  /// `depth`: steps in which spikes are remembered; `most`: arrivals per part and step for which there is room.
  void begin(const sequence<std::uint32_t>& bounds, std::size_t depth, std::size_t most) {
    offsets = spike_offsets(bounds, depth);
    releases.assign(bounds.back(), Real(0));
    arrivals = precise_arrivals<Real>(bounds, most);
    transmitted.assign(bounds.back(), Real(0));
  }
  void prepare([[maybe_unused]] const parameters_of<M, columns<Real>>& p) {
    systems.clear();
    if constexpr (linear_model<M>)
      if (parameters_shared(p, parameters_of_flow<M>))
        systems.push_back(linear_system<M>(parameters_at<M, Real>(p, 0)));
  }
  [[nodiscard]] bool operator==(const precise_state& o) const { return offsets == o.offsets && releases == o.releases; }
};

} // namespace cortexpr::detail
