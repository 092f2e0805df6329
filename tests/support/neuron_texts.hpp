// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/equations/equations.hpp>
#include <string_view>

/// The library's neurons as texts, each with the parameters, defaults and operations of its twin in C++.

namespace as_text {

struct lif {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + I)/C_m : volt (unless refractory)
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

struct scaled_lif {
  static constexpr std::string_view model = R"(
    dv/dt = (E_L - v + I)/tau_m : volt (unless refractory)
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    tau_m = 20*ms : second
    t_ref = 0*ms : second
    I : volt (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

struct adex {
  static constexpr std::string_view model = R"(
    u = min(v, V_cut) : volt
    upstroke = g_L*Delta_T*exp((u - V_T)/Delta_T) : amp
    dv/dt = (g_L*(E_L - u) + upstroke - w + I)/C_m : volt (unless refractory)
    dw/dt = (a*(u - E_L) - w)/tau_w : amp
    C_m = 281*pF : farad
    g_L = 30*nS : siemens
    E_L = -70.6*mV : volt
    V_T = -50.4*mV : volt
    Delta_T = 2*mV : volt
    V_cut = 0*mV : volt
    V_r = -70.6*mV : volt
    a = 4*nS : siemens
    b = 80.5*pA : amp
    tau_w = 144*ms : second
    t_ref = 0*ms : second
    I : amp (input))",
                                    threshold = "v > V_cut", reset = "v = V_r; w += b", refractory = "t_ref",
                                    start = "v = -70.6*mV";
};

struct izhikevich {
  static constexpr std::string_view model = R"(
    dv/dt = 0.04/(ms*mV)*v*v + 5/ms*v + 140*mV/ms - u + I : volt (unless refractory)
    du/dt = a*(b*v - u) : volt/second
    a = 0.02/ms : hertz
    b = 0.2/ms : hertz
    c = -65*mV : volt
    d = 8*mV/ms : volt/second
    V_th = 30*mV : volt
    t_ref = 0*ms : second
    I : volt/second (input))",
                                    threshold = "v > V_th", reset = "v = c; u += d", refractory = "t_ref",
                                    start = "v = -65*mV; u = -13*mV/ms";
};

struct hodgkin_huxley {
  static constexpr std::string_view model = R"(
    u = v - V_T : volt
    a_m = 0.32*4/ms/exprel((13*mV - u)/(4*mV)) : hertz
    b_m = 0.28*5/ms/exprel((u - 40*mV)/(5*mV)) : hertz
    a_h = 0.128/ms*exp((17*mV - u)/(18*mV)) : hertz
    b_h = 4/ms/(1 + exp((40*mV - u)/(5*mV))) : hertz
    a_n = 0.032*5/ms/exprel((15*mV - u)/(5*mV)) : hertz
    b_n = 0.5/ms*exp((10*mV - u)/(40*mV)) : hertz
    sodium = g_Na*(m*m*m)*h : siemens
    potassium = g_Kd*(n*n)*(n*n) : siemens
    dv/dt = (g_l*(E_l - v) + sodium*(E_Na - v) + potassium*(E_K - v) + I)/C_m : volt
    dm/dt = a_m*(1 - m) - b_m*m : 1
    dh/dt = a_h*(1 - h) - b_h*h : 1
    dn/dt = a_n*(1 - n) - b_n*n : 1
    C_m = 200*pF : farad
    g_l = 10*nS : siemens
    g_Na = 20*uS : siemens
    g_Kd = 6*uS : siemens
    E_l = -60*mV : volt
    E_Na = 50*mV : volt
    E_K = -90*mV : volt
    V_T = -63*mV : volt
    V_th = -20*mV : volt
    t_ref = 3*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", refractory = "t_ref",
                                    start = "v = -60*mV; m = 0.0269; h = 0.9913; n = 0.0604";
};

struct escape_rate {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + I)/C_m : volt (unless refractory)
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    delta = 2*mV : volt
    rho_0 = 1/ms : hertz
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    I : amp (input))",
                                    threshold = "rand() < rho_0*exp((v - V_th)/delta)*dt", reset = "v = V_r",
                                    refractory = "t_ref", start = "v = -70*mV";
};

struct glif5 {
  static constexpr std::string_view model = R"(
    dv/dt = (g*(E_L - v) + I_1 + I_2 + I)/C_m : volt (unless refractory)
    dtheta_s/dt = -b_s*theta_s : volt (unless refractory)
    dtheta_v/dt = a_v*(v - E_L) - b_v*theta_v : volt (unless refractory)
    dI_1/dt = -k_1*I_1 : amp (unless refractory)
    dI_2/dt = -k_2*I_2 : amp (unless refractory)
    C_m = 58.72*pF : farad
    g = 9.43*nS : siemens
    E_L = -78.85*mV : volt
    V_th = -51.68*mV : volt
    f_v = 0.2 : 1
    delta_v = -18.51*mV : volt
    delta_theta_s = 0.37*mV : volt
    b_s = 0.009/ms : hertz
    a_v = 0.005/ms : hertz
    b_v = 0.09/ms : hertz
    k_1 = 0.003/ms : hertz
    k_2 = 0.1/ms : hertz
    f_1 = 1 : 1
    f_2 = 1 : 1
    delta_I_1 = -9.18*pA : amp
    delta_I_2 = -198.94*pA : amp
    t_ref = 3.75*ms : second
    I : amp (input))",
                                    threshold = "v > V_th + theta_s + theta_v", reset = R"(
    v = E_L + f_v*(v - E_L) - delta_v
    theta_s = theta_s*exp(-b_s*t_ref) + delta_theta_s
    I_1 = f_1*I_1*exp(-k_1*t_ref) + delta_I_1
    I_2 = f_2*I_2*exp(-k_2*t_ref) + delta_I_2)",
                                    refractory = "t_ref", start = "v = -78.85*mV";
};

} // namespace as_text
