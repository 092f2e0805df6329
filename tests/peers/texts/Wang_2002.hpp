// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Wang_2002. What differs between kinds of neurons is a parameter.
namespace peers::texts::Wang_2002 {

struct cell {
  static constexpr std::string_view model = R"(
    dV/dt = (- gLeak * (V - El) - I_AMPA - I_NMDA - I_GABA - I_AMPA_ext) / Cm : volt (unless refractory)
    I_AMPA = s_AMPA * (V - V_E) : amp
    ds_AMPA / dt = - s_AMPA / tau_AMPA : siemens
    I_NMDA = g_NMDA * s_NMDA_tot * (V - V_E) / ( 1 + exp(-0.062 * V/mvolt) * (C/mmole / 3.57) ) : amp
    s_NMDA_tot : 1 (input)
    I_GABA = s_GABA * (V - V_I) : amp
    ds_GABA / dt = - s_GABA / tau_GABA : siemens
    I_AMPA_ext = s_AMPA_ext * (V - V_E) : amp
    ds_AMPA_ext / dt = - s_AMPA_ext / tau_AMPA : siemens
    ds_NMDA / dt = - s_NMDA / tau_NMDA_decay + alpha * x * (1 - s_NMDA) : 1
    dx / dt = - x / tau_NMDA_rise : 1
    gLeak : siemens (constant)
    Cm : farad (constant)
    g_NMDA : siemens (constant)
    t_refractory : second (constant)
    El = -70.0*mV : volt
    Vt = -50.0*mV : volt
    Vr = -55.0*mV : volt
    V_E = 0.*mV : volt
    V_I = -70.*mV : volt
    tau_AMPA = 2.0*ms : second
    tau_NMDA_rise = 2.0*ms : second
    tau_NMDA_decay = 100.0*ms : second
    tau_GABA = 5.0*ms : second
    alpha = 0.5*kHz : Hz
    C = 1*mmole : mole)",
                                    threshold = "V > Vt", reset = "V = Vr", refractory = "t_refractory",
                                    start = "V = -52*mV";
};
struct sum {
  static constexpr std::string_view model = R"(
    w : 1 (constant)
    s_NMDA_tot_post = w*s_NMDA_pre : 1 (summed))";
};

} // namespace peers::texts::Wang_2002
