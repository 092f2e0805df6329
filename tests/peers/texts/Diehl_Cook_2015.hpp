// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Diehl_Cook_2015.
namespace peers::texts::Diehl_Cook_2015 {

struct excitatory {
  static constexpr std::string_view model = R"(
    dv/dt = (v_rest - v + i_exc + i_inh) / tau_mem  : volt (unless refractory)
    i_exc = ge * -v                         : volt
    i_inh = gi * (v_inh_base - v)           : volt
    dge/dt = -ge/(1 * ms)                   : 1
    dgi/dt = -gi/(2 * ms)                   : 1
    dtimer/dt = 1                           : second
    dtheta/dt = -theta / (1e7 * ms) : volt
    tau_mem = 100*ms : second
    v_rest = -65*mV : volt
    v_inh_base = -100*mV : volt)",
                                    threshold = "v > (theta - 72 * mV) and (timer > 50 * ms)",
                                    reset = "v = -65*mV; timer = 0 * ms; theta += 0.05 * mV", refractory = "5*ms",
                                    start = "v = -65*mV; theta = 20*mV";
};
struct inhibitory {
  static constexpr std::string_view model = R"(
    dv/dt = (v_rest - v + i_exc + i_inh) / tau_mem  : volt (unless refractory)
    i_exc = ge * -v                         : volt
    i_inh = gi * (v_inh_base - v)           : volt
    dge/dt = -ge/(1 * ms)                   : 1
    dgi/dt = -gi/(2 * ms)                   : 1
    dtimer/dt = 1                           : second
    tau_mem = 10*ms : second
    v_rest = -60*mV : volt
    v_inh_base = -85*mV : volt)",
                                    threshold = "v > -40 * mV", reset = "v = -45 * mV", refractory = "2*ms",
                                    start = "v = -60*mV";
};
struct learning {
  static constexpr std::string_view model = R"(
    w : 1
    post2bef                        : 1
    dpre1/dt  = -pre1/(20 * ms)     : 1 (event-driven)
    dpost1/dt = -post1/(20 * ms)    : 1 (event-driven)
    dpost2/dt = -post2/(40 * ms)    : 1 (event-driven))",
                                    on_pre = "ge_post += w; pre1 = 1.; w = clip(w - 0.0001 * post1, 0, 1.0)",
                                    on_post = R"(
    post2bef = post2
    w = clip(w + 0.01 * pre1 * post2bef, 0, 1.0)
    post1 = 1.
    post2 = 1.
    )";
};

} // namespace peers::texts::Diehl_Cook_2015
