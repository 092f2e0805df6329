// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <compare>
#include <cortexpr/units/measured.hpp>
#include <cstdint>
#include <type_traits>

namespace cortexpr {

/// A variable of a rule that is a weight, in the unit of its projection's weights whichever that is:
/// `struct at_target { weight_amount pool; };` starts at 0. Also what arithmetic with `weight_value` gives.
class weight_amount;
/// A parameter of a rule that is a weight: a quantity in the unit of the projection's weights, or a bare number where
/// weights have no unit. The network compares the dimension with that of the weights.
class weight_value;

namespace detail {

template <>
inline constexpr bool is_rule_weight<weight_amount> = true;
template <>
inline constexpr bool is_rule_weight<weight_value> = true;
template <class T>
concept RuleWeight = is_rule_weight<T>;

/// Receptors are in V, A, S, C or without unit: what is a time or a rate cannot be a weight.
template <dimension D>
constexpr void require_weight() {
  static_assert(D != dim::second && D != dim::hertz,
                "cortexpr: unit mistake: a weight meets a time or a rate; weights are in the unit of their receptor");
}
template <class W>
constexpr void refuse_number_beside_weight() {
  static_assert(
      !std::is_same_v<W, W>,
      "cortexpr: unit mistake: a plain number meets a weight of a rule (weight_value or weight_amount), which "
      "has the unit of the projection's weights: make the number a weight_value too, or write .si() for a "
      "number of SI units by choice");
}

} // namespace detail

class weight_amount {
public:
  constexpr weight_amount() = default;
  constexpr explicit weight_amount(double si) : si_(si) {}
  // NOLINTBEGIN(google-explicit-constructor): weights are assigned to variables that are weights
  template <dimension D>
  constexpr weight_amount(quantity<D> value) : si_(value.si()) {
    detail::require_weight<D>();
  }
  template <dimension D, class Real>
  constexpr weight_amount(const measured<D, Real>& value) : weight_amount(quantity<D>(value)) {}
  constexpr weight_amount(const weight_value& value);
  template <dimension D>
  constexpr operator quantity<D>() const {
    detail::require_weight<D>();
    return quantity<D>(si_);
  }
  // NOLINTEND(google-explicit-constructor)
  template <detail::Arithmetic N>
  constexpr weight_amount& operator=(N) {
    detail::refuse_number_beside_weight<N>();
    return *this;
  }

  [[nodiscard]] constexpr double si() const { return si_; }
  /// The same as a quantity in the unit of `like`: `goal.in_unit_of(s.w)`.
  template <class T>
  [[nodiscard]] constexpr auto in_unit_of(const T&) const {
    return quantity<T::dims>(si_);
  }

  template <class T>
  constexpr weight_amount& operator+=(const T& x) {
    return *this = *this + x;
  }
  template <class T>
  constexpr weight_amount& operator-=(const T& x) {
    return *this = *this - x;
  }
  template <class T>
  constexpr weight_amount& operator*=(const T& factor) {
    return *this = *this * factor;
  }
  template <class T>
  constexpr weight_amount& operator/=(const T& divisor) {
    return *this = *this / divisor;
  }
  void exchange(auto& file) { file(si_); }

private:
  double si_ = 0;
};

class weight_value {
public:
  // NOLINTBEGIN(google-explicit-constructor): parameters are written as quantities and numbers
  template <dimension D>
  constexpr weight_value(quantity<D> value) : si_(value.si()), dims_(D) {}
  constexpr weight_value(double value) : si_(value) {}
  template <dimension D>
  constexpr operator quantity<D>() const {
    detail::require_weight<D>();
    return quantity<D>(si_);
  }
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] constexpr double si() const { return si_; }
  [[nodiscard]] constexpr dimension dims() const { return dims_; }
  /// The same as a quantity in the unit of `like`: `goal.in_unit_of(s.w)`.
  template <class T>
  [[nodiscard]] constexpr auto in_unit_of(const T&) const {
    return quantity<T::dims>(si_);
  }
  /// Whether this can be compared with weights of that dimension; a bare 0 can with all.
  [[nodiscard]] constexpr bool fits(dimension weights) const {
    return dims_ == weights || (si_ == 0 && dims_ == dim::one);
  }
  /// The bytes are those of the time before the kelvin, which shares the number of the mole.
  void exchange(auto& file) {
    int mol_and_K = dims_.mol + dims_.K * 0x10000;
    file(si_, dims_.V, dims_.A, dims_.s, dims_.m, mol_and_K);
    dims_.mol = static_cast<std::int16_t>(mol_and_K & 0xffff);
    dims_.K = (mol_and_K - dims_.mol) / 0x10000;
  }

private:
  double si_;
  dimension dims_ = dim::one;
};

constexpr weight_amount::weight_amount(const weight_value& value) : si_(value.si()) {}

namespace detail {

template <class... T>
inline constexpr bool any_rule_weight = (is_rule_weight<T> || ...);
template <class A, class B>
concept WeightPair = Operand<A> && Operand<B> && any_rule_weight<A, B>;

/// What a sum with a weight gives: a quantity where the other operand has a dimension, else a weight.
template <class A, class B>
[[nodiscard]] constexpr auto weight_sum([[maybe_unused]] double si) {
  if constexpr (is_rule_weight<A> && is_rule_weight<B>) {
    return weight_amount(si);
  } else if constexpr (Arithmetic<A> || Arithmetic<B>) {
    refuse_number_beside_weight<A>();
    return weight_amount(si);
  } else {
    constexpr dimension d = common_dimension<A, B>();
    require_weight<d>();
    return quantity<d>(si);
  }
}
template <class A, class B>
constexpr void require_weights() {
  static_cast<void>(weight_sum<A, B>(0));
}

/// SI units of whatever stands beside a weight.
template <class T>
[[nodiscard]] constexpr double si_of(const T& x) {
  if constexpr (Arithmetic<T>)
    return static_cast<double>(x);
  else
    return x.si();
}

} // namespace detail

template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr auto operator+(const A& a, const B& b) {
  return detail::weight_sum<A, B>(detail::si_of(a) + detail::si_of(b));
}
template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr auto operator-(const A& a, const B& b) {
  return detail::weight_sum<A, B>(detail::si_of(a) - detail::si_of(b));
}
template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr weight_amount operator*(const A& a, const B& b) {
  constexpr bool two_weights = detail::is_rule_weight<A> && detail::is_rule_weight<B>;
  static_assert(!two_weights && !detail::HasUnit<A> && !detail::HasUnit<B>,
                "cortexpr: unit mistake: a weight of a rule (weight_value or weight_amount) is multiplied by another "
                "weight or by a quantity with a unit: divide first (s.w / w_max * s.w), or say the unit: "
                "w_max.in_unit_of(s.w)");
  return weight_amount(detail::si_of(a) * detail::si_of(b));
}
/// A weight divided by a number is a weight; by a weight, or a quantity, it is a number.
template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr auto operator/(const A& a, const B& b) {
  const double ratio = detail::si_of(a) / detail::si_of(b);
  if constexpr (detail::Arithmetic<B>) {
    return weight_amount(ratio);
  } else {
    detail::require_weights<A, B>();
    return ratio;
  }
}
template <detail::RuleWeight W>
[[nodiscard]] constexpr weight_amount operator-(const W& x) {
  return weight_amount(-x.si());
}
template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr bool operator==(const A& a, const B& b) {
  detail::require_weights<A, B>();
  if constexpr (std::is_same_v<A, weight_value> && std::is_same_v<B, weight_value>)
    if (a.dims() != b.dims()) return false;
  return detail::si_of(a) == detail::si_of(b);
}
template <class A, class B>
  requires detail::WeightPair<A, B>
[[nodiscard]] constexpr std::partial_ordering operator<=>(const A& a, const B& b) {
  detail::require_weights<A, B>();
  return detail::si_of(a) <=> detail::si_of(b);
}

namespace detail {

template <class... T>
concept WithWeights = (Operand<T> && ...) && (is_rule_weight<T> || ...);

/// Calls f(SI units of each operand); the result has the unit that they have in common.
template <class F, class... T>
[[nodiscard]] constexpr auto weigh(const F& f, const T&... x) {
  if constexpr ((is_rule_weight<T> && ...)) {
    return weight_amount(f(x.si()...));
  } else if constexpr (((is_rule_weight<T> || Arithmetic<T>)&&...)) {
    refuse_number_beside_weight<F>();
    return weight_amount(0);
  } else {
    constexpr dimension d = common_dimension<T...>();
    require_weight<d>();
    return quantity<d>(f(si_as<d>(x)...));
  }
}

} // namespace detail

template <class A, class B>
  requires detail::WithWeights<A, B>
[[nodiscard]] constexpr auto min(const A& a, const B& b) {
  return detail::weigh([](double x, double y) { return std::min(x, y); }, a, b);
}
template <class A, class B>
  requires detail::WithWeights<A, B>
[[nodiscard]] constexpr auto max(const A& a, const B& b) {
  return detail::weigh([](double x, double y) { return std::max(x, y); }, a, b);
}
template <class X, class L, class H>
  requires detail::WithWeights<X, L, H>
[[nodiscard]] constexpr auto clip(const X& x, const L& low, const H& high) {
  return detail::weigh([](double y, double l, double h) { return std::clamp(y, l, h); }, x, low, high);
}

} // namespace cortexpr
