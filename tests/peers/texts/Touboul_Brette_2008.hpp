// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Touboul_Brette_2008.
namespace peers::texts::Touboul_Brette_2008 {

struct neuron {
  static constexpr std::string_view model = R"(
    dvm/dt=(gL*(EL-vm)+gL*DeltaT*exp((vm-VT)/DeltaT)+I-w)/C : volt
    dw/dt=(a*(vm-EL)-w)/tauw : amp
    Vr:volt
    C = 281*pF : farad
    gL = 30*nS : siemens
    EL = -70.6*mV : volt
    VT = -50.4*mV : volt
    DeltaT = 2*mV : volt
    tauw = 40*ms : second
    a = 4*nS : siemens
    b = 0.08*nA : amp
    I = .8*nA : amp
    Vcut = VT + 5 * DeltaT : volt)",
                                    threshold = "vm > Vcut", reset = "vm = Vr; w += b",
                                    start = "vm = EL; w = a*(vm - EL)";
};

} // namespace peers::texts::Touboul_Brette_2008
