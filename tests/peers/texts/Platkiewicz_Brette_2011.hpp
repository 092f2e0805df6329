// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Platkiewicz_Brette_2011.
namespace peers::texts::Platkiewicz_Brette_2011 {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt=(EL-v+mu+sigma*I)/tau : volt
    dtheta/dt=(vT+a*clip(v-Vi, 0*mV, inf*mV)-theta)/tauh : volt
    dI/dt=-I/tauI+(2/tauI)**.5*xi : 1 # Ornstein-Uhlenbeck
    EL = -70*mV : volt
    vT = -55*mV : volt
    Vi = -63*mV : volt
    tauh = 5*ms : second
    tau = 5*ms : second
    ka = 5*mV : volt
    ki = 6*mV : volt
    a = ka / ki : 1
    tauI = 5*ms : second
    mu = 15*mV : volt
    sigma = 6*mV / sqrt(tauI / (tauI + tau)) : volt)",
                                    threshold = "v>theta", reset = "v=EL", refractory = "5*ms",
                                    start = "v = EL; theta = vT";
};

} // namespace peers::texts::Platkiewicz_Brette_2011
