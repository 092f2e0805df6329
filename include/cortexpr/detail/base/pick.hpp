// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <concepts>
#include <cortexpr/detail/standard.hpp>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// `first ? a : b` without a branch, for conditions that no branch predictor can foretell: compilers turn the other
/// form into a jump.
template <std::floating_point Real>
[[nodiscard]] constexpr Real pick(bool first, Real a, Real b) {
  using bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  static_assert(sizeof(Real) == sizeof(bits));
  const bits mask = bits{0} - static_cast<bits>(first);
  return std::bit_cast<Real>((std::bit_cast<bits>(a) & mask) | (std::bit_cast<bits>(b) & ~mask));
}

/// Whether two numbers are the same bits, which compilers know of a value that nothing has written, NaN included.
template <std::floating_point Real>
[[nodiscard]] constexpr bool is_same_number(Real a, Real b) {
  using bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  return std::bit_cast<bits>(a) == std::bit_cast<bits>(b);
}

} // namespace cortexpr::detail
