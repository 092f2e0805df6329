// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every source to every target, source by source. Autapses are included unless `.without_autapses()` (as in Brian2).
struct all_to_all {
  static constexpr bool numbered = false;
  bool autapses = true;

  [[nodiscard]] constexpr all_to_all without_autapses() const { return {.autapses = false}; }
  void validate(const projection_extent&, std::string_view) const {}

  struct plan_type {
    projection_extent extent;
    bool autapses;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint32_t j = 0; j < extent.targets; ++j)
        if (autapses || !extent.is_self(i, j)) f(j, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream, std::string_view) const {
    return {extent, autapses};
  }
  [[nodiscard]] constexpr bool operator==(const all_to_all&) const = default;
};

} // namespace cortexpr
