// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// All pairs (i, j) for which a function without captures returns true:
/// `predicate([](auto i, auto j) { return i != j; })`.
template <class F>
struct predicate {
  static constexpr bool numbered = false;
  F holds;

  constexpr explicit predicate(F f) : holds(f) {}
  void validate(const projection_extent&, std::string_view) const {}
  struct plan_type {
    projection_extent extent;
    F holds;
    template <class G>
    void for_row(std::uint32_t i, G&& f) const {
      for (std::uint32_t j = 0; j < extent.targets; ++j)
        if (holds(i, j)) f(j, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream, std::string_view) const {
    return {extent, holds};
  }
};

} // namespace cortexpr
