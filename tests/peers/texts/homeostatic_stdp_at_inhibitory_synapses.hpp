// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/homeostatic_stdp_at_inhibitory_synapses.
namespace peers::texts::homeostatic_stdp_at_inhibitory_synapses {

struct cell {
  static constexpr std::string_view model = R"(
    dv/dt = ((E_L - v) + g_e*(E_e - v) + g_i*(E_i - v))/tau : volt (unless refractory)
    dg_e/dt = -g_e/tau_e : 1
    dg_i/dt = -g_i/tau_i : 1
    dH/dt = -H/tau_H : Hz  # the same in all
    E_L = -60*mV : volt
    E_e = 0*mV : volt
    E_i = -80*mV : volt
    V_th = -50*mV : volt
    V_r = -60*mV : volt
    tau = 20*ms : second
    tau_e = 5*ms : second
    tau_i = 10*ms : second
    tau_H = 200*ms : second)",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "5*ms",
                                    start = "v = -60*mV";
};
struct count {
  static constexpr std::string_view model = R"(
    tau_H_syn = 200*ms : second
    n_cells = 10 : 1)",
                                    on_pre = "H_post += 1/(tau_H_syn*n_cells)";
};
struct inhibition {
  static constexpr std::string_view model = R"(
    w : 1
    dzpre/dt = -zpre/tau_stdp : 1 (event-driven)
    dzpost/dt = -zpost/tau_stdp : 1 (event-driven)
    tau_stdp = 20*ms : second
    gamma = 10*Hz : Hz
    eta = 0.05/Hz : second
    g_max = 5 : 1)",
                                    on_pre = R"(
    g_i_post += w
    w = clip(w + eta*(H_post - gamma)*zpost, 0, g_max)
    zpre += 1
    )",
                                    on_post = R"(
    w = clip(w + eta*(H_post - gamma)*zpre, 0, g_max)
    zpost += 1
    )";
};

} // namespace peers::texts::homeostatic_stdp_at_inhibitory_synapses
