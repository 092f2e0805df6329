// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of further examples of Brian2, each in a class of its name.
namespace peers::texts::more_examples {

struct IF_curve_LIF {
  static constexpr std::string_view model = R"(
    dv/dt = (v0 - v) / tau : volt (unless refractory)
    v0 : volt)",
                                    threshold = "v > 10*mV", reset = "v = 0*mV", refractory = "5*ms",
                                    start = "v = 0*mV";
};

struct Brette_2004 {
  static constexpr std::string_view model = R"(
    dv/dt = (-v + a + 2*sin(2*pi*t/tau))/tau : 1
    a : 1)",
                                    threshold = "v>1", reset = "v=0";
};

struct Brette_Gerstner_2005 {
  static constexpr std::string_view model = R"(
    dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
    dw/dt = (a*(vm - EL) - w)/tauw : amp
    I : amp)",
                                    threshold = "vm>Vcut", reset = "vm=Vr; w+=b", start = "vm = EL";
};

struct Hindmarsh_Rose_1984 {
  static constexpr std::string_view model = R"(
    dx/dt = (y - a*x**3 + b*x**2 + I - z)/time_unit : 1
    dy/dt = (c - d*x**2 - y)/time_unit : 1
    dz/dt = r*(s*(x - x_1) - z)/time_unit : 1
    I : 1 (constant))",
                                    start = "x = x_1; y = c - d*x**2; z = r*(s*(x - x_1))";
};

struct Wang_Buszaki_1996 {
  static constexpr std::string_view model = R"(
    dv/dt = (-gNa*m**3*h*(v-ENa)-gK*n**4*(v-EK)-gL*(v-EL)+Iapp)/Cm : volt
    m = alpha_m/(alpha_m+beta_m) : 1
    alpha_m = 0.1/mV*10*mV/exprel(-(v+35*mV)/(10*mV))/ms : Hz
    beta_m = 4*exp(-(v+60*mV)/(18*mV))/ms : Hz
    dh/dt = 5*(alpha_h*(1-h)-beta_h*h) : 1
    alpha_h = 0.07*exp(-(v+58*mV)/(20*mV))/ms : Hz
    beta_h = 1./(exp(-0.1/mV*(v+28*mV))+1)/ms : Hz
    dn/dt = 5*(alpha_n*(1-n)-beta_n*n) : 1
    alpha_n = 0.01/mV*10*mV/exprel(-(v+34*mV)/(10*mV))/ms : Hz
    beta_n = 0.125*exp(-(v+44*mV)/(80*mV))/ms : Hz
    Cm = 1*uF : farad # /cm**2
    Iapp = 2*uA : amp
    gL = 0.1*msiemens : siemens
    EL = -65*mV : volt
    ENa = 55*mV : volt
    EK = -90*mV : volt
    gNa = 35*msiemens : siemens
    gK = 9*msiemens : siemens)",
                                    start = "v = -70*mV; h = 1";
};

struct Naud_et_al_2008 {
  static constexpr std::string_view model = R"(
    dvm/dt = (g_l*(e_l - vm) + g_l*d_t*exp((vm-v_t)/d_t) + i_stim - w)/c_m : volt
    dw/dt  = (a*(vm - e_l) - w)/tau_w : amp)",
                                    threshold = "vm > 0*mV", reset = "vm = v_r; w += b", start = "vm = e_l";
};

struct Jansen_Rit_1995 {
  static constexpr std::string_view model = R"(
    dy0/dt = y3                             /second : 1
    dy3/dt = (A        * Sp -2*y3 -y0/te*second)/te : 1
    dy1/dt = y4                             /second : 1
    dy4/dt = (A*(p+ C2 * Se)-2*y4 -y1/te*second)/te : 1
    dy2/dt = y5                             /second : 1
    dy5/dt = (B   * C4 * Si -2*y5 -y2/ti*second)/ti : 1
    p  = P0+nstim(t)*dlP                   : 1
    Sp = e0/(1+exp(r0*(v0 - (y1-y2)    ))) : 1
    Se = e0/(1+exp(r0*(v0 -  C1*y0     ))) : 1
    Si = e0/(1+exp(r0*(v0 -  C3*y0     ))) : 1
    C1            : 1
    C2 = 0.8 *C1  : 1
    C3 = 0.25*C1  : 1
    C4 = 0.25*C1  : 1
    P0            : 1
    dlP           : 1)";
};

struct Ornstein_Uhlenbeck {
  static constexpr std::string_view model = R"(
    tau : second
    sigma : 1
    dy/dt = -y/tau + sqrt(2*sigma**2/tau)*xi : 1)";
};
struct non_reliability {
  static constexpr std::string_view model = R"(
    dx/dt = (1.1 - x) / tau + sigma * (2 / tau)**.5 * xi : 1 (unless refractory))",
                                    threshold = "x > 1", reset = "x = 0", refractory = "5*ms";
};

/// COBAHH
struct hodgkin_huxley {
  static constexpr std::string_view model = R"(
    dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-
             g_na*(m*m*m)*h*(v-ENa)-
             g_kd*(n*n*n*n)*(v-EK))/Cm : volt
    dm/dt = alpha_m*(1-m)-beta_m*m : 1
    dn/dt = alpha_n*(1-n)-beta_n*n : 1
    dh/dt = alpha_h*(1-h)-beta_h*h : 1
    dge/dt = -ge*(1./taue) : siemens
    dgi/dt = -gi*(1./taui) : siemens
    alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
    beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
    alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
    beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
    alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
    beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
    area = 20000*umetre**2 : metre**2
    Cm = (1*ufarad*cm**-2) * area : farad
    gl = (5e-5*siemens*cm**-2) * area : siemens
    El = -60*mV : volt
    EK = -90*mV : volt
    ENa = 50*mV : volt
    g_na = (100*msiemens*cm**-2) * area : siemens
    g_kd = (30*msiemens*cm**-2) * area : siemens
    VT = -63*mV : volt
    taue = 5*ms : second
    taui = 10*ms : second
    Ee = 0*mV : volt
    Ei = -80*mV : volt)",
                                    threshold = "v>-20*mV", refractory = "3*ms";
};

/// synapses/STDP
struct learning_neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (ge * (Ee-v) + El - v) / taum : volt
    dge/dt = -ge / taue : 1)",
                                    threshold = "v>vt", reset = "v = vr", start = "v = vr";
};
struct STDP {
  static constexpr std::string_view model = R"(
    w : 1
    dApre/dt = -Apre / taupre : 1 (event-driven)
    dApost/dt = -Apost / taupost : 1 (event-driven))",
                                    on_pre = R"(
    ge += w
    Apre += dApre
    w = clip(w + Apost, 0, gmax)
    )",
                                    on_post = R"(
    Apost += dApost
    w = clip(w + Apre, 0, gmax)
    )";
};

} // namespace peers::texts::more_examples
