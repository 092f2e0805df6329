// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/units/functions.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace cortexpr::detail::equation {

/// The functions of one argument in the order of their numbers: `op::function` names them by these.
using functions_by_number =
    std::tuple<functions::exp_function, functions::expm1_function, functions::exprel_function, functions::log_function,
               functions::log10_function, functions::sqrt_function, functions::sin_function, functions::cos_function,
               functions::tan_function, functions::asin_function, functions::acos_function, functions::atan_function,
               functions::sinh_function, functions::cosh_function, functions::tanh_function, functions::floor_function,
               functions::ceil_function, functions::abs_function, functions::sign_function,
               functions::heaviside_function>;
inline constexpr std::size_t function_count = std::tuple_size_v<functions_by_number>;

/// What a reader of texts asks of such a function.
struct called_function {
  std::string_view name;
  functions::unit_rule unit;
  double (*of)(const double&);
};

namespace numbered {
template <class... F>
constexpr auto table_of(const std::tuple<F...>*) {
  return std::array<called_function, sizeof...(F)>{{{F::name, F::unit, &F::template of<double>}...}};
}
} // namespace numbered
inline constexpr auto function_table = numbered::table_of(static_cast<const functions_by_number*>(nullptr));

/// The number of a function by its name in texts; `function_count` if there is none of that name. Brian2 calls the
/// inverse functions arcsin, arccos, arctan.
[[nodiscard]] constexpr std::size_t function_number(std::string_view name) {
  if (name == "arcsin") name = "asin";
  if (name == "arccos") name = "acos";
  if (name == "arctan") name = "atan";
  for (std::size_t k = 0; k < function_count; ++k)
    if (function_table[k].name == name) return k;
  return function_count;
}

} // namespace cortexpr::detail::equation
