// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example frompapers/Tsodyks_Pawelzik_Markram_1998.
namespace peers::texts::Tsodyks_Pawelzik_Markram_1998 {

struct cell {
  static constexpr std::string_view model = R"(
    dv/dt = (R * I_syn - v) / tau_m : volt
    I_syn : amp (input)
    R : ohm (constant)
    tau_m : second (constant))";
};
struct depressing {
  static constexpr std::string_view model = R"(
    dx/dt = (1 - x - y) / tau_rec : 1 (clock-driven)
    dy/dt = -y / tau_inact : 1 (clock-driven)
    I_syn_post = w * y : amp (summed)
    w : amp
    u : 1)",
                                    on_pre = "u = U\ny += u * x\nx -= u * x", start = "x = 1";
};
struct facilitating {
  static constexpr std::string_view model = R"(
    dx/dt = (1 - x - y) / tau_rec : 1 (clock-driven)
    dy/dt = -y / tau_inact : 1 (clock-driven)
    I_syn_post = w * y : amp (summed)
    w : amp
    du/dt = -u / tau_facil : 1 (clock-driven))",
                                    on_pre = "u += U * (1 - u)\ny += u * x\nx -= u * x", start = "x = 1";
};

} // namespace peers::texts::Tsodyks_Pawelzik_Markram_1998
