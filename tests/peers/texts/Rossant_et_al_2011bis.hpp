// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Rossant_et_al_2011bis.
namespace peers::texts::Rossant_et_al_2011bis {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (ge + gi - (v - El))/taum : volt
    dge/dt = -ge/taue : volt
    dgi/dt = -gi/taui : volt
    theta = -55*mV : volt
    El = -65*mV : volt
    taum = 5*ms : second
    taue = 3*ms : second
    taui = 10*ms : second)",
                                    threshold = "v > theta", reset = "v = El", refractory = "5*ms", start = "v = El";
};

} // namespace peers::texts::Rossant_et_al_2011bis
