// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every source has exactly k targets, drawn uniformly. Autapses and multapses are allowed by default (as in NEST).
struct fixed_outdegree {
  static constexpr bool numbered = false;
  std::int64_t k = 0;
  bool autapses = true, multapses = true;

  [[nodiscard]] constexpr fixed_outdegree without_autapses() const { return {k, false, multapses}; }
  [[nodiscard]] constexpr fixed_outdegree without_multapses() const { return {k, autapses, false}; }
  void validate(const projection_extent& extent, std::string_view item) const {
    detail::require_partners(k, extent.targets, multapses, extent.overlaps() && !autapses, "an out-degree", item);
  }
  /// Refers to this rule.
  struct plan_type {
    const fixed_outdegree* rule;
    projection_extent extent;
    stream numbers;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      const bool skip = !rule->autapses && extent.has_self(i);
      detail::draw_partners(g, extent.targets, rule->k, rule->multapses, skip, skip ? extent.self_of(i) : 0,
                            [&](std::uint32_t j) { f(j, std::uint64_t{0}); });
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    return {this, extent, s};
  }
  [[nodiscard]] constexpr bool operator==(const fixed_outdegree&) const = default;
};

} // namespace cortexpr
