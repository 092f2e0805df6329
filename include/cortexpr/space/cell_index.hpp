// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/space/masks.hpp>
#include <cortexpr/space/placement.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// One direction of space, divided into cells of equal length.
class cell_axis {
public:
  cell_axis() = default;
  /// Cells of about the length `wanted` for coordinates from low to high; `period` if space is periodic, else 0.
  cell_axis(double low, double high, double wanted, double period)
      : origin_(period == 0 ? low : 0), period_(period), length_(period == 0 ? high - low : period) {
    const double most = 4096;
    count_ = length_ > 0 ? static_cast<std::int64_t>(std::clamp(std::floor(length_ / wanted), 1.0, most)) : 1;
  }
  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] std::int64_t cell_of(double x) const { return inside(raw_cell(x)); }
  /// Calls f(cell) for the cells that coordinates from low to high lie in, each once.
  template <class F>
  void for_each_cell(double low, double high, F&& f) const {
    if (count_ == 1) return f(std::int64_t{0});
    std::int64_t first = raw_cell(low), last = raw_cell(high);
    if (period_ == 0) {
      // A cell wider on both sides: places at an edge may have been rounded into the neighbour.
      first = std::max<std::int64_t>(first - 1, 0), last = std::min(last + 1, count_ - 1);
    } else {
      --first, ++last;
      if (last - first >= count_) first = 0, last = count_ - 1;
    }
    for (std::int64_t c = first; c <= last; ++c) f(inside(c));
  }

private:
  [[nodiscard]] std::int64_t raw_cell(double x) const {
    if (count_ == 1) return 0;
    const double cell = std::floor((x - origin_) / length_ * static_cast<double>(count_));
    return static_cast<std::int64_t>(std::clamp(cell, -1e9, 1e9));
  }
  [[nodiscard]] std::int64_t inside(std::int64_t cell) const {
    if (period_ == 0) return std::clamp<std::int64_t>(cell, 0, count_ - 1);
    return (cell % count_ + count_) % count_;
  }
  double origin_ = 0, period_ = 0, length_ = 0;
  std::int64_t count_ = 1;
};

/// Neurons sorted into cells of space, so that those near a place are found without a look at all others.
class cell_index {
public:
  /// The neurons [first, first + n) of a population, for regions of this size.
  cell_index(const placement& all, std::uint32_t first, std::uint32_t n, const region& around) : space_(all.space) {
    const double wanted = cell_length(around);
    const std::array<const sequence<double>*, 3> coordinates{&all.x, &all.y, &all.z};
    const std::array<double, 3> periods{all.space.x, all.space.y, all.space.z};
    for (std::size_t d = 0; d < 3; ++d) {
      const auto& c = *coordinates[d];
      if (c.empty() || n == 0) continue;
      const auto [low, high] = std::minmax_element(c.begin() + first, c.begin() + first + n);
      // Not more cells than a few per neuron.
      const double fewest = periods[d] == 0 ? *high - *low : periods[d];
      const double per_side = std::max(1.0, all.is_flat() ? 2 * std::sqrt(n) : 2 * std::cbrt(n));
      axes_[d] = cell_axis(*low, *high, std::max(wanted, fewest / per_side), periods[d]);
    }
    begin_.assign(static_cast<std::size_t>(axes_[0].count() * axes_[1].count() * axes_[2].count()) + 1, 0);
    for (std::uint32_t k = 0; k < n; ++k) ++begin_[cell_of(all[first + k]) + 1];
    for (std::size_t c = 0; c + 1 < begin_.size(); ++c) begin_[c + 1] += begin_[c];
    neuron_.resize(n);
    place_.resize(n);
    auto next = begin_;
    for (std::uint32_t k = 0; k < n; ++k) {
      const point p = all[first + k];
      const std::uint32_t at = next[cell_of(p)]++;
      neuron_[at] = k;
      place_[at] = p;
    }
  }

  /// Calls f(neuron) for all neurons whose displacement from a place lies in a mask, in periodic space also across
  /// its edges; in no particular order.
  template <class M, class F>
  void for_each_in(const M& mask, const region& around, const point& centre, F&& f) const {
    const point middle = around.middle();
    axes_[2].for_each_cell(centre.z + around.low.z, centre.z + around.high.z, [&](std::int64_t z) {
      axes_[1].for_each_cell(centre.y + around.low.y, centre.y + around.high.y, [&](std::int64_t y) {
        axes_[0].for_each_cell(centre.x + around.low.x, centre.x + around.high.x, [&](std::int64_t x) {
          const std::size_t c = cell(x, y, z);
          for (std::uint32_t k = begin_[c]; k < begin_[c + 1]; ++k)
            if (mask.contains(displacement(centre, place_[k], space_, middle))) f(neuron_[k]);
        });
      });
    });
  }

private:
  /// A third of what the mask reaches in its widest direction: narrower cells fit it better and cost more to look up.
  [[nodiscard]] static double cell_length(const region& around) {
    const auto reach = [](double low, double high) { return std::isfinite(high - low) ? (high - low) / 2 : 0; };
    const double widest = std::max(
        {reach(around.low.x, around.high.x), reach(around.low.y, around.high.y), reach(around.low.z, around.high.z)});
    return widest / 3;
  }
  [[nodiscard]] std::size_t cell(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return static_cast<std::size_t>((z * axes_[1].count() + y) * axes_[0].count() + x);
  }
  [[nodiscard]] std::size_t cell_of(const point& p) const {
    return cell(axes_[0].cell_of(p.x), axes_[1].cell_of(p.y), axes_[2].cell_of(p.z));
  }

  period space_;
  std::array<cell_axis, 3> axes_;
  sequence<std::uint32_t> begin_, neuron_;
  sequence<point> place_;
};

} // namespace cortexpr::detail
