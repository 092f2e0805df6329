// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/random/distributions.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// A distribution between two bounds: drawn again until the value lies inside. Made by `truncated(...)`.
template <class Distribution>
struct truncated_values {
  static constexpr dimension dims = Distribution::dims;
  Distribution of;
  quantity<dims> low, high;

  void validate(std::string_view item) const {
    of.validate(item);
    detail::require_order(low, high, item);
  }
  /// The largest absolute value that can come.
  [[nodiscard]] double bound() const { return std::fmax(std::abs(low.si()), std::abs(high.si())); }
  [[nodiscard]] double operator()(generator& g, std::uint32_t i, std::uint32_t j) const {
    for (int k = 0; k < most_draws; ++k)
      if (const double x = of(g, i, j); x >= low.si() && x <= high.si()) return x;
    refuse();
  }
  [[nodiscard]] constexpr bool operator==(const truncated_values&) const = default;

private:
  static constexpr int most_draws = 1'000'000;

  [[noreturn, gnu::cold]] void refuse() const {
    raise({"truncated(...): a million values of the distribution lie outside of ", detail::quantity_text(low), " to ",
           detail::quantity_text(high), "; widen the interval"});
  }
};

/// A distribution between two bounds, which have its unit; an infinite bound leaves one side open.
///
///     weight(truncated(lognormal(1_nS, 0.5_nS), 0.1_nS, 5_nS))
///
/// `normal(mean, sd).redrawn(low, high)` is the same for normal values; `clipped` moves values to the bound instead.
template <class Distribution>
[[nodiscard]] constexpr truncated_values<Distribution>
truncated(const Distribution& of, quantity<Distribution::dims> low, quantity<Distribution::dims> high) {
  return {of, low, high};
}

} // namespace cortexpr
