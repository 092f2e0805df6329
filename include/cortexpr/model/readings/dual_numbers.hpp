// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/model/interpretation.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr {

namespace detail {

/// A value with its derivatives with respect to N variables. Which derivatives are zero by construction is kept
/// beside them: after inlining these flags are constants, so that a zero costs no instruction.
template <class B, std::size_t N>
class dual {
  static_assert(N <= 64, "cortexpr: a model has at most 64 variables and inputs");

public:
  using term_type = dual;
  using number = lanes<B>;
  using mask = typename number::mask;

  // Everything is forced inline: the flags below must be constants where they are asked.
  constexpr dual() = default;
  // Member by member: g++ 12 copies the whole object through memory in pieces of 8 bytes, and the next load of a pack
  // waits for them; conductances then take two to three times as long.
  [[gnu::always_inline]] constexpr dual(const dual& o) : value(o.value), varies_(o.varies_) {
    for (std::size_t k = 0; k < N; ++k) slopes_[k] = o.slopes_[k];
  }
  [[gnu::always_inline]] constexpr dual& operator=(const dual& o) {
    value = o.value;
    for (std::size_t k = 0; k < N; ++k) slopes_[k] = o.slopes_[k];
    varies_ = o.varies_;
    return *this;
  }
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  constexpr dual(const number& constant) : value(constant) {}
  constexpr dual(Arithmetic auto n) : value(n) {}
  template <dimension D>
  constexpr dual(quantity<D> q) : value(q) {}
  constexpr dual(const mask& m) : value(m) {}
  // NOLINTEND(google-explicit-constructor)

  /// Variable k with its present value.
  [[nodiscard]] static constexpr dual of_variable(const number& x, std::size_t k) {
    dual d(x);
    d.slopes_[k] = number(1);
    d.varies_ = std::uint64_t(1) << k;
    return d;
  }

  /// The derivative with respect to variable k.
  [[nodiscard]] constexpr number slope(std::size_t k) const { return varies(k) ? slopes_[k] : number(0); }
  [[nodiscard]] constexpr bool varies(std::size_t k) const { return (varies_ >> k & 1U) != 0; }

  constexpr dual& operator+=(const dual& o) { return *this = *this + o; }
  constexpr dual& operator-=(const dual& o) { return *this = *this - o; }
  constexpr dual& operator*=(const dual& o) { return *this = *this * o; }
  constexpr dual& operator/=(const dual& o) { return *this = *this / o; }

  [[gnu::always_inline]] friend constexpr dual operator+(const dual& a) { return a; }
  [[gnu::always_inline]] friend constexpr dual operator-(const dual& a) {
    return chain(a, -a.value, [](const number& s) { return -s; });
  }
  [[gnu::always_inline]] friend constexpr dual operator+(const dual& a, const dual& b) {
    return combine(
        a, b, a.value + b.value, [](const number& s) { return s; }, [](const number& t) { return t; });
  }
  [[gnu::always_inline]] friend constexpr dual operator-(const dual& a, const dual& b) {
    return combine(
        a, b, a.value - b.value, [](const number& s) { return s; }, [](const number& t) { return -t; });
  }
  [[gnu::always_inline]] friend constexpr dual operator*(const dual& a, const dual& b) {
    return combine(
        a, b, a.value * b.value, [&](const number& s) { return s * b.value; },
        [&](const number& t) { return a.value * t; });
  }
  [[gnu::always_inline]] friend constexpr dual operator/(const dual& a, const dual& b) {
    const number q = a.value / b.value;
    return combine(
        a, b, q, [&](const number& s) { return s / b.value; }, [&](const number& t) { return -(q * t / b.value); });
  }
  // A template, so that a bare number is no candidate: it would convert to a hoisted one as well.
  template <std::same_as<hoisted_lanes<B>> Hoisted>
  [[gnu::always_inline]] friend constexpr dual operator/(const dual& a, const Hoisted& b) {
    return chain(a, a.value / b, [&](const number& s) { return s / b; });
  }
  template <dimension D>
  [[gnu::always_inline]] friend constexpr dual operator/(const dual& a, quantity<D> b) {
    return a * dual(1 / b.si());
  }

  [[gnu::always_inline]] friend constexpr mask operator<(const dual& a, const dual& b) { return a.value < b.value; }
  [[gnu::always_inline]] friend constexpr mask operator>(const dual& a, const dual& b) { return a.value > b.value; }
  [[gnu::always_inline]] friend constexpr mask operator<=(const dual& a, const dual& b) { return a.value <= b.value; }
  [[gnu::always_inline]] friend constexpr mask operator>=(const dual& a, const dual& b) { return a.value >= b.value; }
  [[gnu::always_inline]] friend constexpr mask operator==(const dual& a, const dual& b) { return a.value == b.value; }
  [[gnu::always_inline]] friend constexpr mask operator!=(const dual& a, const dual& b) { return a.value != b.value; }

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F>
  [[gnu::always_inline]] static constexpr dual call(const dual& x) {
    const number y = number::template call<F>(x.value);
    return chain(
        x, y, [&](const number& s) __attribute__((always_inline)) { return F::along(x.value, y, s); });
  }
  template <class F>
  [[gnu::always_inline]] static constexpr dual call(const dual& a, const dual& b) {
    if constexpr (std::same_as<F, functions::min_function>) {
      return choose(b < a, b, a);
    } else if constexpr (std::same_as<F, functions::max_function>) {
      return choose(a < b, b, a);
    } else if constexpr (std::same_as<F, functions::poisson_function>) {
      return dual(number::template call<F>(a.value, b.value));
    } else {
      const number y = number::template call<F>(a.value, b.value);
      return combine(
          a, b, y, [&](const number& s) { return b.value * number::template call<F>(a.value, b.value - 1) * s; },
          [&](const number& t) { return y * log(a.value) * t; });
    }
  }
  template <class F>
  [[gnu::always_inline]] static constexpr dual call(const dual& x, const dual& low, const dual& high) {
    return min(max(x, low), high);
  }
  [[gnu::always_inline]] static constexpr dual choose(const mask& m, const dual& yes, const dual& no) {
    dual d(number::choose(m, yes.value, no.value));
    d.varies_ = yes.varies_ | no.varies_;
    for (std::size_t k = 0; k < N; ++k)
      if (d.varies(k)) d.slopes_[k] = number::choose(m, yes.slope(k), no.slope(k));
    return d;
  }
  [[gnu::always_inline]] static constexpr dual power(const dual& x, int n) {
    return chain(x, number::power(x.value, n),
                 [&](const number& s) { return n == 0 ? number(0) : n * number::power(x.value, n - 1) * s; });
  }

  number value{};

private:
  template <class Outer>
  [[gnu::always_inline]] static constexpr dual chain(const dual& a, const number& value, const Outer& outer) {
    dual d(value);
    d.varies_ = a.varies_;
    for (std::size_t k = 0; k < N; ++k)
      if (a.varies(k)) d.slopes_[k] = outer(a.slopes_[k]);
    return d;
  }
  template <class Left, class Right>
  [[gnu::always_inline]] static constexpr dual combine(const dual& a, const dual& b, const number& value,
                                                       const Left& left, const Right& right) {
    dual d(value);
    d.varies_ = a.varies_ | b.varies_;
    for (std::size_t k = 0; k < N; ++k) {
      if (a.varies(k) && b.varies(k))
        d.slopes_[k] = left(a.slopes_[k]) + right(b.slopes_[k]);
      else if (a.varies(k))
        d.slopes_[k] = left(a.slopes_[k]);
      else if (b.varies(k))
        d.slopes_[k] = right(b.slopes_[k]);
    }
    return d;
  }

  std::array<number, N> slopes_{};
  std::uint64_t varies_ = 0;
};

} // namespace detail

/// Reads the equations with their derivatives: exact Jacobians from the equations as they are written.
template <class B, std::size_t N>
struct dual_numbers {
  template <dimension>
  using carrier = detail::dual<B, N>;
};

} // namespace cortexpr
