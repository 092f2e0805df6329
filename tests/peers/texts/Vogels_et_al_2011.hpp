// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Vogels_et_al_2011.
namespace peers::texts::Vogels_et_al_2011 {

struct cell {
  static constexpr std::string_view model = R"(
    dv/dt=(-gl*(v-el)-(g_ampa*v+g_gaba*(v-er))+bgcurrent)/memc : volt (unless refractory)
    dg_ampa/dt = -g_ampa/tau_ampa : siemens
    dg_gaba/dt = -g_gaba/tau_gaba : siemens
    gl = 10.0*nsiemens : siemens
    el = -60*mV : volt
    er = -80*mV : volt
    vt = -50.*mV : volt
    memc = 200.0*pfarad : farad
    bgcurrent = 200*pA : amp
    tau_ampa = 5.0*ms : second
    tau_gaba = 10.0*ms : second)",
                                    threshold = "v > vt", reset = "v=el", refractory = "5*ms";
};
struct balance {
  static constexpr std::string_view model = R"(
    w : 1
    dApre/dt=-Apre/tau_stdp : 1 (event-driven)
    dApost/dt=-Apost/tau_stdp : 1 (event-driven)
    tau_stdp = 20*ms : second
    alpha = 3*Hz*tau_stdp*2 : 1
    gmax = 100 : 1)",
                                    on_pre = R"(
    Apre += 1.
    w = clip(w+(Apost-alpha)*eta, 0, gmax)
    g_gaba += w*nS
    )",
                                    on_post = R"(
    Apost += 1.
    w = clip(w+Apre*eta, 0, gmax)
    )";
};

} // namespace peers::texts::Vogels_et_al_2011
