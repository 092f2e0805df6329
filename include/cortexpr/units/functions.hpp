// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/dimension.hpp>
#include <cortexpr/units/function_values.hpp>
#include <string_view>

/// The table of the functions of one argument that equations may call: name, unit, cost, LaTeX, value, derivative.
/// Every reading of a model asks this table.

namespace cortexpr::detail::functions {

/// What a function asks of the unit of its argument, and the unit of its value.
enum class unit_rule {
  pure,     ///< a pure number gives a pure number
  keeps,    ///< any unit, and the value has it
  root,     ///< a unit that has a root
  to_number ///< any unit gives a pure number
};

/// The kind of work that a function is.
enum class cost { exponential, function, comparison };

[[nodiscard]] constexpr bool takes(unit_rule rule, const dimension& d) {
  return (rule != unit_rule::pure || d == dim::one) && (rule != unit_rule::root || d.has_root());
}
[[nodiscard]] constexpr dimension result(unit_rule rule, const dimension& d) {
  if (rule == unit_rule::root) return d.root();
  return rule == unit_rule::keeps ? d : dim::one;
}

// d/dx (e^x - 1)/x = (e^x - (e^x - 1)/x)/x, with its series where the quotient loses all digits.
template <class L>
[[gnu::always_inline]] constexpr L exprel_slope(const L& x, const L& y) {
  const auto near = abs(x) < L(1e-2);
  const L close = L(0.5) + x * (L(1.0 / 3) + x * (L(1.0 / 8) + x * (L(1.0 / 30) + x / 144)));
  const L safe = select(near, L(1), x);
  return select(near, close, (exp(safe) - y) / safe);
}

// `slope` is the derivative at x times s, where y is the value.
#define CORTEXPR_FUNCTION(function, rule, kind, open, close, slope)                                                    \
  struct function##_function {                                                                                         \
    static constexpr std::string_view name = #function, latex_open = open, latex_close = close;                        \
    static constexpr unit_rule unit = unit_rule::rule;                                                                 \
    static constexpr cost work = cost::kind;                                                                           \
    template <bool Taken>                                                                                              \
    static constexpr void require_unit() {                                                                             \
      constexpr bool root = unit == unit_rule::root;                                                                   \
      static_assert(Taken || root, "cortexpr: unit mistake: " #function "(x) needs a pure number as x");               \
      static_assert(Taken || !root, "cortexpr: unit mistake: sqrt of a unit that has no root");                        \
    }                                                                                                                  \
    template <class T>                                                                                                 \
    [[nodiscard, gnu::always_inline]] static constexpr T of(const T& x) {                                              \
      return detail::function##_value(x);                                                                              \
    }                                                                                                                  \
    template <class L>                                                                                                 \
    [[nodiscard, gnu::always_inline]] static constexpr L along([[maybe_unused]] const L& x,                            \
                                                               [[maybe_unused]] const L& y, const L& s) {              \
      return slope;                                                                                                    \
    }                                                                                                                  \
  };
// clang-format off
CORTEXPR_FUNCTION(exp, pure, exponential, "\\exp\\left( ", " \\right)", y * s)
CORTEXPR_FUNCTION(expm1, pure, exponential, "\\operatorname{expm1}\\left( ", " \\right)", (y + 1) * s)
CORTEXPR_FUNCTION(exprel, pure, exponential, "\\operatorname{exprel}\\left( ", " \\right)", s * exprel_slope(x, y))
CORTEXPR_FUNCTION(log, pure, function, "\\log\\left( ", " \\right)", s / x)
CORTEXPR_FUNCTION(log10, pure, function, "\\log_{10}\\left( ", " \\right)", s / (x * static_cast<double>(at_compile_time::ln10)))
CORTEXPR_FUNCTION(sqrt, root, function, "\\sqrt{", "}", s / (y + y))
CORTEXPR_FUNCTION(sin, pure, function, "\\sin\\left( ", " \\right)", cos(x) * s)
CORTEXPR_FUNCTION(cos, pure, function, "\\cos\\left( ", " \\right)", -(sin(x) * s))
CORTEXPR_FUNCTION(tan, pure, function, "\\tan\\left( ", " \\right)", (1 + y * y) * s)
CORTEXPR_FUNCTION(asin, pure, function, "\\arcsin\\left( ", " \\right)", s / sqrt(1 - x * x))
CORTEXPR_FUNCTION(acos, pure, function, "\\arccos\\left( ", " \\right)", -(s / sqrt(1 - x * x)))
CORTEXPR_FUNCTION(atan, pure, function, "\\arctan\\left( ", " \\right)", s / (1 + x * x))
CORTEXPR_FUNCTION(sinh, pure, function, "\\sinh\\left( ", " \\right)", cosh(x) * s)
CORTEXPR_FUNCTION(cosh, pure, function, "\\cosh\\left( ", " \\right)", sinh(x) * s)
CORTEXPR_FUNCTION(tanh, pure, function, "\\tanh\\left( ", " \\right)", (1 - y * y) * s)
CORTEXPR_FUNCTION(floor, pure, comparison, "\\left\\lfloor ", " \\right\\rfloor", 0 * s)
CORTEXPR_FUNCTION(ceil, pure, comparison, "\\left\\lceil ", " \\right\\rceil", 0 * s)
CORTEXPR_FUNCTION(abs, keeps, comparison, "\\left| ", " \\right|", select(x < -x, -s, s))
CORTEXPR_FUNCTION(sign, to_number, comparison, "\\operatorname{sign}\\left( ", " \\right)", 0 * s)
CORTEXPR_FUNCTION(heaviside, to_number, comparison, "\\operatorname{H}\\left( ", " \\right)", 0 * s)
// clang-format on
#undef CORTEXPR_FUNCTION

/// Whether the function is 0 at 0.
template <class F>
inline constexpr bool vanishes_at_zero = F::of(0.0) == 0;

struct min_function {
  static constexpr std::string_view name = "min", latex_open = "\\min\\left( ", latex_close = " \\right)";
  template <class T>
  [[nodiscard, gnu::always_inline]] static constexpr T of(const T& a, const T& b) {
    return min_value(a, b);
  }
};
struct max_function {
  static constexpr std::string_view name = "max", latex_open = "\\max\\left( ", latex_close = " \\right)";
  template <class T>
  [[nodiscard, gnu::always_inline]] static constexpr T of(const T& a, const T& b) {
    return max_value(a, b);
  }
};
/// x to a power that is no whole constant; SIMD packs take it lane by lane.
struct pow_function {};
/// A Poisson number of a mean, made of a uniform number; packs take it lane by lane.
struct poisson_function {
  static constexpr std::string_view name = "poisson", latex_open = "\\operatorname{poisson}\\left( ",
                                    latex_close = " \\right)";
};

struct clip_function {
  static constexpr std::string_view name = "clip", latex_open = "\\operatorname{clip}\\left( ",
                                    latex_close = " \\right)";
  template <class T>
  [[nodiscard, gnu::always_inline]] static constexpr T of(const T& x, const T& low, const T& high) {
    return min_value(max_value(x, low), high);
  }
};

} // namespace cortexpr::detail::functions
