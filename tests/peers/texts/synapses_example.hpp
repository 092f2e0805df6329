// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/synapses.
namespace peers::texts::synapses_example {

struct cell {
  static constexpr std::string_view model = "dv/dt = -v / (10*ms) : 1", threshold = "v > 1", reset = "v=0.";
};
struct fading {
  static constexpr std::string_view model = "dw_syn/dt = -w_syn / (50*ms): 1 (clock-driven)", on_pre = "v += w_syn",
                                    start = "w_syn = 1";
};

} // namespace peers::texts::synapses_example
