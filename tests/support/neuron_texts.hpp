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
    upstroke = g_L*Delta_T*exp((u - V_T)/Delta_T) if Delta_T > 0*mV else 0*pA : amp
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
                                    threshold = "v > (V_cut if Delta_T > 0*mV else min(V_T, V_cut))",
                                    reset = "v = V_r; w += b", refractory = "t_ref", start = "v = -70.6*mV";
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

/// `basic_lif<always_integrated>`: only spikes are suppressed while the neuron is refractory.
struct lif_going_on {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + I)/C_m : volt
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

struct rate_unit {
  static constexpr std::string_view model = R"(
    dx/dt = (net + I - x)/tau : 1
    tau = 10*ms : second
    net : 1 (input)
    I : 1 (input))";
};

struct eprop_lif {
  static constexpr std::string_view model = R"(
    dv/dt = (I - v)/tau_m : 1
    drest/dt = -1 : second
    tau_m = 20*ms : second
    t_rest = 0*ms : second
    V_th = 1 : 1
    I : 1 (input)
    L : 1 (input))",
                                    threshold = "v > V_th and rest < 1*us", reset = "v -= V_th; rest = t_rest";
};

struct eprop_alif {
  static constexpr std::string_view model = R"(
    dv/dt = (I - v)/tau_m : 1
    da/dt = -a/tau_a : 1
    drest/dt = -1 : second
    tau_m = 20*ms : second
    tau_a = 200*ms : second
    t_rest = 0*ms : second
    V_th = 1 : 1
    beta = 0.1 : 1
    I : 1 (input)
    L : 1 (input))",
                                    threshold = "v > V_th + beta*a and rest < 1*us",
                                    reset = "v -= V_th; a += 1; rest = t_rest";
};

struct leaky_readout {
  static constexpr std::string_view model = R"(
    dy/dt = (b - y)/tau_out : 1
    tau_out = 20*ms : second
    b = 0 : 1)";
};

/// `voltage_traces<lif>`.
struct traced_lif {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + I)/C_m : volt (unless refractory)
    du_minus/dt = (v - u_minus)/tau_minus : volt
    du_plus/dt = (v - u_plus)/tau_plus : volt
    du_homeo/dt = (v - u_rest - u_homeo)/tau_homeo : volt
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    u_rest = -70.6*mV : volt
    V_spike = 33*mV : volt
    tau_minus = 10*ms : second
    tau_plus = 7*ms : second
    tau_homeo = 1*second : second
    t_spike = 2*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = R"(
    u_minus += (V_spike - u_minus)*-expm1(-t_spike/tau_minus)
    u_plus += (V_spike - u_plus)*-expm1(-t_spike/tau_plus)
    u_homeo += (V_spike - u_rest - u_homeo)*-expm1(-t_spike/tau_homeo)
    v = V_r)",
                                    refractory = "t_ref", start = R"(
    v = -70*mV
    u_minus = -70.6*mV
    u_plus = -70.6*mV)";
};

struct glif1 {
  static constexpr std::string_view model = R"(
    dv/dt = (g*(E_L - v) + I)/C_m : volt (unless refractory)
    C_m = 58.72*pF : farad
    g = 9.43*nS : siemens
    E_L = -78.85*mV : volt
    V_th = -51.68*mV : volt
    V_r = -78.85*mV : volt
    t_ref = 3.75*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -78.85*mV";
};

struct glif2 {
  static constexpr std::string_view model = R"(
    dv/dt = (g*(E_L - v) + I)/C_m : volt (unless refractory)
    dtheta_s/dt = -b_s*theta_s : volt (unless refractory)
    C_m = 58.72*pF : farad
    g = 9.43*nS : siemens
    E_L = -78.85*mV : volt
    V_th = -51.68*mV : volt
    f_v = 0.2 : 1
    delta_v = -18.51*mV : volt
    delta_theta_s = 0.37*mV : volt
    b_s = 0.009/ms : hertz
    t_ref = 3.75*ms : second
    I : amp (input))",
                                    threshold = "v > V_th + theta_s", reset = R"(
    v = E_L + f_v*(v - E_L) - delta_v
    theta_s = theta_s*exp(-b_s*t_ref) + delta_theta_s)",
                                    refractory = "t_ref", start = "v = -78.85*mV";
};

struct glif3 {
  static constexpr std::string_view model = R"(
    dv/dt = (g*(E_L - v) + I_1 + I_2 + I)/C_m : volt (unless refractory)
    dI_1/dt = -k_1*I_1 : amp (unless refractory)
    dI_2/dt = -k_2*I_2 : amp (unless refractory)
    C_m = 58.72*pF : farad
    g = 9.43*nS : siemens
    E_L = -78.85*mV : volt
    V_th = -51.68*mV : volt
    V_r = -78.85*mV : volt
    k_1 = 0.003/ms : hertz
    k_2 = 0.1/ms : hertz
    f_1 = 1 : 1
    f_2 = 1 : 1
    delta_I_1 = -9.18*pA : amp
    delta_I_2 = -198.94*pA : amp
    t_ref = 3.75*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = R"(
    v = V_r
    I_1 = f_1*I_1*exp(-k_1*t_ref) + delta_I_1
    I_2 = f_2*I_2*exp(-k_2*t_ref) + delta_I_2)",
                                    refractory = "t_ref", start = "v = -78.85*mV";
};

struct glif4 {
  static constexpr std::string_view model = R"(
    dv/dt = (g*(E_L - v) + I_1 + I_2 + I)/C_m : volt (unless refractory)
    dtheta_s/dt = -b_s*theta_s : volt (unless refractory)
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
    k_1 = 0.003/ms : hertz
    k_2 = 0.1/ms : hertz
    f_1 = 1 : 1
    f_2 = 1 : 1
    delta_I_1 = -9.18*pA : amp
    delta_I_2 = -198.94*pA : amp
    t_ref = 3.75*ms : second
    I : amp (input))",
                                    threshold = "v > V_th + theta_s", reset = R"(
    v = E_L + f_v*(v - E_L) - delta_v
    theta_s = theta_s*exp(-b_s*t_ref) + delta_theta_s
    I_1 = f_1*I_1*exp(-k_1*t_ref) + delta_I_1
    I_2 = f_2*I_2*exp(-k_2*t_ref) + delta_I_2)",
                                    refractory = "t_ref", start = "v = -78.85*mV";
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

/// `synaptic_lif<conductance<exponential>, conductance<exponential>>` in one text: exc.g is g_e there.
struct conductances {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + (I + g_e*(E_e - v) + g_i*(E_i - v)))/C_m : volt (unless refractory)
    dg_e/dt = -g_e/tau_e : siemens
    dg_i/dt = -g_i/tau_i : siemens
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    tau_e = 5*ms : second
    E_e = 0*mV : volt
    tau_i = 10*ms : second
    E_i = -80*mV : volt
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

/// The same with `conductance<alpha>`: a spike raises s, which raises g.
struct alpha_conductances {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + (I + g_e*(E_e - v) + g_i*(E_i - v)))/C_m : volt (unless refractory)
    dg_e/dt = (s_e - g_e)/tau_e : siemens
    ds_e/dt = -s_e/tau_e : siemens
    dg_i/dt = (s_i - g_i)/tau_i : siemens
    ds_i/dt = -s_i/tau_i : siemens
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    tau_e = 5*ms : second
    E_e = 0*mV : volt
    tau_i = 10*ms : second
    E_i = -80*mV : volt
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

/// `synaptic_lif<current<exponential>, minus<current<exponential>>>`.
struct currents {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + (I + I_e - I_i))/C_m : volt (unless refractory)
    dI_e/dt = -I_e/tau_e : amp
    dI_i/dt = -I_i/tau_i : amp
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    tau_e = 5*ms : second
    tau_i = 10*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

/// `synaptic_lif<current<alpha>, minus<current<alpha>>>`.
struct alpha_currents {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + (I + I_e - I_i))/C_m : volt (unless refractory)
    dI_e/dt = (s_e - I_e)/tau_e : amp
    ds_e/dt = -s_e/tau_e : amp
    dI_i/dt = (s_i - I_i)/tau_i : amp
    ds_i/dt = -s_i/tau_i : amp
    E_L = -70*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    C_m = 200*pF : farad
    g_L = 10*nS : siemens
    t_ref = 0*ms : second
    tau_e = 5*ms : second
    tau_i = 10*ms : second
    I : amp (input))",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "t_ref",
                                    start = "v = -70*mV";
};

} // namespace as_text
