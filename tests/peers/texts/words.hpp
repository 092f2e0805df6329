// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// Undeclared names that statements set, functions and subexpressions, as texts; Brian2 reads the
/// same texts from this file (reference/texts_words.py).
namespace peers::texts {

/// The units of gleak and C are those of the values that they are given.
struct leaving {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (gleak*(E_L - v) + I_syn)/C : volt
    dg/dt = -g/(5*ms) : siemens
    I_syn = g*(0*mV - v) : amp
    load = log1p(g/nS) + int(v/(3*mV)) % 4 : 1
    n : 1)",
                                    threshold = "v > -55*mV and n < 1000", reset = R"(
    excess = v + 55*mV
    share = clip(excess/(2*mV), 0, 1)
    v = -70*mV + 3*excess
    excess *= 2
    g = g*(1 - 0.5*share) + excess/(1*Gohm*mV)
    n += 1 + share
    )";
};

struct wearing {
  static constexpr std::string_view model = R"(
    w : siemens
    z : 1
    )",
                                    on_pre = R"(
    used = 0.1*w*(1 + z)
    worn = used > 0.5*nS
    w -= used
    left = w
    g_post += left + 2*used
    z = 0.3 + 0.5*int(worn)
    )",
                                    on_post = "back = 0.2*(4*nS - w); w += back; z -= back/(10*nS)";
};

} // namespace peers::texts
