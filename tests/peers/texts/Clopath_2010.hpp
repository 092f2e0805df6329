// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Clopath_et_al_2010_homeostasis.
namespace peers::texts::Clopath_2010 {

struct downstream {
  static constexpr std::string_view model = R"(
    dv/dt = (g_leak*(V_rest - v) + g_ampa*(E_ampa - v))/C : volt
    dv_lowpass1/dt = (v - v_lowpass1)/tau_1 : volt
    dv_lowpass2/dt = (v - v_lowpass2)/tau_2 : volt
    dv_homeo/dt = (v - V_rest - v_homeo)/tau_homeo : volt
    dg_ampa/dt = -g_ampa/tau_ampa : siemens
    V_rest = -70*mV : volt
    V_thresh = -55*mV : volt
    E_ampa = 0*mV : volt
    g_leak = 30*nS : siemens
    C = 300*pF : farad
    tau_1 = 40*ms : second
    tau_2 = 30*ms : second
    tau_homeo = 1000*ms : second
    tau_ampa = 2*ms : second)",
                                    threshold = "v > V_thresh", reset = "v = V_rest",
                                    start = "v = V_rest; v_lowpass1 = V_rest; v_lowpass2 = V_rest";
};
struct source {
  static constexpr std::string_view model = R"(
    dx_trace/dt = -x_trace/tau_x : 1
    rates : Hz
    tau_x = 15*ms : second)",
                                    threshold = "rand() < rates*dt", reset = "x_trace += 1/(tau_x/ms)";
};
struct connection {
  static constexpr std::string_view model = R"(
    w : 1
    g_max = 5e-8*siemens : siemens
    w_max = 1.0 : 1
    A_LTD = 1.5e-4 : 1
    A_LTP = 1.5e-2 : 1
    v_target = 12*mV*mV : volt**2
    theta_low = -70*mV : volt)",
                                    on_pre = R"(
    g_ampa_post += w*g_max
    A_LTD_u = A_LTD*(v_homeo_post**2/v_target)
    w_minus = A_LTD_u*(v_lowpass1_post/mV - theta_low/mV)*int(v_lowpass1_post/mV - theta_low/mV > 0)
    w = clip(w - w_minus, 0, w_max)
    )",
                                    on_post = R"(
    v_lowpass1_post += 10*mV
    v_lowpass2_post += 10*mV
    v_homeo_post += 0.1*mV
    w_plus = A_LTP*x_trace_pre*(v_lowpass2_post/mV - theta_low/mV)*int(v_lowpass2_post/mV - theta_low/mV > 0)
    w = clip(w + w_plus, 0, w_max)
    )";
};

} // namespace peers::texts::Clopath_2010
