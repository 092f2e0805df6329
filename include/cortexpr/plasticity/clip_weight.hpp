// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr {

/// Clips the weight to [low, high] after every spike of source and target; stands behind the rules it is to bound.
/// Parameters: low (default 0), high, in the unit of the weights.
struct clip_weight {
  weight_value low = 0, high = 1;

  constexpr void on_pre(auto& s) const { bound(s); }
  constexpr void on_post(auto& s) const { bound(s); }
  [[nodiscard]] constexpr std::array<weight_value, 2> weight_values() const { return {low, high}; }
  [[nodiscard]] bool operator==(const clip_weight&) const = default;

private:
  constexpr void bound(auto& s) const {
    using real = std::remove_cvref_t<decltype(s.w)>;
    s.w = std::clamp(s.w, static_cast<real>(low.si()), static_cast<real>(high.si()));
  }
};

} // namespace cortexpr
