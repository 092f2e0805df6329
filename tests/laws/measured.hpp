// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>

namespace laws {

using cortexpr::dimension;
using cortexpr::quantity;

/// An expression that carries its dimension as a value and remembers mistakes, so that a wrong equation is an
/// answer and no compile error.
struct measured {
  dimension dims{};
  bool sound = true;

  constexpr measured() = default;
  constexpr measured(dimension d, bool s) : dims(d), sound(s) {}
  constexpr measured(cortexpr::Arithmetic auto) {}
  template <dimension D>
  constexpr measured(quantity<D>) : dims(D) {}

  friend constexpr measured same(const measured& a, const measured& b) {
    return {a.dims, a.sound && b.sound && a.dims == b.dims};
  }
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
  friend constexpr measured operator<(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured operator>(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured operator<=(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured operator>=(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured select(const measured& m, const measured& a, const measured& b) {
    return {a.dims, m.sound && same(a, b).sound};
  }
  friend constexpr measured min(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured max(const measured& a, const measured& b) { return same(a, b); }
  friend constexpr measured clip(const measured& x, const measured& a, const measured& b) {
    return same(same(x, a), b);
  }
  friend constexpr measured abs(const measured& x) { return x; }
  friend constexpr measured exp(const measured& x) { return pure(x); }
  friend constexpr measured expm1(const measured& x) { return pure(x); }
  friend constexpr measured exprel(const measured& x) { return pure(x); }
  friend constexpr measured log(const measured& x) { return pure(x); }
  friend constexpr measured sin(const measured& x) { return pure(x); }
  friend constexpr measured cos(const measured& x) { return pure(x); }
  friend constexpr measured tanh(const measured& x) { return pure(x); }
  friend constexpr measured sqrt(const measured& x) { return {x.dims.root(), x.sound && x.dims.has_root()}; }
};

/// A variable of dimension D: what is assigned to it must have this dimension.
template <dimension D>
struct measured_as : measured {
  constexpr measured_as() : measured(D, true) {}
  constexpr measured_as(const measured& m) : measured(D, m.sound && m.dims == D) {}
  constexpr measured_as(cortexpr::Arithmetic auto n) : measured_as(measured(n)) {}
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
