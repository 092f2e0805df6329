// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Every pair with probability p, independently (Brian2's connect(p=...), NEST's pairwise_bernoulli). Autapses are
/// included unless `.without_autapses()`. Cost: one draw per synapse, by geometric skips.
struct fixed_probability {
  static constexpr bool numbered = false;
  double p = 0;
  bool autapses = true;

  [[nodiscard]] constexpr fixed_probability without_autapses() const { return {.p = p, .autapses = false}; }
  void validate(const projection_extent&, std::string_view item) const { detail::require_probability(p, item); }

  struct plan_type {
    projection_extent extent;
    stream numbers;
    double p;
    bool autapses;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      detail::for_each_success(g, p, extent.targets, [&](double j) {
        const auto target = static_cast<std::uint32_t>(j);
        if (autapses || !extent.is_self(i, target)) f(target, std::uint64_t{0});
      });
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    return {extent, s, p, autapses};
  }
  [[nodiscard]] constexpr bool operator==(const fixed_probability&) const = default;
};

} // namespace cortexpr
