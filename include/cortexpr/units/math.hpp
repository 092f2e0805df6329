// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// (exp(x) - 1) / x, continued by 1 at 0: the singularity of Hodgkin-Huxley rates.
[[nodiscard]] inline double exprel(double x) {
  return std::abs(x) < 1e-5 ? 1 + x / 2 * (1 + x / 3) : std::expm1(x) / x;
}

// The functions that an equation may call, read with units: arguments of exp and its like must be pure numbers.
#define CORTEXPR_PURE_FUNCTION(function, source)                                                                       \
  template <dimension D>                                                                                               \
  [[nodiscard]] inline quantity<dim::one> function(quantity<D> x) {                                                    \
    static_assert(D == dim::one, "cortexpr: unit mistake: " #function "(x) needs a pure number as x");                 \
    return quantity<dim::one>(source(x.si()));                                                                         \
  }
CORTEXPR_PURE_FUNCTION(exp, std::exp)
CORTEXPR_PURE_FUNCTION(expm1, std::expm1)
CORTEXPR_PURE_FUNCTION(log, std::log)
CORTEXPR_PURE_FUNCTION(sin, std::sin)
CORTEXPR_PURE_FUNCTION(cos, std::cos)
CORTEXPR_PURE_FUNCTION(tanh, std::tanh)
CORTEXPR_PURE_FUNCTION(exprel, cortexpr::exprel)
#undef CORTEXPR_PURE_FUNCTION

template <dimension D>
[[nodiscard]] inline auto sqrt(quantity<D> x) {
  static_assert(D.has_root(), "cortexpr: unit mistake: sqrt of a unit that has no root");
  return quantity<D.root()>(std::sqrt(x.si()));
}
template <dimension D>
[[nodiscard]] constexpr quantity<D> abs(quantity<D> x) {
  return x.si() < 0 ? -x : x;
}
template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A> min(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return a.si() < b.si() ? a : quantity<A>(b.si());
}
template <dimension A, dimension B>
[[nodiscard]] constexpr quantity<A> max(quantity<A> a, quantity<B> b) {
  detail::require_same_dimension<B, A>();
  return a.si() > b.si() ? a : quantity<A>(b.si());
}
template <dimension X, dimension L, dimension H>
[[nodiscard]] constexpr quantity<X> clip(quantity<X> x, quantity<L> low, quantity<H> high) {
  return min(max(x, low), high);
}

} // namespace cortexpr
