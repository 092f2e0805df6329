// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/functions.hpp>
#include <cortexpr/units/std_functions.hpp>
#include <cortexpr/units/term.hpp>

namespace cortexpr {

/// A whole turn, for equations and drives: `sin(two_pi * 5_Hz * t)`. Half of it is `std::numbers::pi`.
inline constexpr double two_pi = 6.283185307179586476925286766559;

namespace detail {

template <class>
inline constexpr bool never = false;

/// Whole numbers count as double: 1 / 2 is a half in an equation.
template <class X>
using floating = std::conditional_t<std::integral<X>, double, X>;

/// A function of the table in the reading of its argument.
template <class F, class X>
[[nodiscard, gnu::always_inline]] constexpr auto call(const X& x) {
  using C = term_of<X>;
  if constexpr (Arithmetic<C>) {
    return F::of(static_cast<floating<C>>(x));
  } else if constexpr (is_quantity<C>) {
    F::template require_unit<functions::takes(F::unit, C::dims)>();
    return quantity<functions::result(F::unit, C::dims)>(F::of(static_cast<const C&>(x).si()));
  } else {
    return C::template call<F>(static_cast<const C&>(x));
  }
}
template <class F, class A, class B>
[[nodiscard, gnu::always_inline]] constexpr auto call(const A& a, const B& b) {
  using C = common_term<A, B>;
  if constexpr (Arithmetic<C>) {
    return F::of(static_cast<floating<C>>(a), static_cast<floating<C>>(b));
  } else if constexpr (is_quantity<C>) {
    require_same_unit<term_of<A>, term_of<B>>();
    return C(F::of(as_quantity(a).si(), as_quantity(b).si()));
  } else {
    return C::template call<F>(static_cast<const C&>(a), static_cast<const C&>(b));
  }
}

} // namespace detail

// The functions of equations, by their names. Call them without `std::`. Numbers come by value, as they come to those
// of `std`, so that these are preferred where both are visible.
#define CORTEXPR_CALL(word)                                                                                            \
  template <detail::Arithmetic X>                                                                                      \
  [[nodiscard]] constexpr auto word(X x) {                                                                             \
    return detail::call<detail::functions::word##_function>(x);                                                        \
  }                                                                                                                    \
  template <detail::TermOfClass X>                                                                                     \
  [[nodiscard, gnu::always_inline]] constexpr auto word(const X& x) {                                                  \
    return detail::call<detail::functions::word##_function>(x);                                                        \
  }
CORTEXPR_CALL(exp)
CORTEXPR_CALL(expm1)
CORTEXPR_CALL(exprel)
CORTEXPR_CALL(log)
CORTEXPR_CALL(log10)
CORTEXPR_CALL(sqrt)
CORTEXPR_CALL(sin)
CORTEXPR_CALL(cos)
CORTEXPR_CALL(tan)
CORTEXPR_CALL(asin)
CORTEXPR_CALL(acos)
CORTEXPR_CALL(atan)
CORTEXPR_CALL(sinh)
CORTEXPR_CALL(cosh)
CORTEXPR_CALL(tanh)
CORTEXPR_CALL(floor)
CORTEXPR_CALL(ceil)
CORTEXPR_CALL(abs)
CORTEXPR_CALL(sign)
CORTEXPR_CALL(heaviside)
#undef CORTEXPR_CALL

// The second one of each is preferred to that of `std` where both are visible.
#define CORTEXPR_CALL_OF_TWO(word)                                                                                     \
  template <detail::Term A, detail::Term B>                                                                            \
  [[nodiscard, gnu::always_inline]] constexpr auto word(const A& a, const B& b) {                                      \
    return detail::call<detail::functions::word##_function>(a, b);                                                     \
  }                                                                                                                    \
  template <detail::TermOfClass A>                                                                                     \
  [[nodiscard, gnu::always_inline]] constexpr auto word(const A& a, const A& b) {                                      \
    return detail::call<detail::functions::word##_function>(a, b);                                                     \
  }
CORTEXPR_CALL_OF_TWO(min)
CORTEXPR_CALL_OF_TWO(max)
#undef CORTEXPR_CALL_OF_TWO

/// The nearest to x of all values from `low` to `high`.
template <detail::Term X, detail::Term Low, detail::Term High>
[[nodiscard, gnu::always_inline]] constexpr auto clip(const X& x, const Low& low, const High& high) {
  using C = detail::term_of<decltype(max(max(x, low), high))>;
  if constexpr (detail::is_constant<C>)
    return min(max(x, low), high);
  else
    return C::template call<detail::functions::clip_function>(static_cast<const C&>(x), static_cast<const C&>(low),
                                                              static_cast<const C&>(high));
}

namespace detail {

// x^n for whole n, as few multiplications as long as they are no less exact.
template <class C>
[[nodiscard, gnu::always_inline]] constexpr C power(const C& x, int n) {
  if constexpr (is_quantity<C>)
    return quantity<dim::one>(n >= -16 && n <= 16 ? whole_power(x.si(), n) : pow_value<double>(x.si(), n));
  else
    return C::power(x, n);
}

} // namespace detail

/// x to the power of a number: `pow(x.m, 3)`, `pow(x.r, 2.5)`, `pow(x.r, p.k)`. Both are pure numbers; for variables
/// with a unit there is `pow<2>(x)`.
template <detail::Term X, detail::Term N>
  requires(detail::TermOfClass<X> || detail::TermOfClass<N>)
[[nodiscard, gnu::always_inline]] constexpr auto pow(const X& x, const N& n) {
  using C = detail::common_term<X, N>;
  if constexpr (is_quantity<detail::term_of<X>>)
    static_assert(detail::term_of<X>::dims == dim::one,
                  "cortexpr: unit mistake: pow(x, n) needs a pure number as x, as its unit would depend on n: write "
                  "pow<2>(x), square(x) or pow<1, 2>(x) (a root), or divide x by its unit");
  if constexpr (is_quantity<detail::term_of<N>>)
    static_assert(detail::term_of<N>::dims == dim::one, "cortexpr: unit mistake: pow(x, n) needs a pure number as n");
  if constexpr (std::integral<N>)
    return detail::power<detail::term_of<X>>(x, static_cast<int>(n));
  else if constexpr (is_quantity<C>)
    return quantity<dim::one>(detail::pow_value<double>(detail::as_quantity(x).si(), detail::as_quantity(n).si()));
  else
    return C::template call<detail::functions::pow_function>(static_cast<const C&>(x), static_cast<const C&>(n));
}
template <detail::Arithmetic X, detail::Arithmetic N>
[[nodiscard]] constexpr double pow(X x, N n) {
  return detail::pow_value<double>(static_cast<double>(x), static_cast<double>(n));
}

/// x to the power N or N/2, with its unit: `pow<2>(x.v)`, `pow<-1>(x)`, `pow<3, 2>(x)` is x sqrt(x).
template <int N, int Denominator = 1, detail::TermOfClass X>
[[nodiscard, gnu::always_inline]] constexpr auto pow(const X& x) {
  static_assert(Denominator == 1 || Denominator == 2, "cortexpr: pow<N, D>(x): D is 1 or 2; other roots have no unit");
  using C = detail::term_of<X>;
  if constexpr (Denominator == 2) {
    if constexpr (N % 2 == 0)
      return pow<N / 2>(x);
    else if constexpr (N == 1)
      return sqrt(x);
    else
      return pow<(N - 1) / 2>(x) * sqrt(x);
  } else if constexpr (is_quantity<C>) {
    return quantity<C::dims.power(N)>(detail::whole_power(static_cast<const C&>(x).si(), N));
  } else {
    return detail::power<C>(static_cast<const C&>(x), N);
  }
}

/// x^2, with its unit.
template <detail::TermOfClass X>
[[nodiscard, gnu::always_inline]] constexpr auto square(const X& x) {
  return pow<2>(x);
}
template <detail::Arithmetic X>
[[nodiscard]] constexpr X square(X x) {
  return static_cast<X>(x * x);
}

namespace detail {

template <class>
inline constexpr bool is_condition = false;
template <>
inline constexpr bool is_condition<bool> = true;

} // namespace detail

/// `yes` where the condition holds, else `no`: what `condition ? yes : no` is for one number. Both have one unit.
template <class Condition, detail::Term Yes, detail::Term No>
[[nodiscard, gnu::always_inline]] constexpr auto select(const Condition& condition, const Yes& yes, const No& no) {
  static_assert(detail::is_condition<Condition>,
                "cortexpr: select(condition, a, b): the first argument is no condition: write "
                "a comparison, such as x.v > p.V_th");
  using branches = detail::common_term<Yes, No>;
  if constexpr (is_quantity<branches>) detail::require_same_unit<detail::term_of<Yes>, detail::term_of<No>>();
  if constexpr (!detail::is_condition<Condition>) {
    return branches(no);
  } else if constexpr (detail::is_constant<branches> && std::is_same_v<Condition, bool>) {
    using C = detail::floating<branches>;
    if constexpr (is_quantity<C>)
      return C(condition ? detail::as_quantity(yes).si() : detail::as_quantity(no).si());
    else
      return condition ? static_cast<C>(yes) : static_cast<C>(no);
  } else {
    using C = detail::common_term<Condition, branches>;
    return C::choose(condition, static_cast<const C&>(yes), static_cast<const C&>(no));
  }
}

/// What C++ users write by habit, answered in words: `abs` is the name in equations.
template <detail::TermOfClass X>
constexpr auto fabs(const X& x) {
  static_assert(detail::never<X>, "cortexpr: fabs is called abs in equations: write abs(x)");
  return x;
}
template <detail::Term A, detail::Term B>
  requires(detail::TermOfClass<A> || detail::TermOfClass<B>)
constexpr auto operator^(const A& a, const B&) {
  static_assert(detail::never<A>, "cortexpr: ^ is no power in C++: write square(x), pow<3>(x) or pow(x, 2.5)");
  return a;
}

namespace detail {

// The carriers of the readings live here: equations find these functions beside their arguments.
using cortexpr::abs, cortexpr::acos, cortexpr::asin, cortexpr::atan, cortexpr::ceil, cortexpr::clip, cortexpr::cos,
    cortexpr::cosh, cortexpr::exp, cortexpr::expm1, cortexpr::exprel, cortexpr::fabs, cortexpr::floor,
    cortexpr::heaviside, cortexpr::log, cortexpr::log10, cortexpr::max, cortexpr::min, cortexpr::pow, cortexpr::select,
    cortexpr::sign, cortexpr::sin, cortexpr::sinh, cortexpr::sqrt, cortexpr::square, cortexpr::tan, cortexpr::tanh,
    cortexpr::operator^;

} // namespace detail

} // namespace cortexpr
