// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>

namespace laws {

using cortexpr::dimension;
using cortexpr::quantity;

/// An expression that carries its dimension as a value and remembers mistakes, so that a wrong equation is an
/// answer and no compile error.
struct measured {
  using term_type = measured;
  dimension dims{};
  bool sound = true;

  constexpr measured() = default;
  constexpr measured(dimension d, bool s) : dims(d), sound(s) {}
  constexpr measured(cortexpr::detail::Arithmetic auto) {}
  template <dimension D>
  constexpr measured(quantity<D>) : dims(D) {}

  friend constexpr measured same(const measured& a, const measured& b) {
    return {a.dims, a.sound && b.sound && a.dims == b.dims};
  }
  static constexpr measured pure_if(const measured& a) { return {dimension{}, a.sound}; }
  friend constexpr measured pure(const measured& a) { return {dimension{}, a.sound && a.dims == dimension{}}; }

  friend constexpr measured operator-(const measured& a) { return a; }
  friend constexpr measured operator+(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured operator-(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured operator*(const measured& a, const measured& b) {
    return {a.dims * b.dims, a.sound && b.sound};
  }
  friend constexpr measured operator/(const measured& a, const measured& b) {
    return {a.dims / b.dims, a.sound && b.sound};
  }
  friend constexpr measured operator<(const measured& a, const measured& b) { return pure_if(same(a, b)); }
  friend constexpr measured operator>(const measured& a, const measured& b) { return a < b; }
  friend constexpr measured operator<=(const measured& a, const measured& b) { return a < b; }
  friend constexpr measured operator>=(const measured& a, const measured& b) { return a < b; }
  friend constexpr measured operator==(const measured& a, const measured& b) { return a < b; }
  friend constexpr measured operator!=(const measured& a, const measured& b) { return a < b; }
  friend constexpr measured operator&&(const measured& a, const measured& b) { return pure(same(a, b)); }
  friend constexpr measured operator||(const measured& a, const measured& b) { return pure(same(a, b)); }
  friend constexpr measured operator!(const measured& a) { return pure(a); }

  template <class F>
  static constexpr measured call(const measured& x) {
    return {cortexpr::detail::functions::result(F::unit, x.dims),
            x.sound && cortexpr::detail::functions::takes(F::unit, x.dims)};
  }
  template <class F>
  static constexpr measured call(const measured& a, const measured& b) {
    return std::is_same_v<F, cortexpr::detail::functions::pow_function> ? pure(same(a, b)) : same(a, b);
  }
  template <class F>
  static constexpr measured call(const measured& x, const measured& a, const measured& b) {
    return same(same(x, a), b);
  }
  static constexpr measured choose(const measured& m, const measured& a, const measured& b) {
    return {a.dims, m.sound && same(a, b).sound};
  }
  static constexpr measured power(const measured& x, int n) { return {x.dims.power(n), x.sound}; }
};

/// A variable of dimension D: what is assigned to it must have this dimension.
template <dimension D>
struct measured_as : measured {
  constexpr measured_as() : measured(D, true) {}
  constexpr measured_as(const measured& m) : measured(D, m.sound && m.dims == D) {}
  constexpr measured_as(cortexpr::detail::Arithmetic auto n) : measured_as(measured(n)) {}
  template <dimension Q>
  constexpr measured_as(quantity<Q> q) : measured_as(measured(q)) {}
  constexpr measured_as& operator+=(const measured& o) { return *this = measured_as(same(*this, o)); }
  constexpr measured_as& operator-=(const measured& o) { return *this = measured_as(same(*this, o)); }
};

struct measuring {
  template <dimension D>
  using carrier = measured_as<D>;
};

} // namespace laws

template <>
inline constexpr bool cortexpr::detail::is_condition<laws::measured> = true;
