// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/quantity.hpp>
#include <type_traits>

namespace cortexpr::detail {

template <class X>
struct term {};
template <Arithmetic X>
struct term<X> {
  using type = X;
};
template <class X>
  requires requires { typename X::term_type; }
struct term<X> {
  using type = typename X::term_type;
};

/// What an equation is made of: numbers, quantities, and the variables, parameters and conditions of every reading.
template <class X>
concept Term = requires {
  typename term<X>::type;
};
/// What an operand is read as: a marked variable as the bare one, a condition as a number.
template <Term X>
using term_of = typename term<X>::type;

template <class X>
concept TermOfClass = Term<X> && std::is_class_v<X>;

template <class X>
inline constexpr bool is_constant = Arithmetic<X> || is_quantity<X>; // of an equation, in every reading

template <class A, class B>
constexpr auto common_of() {
  if constexpr (std::is_same_v<A, B>)
    return std::type_identity<A>{};
  else if constexpr (Arithmetic<A> && Arithmetic<B>)
    return std::type_identity<std::common_type_t<A, B>>{};
  else if constexpr (is_constant<A>)
    return std::type_identity<std::conditional_t<is_quantity<A> && Arithmetic<B>, A, B>>{};
  else if constexpr (is_constant<B> || std::is_convertible_v<B, A>)
    return std::type_identity<A>{};
  else
    return std::type_identity<B>{};
}

/// The reading in which two operands meet.
template <Term A, Term B>
using common_term = typename decltype(common_of<term_of<A>, term_of<B>>())::type;

/// A constant of an equation as a quantity.
template <TermOfClass X>
constexpr term_of<X> as_quantity(const X& x) {
  return x;
}
constexpr quantity<dim::one> as_quantity(Arithmetic auto number) { return number; }

/// Whether two constants of an equation may meet.
template <class A, class B>
constexpr void require_same_unit() {
  using a = decltype(as_quantity(A{}));
  using b = decltype(as_quantity(B{}));
  if constexpr (Arithmetic<A>)
    require_unit_of_number<b::dims>();
  else if constexpr (Arithmetic<B>)
    require_unit_of_number<a::dims>();
  else
    require_same_dimension<b::dims, a::dims>();
}

} // namespace cortexpr::detail
