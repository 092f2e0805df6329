// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// When in their step the spikes of a `spike_history` happened (s), for each the time since the step began: lists in
/// the order of those of the spikes.
class spike_offsets {
public:
  spike_offsets() = default;
  /// `bounds`: first neurons of the parts, and the number of neurons.
  spike_offsets(sequence<std::uint32_t> bounds, std::size_t depth)
      : bounds_(std::move(bounds)), lists_(depth * parts()) {
    reserve();
  }
  spike_offsets(const spike_offsets& o) : bounds_(o.bounds_), lists_(o.lists_) { reserve(); }
  spike_offsets(spike_offsets&&) noexcept = default;
  spike_offsets& operator=(const spike_offsets& o) {
    if (this != &o) *this = spike_offsets(o);
    return *this;
  }
  spike_offsets& operator=(spike_offsets&&) noexcept = default;
  ~spike_offsets() = default;

  [[nodiscard]] std::size_t parts() const { return bounds_.size() - 1; }
  [[nodiscard]] std::size_t depth() const { return lists_.size() / parts(); }
  [[nodiscard]] sequence<double>& of_part(std::int64_t step, std::size_t part) {
    return lists_[place(step) + part].offsets;
  }
  [[nodiscard]] const sequence<double>& of_part(std::int64_t step, std::size_t part) const {
    return lists_[place(step) + part].offsets;
  }
  /// Those of all parts.
  [[nodiscard]] sequence<double> of(std::int64_t step) const {
    sequence<double> all;
    for (std::size_t part = 0; part < parts(); ++part)
      all.append(of_part(step, part).data(), of_part(step, part).size());
    return all;
  }
  /// Equal if the offsets are, whatever the parts.
  [[nodiscard]] bool operator==(const spike_offsets& o) const {
    if (depth() != o.depth()) return false;
    for (std::size_t k = 0; k < depth(); ++k)
      if (!(of(static_cast<std::int64_t>(k)) == o.of(static_cast<std::int64_t>(k)))) return false;
    return true;
  }

private:
  struct alignas(64) part_offsets { // several threads write lists that stand side by side
    sequence<double> offsets;
  };
  [[nodiscard]] std::size_t place(std::int64_t step) const {
    return static_cast<std::size_t>(step) % depth() * parts();
  }
  void reserve() {
    for (std::size_t k = 0; k < lists_.size(); ++k) {
      const std::size_t part = k % parts();
      lists_[k].offsets.reserve(bounds_[part + 1] - bounds_[part]);
    }
  }

  sequence<std::uint32_t> bounds_{0, 0};
  sequence<part_offsets> lists_{1};
};

} // namespace cortexpr::detail
