// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <cortexpr/units/math.hpp>
#include <cortexpr/units/quantity.hpp>
#include <type_traits>

namespace cortexpr {

/// A stored number with a dimension: what rules and operations see of a weight or a variable. It is kept as `Real`
/// (float or double), read as a quantity (in double), and assigned from quantities; a plain number does not fit. Of
/// dimension one it behaves as a number. Costs nothing: it is a `Real`.
template <dimension D, class Real>
class measured;

namespace detail {

template <class>
inline constexpr bool is_measured = false;
template <dimension D, class Real>
inline constexpr bool is_measured<measured<D, Real>> = true;

/// Values in the unit of a projection's weights, whichever that is: see plasticity/weight_value.hpp.
template <class>
inline constexpr bool is_rule_weight = false;

template <class T>
concept Measured = is_measured<T>;
/// What may stand beside a measured value or a weight.
template <class T>
concept Operand = Arithmetic<T> || is_quantity<T> || is_measured<T> || is_rule_weight<T>;

template <class T>
concept HasUnit = requires {
  requires T::dims != dim::one;
};

template <class Place>
constexpr void refuse_plain_number() {
  static_assert(!std::is_same_v<Place, Place>,
                "cortexpr: unit mistake: a plain number meets a weight or variable that has a unit: write the unit "
                "(-65_mV, 0.1_nS), or quantity<dim::volt>(x) if x is a number of SI units by choice");
}
template <dimension Have, dimension Want>
constexpr void refuse_other_unit() {
  static_assert(Have == Want, "cortexpr: unit mistake: a weight or variable is assigned a value in another unit; see "
                              "`Have` and `Want` in the line above");
}

/// What an operand is in arithmetic.
template <class T>
[[nodiscard]] constexpr auto operand(const T& x) {
  if constexpr (is_measured<T>)
    return quantity<T::dims>(x.si());
  else
    return x;
}

} // namespace detail

template <dimension D, class Real>
class measured {
public:
  static constexpr dimension dims = D;
  using term_type = quantity<D>;

  constexpr measured() = default;
  constexpr explicit measured(quantity<D> value) : value_(static_cast<Real>(value.si())) {}
  constexpr explicit measured(detail::Arithmetic auto number) requires(D == dim::one)
      : value_(static_cast<Real>(number)) {}
  /// What is stored, a number of SI units.
  [[nodiscard]] static constexpr measured of_stored(Real si) {
    measured m;
    m.value_ = si;
    return m;
  }
  [[nodiscard]] constexpr Real stored() const { return value_; }

  /// The value in SI units.
  [[nodiscard]] constexpr double si() const { return static_cast<double>(value_); }
  // NOLINTBEGIN(google-explicit-constructor): reads as a quantity
  constexpr operator quantity<D>() const { return quantity<D>(si()); }
  constexpr operator double() const requires(D == dim::one) { return si(); }
  template <dimension Other>
    requires(Other != D && D != dim::one)
  constexpr operator quantity<Other>() const { // exists to refuse in words
    detail::refuse_other_unit<D, Other>();
    return quantity<Other>();
  }
  // NOLINTEND(google-explicit-constructor)
  /// A value in the precision of this one.
  [[nodiscard]] static constexpr measured rounded(quantity<D> value) { return measured(value); }

  constexpr measured& operator=(quantity<D> value) {
    value_ = static_cast<Real>(value.si());
    return *this;
  }
  template <dimension Other>
    requires(Other != D)
  constexpr measured& operator=(quantity<Other>) {
    detail::refuse_other_unit<Other, D>();
    return *this;
  }
  template <dimension Other, class R>
  constexpr measured& operator=(const measured<Other, R>& other) {
    return *this = quantity<Other>(other.si());
  }
  template <detail::Arithmetic N>
    requires(D != dim::one)
  constexpr measured& operator=(N) {
    detail::refuse_plain_number<N>();
    return *this;
  }

  constexpr measured& operator+=(const measured& o) {
    value_ += o.value_;
    return *this;
  }
  constexpr measured& operator-=(const measured& o) {
    value_ -= o.value_;
    return *this;
  }
  template <detail::Operand T>
  constexpr measured& operator+=(const T& x) {
    return *this = *this + x;
  }
  template <detail::Operand T>
  constexpr measured& operator-=(const T& x) {
    return *this = *this - x;
  }
  template <detail::Operand T>
  constexpr measured& operator*=(const T& factor) {
    return *this = *this * factor;
  }
  template <detail::Operand T>
  constexpr measured& operator/=(const T& divisor) {
    return *this = *this / divisor;
  }
  constexpr measured& operator++() requires(D == dim::one) { return *this += 1; }
  constexpr measured& operator--() requires(D == dim::one) { return *this -= 1; }

private:
  Real value_ = 0;
};

namespace detail {

template <class... T>
inline constexpr bool any_measured = (is_measured<T> || ...);

/// Two operands without a weight among them, whose operators are in plasticity/weight_value.hpp.
template <class A, class B>
concept MeasuredPair = Operand<A> && Operand<B> && !is_rule_weight<A> && !is_rule_weight<B> && any_measured<A, B>;

/// Whether a plain number stands beside something with a unit.
template <class A, class B>
inline constexpr bool number_meets_unit = (Arithmetic<A> && HasUnit<B>) || (HasUnit<A> && Arithmetic<B>);

/// After a refusal: the operand that has a unit, so that no further error follows.
template <class A, class B>
[[nodiscard]] constexpr auto refused_sum(const A& a, const B& b) {
  refuse_plain_number<A>();
  if constexpr (Arithmetic<A>)
    return operand(b);
  else
    return operand(a);
}

} // namespace detail

template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr auto operator*(const A& a, const B& b) { return detail::operand(a) * detail::operand(b); }
template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr auto operator/(const A& a, const B& b) { return detail::operand(a) / detail::operand(b); }
template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr auto operator+(const A& a, const B& b) {
  if constexpr (detail::number_meets_unit<A, B>)
    return detail::refused_sum(a, b);
  else
    return detail::operand(a) + detail::operand(b);
}
template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr auto operator-(const A& a, const B& b) {
  if constexpr (detail::number_meets_unit<A, B>)
    return detail::refused_sum(a, b);
  else
    return detail::operand(a) - detail::operand(b);
}
template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr bool operator==(const A& a, const B& b) {
  if constexpr (detail::number_meets_unit<A, B>)
    return detail::refuse_plain_number<A>(), false;
  else
    return detail::operand(a) == detail::operand(b);
}
template <class A, class B>
  requires detail::MeasuredPair<A, B>
[[nodiscard]] constexpr std::partial_ordering operator<=>(const A& a, const B& b) {
  if constexpr (detail::number_meets_unit<A, B>)
    return detail::refuse_plain_number<A>(), std::partial_ordering::unordered;
  else
    return detail::operand(a) <=> detail::operand(b);
}

template <dimension D, class Real>
[[nodiscard]] constexpr auto operator-(const measured<D, Real>& x) {
  return -detail::operand(x);
}
template <dimension D, class Real>
[[nodiscard]] constexpr quantity<D> abs(const measured<D, Real>& x) {
  return quantity<D>(x.si() < 0 ? -x.si() : x.si());
}
template <dimension D, class Real>
[[nodiscard]] inline auto sqrt(const measured<D, Real>& x) {
  static_assert(D.has_root(), "cortexpr: unit mistake: sqrt of a unit that has no root");
  return quantity<D.root()>(std::sqrt(x.si()));
}

namespace detail {

/// The dimension of the first operand that has one.
template <class First, class... Rest>
constexpr dimension common_dimension() {
  if constexpr (requires { First::dims; } && !is_rule_weight<First>)
    return First::dims;
  else if constexpr (sizeof...(Rest) != 0)
    return common_dimension<Rest...>();
  else
    return dim::one;
}
/// SI units of an operand that has to be of dimension D.
template <dimension D, class T>
[[nodiscard]] constexpr double si_as(const T& x) {
  if constexpr (Arithmetic<T>) {
    if constexpr (D != dim::one) refuse_plain_number<T>();
    return static_cast<double>(x);
  } else if constexpr (is_rule_weight<T>) {
    return x.si();
  } else {
    require_same_dimension<T::dims, D>();
    return x.si();
  }
}

template <class... T>
concept WithMeasured = (Operand<T> && ...) && (is_measured<T> || ...) && !(is_rule_weight<T> || ...);

} // namespace detail

template <detail::Term A, detail::Term B>
  requires detail::WithMeasured<A, B>
[[nodiscard]] constexpr auto min(const A& a, const B& b) {
  constexpr dimension d = detail::common_dimension<A, B>();
  return quantity<d>(std::min(detail::si_as<d>(a), detail::si_as<d>(b)));
}
template <detail::Term A, detail::Term B>
  requires detail::WithMeasured<A, B>
[[nodiscard]] constexpr auto max(const A& a, const B& b) {
  constexpr dimension d = detail::common_dimension<A, B>();
  return quantity<d>(std::max(detail::si_as<d>(a), detail::si_as<d>(b)));
}
template <detail::Term X, detail::Term L, detail::Term H>
  requires detail::WithMeasured<X, L, H>
[[nodiscard]] constexpr auto clip(const X& x, const L& low, const H& high) {
  constexpr dimension d = detail::common_dimension<X, L, H>();
  return quantity<d>(std::clamp(detail::si_as<d>(x), detail::si_as<d>(low), detail::si_as<d>(high)));
}

} // namespace cortexpr
