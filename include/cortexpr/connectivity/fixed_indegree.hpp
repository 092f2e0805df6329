// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/detail/connectivity/row_table.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every target has exactly k sources, drawn uniformly. Autapses and multapses are allowed by default (as in NEST).
struct fixed_indegree {
  static constexpr bool numbered = false;
  std::int64_t k = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_indegree without_autapses() const { return {k, false, multapses}; }
  [[nodiscard]] constexpr fixed_indegree without_multapses() const { return {k, autapses, false}; }
  void validate(const projection_extent& extent, std::string_view item) const {
    detail::require_partners(k, extent.sources, multapses, extent.overlaps() && !autapses, "an in-degree", item);
  }
  [[nodiscard]] detail::row_table plan(const projection_extent& extent, stream s, std::string_view) const {
    return detail::tabulate(extent.sources, [&](auto&& f) {
      for (std::uint32_t j = 0; j < extent.targets; ++j) {
        generator g(s, j);
        const std::uint64_t neuron = std::uint64_t{extent.target_begin} + j;
        const bool skip = !autapses && extent.same_population && neuron >= extent.source_begin &&
                          neuron < std::uint64_t{extent.source_begin} + extent.sources;
        detail::draw_partners(g, extent.sources, k, multapses, skip,
                              skip ? static_cast<std::uint32_t>(neuron - extent.source_begin) : 0,
                              [&](std::uint32_t i) { f(i, j); });
      }
    });
  }
  [[nodiscard]] constexpr bool operator==(const fixed_indegree&) const = default;
};

} // namespace cortexpr
