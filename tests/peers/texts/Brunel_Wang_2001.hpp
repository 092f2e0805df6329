// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>
#include <string_view>

/// The words of Brian2's example frompapers/Brunel_Wang_2001. What differs between kinds of neurons is a parameter.
namespace peers::texts::Brunel_Wang_2001 {

struct cell {
  static constexpr std::string_view model = R"(
    dv / dt = (- g_m * (v - V_L) - I_syn) / C_m : volt (unless refractory)
    I_syn = I_AMPA_ext + I_AMPA_rec + I_NMDA_rec + I_GABA_rec : amp
    I_AMPA_ext = g_AMPA_ext * (v - V_E) * s_AMPA_ext : amp
    I_AMPA_rec = g_AMPA_rec * (v - V_E) * 1 * s_AMPA : amp
    ds_AMPA_ext / dt = - s_AMPA_ext / tau_AMPA : 1
    ds_AMPA / dt = - s_AMPA / tau_AMPA : 1
    I_NMDA_rec = g_NMDA * (v - V_E) / (1 + Mg2 * exp(-0.062 * v / mV) / 3.57) * s_NMDA_tot : amp
    s_NMDA_tot : 1 (variable)
    I_GABA_rec = g_GABA * (v - V_I) * s_GABA : amp
    ds_GABA / dt = - s_GABA / tau_GABA : 1
    g_m : siemens (constant)
    C_m : farad (constant)
    g_AMPA_ext : siemens (constant)
    g_AMPA_rec : siemens (constant)
    g_NMDA : siemens (constant)
    g_GABA : siemens (constant)
    t_refractory : second (constant)
    V_L = -70.*mV : volt
    V_thr = -50.*mV : volt
    V_reset = -55.*mV : volt
    V_E = 0.*mV : volt
    V_I = -70.*mV : volt
    tau_AMPA = 2.*ms : second
    tau_GABA = 10.*ms : second
    Mg2 = 1. : 1)",
                                    threshold = "v > V_thr", reset = "v = V_reset", refractory = "t_refractory",
                                    start = "v = -70*mV";
};
struct glutamate {
  static constexpr std::string_view model = R"(
    s_NMDA_tot_post = w * s_NMDA : 1 (summed)
    ds_NMDA / dt = - s_NMDA / tau_NMDA_decay + alpha * x * (1 - s_NMDA) : 1 (clock-driven)
    dx / dt = - x / tau_NMDA_rise : 1 (clock-driven)
    w : 1
    tau_NMDA_rise = 2.*ms : second
    tau_NMDA_decay = 100.*ms : second
    alpha = 0.5/ms : Hz)",
                                    on_pre = R"(
    s_AMPA += w
    x += 1
    )";
  using integrator = cortexpr::euler;
};

} // namespace peers::texts::Brunel_Wang_2001
