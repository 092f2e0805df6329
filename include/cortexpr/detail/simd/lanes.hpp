// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/simd/condition.hpp>
#include <cortexpr/detail/simd/exprel.hpp>
#include <cortexpr/detail/simd/simd.hpp>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// The functions of two numbers that packs have not: the power of xsimd 8 is off by 10 units in the last place and
/// wrong for 0 and infinity.
template <class F, std::floating_point T>
[[nodiscard]] constexpr T lane_by_lane(const T& x, const T& y) {
  if constexpr (std::same_as<F, functions::pow_function>)
    return pow_value(x, y);
  else
    return poisson_value(x, y);
}
template <class F, class T, class Arch>
[[nodiscard, gnu::noinline]] xsimd::batch<T, Arch> lane_by_lane(const xsimd::batch<T, Arch>& x,
                                                                const xsimd::batch<T, Arch>& y) {
  alignas(64) std::array<T, xsimd::batch<T, Arch>::size> first, second;
  x.store_aligned(first.data());
  y.store_aligned(second.data());
  for (std::size_t k = 0; k < first.size(); ++k) first[k] = lane_by_lane<F>(first[k], second[k]);
  return xsimd::batch<T, Arch>::load_aligned(first.data());
}

/// A pack as those functions take it that xsimd 8 cannot compile for it: its logarithms for AVX512BW.
template <class B>
[[nodiscard, gnu::always_inline]] constexpr const B& as_lesser_pack(const B& x) {
  return x;
}
template <class T>
[[nodiscard, gnu::always_inline]] inline auto as_lesser_pack(const xsimd::batch<T, xsimd::avx512bw>& x) {
  return xsimd::batch<T, xsimd::avx512dq>(static_cast<typename xsimd::batch<T, xsimd::avx512bw>::register_type>(x));
}
template <class B, class Lesser>
[[nodiscard, gnu::always_inline]] constexpr B from_lesser_pack(const Lesser& x) {
  if constexpr (std::same_as<B, Lesser>)
    return x;
  else
    return B(static_cast<typename Lesser::register_type>(x));
}

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
  using term_type = lanes;
  using value_type = typename lane_traits<B>::value_type;
  using mask = condition<lanes>;
  static constexpr std::size_t size = lane_traits<B>::size;

  constexpr lanes() : value(value_type(0)) {}
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers, quantities and conditions
  constexpr lanes(const B& batch) : value(batch) {}
  template <Arithmetic N>
    requires(!std::same_as<N, B>)
  constexpr lanes(N n) : value(static_cast<value_type>(n)) {}
  template <dimension D>
  constexpr lanes(quantity<D> q) : value(static_cast<value_type>(q.si())) {}
  template <std::same_as<mask> Mask>
  [[gnu::always_inline]] constexpr lanes(const Mask& m) : lanes(choose(m, lanes(1), lanes(0))) {}
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

  friend constexpr mask operator<(const lanes& a, const lanes& b) { return mask(a.value < b.value); }
  friend constexpr mask operator>(const lanes& a, const lanes& b) { return mask(a.value > b.value); }
  friend constexpr mask operator<=(const lanes& a, const lanes& b) { return mask(a.value <= b.value); }
  friend constexpr mask operator>=(const lanes& a, const lanes& b) { return mask(a.value >= b.value); }
  friend constexpr mask operator==(const lanes& a, const lanes& b) { return mask(a.value == b.value); }
  friend constexpr mask operator!=(const lanes& a, const lanes& b) { return mask(a.value != b.value); }

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F, std::same_as<lanes>... More>
  [[gnu::always_inline]] static constexpr lanes call(const lanes& x, const More&... more) {
    if constexpr (std::same_as<F, functions::pow_function> || std::same_as<F, functions::poisson_function>)
      return lanes(lane_by_lane<F>(x.value, more.value...));
    else if constexpr (std::same_as<F, functions::exprel_function> && size > 1)
      return lanes(exprel_pack(x.value));
    else if constexpr (std::same_as<F, functions::log_function> || std::same_as<F, functions::log10_function>)
      return lanes(from_lesser_pack<B>(F::of(as_lesser_pack(x.value))));
    else
      return lanes(F::of(x.value, more.value...));
  }
  [[gnu::always_inline]] static constexpr lanes choose(const mask& m, const lanes& yes, const lanes& no) {
    if constexpr (size == 1)
      return m.value ? yes : no;
    else
      return lanes(xsimd::select(m.value, yes.value, no.value));
  }
  [[gnu::always_inline]] static constexpr lanes power(const lanes& x, int n) {
    return n >= -16 && n <= 16 ? whole_power(x, n) : call<functions::pow_function>(x, lanes(n));
  }

  B value;
};

/// The outcome of a comparison, per lane. For one number it is a bool, too; a pack has no single outcome.
template <class B>
class condition<lanes<B>> {
public:
  using term_type = lanes<B>;
  using value_type = typename lane_traits<B>::mask;

  constexpr condition() : value(false) {}
  // NOLINTBEGIN(google-explicit-constructor): a comparison of constants is a bool in all readings
  constexpr condition(const value_type& outcome) : value(outcome) {}
  template <std::same_as<bool> Bool>
    requires(!std::same_as<bool, value_type>)
  constexpr condition(Bool b) : value(b) {}
  /// A template for bool alone, so that arithmetic finds no built-in operator by way of it.
  template <std::same_as<bool> Bool>
    requires(std::same_as<bool, value_type>)
  constexpr operator Bool() const { return value; }
  // NOLINTEND(google-explicit-constructor)
  template <Arithmetic T>
    requires(!std::same_as<bool, value_type>)
  constexpr explicit operator T() const { return refuse_as_bool<T>(); }

  friend constexpr condition operator&&(const condition& a, const condition& b) { return condition(a.value & b.value); }
  friend constexpr condition operator||(const condition& a, const condition& b) { return condition(a.value | b.value); }
  friend constexpr condition operator&(const condition& a, const condition& b) { return condition(a.value & b.value); }
  friend constexpr condition operator|(const condition& a, const condition& b) { return condition(a.value | b.value); }
  friend constexpr condition operator!(const condition& a) { return condition(!a.value); }

  value_type value;
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

  // A template, so that a bare number is no candidate: it would convert to a hoisted one as well.
  template <std::same_as<hoisted_lanes> Hoisted>
  friend constexpr lanes<B> operator/(const lanes<B>& a, const Hoisted& b) {
    return a * b.reciprocal_;
  }

private:
  lanes<B> reciprocal_;
};

[[nodiscard]] constexpr bool any_lane(bool outcome) { return outcome; }
template <class B>
[[nodiscard]] constexpr bool any_lane(const condition<lanes<B>>& m) {
  if constexpr (lanes<B>::size == 1)
    return m.value;
  else
    return xsimd::any(m.value);
}

/// exprel of a rate times a time step, which is mostly near 0: the same bits as exprel, faster.
template <class B>
[[nodiscard, gnu::always_inline]] constexpr lanes<B> exprel_of_step(const lanes<B>& x) {
  if constexpr (lanes<B>::size == 1)
    return exprel(x);
  else
    return lanes<B>(exprel_pack<true>(x.value));
}

/// Whether a mask is kept as one bit per lane.
template <class Mask>
inline constexpr bool mask_is_bits = false;
template <class T, class Arch>
inline constexpr bool mask_is_bits<xsimd::batch_bool<T, Arch>> = std::is_base_of_v<xsimd::avx512f, Arch>;

/// Unsigned integers as wide as the lanes of B.
template <class B>
using lane_bits = std::conditional_t<sizeof(typename lanes<B>::value_type) == 8, std::uint64_t, std::uint32_t>;
template <class B>
using packed_bits = xsimd::batch<lane_bits<B>, typename B::arch_type>;

/// The mask whose lane k is bit k of lane k.
template <class B>
[[nodiscard, gnu::always_inline]] inline typename lanes<B>::mask mask_of_packed_bits(const packed_bits<B>& bits) {
  using integer = std::make_signed_t<lane_bits<B>>; // masks convert from those of signed numbers
  using integers = xsimd::batch<integer, typename B::arch_type>;
  alignas(64) std::array<integer, integers::size> bit_of_lane;
  for (std::size_t k = 0; k < integers::size; ++k) bit_of_lane[k] = integer{1} << k;
  const auto mine = integers::load_aligned(bit_of_lane.data());
  return typename lane_traits<B>::mask(xsimd::bool_cast((xsimd::bitwise_cast<integers>(bits) & mine) == mine));
}

/// The mask whose lane k is bit k.
template <class B>
[[nodiscard]] typename lanes<B>::mask mask_of_bits(std::uint64_t bits) {
  using outcome = typename lane_traits<B>::mask;
  if constexpr (lanes<B>::size == 1)
    return (bits & 1) != 0;
  else if constexpr (mask_is_bits<outcome>)
    return outcome(static_cast<typename outcome::register_type>(bits));
  else
    return mask_of_packed_bits<B>(packed_bits<B>(static_cast<lane_bits<B>>(bits)));
}

/// Bit k is lane k of the mask.
template <class B>
[[nodiscard]] std::uint64_t bits_of_mask(const condition<lanes<B>>& m) {
  using outcome = typename lane_traits<B>::mask;
  if constexpr (lanes<B>::size == 1) {
    return m.value ? 1 : 0;
  } else if constexpr (mask_is_bits<outcome>) {
    return static_cast<typename outcome::register_type>(m.value);
  } else {
    std::array<bool, outcome::size> flags{};
    m.value.store_unaligned(flags.data());
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < outcome::size; ++k) bits |= std::uint64_t{flags[k]} << k;
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

} // namespace cortexpr::detail
