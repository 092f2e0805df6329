// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/units/math.hpp>

namespace cortexpr::detail {

/// Names in words what `?:`, `if` and casts ask of a condition that is no bool.
template <class T>
constexpr T refuse_as_bool() {
  static_assert(never<T>,
                "cortexpr: a condition of an equation has no single value, so that ?:, if and std::max cannot "
                "work: write select(condition, a, b), or multiply by the condition, which counts as 0 or 1");
  return T{};
}

/// A comparison in a reading with the carrier `C`. It joins with `and`, `or`, `not`, and counts as 0 or 1 in
/// arithmetic. (A template over the carrier, so that the operators of the carrier are found for it.)
template <class C>
class condition {
public:
  using term_type = C;

  constexpr condition() = default;
  constexpr explicit condition(const C& made_from) : sides(made_from) {}
  // NOLINTBEGIN(google-explicit-constructor): a comparison of constants is a bool in all readings
  template <std::same_as<bool> Bool>
  constexpr condition(Bool b) : sides(b) {}
  // NOLINTEND(google-explicit-constructor)
  template <Arithmetic T>
  constexpr explicit operator T() const {
    return refuse_as_bool<T>();
  }

  friend constexpr condition operator&&(const condition& a, const condition& b) { return C::both(a, b); }
  friend constexpr condition operator||(const condition& a, const condition& b) { return C::either(a, b); }
  friend constexpr condition operator&(const condition& a, const condition& b) { return C::both(a, b); }
  friend constexpr condition operator|(const condition& a, const condition& b) { return C::either(a, b); }
  friend constexpr condition operator!(const condition& a) { return C::negated(a); }

  C sides; ///< what is compared
};
template <class C>
inline constexpr bool is_condition<condition<C>> = true;

// A comparison of constants, a bool, beside one of variables: exact, as the built-in operators would be candidates.
template <class C, std::same_as<bool> Bool>
constexpr condition<C> operator&&(const condition<C>& a, Bool b) {
  return a && condition<C>(b);
}
template <class C, std::same_as<bool> Bool>
constexpr condition<C> operator&&(Bool a, const condition<C>& b) {
  return condition<C>(a) && b;
}
template <class C, std::same_as<bool> Bool>
constexpr condition<C> operator||(const condition<C>& a, Bool b) {
  return a || condition<C>(b);
}
template <class C, std::same_as<bool> Bool>
constexpr condition<C> operator||(Bool a, const condition<C>& b) {
  return condition<C>(a) || b;
}

} // namespace cortexpr::detail
