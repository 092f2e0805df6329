// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example CUBA.
namespace peers::texts::CUBA {

struct cell {
  static constexpr std::string_view model = R"(
    dv/dt  = (ge+gi-(v-El))/taum : volt (unless refractory)
    dge/dt = -ge/taue : volt
    dgi/dt = -gi/taui : volt
    taum = 20*ms : second
    taue = 5*ms : second
    taui = 10*ms : second
    Vt = -50*mV : volt
    Vr = -60*mV : volt
    El = -49*mV : volt)",
                                    threshold = "v>Vt", reset = "v = Vr", refractory = "5*ms";
};
struct excitation {
  static constexpr std::string_view on_pre = "ge += we", model = "we = 1.62*mV : volt";
};
struct inhibition {
  static constexpr std::string_view on_pre = "gi += wi", model = "wi = -9*mV : volt";
};

} // namespace peers::texts::CUBA
