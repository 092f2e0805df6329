// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/units/functions.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace cortexpr::detail::equation {

/// The functions of one argument that texts may call; a node holds the number of its function.
using one_argument_functions =
    std::tuple<functions::exp_function, functions::expm1_function, functions::exprel_function, functions::log_function,
               functions::log10_function, functions::sqrt_function, functions::sin_function, functions::cos_function,
               functions::tan_function, functions::asin_function, functions::acos_function, functions::atan_function,
               functions::sinh_function, functions::cosh_function, functions::tanh_function, functions::floor_function,
               functions::ceil_function, functions::abs_function, functions::sign_function,
               functions::heaviside_function>;

} // namespace cortexpr::detail::equation
