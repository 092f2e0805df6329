// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/draws/random_bits16.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// What happens with a given probability, neuron by neuron: whether a uniform number in [0, 1) lies below it. Sixteen
/// bits of the number decide but for one case in 65,536; then 53 more are drawn, so that small probabilities are as
/// exact as large ones. A neuron's number depends on stream, neuron and step alone.
struct bernoulli {
  static constexpr double width = 0x1p-16;

  /// The multiples of 2^-16 below the numbers of neurons [begin, end), begin a multiple of 64, to out[begin] and on.
  template <class Real>
  static void draw_bounds(stream s, std::uint64_t step, Real* out, std::size_t begin, std::size_t end) {
    constexpr std::size_t block = random_bits16::block;
    for (std::size_t first = begin; first < end; first += block) {
      const auto bits = random_bits16::of(s, step, first, 0);
      alignas(64) std::array<Real, block> bounds;
      for (std::size_t i = 0; i < block; ++i) bounds[i] = static_cast<Real>(bits[i]) * static_cast<Real>(width);
      std::copy_n(bounds.begin(), std::min(block, end - first), out + first);
    }
  }

  /// For which neurons of a block, from `first` on, the number lies below p.
  template <class B>
  [[nodiscard, gnu::always_inline]] static typename lanes<B>::mask
  below(const lanes<B>& p, const lanes<B>& bound, stream s, std::uint64_t step, std::size_t first) {
    const typename lanes<B>::mask sure = bound + lanes<B>(width) <= p, open = (bound < p) & !sure;
    if (!any_lane(open)) [[likely]]
      return sure;
    return sure | mask_of_bits<B>(settle(bits_of_mask(open), p, bound, s, step, first));
  }

private:
  template <class B>
  [[gnu::noinline, gnu::cold]] static std::uint64_t settle(std::uint64_t open, const lanes<B>& p, const lanes<B>& bound,
                                                           stream s, std::uint64_t step, std::size_t first) {
    alignas(64) std::array<typename lanes<B>::value_type, lanes<B>::size> limits, bounds;
    store_lanes<B>(limits.data(), p);
    store_lanes<B>(bounds.data(), bound);
    std::uint64_t below = 0;
    for_each_bit(open, [&](std::size_t k) {
      const auto more = draw(s, random_bits16::of_neuron(0) + first + k, step);
      const double rest = (static_cast<double>(limits[k]) - static_cast<double>(bounds[k])) / width;
      if (to_unit(more[0], more[1]) < rest) below |= std::uint64_t{1} << k;
    });
    return below;
  }
};

} // namespace cortexpr::detail
