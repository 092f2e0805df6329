// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Brette_Guigon_2003, without the neurons' own noise.
namespace peers::texts::Brette_Guigon_2003 {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (v*I + 1)/tau : 1
    I = 0.5 + 3*p*B : 1
    B = 2./(1 + exp(-2*x(t))) - 1 : 1 (shared)
    p : 1
    tau = 33*ms : second)",
                                    threshold = "v>1", reset = "v=0";
};

} // namespace peers::texts::Brette_Guigon_2003
