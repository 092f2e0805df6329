// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/text_function.hpp>
#include <cortexpr/detail/equations/reader/report.hpp>

namespace cortexpr::texts {

/// An expression or statements as text, wherever the library takes a function: a start value, a parameter, a weight, a
/// delay, a drive, a recording, an operation.
///
/// Example (examples/reference/text.cpp):
///
///     population<"n">(100, lif{}, start<"v">(text<"E_L + 10*mV*rand()">)),
///     drive<"n.I">(text<"0.3*nA*sin(2*pi*5*Hz*t + i*0.1)">),
///     projection<"S: n -> n.v">(connected_if(text<"i != j and abs(i - j) < 5">),
///                               weight(text<"(1 + cos(i - j))*0.2*mV">), delay(text<"1*ms + 0.5*ms*rand()">).rounded()),
///     record<"n.above">(text<"v - V_th">),
///     regularly<"kick", "n">(every{50_ms}, text<"v = V_r + 2*mV*randn()">));
///
/// Names are variables and parameters of the neuron; of a pair, `x_pre` and `x_post`. Known beside them: t and dt, i
/// (the neuron, or the source) and j (the target), rand() and randn(), pi, units. Statements assign to variables.
template <fixed_string Text>
inline constexpr detail::equation::text_function<detail::equation::text_alone<Text>> text{};

} // namespace cortexpr::texts
