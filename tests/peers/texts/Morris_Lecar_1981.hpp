// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Morris_Lecar_1981.
namespace peers::texts::Morris_Lecar_1981 {

struct neuron {
  static constexpr std::string_view model = R"(
    dV/dt = (-g_L*(V - V_L) - g_Ca*m_inf*(V - V_Ca) - g_K*n*(V - V_K) + I)/C : volt
    dn/dt = lambda_n*(n_inf - n) : 1
    m_inf = 0.5*(1 + tanh((V - V_1)/V_2)) : 1
    n_inf = 0.5*(1 + tanh((V - V_3)/V_4)) : 1
    lambda_n = lambda_n__max*cosh((V - V_3)/(2*V_4)) : Hz
    I : amp
    g_L = 2*mS : siemens
    g_Ca = 4*mS : siemens
    g_K = 8*mS : siemens
    V_L = -50*mV : volt
    V_Ca = 100*mV : volt
    V_K = -70*mV : volt
    lambda_n__max = 1.0/(15*ms) : Hz
    V_1 = 10*mV : volt
    V_2 = 15*mV : volt
    V_3 = -1*mV : volt
    V_4 = 14.5*mV : volt
    C = 20*uF : farad)",
                                    start = "V = V_L; n = n_inf";
};

} // namespace peers::texts::Morris_Lecar_1981
