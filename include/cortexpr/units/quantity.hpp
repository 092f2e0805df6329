// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <concepts>
#include <cortexpr/units/dimension.hpp>

namespace cortexpr {

namespace detail {

template <class T>
concept Arithmetic = std::integral<T> || std::floating_point<T>;
template <dimension Have, dimension Want>
constexpr void require_same_dimension() {
  static_assert(Have == Want, "cortexpr: unit mistake: a quantity of one dimension meets a place of another "
                              "dimension; see `Have` and `Want` in the line above");
}

template <dimension D>
concept Dimensional = D != dim::one;
/// Refuses a plain number in the place of a quantity.
template <dimension Want>
constexpr void refuse_plain_number() {
  static_assert(Want == dim::one,
                "cortexpr: unit mistake: a plain number stands where a quantity is wanted: write its "
                "unit, 0_mV; in flow and noise every variable has its member, `.g = 0_nS / 1_s` where "
                "nothing moves it and `.g = 0_nS / sqrt(1_s)` where it has no noise");
}

/// Refuses another dimension than that of the place where a value is put.
template <dimension Have, dimension Want>
constexpr void require_place() {
  static_assert(Want != Have / dim::second,
                "cortexpr: unit mistake: a value stands where its time derivative is wanted: does flow leave out the "
                "derivative of a variable (.w = ...), or a division by a time constant?");
  if constexpr (Want != Have / dim::second) require_same_dimension<Have, Want>();
}

} // namespace detail

/// A number with a physical dimension, stored in SI units. Sums, comparisons and assignments need equal
/// dimensions; a quantity of dimension one is a plain number.
template <dimension D>
class quantity {
public:
  static constexpr dimension dims = D;
  using term_type = quantity;

  constexpr quantity() = default;
  constexpr explicit quantity(std::integral auto number) requires detail::Dimensional<D>
      : si_(static_cast<double>(number)) {}
  constexpr explicit quantity(std::floating_point auto number) requires detail::Dimensional<D>
      : si_(static_cast<double>(number)) {}
  // NOLINTNEXTLINE(google-explicit-constructor): exists to refuse in words
  constexpr quantity(detail::Arithmetic auto) requires detail::Dimensional<D> { detail::refuse_plain_number<D>(); }
  // NOLINTNEXTLINE(google-explicit-constructor): a pure number is a quantity of dimension one
  constexpr quantity(detail::Arithmetic auto number) requires(D == dim::one) : si_(static_cast<double>(number)) {}
  template <dimension Other>
    requires(Other != D)
  // NOLINTNEXTLINE(google-explicit-constructor): exists to refuse in words
  constexpr quantity(quantity<Other>) { detail::require_place<Other, D>(); }

  /// The value in SI units.
  [[nodiscard]] constexpr double si() const { return si_; }
  /// The value counted in `unit`: `(20_ms).in(1_s) == 0.02`.
  [[nodiscard]] constexpr double in(quantity unit) const { return si_ / unit.si_; }
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr operator double() const requires(D == dim::one) { return si_; }

  constexpr quantity& operator+=(quantity o) {
    si_ += o.si_;
    return *this;
  }
  constexpr quantity& operator-=(quantity o) {
    si_ -= o.si_;
    return *this;
  }
  constexpr quantity& operator*=(double factor) {
    si_ *= factor;
    return *this;
  }
  constexpr quantity& operator/=(double factor) {
    si_ /= factor;
    return *this;
  }

  [[nodiscard]] constexpr quantity operator-() const { return quantity(-si_); }
  [[nodiscard]] constexpr quantity operator+() const { return *this; }

  friend constexpr quantity operator*(quantity a, detail::Arithmetic auto b) {
    return quantity(a.si_ * static_cast<double>(b));
  }
  friend constexpr quantity operator*(detail::Arithmetic auto a, quantity b) {
    return quantity(static_cast<double>(a) * b.si_);
  }
  friend constexpr quantity operator/(quantity a, detail::Arithmetic auto b) {
    return quantity(a.si_ / static_cast<double>(b));
  }
  friend constexpr quantity<dim::one / D> operator/(detail::Arithmetic auto a, quantity b) {
    return quantity<dim::one / D>(static_cast<double>(a) / b.si_);
  }

private:
  double si_ = 0;
};

template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A> operator+(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return quantity<A>(a.si() + b.si());
}
template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A> operator-(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return quantity<A>(a.si() - b.si());
}
template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A * B> operator*(quantity<A> a, quantity<B> b) {
  return quantity<A * B>(a.si() * b.si());
}
template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A / B> operator/(quantity<A> a, quantity<B> b) {
  return quantity<A / B>(a.si() / b.si());
}
// A plain number beside a pure quantity: the checked reading of `1 + exp(x)`.
[[nodiscard]] constexpr quantity<dim::one> operator+(quantity<dim::one> a, detail::Arithmetic auto b) {
  return a.si() + static_cast<double>(b);
}
[[nodiscard]] constexpr quantity<dim::one> operator+(detail::Arithmetic auto a, quantity<dim::one> b) {
  return static_cast<double>(a) + b.si();
}
[[nodiscard]] constexpr quantity<dim::one> operator-(quantity<dim::one> a, detail::Arithmetic auto b) {
  return a.si() - static_cast<double>(b);
}
[[nodiscard]] constexpr quantity<dim::one> operator-(detail::Arithmetic auto a, quantity<dim::one> b) {
  return static_cast<double>(a) - b.si();
}

template <dimension A, dimension B>
[[nodiscard]] constexpr bool operator==(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return a.si() == b.si();
}
template <dimension A, dimension B>
[[nodiscard]] constexpr auto operator<=>(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return a.si() <=> b.si();
}
// Templates: for a class derived from a quantity clang 14 finds the built-in operators as good.
template <std::derived_from<quantity<dim::one>> Pure>
[[nodiscard]] constexpr bool operator==(const Pure& a, detail::Arithmetic auto b) {
  return a.si() == static_cast<double>(b);
}
template <std::derived_from<quantity<dim::one>> Pure>
[[nodiscard]] constexpr auto operator<=>(const Pure& a, detail::Arithmetic auto b) {
  return a.si() <=> static_cast<double>(b);
}

namespace detail {

// A plain number beside a quantity with a unit is refused in words.
template <dimension D>
constexpr void require_unit_of_number() {
  static_assert(D == dim::one, "cortexpr: unit mistake: a plain number meets a quantity with a unit: write the number "
                               "with its unit, 0_mV or 1_nS");
}

} // namespace detail

template <dimension D>
  requires(D != dim::one)
constexpr quantity<D> operator+(quantity<D> a, detail::Arithmetic auto) {
  detail::require_unit_of_number<D>();
  return a;
}
template <dimension D>
  requires(D != dim::one)
constexpr quantity<D> operator+(detail::Arithmetic auto, quantity<D> b) {
  detail::require_unit_of_number<D>();
  return b;
}
template <dimension D>
  requires(D != dim::one)
constexpr quantity<D> operator-(quantity<D> a, detail::Arithmetic auto) {
  detail::require_unit_of_number<D>();
  return a;
}
template <dimension D>
  requires(D != dim::one)
constexpr quantity<D> operator-(detail::Arithmetic auto, quantity<D> b) {
  detail::require_unit_of_number<D>();
  return b;
}
template <dimension D>
  requires(D != dim::one)
constexpr bool operator==(quantity<D>, detail::Arithmetic auto) {
  detail::require_unit_of_number<D>();
  return false;
}
template <dimension D>
  requires(D != dim::one)
constexpr auto operator<=>(quantity<D> a, detail::Arithmetic auto) {
  detail::require_unit_of_number<D>();
  return a <=> a;
}

/// Whether a type is a quantity.
template <class>
inline constexpr bool is_quantity = false;
template <dimension D>
inline constexpr bool is_quantity<quantity<D>> = true;

} // namespace cortexpr
