// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Neuron i to neuron i; both sides must have one size.
struct one_to_one {
  static constexpr bool numbered = false;

  void validate(const projection_extent& extent, std::string_view item) const {
    if (extent.sources != extent.targets)
      raise({"projection '", item, "': one_to_one needs equal sizes, but there are ", extent.sources, " sources and ",
             extent.targets, " targets"});
  }
  struct plan_type {
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      f(i, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent&, stream, std::string_view) const { return {}; }
  [[nodiscard]] constexpr bool operator==(const one_to_one&) const = default;
};

} // namespace cortexpr
