// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/continuous_interaction.
namespace peers::texts::continuous_interaction {

struct neuron {
  static constexpr std::string_view model = R"(
    alphah = 0.128 * exp(-(vm + 50.0*mV) / (18.0*mV))/ms :Hz
    alpham = 0.32/mV * (vm + 54*mV) / (1.0 - exp(-(vm + 54.0*mV) / (4.0*mV)))/ms:Hz
    alphan = 0.032/mV * (vm + 52*mV) / (1.0 - exp(-(vm + 52.0*mV) / (5.0*mV)))/ms:Hz
    betah  = 4.0 / (1.0 + exp(-(vm + 27.0*mV) / (5.0*mV)))/ms:Hz
    betam  = 0.28/mV * (vm + 27.0*mV) / (exp((vm + 27.0*mV) / (5.0*mV)) - 1.0)/ms:Hz
    betan  = 0.5 * exp(-(vm + 57.0*mV) / (40.0*mV))/ms:Hz

    membrane_Im = I_ext + gNa*m**3*h*(ENa-vm) +
                  gl*(El-vm) + gK*n**4*(EK-vm) + gSyn*s_in*(-vm): amp
    I_ext : amp
    s_in  : 1 (input)

    dm/dt = alpham*(1-m)-betam*m : 1
    dn/dt = alphan*(1-n)-betan*n : 1
    dh/dt = alphah*(1-h)-betah*h : 1

    ds/dt = 0.5 * (1 + tanh(0.1*vm/mV)) * (1-s)/tau_r - s/tau_d : 1

    dvm/dt = membrane_Im/C : volt

    El = -67*mV : volt
    EK = -100*mV : volt
    ENa = 50*mV : volt
    gl = 0.1*msiemens : siemens
    gK = 80*msiemens : siemens
    gNa = 100*msiemens : siemens
    C = 1*ufarad : farad
    gSyn = 1.0*msiemens : siemens
    tau_d = 2*ms : second
    tau_r = 0.2*ms : second)",
                                    start = R"(
    vm = -70.0*mV + 5*mV*i
    m = alpham / (alpham + betam)
    n = alphan / (alphan + betan)
    h = alphah / (alphah + betah)
    )";
};
struct interaction {
  static constexpr std::string_view model = R"(
    s_in_post = weight*s_pre:1 (summed)
    weight = 0.25 : 1)";
};

} // namespace peers::texts::continuous_interaction
