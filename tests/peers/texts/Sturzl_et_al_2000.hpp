// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Sturzl_et_al_2000.
namespace peers::texts::Sturzl_et_al_2000 {

struct leg {
  static constexpr std::string_view model = R"(
    dv/dt = (1 + rate - v)/tau_legs + sigma*(2./tau_legs)**.5*xi:1
    rate : 1 (input) # rates(t - d)
    d : second
    sigma : 1 (constant)
    tau_legs = 1*ms : second)",
                                    threshold = "v > 1", reset = "v = 0", refractory = "1*ms";
};
struct command_neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (x - v)/tau : 1
    dx/dt = (y - x)/taus : 1 # alpha currents
    dy/dt = -y/taus : 1)",
                                    threshold = "v>1", reset = "v=0";
};

} // namespace peers::texts::Sturzl_et_al_2000
