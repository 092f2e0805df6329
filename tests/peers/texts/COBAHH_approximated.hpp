// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example advanced/COBAHH_approximated.
namespace peers::texts::COBAHH_approximated {

struct neuron {
  static constexpr std::string_view model = R"(
    # Boltzmann functions
    n_inf = 1/(1+exp((v_n_half-v)/k_n)) : 1
    m_inf = 1/(1+exp((v_m_half-v)/k_m)) : 1
    h_inf = 1/(1+exp((v_h_half-v)/k_h)) : 1

    # Gaussian functions
    tau_n = c_n_base + c_n_amp*exp(-(v_n_max - v)**2/sigma_n**2) : second
    tau_m = c_m_base + c_m_amp*exp(-(v_m_max - v)**2/sigma_m**2) : second
    tau_h = c_h_base + c_h_amp*exp(-(v_h_max - v)**2/sigma_h**2) : second

    I_ext = I_stim(t) : amp/meter**2
    dv/dt = (I_ext - g_K_bar*n**4*(v - e_K) - g_Na_bar*m**3*h*(v - e_Na) - g_L*(v - e_L))/C_mem : volt
    dn/dt = (n_inf - n)/tau_n : 1
    dm/dt = (m_inf - m)/tau_m : 1
    dh/dt = (h_inf - h)/tau_h : 1

    v_n_half = 12*mV : volt
    v_m_half = 25*mV : volt
    v_h_half = 3*mV : volt
    k_n = 15*mV : volt
    k_m = 9*mV : volt
    k_h = -7*mV : volt
    v_n_max = -14*mV : volt
    v_m_max = 27*mV : volt
    v_h_max = -2*mV : volt
    sigma_n = 50*mV : volt
    sigma_m = 30*mV : volt
    sigma_h = 20*mV : volt
    c_n_amp = 4.7*ms : second
    c_m_amp = 0.46*ms : second
    c_h_amp = 7.4*ms : second
    c_n_base = 1.1*ms : second
    c_m_base = 0.04*ms : second
    c_h_base = 1.2*ms : second
    g_K_bar = 36*mS/cm**2 : siemens/meter**2
    g_Na_bar = 120*mS/cm**2 : siemens/meter**2
    g_L = 0.3*mS/cm**2 : siemens/meter**2
    e_K = -12*mV : volt
    e_Na = 120*mV : volt
    e_L = 10.6*mV : volt
    C_mem = 1*uF/cm**2 : farad/meter**2)",
                                    start = "v = 0*mV; m = 0.05; n = 0.32; h = 0.60";
};

} // namespace peers::texts::COBAHH_approximated
