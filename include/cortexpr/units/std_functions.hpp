// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/units/term.hpp>

namespace cortexpr::detail {

template <class X, class...>
struct first_of {
  using type = X;
};

/// What no function of `std` can work on: variables of equations, and quantities with a unit.
template <class X>
concept UnknownToStd = TermOfClass<X> && !std::is_convertible_v<X, double>;

} // namespace cortexpr::detail

// `std::exp(x.v / p.Delta)` is the habit of all who write C++. Without these declarations the compiler lists, for every
// reading of a model, every function of that name. They make no program valid and change the meaning of none: their
// only use is that the compiler quotes a sentence.

// NOLINTBEGIN(cert-dcl58-cpp)
namespace std {
#define CORTEXPR_REFUSED(function)                                                                                     \
  template <class... X>                                                                                                \
    requires(cortexpr::detail::UnknownToStd<X> || ...)                                                                 \
  constexpr typename cortexpr::detail::first_of<X...>::type function(const X&...) {                                    \
    constexpr bool known = !(cortexpr::detail::UnknownToStd<X> || ...);                                                \
    static_assert(                                                                                                     \
        known, "cortexpr: call exp, pow, max, abs and their like without std:: in equations, rules and operations");   \
    return {};                                                                                                         \
  }
CORTEXPR_REFUSED(exp)
CORTEXPR_REFUSED(expm1)
CORTEXPR_REFUSED(log)
CORTEXPR_REFUSED(log10)
CORTEXPR_REFUSED(sqrt)
CORTEXPR_REFUSED(sin)
CORTEXPR_REFUSED(cos)
CORTEXPR_REFUSED(tan)
CORTEXPR_REFUSED(asin)
CORTEXPR_REFUSED(acos)
CORTEXPR_REFUSED(atan)
CORTEXPR_REFUSED(sinh)
CORTEXPR_REFUSED(cosh)
CORTEXPR_REFUSED(tanh)
CORTEXPR_REFUSED(floor)
CORTEXPR_REFUSED(ceil)
CORTEXPR_REFUSED(abs)
CORTEXPR_REFUSED(fabs)
CORTEXPR_REFUSED(pow)
CORTEXPR_REFUSED(min)
CORTEXPR_REFUSED(max)
CORTEXPR_REFUSED(fmin)
CORTEXPR_REFUSED(fmax)
CORTEXPR_REFUSED(clamp)
#undef CORTEXPR_REFUSED
} // namespace std

// NOLINTEND(cert-dcl58-cpp)
