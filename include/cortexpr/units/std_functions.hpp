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
// only use is that the compiler quotes a sentence. NOLINTBEGIN(cert-dcl58-cpp)
namespace std {
#define CORTEXPR_REFUSED(word, instead)                                                                                \
  template <class... X>                                                                                                \
    requires(cortexpr::detail::UnknownToStd<X> || ...)                                                                 \
  constexpr typename cortexpr::detail::first_of<X...>::type word(const X&...) {                                        \
    static_assert(!(cortexpr::detail::UnknownToStd<X> || ...),                                                         \
                  "cortexpr: equations call " instead " without std::, as std::" #word                                 \
                  " knows nothing of variables and units");                                                            \
    return {};                                                                                                         \
  }
CORTEXPR_REFUSED(exp, "exp(x)")
CORTEXPR_REFUSED(expm1, "expm1(x)")
CORTEXPR_REFUSED(log, "log(x)")
CORTEXPR_REFUSED(log10, "log10(x)")
CORTEXPR_REFUSED(sqrt, "sqrt(x)")
CORTEXPR_REFUSED(sin, "sin(x)")
CORTEXPR_REFUSED(cos, "cos(x)")
CORTEXPR_REFUSED(tan, "tan(x)")
CORTEXPR_REFUSED(asin, "asin(x)")
CORTEXPR_REFUSED(acos, "acos(x)")
CORTEXPR_REFUSED(atan, "atan(x)")
CORTEXPR_REFUSED(sinh, "sinh(x)")
CORTEXPR_REFUSED(cosh, "cosh(x)")
CORTEXPR_REFUSED(tanh, "tanh(x)")
CORTEXPR_REFUSED(floor, "floor(x)")
CORTEXPR_REFUSED(ceil, "ceil(x)")
CORTEXPR_REFUSED(abs, "abs(x)")
CORTEXPR_REFUSED(fabs, "abs(x)")
CORTEXPR_REFUSED(pow, "pow(x, n) or pow<2>(x)")
CORTEXPR_REFUSED(min, "min(a, b)")
CORTEXPR_REFUSED(max, "max(a, b)")
CORTEXPR_REFUSED(fmin, "min(a, b)")
CORTEXPR_REFUSED(fmax, "max(a, b)")
CORTEXPR_REFUSED(clamp, "clip(x, low, high)")
#undef CORTEXPR_REFUSED
} // namespace std
// NOLINTEND(cert-dcl58-cpp)
