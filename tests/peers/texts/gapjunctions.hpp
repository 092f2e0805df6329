// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/gapjunctions.
namespace peers::texts::gapjunctions {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (v0 - v + Igap) / tau : 1
    Igap : 1 (input)
    v0 = 1.05 : 1
    tau = 10*ms : second)",
                                    threshold = "v > 1", reset = "v = 0";
};
struct junction {
  static constexpr std::string_view model = R"(
    w : 1
    Igap_post = w * (v_pre - v_post) : 1 (summed))";
};

} // namespace peers::texts::gapjunctions
