// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// Pairs with a probability that falls with distance: p_max exp(-d^2 / (2 sigma^2)), zero beyond `cut_off`. By default
/// neurons are equally spaced on a ring of circumference 1. `.on_grid(m, n)` places them on a square grid instead, row
/// by row, with m sources and n targets in a row; the distance of neighbouring sources is 1. Sources and targets are
/// spread over the same space.
struct distance_dependent {
  static constexpr bool numbered = false;
  double p_max = 1;
  double sigma = 0.1;
  double cut_off = 1e300;
  std::uint32_t source_width = 0, target_width = 0; ///< 0: on a ring
  bool autapses = true;

  [[nodiscard]] constexpr distance_dependent on_grid(std::uint32_t of_sources, std::uint32_t of_targets) const {
    distance_dependent d = *this;
    d.source_width = of_sources;
    d.target_width = of_targets;
    return d;
  }
  [[nodiscard]] constexpr distance_dependent without_autapses() const {
    distance_dependent d = *this;
    d.autapses = false;
    return d;
  }
  void validate(const projection_extent&, std::string_view item) const {
    detail::require_probability(p_max, item);
    if (!(sigma > 0) || !std::isfinite(sigma))
      raise({"projection '", item, "': the width sigma of a distance profile must be positive and finite"});
    if (!(cut_off >= 0)) raise({"projection '", item, "': the cut-off of a distance profile is negative"});
    if ((source_width == 0) != (target_width == 0))
      raise({"projection '", item, "': on_grid needs a width of at least 1 on both sides"});
  }
  /// The distance between source i and target j.
  [[nodiscard]] double distance(const projection_extent& extent, std::uint32_t i, std::uint32_t j) const {
    if (source_width == 0) {
      // In integers, so that equal distances give equal numbers everywhere on the ring.
      const std::uint64_t around = std::uint64_t{extent.sources} * extent.targets;
      const std::uint64_t a = std::uint64_t{i} * extent.targets, b = std::uint64_t{j} * extent.sources;
      const std::uint64_t apart = a > b ? a - b : b - a;
      return static_cast<double>(std::min(apart, around - apart)) / static_cast<double>(around);
    }
    const auto coordinate = [](std::uint32_t k) { return static_cast<double>(k); };
    const double scale = coordinate(source_width) / coordinate(target_width);
    return std::hypot(coordinate(i % source_width) - coordinate(j % target_width) * scale,
                      coordinate(i / source_width) - coordinate(j / target_width) * scale);
  }

  struct plan_type {
    const distance_dependent* rule;
    projection_extent extent;
    stream numbers;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      generator g(numbers, i);
      for (std::uint32_t j = 0; j < extent.targets; ++j) {
        const double d = rule->distance(extent, i, j);
        const double p = d > rule->cut_off ? 0 : rule->p_max * std::exp(-0.5 * (d / rule->sigma) * (d / rule->sigma));
        if (g.uniform() < p && (rule->autapses || !extent.is_self(i, j))) f(j, std::uint64_t{0});
      }
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream s, std::string_view) const {
    return {this, extent, s};
  }
  [[nodiscard]] constexpr bool operator==(const distance_dependent&) const = default;
};

} // namespace cortexpr
