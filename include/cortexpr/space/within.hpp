// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/space/cell_index.hpp>
#include <cortexpr/space/masks.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr {

namespace detail {

/// Refuses a mask between neurons that are not in one space.
inline void require_one_space(const placement& from, const placement& to, std::string_view item) {
  if (!(from.space == to.space))
    raise({"projection '", item,
           "': the layouts of source and target are periodic in boxes of different size; make "
           "both periodic in one size, or none"});
}

} // namespace detail

/// All targets in a region around their source: `within(circle(200_um))`; both populations are placed in one space
/// (`placed(grid(...))`). After a bar it takes what other rules take: `within(circle(300_um)) |
/// with_probability(gaussian_kernel(0.8, 100_um))`. Autapses are included unless `.without_autapses()`. Targets are
/// found by cells of space: cost grows with the synapses, not with the pairs.
template <detail::Mask Mask>
struct within {
  static constexpr bool numbered = false;
  static constexpr bool sees_neurons = true;
  Mask mask;
  bool autapses = true;

  constexpr explicit within(Mask region) : mask(region) {}
  [[nodiscard]] constexpr within without_autapses() const {
    within rule = *this;
    rule.autapses = false;
    return rule;
  }
  void validate(const projection_extent&, std::string_view item) const { mask.validate(item); }

  struct plan_type {
    const within* rule;
    projection_extent extent;
    const detail::placement* sources;
    detail::region around;
    detail::cell_index targets;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      detail::sequence<std::uint32_t> found;
      targets.for_each_in(rule->mask, around, (*sources)[std::size_t{extent.source_begin} + i],
                          [&](std::uint32_t j) { found.push_back(j); });
      std::sort(found.begin(), found.end());
      for (const std::uint32_t j : found)
        if (rule->autapses || !extent.is_self(i, j)) f(j, std::uint64_t{0});
    }
  };
  /// The plan refers to this object and to the positions of the sources.
  template <class Neurons>
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream, std::string_view item,
                               const Neurons& neurons) const {
    const detail::placement& from = neurons.places_of_sources();
    const detail::placement& to = neurons.places_of_targets();
    detail::require_one_space(from, to, item);
    const detail::region around = mask.bounds();
    detail::require_narrow(around, from.space, item);
    return {this, extent, &from, around, detail::cell_index(to, extent.target_begin, extent.targets, around)};
  }
};

} // namespace cortexpr
