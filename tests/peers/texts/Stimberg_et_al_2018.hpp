// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>
#include <string_view>

/// The words of Brian2's examples frompapers/Stimberg_et_al_2018, numbers 1, 2, 3 and 5.
namespace peers::texts::Stimberg_et_al_2018 {

/// Example 1: neurons, and synapses with resources.
struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (g_l*(E_l-v) + g_e*(E_e-v) + g_i*(E_i-v) + I_ex)/C_m    : volt (unless refractory)
    dg_e/dt = -g_e/tau_e  : siemens  # post-synaptic excitatory conductance
    dg_i/dt = -g_i/tau_i  : siemens  # post-synaptic inhibitory conductance
    E_l = -60*mV : volt
    g_l = 9.99*nS : siemens
    E_e = 0*mV : volt
    E_i = -80*mV : volt
    C_m = 198*pF : farad
    tau_e = 5*ms : second
    tau_i = 10*ms : second
    tau_r = 5*ms : second
    I_ex = 150*pA : amp
    V_th = -50*mV : volt
    V_r = -60*mV : volt)",
                                    threshold = "v>V_th", reset = "v=V_r", refractory = "tau_r";
};
struct excitation {
  static constexpr std::string_view model = R"(
    # Usage of releasable neurotransmitter per single action potential:
    du_S/dt = -Omega_f * u_S     : 1 (event-driven)
    # Fraction of synaptic neurotransmitter resources available:
    dx_S/dt = Omega_d *(1 - x_S) : 1 (event-driven)
    w_e = 0.05*nS : siemens
    U_0 = 0.6 : 1
    Omega_d = 2.0/second : Hz
    Omega_f = 3.33/second : Hz)",
                                    on_pre = R"(
    u_S += U_0 * (1 - u_S)
    r_S = u_S * x_S
    x_S -= r_S
    g_e_post += w_e*r_S
    )",
                                    start = "x_S = 1";
};
struct inhibition {
  static constexpr std::string_view model = R"(
    du_S/dt = -Omega_f * u_S     : 1 (event-driven)
    dx_S/dt = Omega_d *(1 - x_S) : 1 (event-driven)
    w_i = 1.0*nS : siemens
    U_0 = 0.6 : 1
    Omega_d = 2.0/second : Hz
    Omega_f = 3.33/second : Hz)",
                                    on_pre = R"(
    u_S += U_0 * (1 - u_S)
    r_S = u_S * x_S
    x_S -= r_S
    g_i_post += w_i*r_S
    )",
                                    start = "x_S = 1";
};

/// Example 2: astrocytes with multiplicative noise that a synapse excites.
struct regular_source {
  static constexpr std::string_view model = "dx/dt = f_0 : 1\n f_0 = 0.5*Hz : Hz", threshold = "x>1", reset = "x=0";
};
struct transmitter {
  static constexpr std::string_view model = R"(
    dY_S/dt = -Omega_c * Y_S: mmolar (clock-driven)
    rho_c = 0.001 : 1
    Y_T = 500*mmolar : mmolar
    Omega_c = 40/second : Hz)",
                                    on_pre = "Y_S += rho_c * Y_T";
};
struct noisy_astrocyte {
  static constexpr std::string_view model = R"(
    # Fraction of activated astrocyte receptors:
    dGamma_A/dt = O_N * Y_S * (1 - Gamma_A) - Omega_N*(1 + zeta * C/(C + K_KC)) * Gamma_A : 1
    # Intracellular IP_3
    dI/dt = J_beta + J_delta - J_3K - J_5P + J_ex     : mmolar
    J_beta = O_beta * Gamma_A                         : mmolar/second
    J_delta = O_delta/(1 + I/kappa_delta) * C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K * C**4/(C**4 + K_D**4) * I/(I + K_3K) : mmolar/second
    J_5P = Omega_5P*I                                 : mmolar/second
    # Exogenous stimulation
    delta_I_bias = I - I_bias : mmolar
    J_ex = -F_ex/2*(1 + tanh((abs(delta_I_bias) - I_Theta)/omega_I)) * sign(delta_I_bias) : mmolar/second
    I_bias = 0*mmolar                                 : mmolar
    # Ca^2+-induced Ca^2+ release:
    dC/dt = J_r + J_l - J_p                : mmolar
    # IP3R de-inactivation probability
    dh/dt = (h_inf - h_clipped)/tau_h * (1 + noise*xi*tau_h**0.5)      : 1
    h_clipped = clip(h,0,1)                : 1
    J_r = (Omega_C * m_inf**3 * h_clipped**3) * (C_T - (1 + rho_A)*C)            : mmolar/second
    J_l = Omega_L * (C_T - (1 + rho_A)*C)  : mmolar/second
    J_p = O_P * C**2/(C**2 + K_P**2)       : mmolar/second
    m_inf = I/(I + d_1) * C/(C + d_5)      : 1
    h_inf = Q_2/(Q_2 + C)                  : 1
    tau_h = 1/(O_2 * (Q_2 + C))            : second
    Q_2 = d_2 * (I + d_1)/(I + d_3)        : mmolar
    # Neurotransmitter concentration in the extracellular space:
    Y_S     : mmolar (input)
    noise   : 1 (constant)
    O_P = 0.9*umolar/second : mmolar/second
    K_P = 0.1*umolar : mmolar
    C_T = 2*umolar : mmolar
    rho_A = 0.18 : 1
    Omega_C = 6/second : Hz
    Omega_L = 0.1/second : Hz
    d_1 = 0.13*umolar : mmolar
    d_2 = 1.05*umolar : mmolar
    O_2 = 0.2/umolar/second : 1/mmolar/second
    d_3 = 0.9434*umolar : mmolar
    d_5 = 0.08*umolar : mmolar
    O_beta = 5*umolar/second : mmolar/second
    O_N = 0.3/umolar/second : 1/mmolar/second
    Omega_N = 0.5/second : Hz
    K_KC = 0.5*umolar : mmolar
    zeta = 10 : 1
    O_delta = 0.2*umolar/second : mmolar/second
    kappa_delta = 1.5*umolar : mmolar
    K_delta = 0.3*umolar : mmolar
    Omega_5P = 0.1/second : Hz
    K_D = 0.5*umolar : mmolar
    K_3K = 1.0*umolar : mmolar
    O_3K = 4.5*umolar/second : mmolar/second
    F_ex = 0.09*umolar/second : mmolar/second
    I_Theta = 0.3*umolar : mmolar
    omega_I = 0.05*umolar : mmolar)",
                                    start = "h = 0.9";
};

/// Example 3: gliotransmitter changes the release of synapses.
struct modulated_release {
  static constexpr std::string_view model = R"(
    # Neurotransmitter
    dY_S/dt = -Omega_c * Y_S        : mmolar (clock-driven)
    # Fraction of activated presynaptic receptors
    dGamma_S/dt = O_G * G_A * (1 - Gamma_S) - Omega_G * Gamma_S : 1 (clock-driven)
    # Usage of releasable neurotransmitter per single action potential:
    du_S/dt = -Omega_f * u_S        : 1 (clock-driven)
    # Fraction of synaptic neurotransmitter resources available for release:
    dx_S/dt = Omega_d *(1 - x_S)    : 1 (clock-driven)
    # released synaptic neurotransmitter resources:
    r_S                             : 1
    # gliotransmitter concentration in the extracellular space:
    G_A                             : mmolar (variable)
    rho_c = 0.005 : 1
    Y_T = 500*mmolar : mmolar
    Omega_c = 40/second : Hz
    U_0__star = 0.6 : 1
    Omega_f = 3.33/second : Hz
    Omega_d = 2.0/second : Hz
    O_G = 1.5/umolar/second : 1/mmolar/second
    Omega_G = 0.5/(60*second) : Hz
    alpha = 0.0 : 1)",
                                    on_pre = R"(
    U_0 = (1 - Gamma_S) * U_0__star + alpha * Gamma_S
    u_S += U_0 * (1 - u_S)
    r_S = u_S * x_S
    x_S -= r_S
    Y_S += rho_c * Y_T * r_S
    )",
                                    start = "G_A = 0*mmolar";
  using integrator = cortexpr::exponential_euler;
};
struct releasing_astrocyte {
  static constexpr std::string_view model = R"(
    # IP_3 dynamics:
    dI/dt = J_delta - J_3K - J_5P + J_ex                             : mmolar
    J_delta = O_delta/(1 + I/kappa_delta) * C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K * C**4/(C**4 + K_D**4) * I/(I + K_3K)                : mmolar/second
    J_5P = Omega_5P*I                                                : mmolar/second
    # Exogenous stimulation
    delta_I_bias = I - I_bias          : mmolar
    J_ex = -F_ex/2*(1 + tanh((abs(delta_I_bias) - I_Theta)/omega_I)) * sign(delta_I_bias) : mmolar/second
    I_bias                             : mmolar (constant)
    # Ca^2+-induced Ca^2+ release:
    dC/dt = (Omega_C * m_inf**3 * h**3 + Omega_L) * (C_T - (1 + rho_A)*C) - O_P * C**2/(C**2 + K_P**2) : mmolar
    # IP3R de-inactivation probability
    dh/dt = (h_inf - h)/tau_h : 1
    m_inf = I/(I + d_1) * C/(C + d_5)  : 1
    h_inf = Q_2/(Q_2 + C)              : 1
    tau_h = 1/(O_2 * (Q_2 + C))        : second
    Q_2 = d_2 * (I + d_1)/(I + d_3)    : mmolar
    # Fraction of gliotransmitter resources available for release:
    dx_A/dt = Omega_A * (1 - x_A)      : 1
    # gliotransmitter concentration in the extracellular space:
    dG_A/dt = -Omega_e*G_A             : mmolar
    O_P = 0.9*umolar/second : mmolar/second
    K_P = 0.05*umolar : mmolar
    C_T = 2*umolar : mmolar
    rho_A = 0.18 : 1
    Omega_C = 6/second : Hz
    Omega_L = 0.1/second : Hz
    d_1 = 0.13*umolar : mmolar
    d_2 = 1.05*umolar : mmolar
    O_2 = 0.2/umolar/second : 1/mmolar/second
    d_3 = 0.9434*umolar : mmolar
    d_5 = 0.08*umolar : mmolar
    O_delta = 0.6*umolar/second : mmolar/second
    kappa_delta = 1.5*umolar : mmolar
    K_delta = 0.1*umolar : mmolar
    Omega_5P = 0.05/second : Hz
    K_D = 0.7*umolar : mmolar
    K_3K = 1.0*umolar : mmolar
    O_3K = 4.5*umolar/second : mmolar/second
    F_ex = 2.0*umolar/second : mmolar/second
    I_Theta = 0.3*umolar : mmolar
    omega_I = 0.05*umolar : mmolar
    C_Theta = 0.5*umolar : mmolar
    Omega_A = 0.6/second : Hz
    U_A = 0.6 : 1
    G_T = 200*mmolar : mmolar
    rho_e = 6.5e-4 : 1
    Omega_e = 60/second : Hz)",
                                    threshold = "C>C_Theta", refractory = "C>C_Theta", reset = R"(
    G_A += rho_e * G_T * U_A * x_A
    x_A -= U_A *  x_A
    )",
                                    start = "x_A = 1.0; h = 0.9; I = 0.4*umolar";
};

/// Example 5: a ring of astrocytes that exchange IP3.
struct coupled_astrocyte {
  static constexpr std::string_view model = R"(
    dI/dt = J_delta - J_3K - J_5P + J_ex + J_coupling : mmolar
    J_delta = O_delta/(1 + I/kappa_delta)*C**2/(C**2 + K_delta**2) : mmolar/second
    J_3K = O_3K*C**4/(C**4 + K_D**4)*I/(I + K_3K) : mmolar/second
    J_5P = Omega_5P*I : mmolar/second
    J_ex = -F_ex/2*(1 + tanh((abs(bias) - I_Theta)/omega_I))*sign(bias)*int(I_bias > 0*mmolar) : mmolar/second
    bias = I - I_bias : mmolar
    I_bias : mmolar (constant)
    J_coupling : mmolar/second (input)
    dC/dt = (Omega_C*m_inf**3*h**3 + Omega_L)*(C_T - (1 + rho_A)*C) - O_P*C**2/(C**2 + K_P**2) : mmolar
    dh/dt = (h_inf - h)/tau_h : 1
    m_inf = I/(I + d_1)*C/(C + d_5) : 1
    h_inf = Q_2/(Q_2 + C) : 1
    tau_h = 1/(O_2*(Q_2 + C)) : second
    Q_2 = d_2*(I + d_1)/(I + d_3) : mmolar
    O_P = 0.9*umolar/second : mmolar/second
    K_P = 0.05*umolar : mmolar
    C_T = 2*umolar : mmolar
    rho_A = 0.18 : 1
    Omega_C = 6/second : Hz
    Omega_L = 0.1/second : Hz
    d_1 = 0.13*umolar : mmolar
    d_2 = 1.05*umolar : mmolar
    O_2 = 0.2/umolar/second : 1/mmolar/second
    d_3 = 0.9434*umolar : mmolar
    d_5 = 0.08*umolar : mmolar
    O_delta = 0.6*umolar/second : mmolar/second
    kappa_delta = 0.5*umolar : mmolar
    K_delta = 0.1*umolar : mmolar
    Omega_5P = 0.05/second : Hz
    K_D = 0.7*umolar : mmolar
    K_3K = 1.0*umolar : mmolar
    O_3K = 4.5*umolar/second : mmolar/second
    F_ex = 0.09*umolar/second : mmolar/second
    I_Theta = 0.3*umolar : mmolar
    omega_I = 0.05*umolar : mmolar)",
                                    start = "I = 0.01*umolar; C = 0.01*umolar; h = 0.9";
};
struct gap_junction {
  static constexpr std::string_view model = R"(
    delta_I = I_post - I_pre : mmolar
    J_coupling_post = -F/2*(1 + tanh((abs(delta_I) - I_threshold)/omega))*sign(delta_I) : mmolar/second (summed)
    F = 0.09*umolar/second : mmolar/second
    I_threshold = 0.3*umolar : mmolar
    omega = 0.05*umolar : mmolar)";
};

} // namespace peers::texts::Stimberg_et_al_2018
