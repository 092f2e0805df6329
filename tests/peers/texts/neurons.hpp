// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// Models in the manner of Brian2's user guide, as texts. Brian2 reads the same texts from this file
/// (reference/texts_neurons.py). `method` is the integrator. There are five neurons of each model, which differ by i.
namespace peers::texts {

struct leaky {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (v_rest - v + R*I)/tau : volt (unless refractory)
    I = 0.12*nA + 0.05*nA*i : amp            # a shorthand of the neuron's number
    R = 100*Mohm : ohm
    tau = 10*ms : second
    v_rest = -65*mV : volt)",
                                    threshold = "v > -50*mV", reset = "v = v_rest", refractory = "3*ms",
                                    start = "v = -65*mV";
};

struct two_currents {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt  = (ge + gi - (v + 49*mV))/(20*ms) : volt (unless refractory)
    dge/dt = -ge/(5*ms) : volt (unless refractory)
    dgi/dt = -gi/(10*ms) : volt
    )",
                                    threshold = "v > -50*mV", reset = "v = -60*mV; ge += 2*mV; gi -= 4*mV",
                                    refractory = "2*ms", start = "v = -60*mV + i*mV; ge = 3*mV*i; gi = -1*mV";
};

struct alpha_shape {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (-70*mV - v + 40*Mohm*I_syn)/(12*ms) : volt
    dI_syn/dt = (x - I_syn)/tau_s : amp
    dx/dt = -x/tau_s : amp
    tau_s = 4*ms : second)",
                                    threshold = "v > -58*mV", reset = "v = -70*mV; x += 0.3*nA",
                                    start = "v = -70*mV; x = 1.5*nA + 0.5*nA*i";
};

struct quadratic {
  static constexpr std::string_view method = "rk2", model = R"(
    dv/dt = (v**2 + I0)/tau : 1
    tau = 5*ms : second
    I0 = 0.4 + 0.1*i : 1)",
                                    threshold = "v >= 10", reset = "v = -10", start = "v = -1";
};

struct izhikevich {
  static constexpr std::string_view method = "rk2", model = R"(
    dv/dt = (0.04/ms/mV)*v**2 + (5/ms)*v + 140*mV/ms - u + drive : volt
    du/dt = a*(b*v - u) : volt/second
    drive = (6 + 2*i)*mV/ms : volt/second
    a = 0.02/ms : Hz
    b = 0.2/ms : Hz)",
                                    threshold = "v > 30*mV", reset = "v = -65*mV\nu += 8*mV/ms",
                                    start = "v = -65*mV; u = -13*mV/ms";
};

struct adex {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (gL*(EL - v) + gL*DeltaT*exp((v - VT)/DeltaT) + I - w)/C : volt
    dw/dt = (a*(v - EL) - w)/tauw : amp
    I = 0.6*nA + 0.15*nA*i : amp
    C = 281*pF : farad
    gL = 30*nS : siemens
    EL = -70.6*mV : volt
    VT = -50.4*mV : volt
    DeltaT = 2*mV : volt
    tauw = 40*ms : second
    a = 4*nS : siemens)",
                                    threshold = "v > VT + 5*DeltaT", reset = "v = -50*mV; w += 0.08*nA",
                                    start = "v = -70.6*mV; w = 0*nA";
};

struct hodgkin_huxley {
  static constexpr std::string_view method = "exponential_euler", model = R"(
    dv/dt = (gl*(El - v) - g_na*(m*m*m)*h*(v - ENa) - g_kd*(n*n*n*n)*(v - EK) + 0.5*nA + 0.1*nA*i)/Cm : volt
    dm/dt = alpha_m*(1 - m) - beta_m*m : 1
    dn/dt = alpha_n*(1 - n) - beta_n*n : 1
    dh/dt = alpha_h*(1 - h) - beta_h*h : 1
    alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
    beta_m = 0.28*(mV**-1)*5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
    alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms : Hz
    beta_h = 4./(1 + exp((40*mV - v + VT)/(5*mV)))/ms : Hz
    alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
    beta_n = .5*exp((10*mV - v + VT)/(40*mV))/ms : Hz
    area = 20000*umetre**2 : metre**2
    Cm = (1*ufarad*cm**-2)*area : farad
    gl = (5e-5*siemens*cm**-2)*area : siemens
    g_na = (100*msiemens*cm**-2)*area : siemens
    g_kd = (30*msiemens*cm**-2)*area : siemens
    El = -60*mV : volt
    EK = -90*mV : volt
    ENa = 50*mV : volt
    VT = -63*mV : volt)",
                                    threshold = "v > -20*mV", refractory = "v > -20*mV",
                                    start = "v = -60*mV; m = 0.02; n = 0.06; h = 0.99";
};

struct adaptive_threshold {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (1.2 + 0.3*i - v)/(10*ms) : 1
    dvt/dt = (0.5 - vt)/(15*ms) : 1)",
                                    threshold = "v > vt", reset = "v = 0; vt += 0.25", start = "vt = 0.5";
};

struct sine {
  static constexpr std::string_view method = "rk4", model = R"(
    dv/dt = (sin(2*pi*f*t)*1.5 - v)/tau : 1
    f = 30*Hz + 20*Hz*i : hertz
    tau = 2*ms : second)",
                                    threshold = "v > 1", reset = "v = 0";
};

struct flags {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = on*(1.4 + 0.2*rank - v)/tau + int(v > level)*slope : 1 (unless refractory)
    level : 1 (constant)
    slope : hertz (shared)
    tau : second (shared, constant)
    t_quiet : second (constant)
    rank = i % 3 : 1
    on = clip(i, 0, 1) : 1
    spent : boolean
    count : integer)",
                                    threshold = "v > 1 and not (count >= 3)", reset = R"(
    v = 0
    spent = count + 1 >= 3
    count += 1
    )",
                                    refractory = "t_quiet";
};

struct of_time {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (1.1 + 0.1*i)/tau*int(t > 10*ms and t < 80*ms) - v/tau : 1
    tau = 6*ms : second
    age = t - lastspike : second)",
                                    threshold = "v > 1 and (t - lastspike) > 4*ms*(1 + i)", reset = "v *= 0.5",
                                    refractory = "1*ms";
};

struct still_refractory {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (1.5 - v)/(10*ms)*int(not_refractory) - 0.02*v/ms*(1 - int(not_refractory)) : 1)",
                                    threshold = "v > 1", reset = "v += 0.3", refractory = "5*ms + i*ms";
};

struct refractory_by_variable {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (1.5 + 0.2*i - v)/(10*ms) : 1 (unless refractory)
    pause : second)",
                                    threshold = "v > 1", reset = "v = 0; pause = pause + 1*ms", refractory = "pause",
                                    start = "pause = 2*ms";
};

struct refractory_by_condition {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (1.5 + 0.2*i - v)/(10*ms) : 1 (unless refractory)
    dw/dt = -w/(20*ms) : 1)",
                                    threshold = "v > 1", reset = "v = 0; w += 1", refractory = "w > 0.6";
};

struct refractory_by_steps {
  static constexpr std::string_view method = "exact", model = R"(
    dv/dt = (1.5 + 0.2*i - v)/(10*ms) : 1 (unless refractory))",
                                    threshold = "v > 1", reset = "v = 0",
                                    refractory = "timestep(t - lastspike, dt) <= 40";
};

struct all_functions {
  static constexpr std::string_view method = "euler", model = R"(
    dv/dt = (clip(wave + bend + steps, -3, 3) - v)/(5*ms) : 1
    x = v + 0.1*(i - 2) + 0.03 : 1
    wave = sin(x)*cos(2*x) + tan(x/4) - arctan(x) + arcsin(clip(x, -0.9, 0.9)) - arccos(clip(x, -0.9, 0.9)) : 1
    bend = exp(-x**2) + log(1 + x**2) - log10(2 + abs(x)) + sqrt(abs(x)) + tanh(x) + sinh(x/3) - cosh(x/5) : 1
    steps = floor(3*x) - ceil(2*x) + sign(x) + exprel(x/10) - expm1(x/10) + x**3/50 - abs(x)**1.3 + 2**(x/4) : 1)",
                                    threshold = "v > 0.5", reset = "v = -v";
};

struct units_of_all_kinds {
  static constexpr std::string_view method = "rk4", model = R"(
    dv/dt = (g_leak*area*(-70*mV - v) + I*area)/(c*area) : volt
    dCa/dt = -Ca/(30*ms) + influx*(v + 80*mV) : mmolar
    I = (2 + 0.5*i)*uA/cm**2 : amp/meter**2
    c = 1*uF/cm**2 : farad*meter**-2
    g_leak = 0.1*msiemens/cm2 : siemens*metre**-2
    area = 500*um2 : meter**2
    influx = 20*umolar/mV/ms : mmolar/volt/second
    )",
                                    threshold = "v > -45*mV", reset = "v = -70*mV";
};

} // namespace peers::texts
