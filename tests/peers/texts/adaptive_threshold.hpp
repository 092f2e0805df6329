// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example adaptive_threshold.
namespace peers::texts::adaptive_threshold {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = -v/(10*ms) : volt
    dvt/dt = (10*mV-vt)/(15*ms) : volt)",
                                    threshold = "v>vt", reset = R"(
    v = 0*mV
    vt += 3*mV
    )",
                                    start = "vt = 10*mV";
};

} // namespace peers::texts::adaptive_threshold
