// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cortexpr/model/exprel.hpp>
#include <cortexpr/model/simd.hpp>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr {

template <class B>
struct lane_traits {
  using value_type = B;
  using mask = bool;
  static constexpr std::size_t size = 1;
};
template <class T, class Arch>
struct lane_traits<xsimd::batch<T, Arch>> {
  using value_type = T;
  using mask = xsimd::batch_bool<T, Arch>;
  static constexpr std::size_t size = xsimd::batch<T, Arch>::size;
};

/// The SIMD pack of the machine the program is compiled for.
template <std::floating_point T>
using pack = xsimd::batch<T>;

/// One number per neuron of a block: `B` is `double`, `float` or a SIMD pack of them. Literals and quantities
/// convert implicitly to SI numbers in every lane.
template <class B>
class lanes {
public:
  using batch_type = B;
  using value_type = typename lane_traits<B>::value_type;
  using mask = typename lane_traits<B>::mask;
  static constexpr std::size_t size = lane_traits<B>::size;

  constexpr lanes() : value(value_type(0)) {}
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr lanes(const B& batch) : value(batch) {}
  template <Arithmetic N>
    requires(!std::same_as<N, B>)
  constexpr lanes(N n) : value(static_cast<value_type>(n)) {}
  template <dimension D>
  constexpr lanes(quantity<D> q) : value(static_cast<value_type>(q.si())) {}
  // NOLINTEND(google-explicit-constructor)

  constexpr lanes& operator+=(const lanes& o) {
    value = value + o.value;
    return *this;
  }
  constexpr lanes& operator-=(const lanes& o) {
    value = value - o.value;
    return *this;
  }
  constexpr lanes& operator*=(const lanes& o) {
    value = value * o.value;
    return *this;
  }
  constexpr lanes& operator/=(const lanes& o) {
    value = value / o.value;
    return *this;
  }

  friend constexpr lanes operator+(const lanes& a) { return a; }
  friend constexpr lanes operator-(const lanes& a) { return lanes(-a.value); }
  friend constexpr lanes operator+(const lanes& a, const lanes& b) { return lanes(a.value + b.value); }
  friend constexpr lanes operator-(const lanes& a, const lanes& b) { return lanes(a.value - b.value); }
  friend constexpr lanes operator*(const lanes& a, const lanes& b) { return lanes(a.value * b.value); }
  friend constexpr lanes operator/(const lanes& a, const lanes& b) { return lanes(a.value / b.value); }

  /// Division by a constant of the equation (`/ 4_mV`) is a multiplication by its reciprocal.
  template <dimension D>
  friend constexpr lanes operator/(const lanes& a, quantity<D> b) {
    return a * lanes(1 / b.si());
  }

  friend constexpr mask operator<(const lanes& a, const lanes& b) { return a.value < b.value; }
  friend constexpr mask operator>(const lanes& a, const lanes& b) { return a.value > b.value; }
  friend constexpr mask operator<=(const lanes& a, const lanes& b) { return a.value <= b.value; }
  friend constexpr mask operator>=(const lanes& a, const lanes& b) { return a.value >= b.value; }

  friend constexpr lanes select(const mask& m, const lanes& yes, const lanes& no) {
    if constexpr (size == 1)
      return m ? yes : no;
    else
      return lanes(xsimd::select(m, yes.value, no.value));
  }
  friend lanes exp(const lanes& x) {
    using std::exp;
    return lanes(exp(x.value));
  }
  friend lanes expm1(const lanes& x) {
    using std::expm1;
    return lanes(expm1(x.value));
  }
  friend lanes log(const lanes& x) {
    using std::log;
    return lanes(log(x.value));
  }
  friend lanes sqrt(const lanes& x) {
    using std::sqrt;
    return lanes(sqrt(x.value));
  }
  friend lanes sin(const lanes& x) {
    using std::sin;
    return lanes(sin(x.value));
  }
  friend lanes cos(const lanes& x) {
    using std::cos;
    return lanes(cos(x.value));
  }
  friend lanes tanh(const lanes& x) {
    using std::tanh;
    return lanes(tanh(x.value));
  }
  friend constexpr lanes min(const lanes& a, const lanes& b) {
    if constexpr (size == 1)
      return b < a ? b : a;
    else
      return lanes(xsimd::min(b.value, a.value));
  }
  friend constexpr lanes max(const lanes& a, const lanes& b) {
    if constexpr (size == 1)
      return a < b ? b : a;
    else
      return lanes(xsimd::max(b.value, a.value));
  }
  friend constexpr lanes clip(const lanes& x, const lanes& low, const lanes& high) { return min(max(x, low), high); }
  friend constexpr lanes abs(const lanes& x) { return max(x, -x); }
  friend lanes exprel(const lanes& x) {
    if constexpr (size == 1)
      return x.value == value_type(0) ? lanes(1) : expm1(x) / x;
    else
      return lanes(detail::exprel_pack(x.value));
  }

  B value;
};

/// A parameter that is equal in all lanes and constant over a loop: the reciprocal is formed once, so that the
/// division of an equation (`/ p.tau_m`) costs a multiplication.
template <class B>
class hoisted_lanes : public lanes<B> {
public:
  // NOLINTBEGIN(google-explicit-constructor)
  constexpr hoisted_lanes(const lanes<B>& x) : lanes<B>(x), reciprocal_(lanes<B>(1) / x) {}
  template <Arithmetic N>
  constexpr hoisted_lanes(N n) : hoisted_lanes(lanes<B>(n)) {}
  template <dimension D>
  constexpr hoisted_lanes(quantity<D> q) : hoisted_lanes(lanes<B>(q)) {}
  // NOLINTEND(google-explicit-constructor)

  friend constexpr lanes<B> operator/(const lanes<B>& a, const hoisted_lanes& b) { return a * b.reciprocal_; }
  /// A parameter that is kept from zero is still a parameter.
  template <dimension D>
  friend constexpr hoisted_lanes max(const hoisted_lanes& a, quantity<D> b) {
    return max(static_cast<const lanes<B>&>(a), lanes<B>(b));
  }

private:
  lanes<B> reciprocal_;
};

template <class Mask>
[[nodiscard]] constexpr bool any_lane(const Mask& m) {
  if constexpr (std::same_as<Mask, bool>)
    return m;
  else
    return xsimd::any(m);
}

namespace detail {

/// Whether a mask is kept as one bit per lane.
template <class Mask>
inline constexpr bool mask_is_bits = false;
template <class T, class Arch>
inline constexpr bool mask_is_bits<xsimd::batch_bool<T, Arch>> = std::is_base_of_v<xsimd::avx512f, Arch>;

} // namespace detail

/// The mask whose lane k is bit k.
template <class B>
[[nodiscard]] typename lanes<B>::mask mask_of_bits(std::uint64_t bits) {
  using mask = typename lanes<B>::mask;
  if constexpr (std::same_as<mask, bool>) {
    return (bits & 1) != 0;
  } else if constexpr (detail::mask_is_bits<mask>) {
    return mask(static_cast<typename mask::register_type>(bits));
  } else {
    using integer = std::conditional_t<sizeof(typename lanes<B>::value_type) == 8, std::int64_t, std::int32_t>;
    using integers = xsimd::batch<integer, typename B::arch_type>;
    alignas(64) std::array<integer, integers::size> bit_of_lane;
    for (std::size_t k = 0; k < integers::size; ++k) bit_of_lane[k] = integer{1} << k;
    const auto mine = integers::load_aligned(bit_of_lane.data());
    return xsimd::bool_cast((integers(static_cast<integer>(bits)) & mine) == mine);
  }
}

/// Bit k is lane k of the mask.
template <class Mask>
[[nodiscard]] std::uint64_t bits_of_mask(const Mask& m) {
  if constexpr (std::same_as<Mask, bool>) {
    return m ? 1 : 0;
  } else if constexpr (detail::mask_is_bits<Mask>) {
    return static_cast<typename Mask::register_type>(m);
  } else {
    std::array<bool, Mask::size> flags{};
    m.store_unaligned(flags.data());
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < Mask::size; ++k) bits |= std::uint64_t{flags[k]} << k;
    return bits;
  }
}

template <class B>
[[nodiscard]] lanes<B> load_lanes(const typename lane_traits<B>::value_type* aligned) {
  if constexpr (lane_traits<B>::size == 1)
    return lanes<B>(*aligned);
  else
    return lanes<B>(B::load_aligned(aligned));
}

template <class B>
void store_lanes(typename lane_traits<B>::value_type* aligned, const lanes<B>& x) {
  if constexpr (lane_traits<B>::size == 1)
    *aligned = x.value;
  else
    x.value.store_aligned(aligned);
}

} // namespace cortexpr
