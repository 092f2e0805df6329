// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example IF_curve_Hodgkin_Huxley.
namespace peers::texts::IF_curve_Hodgkin_Huxley {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (gl*(El-v) - g_na*(m*m*m)*h*(v-ENa) - g_kd*(n*n*n*n)*(v-EK) + I)/Cm : volt
    dm/dt = 0.32*(mV**-1)*4*mV/exprel((13.*mV-v+VT)/(4*mV))/ms*(1-m)-0.28*(mV**-1)*5*mV/exprel((v-VT-40.*mV)/(5*mV))/ms*m : 1
    dn/dt = 0.032*(mV**-1)*5*mV/exprel((15.*mV-v+VT)/(5*mV))/ms*(1.-n)-.5*exp((10.*mV-v+VT)/(40.*mV))/ms*n : 1
    dh/dt = 0.128*exp((17.*mV-v+VT)/(18.*mV))/ms*(1.-h)-4./(1+exp((40.*mV-v+VT)/(5.*mV)))/ms*h : 1
    I : amp
    area = 20000*umetre**2 : metre**2
    Cm = 1*ufarad*cm**-2 * area : farad
    gl = 5e-5*siemens*cm**-2 * area : siemens
    El = -65*mV : volt
    EK = -90*mV : volt
    ENa = 50*mV : volt
    g_na = 100*msiemens*cm**-2 * area : siemens
    g_kd = 30*msiemens*cm**-2 * area : siemens
    VT = -63*mV : volt)",
                                    threshold = "v > -40*mV", refractory = "v > -40*mV", start = "v = -65*mV";
};

} // namespace peers::texts::IF_curve_Hodgkin_Huxley
