// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>

/// Monitors of how a variable is distributed over the neurons of a population, or over the synapses of a projection,
/// without keeping its values.
///
/// Example (examples/reference/monitors.cpp):
///
///     monitor<"S.weights", "S">(histogram_of<"w", 20>(0_mV, 1_mV), every{10_ms}),
///     monitor<"E.quartiles", "E">(quantiles_of<"v">(std::array{0.25, 0.5, 0.75}, -80_mV, -40_mV), every{1_ms})

namespace cortexpr {

namespace detail {

/// Counts in bins of equal width over [low, high), those below and those above.
template <fixed_string Name, std::size_t Bins, dimension Dims>
struct counts_in_bins {
  static_assert(Bins > 0, "cortexpr: histogram_of and quantiles_of have one bin or more");
  static constexpr auto reads = names<Name>;
  static constexpr bool sums_exactly = true;
  struct part {
    std::array<std::uint64_t, Bins + 2> counts{}; ///< the first: below; the last: at `high` or above, or no number
  };
  quantity<Dims> low, high;

  void on_step(part& p, const auto& n) const {
    const quantity<Dims> x = n[name_constant<Name>{}]; // its unit is that of the bounds
    const double place = (x.si() - low.si()) / (high.si() - low.si()) * static_cast<double>(Bins);
    ++p.counts[place < 0 ? 0 : place < static_cast<double>(Bins) ? 1 + static_cast<std::size_t>(place) : Bins + 1];
  }
  static part merge(const part& a, const part& b) {
    part both;
    for (std::size_t k = 0; k < both.counts.size(); ++k) both.counts[k] = a.counts[k] + b.counts[k];
    return both;
  }
};

template <fixed_string Name, std::size_t Bins, dimension Dims>
struct histogram_monitor : counts_in_bins<Name, Bins, Dims> {
  using typename counts_in_bins<Name, Bins, Dims>::part;
  static std::array<std::uint64_t, Bins> result(const part& p) {
    std::array<std::uint64_t, Bins> inside{};
    std::copy_n(p.counts.begin() + 1, Bins, inside.begin());
    return inside;
  }
};

template <fixed_string Name, std::size_t Bins, std::size_t N, dimension Dims>
struct quantiles_monitor : counts_in_bins<Name, Bins, Dims> {
  using typename counts_in_bins<Name, Bins, Dims>::part;
  std::array<double, N> shares;

  std::array<quantity<Dims>, N> result(const part& p) const {
    std::array<quantity<Dims>, N> found{};
    std::uint64_t all = 0;
    for (const std::uint64_t n : p.counts) all += n;
    for (std::size_t q = 0; q < N; ++q) found[q] = quantity<Dims>(place_of(p, shares[q] * static_cast<double>(all)));
    return found;
  }

private:
  /// Where as many values lie below: inside a bin by linear interpolation, an infinity outside of the bounds.
  [[nodiscard]] double place_of(const part& p, double wanted) const {
    double below = static_cast<double>(p.counts[0]);
    if (p.counts[0] != 0 && wanted <= below) return -std::numeric_limits<double>::infinity();
    const double width = (this->high.si() - this->low.si()) / static_cast<double>(Bins);
    for (std::size_t k = 0; k < Bins; ++k) {
      const auto here = static_cast<double>(p.counts[k + 1]);
      if (here > 0 && wanted <= below + here)
        return this->low.si() + (static_cast<double>(k) + (wanted - below) / here) * width;
      below += here;
    }
    return p.counts[Bins + 1] != 0 ? std::numeric_limits<double>::infinity() : std::nan("");
  }
};

} // namespace detail

/// How many values lie in each of `Bins` bins of equal width over [low, high): `Bins` columns; what lies outside is not
/// counted. The unit of the bounds is that of the variable.
template <fixed_string Name, std::size_t Bins, dimension Dims>
[[nodiscard]] constexpr auto histogram_of(quantity<Dims> low, quantity<Dims> high) {
  return detail::histogram_monitor<Name, Bins, Dims>{{low, high}};
}

/// Quantiles: the values below which the given shares lie, a column for each share (0.5: the median). They are found by
/// counting in `Bins` bins over [low, high) and are exact up to the width of a bin; one that lies outside of the bounds
/// is an infinity.
template <fixed_string Name, std::size_t Bins = 1024, std::size_t N, dimension Dims>
[[nodiscard]] constexpr auto quantiles_of(std::array<double, N> shares, quantity<Dims> low, quantity<Dims> high) {
  return detail::quantiles_monitor<Name, Bins, N, Dims>{{low, high}, shares};
}

} // namespace cortexpr
