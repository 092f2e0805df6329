// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/generator_function.hpp>
#include <cortexpr/detail/equation_models/text_function.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>

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
///
/// "k for k in range(i - 2, i + 3) if k != i" lists the targets of a neuron i for `targets_of`, or the sources of a
/// neuron j for `sources_of`; `sample(N_post, p=0.1)` and `sample(N_post, size=10)` choose at random.
template <fixed_string Text>
inline constexpr std::conditional_t<detail::equation::is_generator(Text.view()),
                                    detail::equation::text_generator<detail::equation::text_alone<Text>>,
                                    detail::equation::text_function<detail::equation::text_alone<Text>>>
    text{};

} // namespace cortexpr::texts
