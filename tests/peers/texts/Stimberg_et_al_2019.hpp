// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of the case studies of Stimberg, Brette and Goodman (2019), eLife 8:e47314.
namespace peers::texts::Stimberg_et_al_2019 {

/// Case 1: neurons that regulate their conductances towards a level of calcium.
struct bursting {
  static constexpr std::string_view model = R"(
    dv/dt = (Delta_T*g*(-a*(v - v_T)**3 + b*(v - v_T)**2) + w - x - I_fast - I_slow)/C : volt
    dw/dt = (c - d*(v - v_T)**2 - w)/tau : amp
    dx/dt = (s*(v - v_r) - x)/tau_x : amp
    s = S*(1 - tanh(z)) : siemens
    g = G*(1 + tanh(z)) : siemens
    dCa/dt = -Ca/tau_Ca : 1
    dz/dt = tanh(Ca - Ca_target)/tau_z : 1
    I_fast : amp (input)
    I_slow : amp (input)
    Ca_target : 1 (constant)
    label : integer (constant)
    Delta_T = 17.5*mV : volt
    v_T = -40*mV : volt
    v_r = -68*mV : volt
    a = 1/Delta_T**3 : 1/volt**3
    b = 3/Delta_T**2 : 1/volt**2
    c = 1.2*nA : amp
    d = 2.5*nA/Delta_T**2 : amp/volt**2
    C = 60*pF : farad
    S = 2*nA/Delta_T : siemens
    G = 28.5*nS : siemens
    tau = 2*ms : second
    tau_Ca = 150*ms : second
    tau_x = 2*second : second
    tau_z = 5*second : second)",
                                    threshold = "v > -20*mV", refractory = "v > -20*mV", reset = "Ca += 0.1",
                                    start = "v = -68*mV";
};
struct fast {
  static constexpr std::string_view model = R"(
    w : siemens
    I_fast_post = w*(v_post - E_syn)/(1 + exp(s_fast*(V_fast - v_pre))) : amp (summed)
    E_syn = -75*mV : volt
    s_fast = 0.2/mV : 1/volt
    V_fast = -50*mV : volt)";
};
struct slow {
  static constexpr std::string_view model = R"(
    k_2 : 1/second (constant)
    w : siemens
    I_slow_post = w*m_slow*(v_post - E_syn) : amp (summed)
    dm_slow/dt = k_1*(1 - m_slow)/(1 + exp(s_slow*(V_slow - v_pre))) - k_2*m_slow : 1 (clock-driven)
    E_syn = -75*mV : volt
    k_1 = 1/ms : Hz
    s_slow = 1/mV : 1/volt
    V_slow = -55*mV : volt)";
};

/// Case 2: an eye that pursues an object, whose noise is white or given.
struct eye {
  static constexpr std::string_view model = R"(
    dx/dt = velocity : 1
    dvelocity/dt = alpha*(x0 - x) - beta*velocity : 1/second
    dx0/dt = -x0/tau_muscle : 1
    dx_object/dt = (noise - x_object)/tau_object : 1
    dnoise/dt = -noise/tau_object + tau_object**-0.5*xi : 1
    alpha = (1/(50*ms))**2 : Hz**2
    beta = 1/(50*ms) : Hz
    tau_muscle = 20*ms : second
    tau_object = 500*ms : second)";
};
struct eye_of_given_noise {
  static constexpr std::string_view model = R"(
    dx/dt = velocity : 1
    dvelocity/dt = alpha*(x0 - x) - beta*velocity : 1/second
    dx0/dt = -x0/tau_muscle : 1
    dx_object/dt = (noise - x_object)/tau_object : 1
    dnoise/dt = -noise/tau_object + tau_object**-0.5*eta(t) : 1
    alpha = (1/(50*ms))**2 : Hz**2
    beta = 1/(50*ms) : Hz
    tau_muscle = 20*ms : second
    tau_object = 500*ms : second)";
};
struct motoneuron {
  static constexpr std::string_view model = R"(
    dv/dt = -v/taum : 1
    taum = 20*ms : second)",
                                    threshold = "v > 1", reset = "v = 0", refractory = "5*ms";
};
struct ganglion_cell {
  static constexpr std::string_view model = R"(
    I = gain*exp(-((x_object - x_eye - x_neuron)/width)**2) : 1
    x_neuron : 1 (constant)
    x_object : 1 (linked)
    x_eye : 1 (linked)
    dv/dt = (I - (1 + gs)*v)/taum : 1
    gs : 1 (variable)
    gain = 4. : 1
    width = 0.1 : 1
    taum = 20*ms : second)",
                                    threshold = "v > 1", reset = "v = 0";
};
struct muscle {
  static constexpr std::string_view model = "w : 1", on_pre = "x0_post += w";
};
struct command {
  static constexpr std::string_view model = "w : 1 (constant)", on_pre = "v_post += w";
};

/// Case 3: thresholds by bisection.
struct squid_axon {
  static constexpr std::string_view model = R"(
    dv/dt = (gl*(El - v) + gNa*m**3*h*(ENa - v) + gK*n**4*(EK - v))/C : volt
    gNa : siemens/meter**2 (constant)
    dm/dt = alpham*(1 - m) - betam*m : 1
    dn/dt = alphan*(1 - n) - betan*n : 1
    dh/dt = alphah*(1 - h) - betah*h : 1
    alpham = 0.1/mV*10*mV/exprel((-v + 25*mV)/(10*mV))/ms : Hz
    betam = 4*exp(-v/(18*mV))/ms : Hz
    alphah = 0.07*exp(-v/(20*mV))/ms : Hz
    betah = 1/(exp((-v + 30*mV)/(10*mV)) + 1)/ms : Hz
    alphan = 0.01/mV*10*mV/exprel((-v + 10*mV)/(10*mV))/ms : Hz
    betan = 0.125*exp(-v/(80*mV))/ms : Hz
    El = 10.613*mV : volt
    ENa = 115*mV : volt
    EK = -12*mV : volt
    gl = 0.3*msiemens/cm**2 : siemens/meter**2
    gK = 36*msiemens/cm**2 : siemens/meter**2
    C = 1*uF/cm**2 : farad/meter**2)",
                                    threshold = "v > 50*mV", refractory = "v > 50*mV",
                                    start = "m = 0.05; n = 0.32; h = 0.6";
};

} // namespace peers::texts::Stimberg_et_al_2019
