// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <tuple>

/// The words of Brian2's example frompapers/Izhikevich_2003.
namespace peers::texts::Izhikevich_2003 {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (0.04*v**2 + 5*v + 140 - u + I + I_noise(t, i))/ms : 1
    du/dt = (a*(b*v - u))/ms  : 1
    I : 1 (variable)
    a : 1
    b : 1
    c : 1
    d : 1)",
                                    threshold = "v>=30", reset = "v=c; u+=d", start = "v = -65; u = b*v";
};
/// A current of one step: up at once, down a step later.
struct coupling {
  static constexpr std::string_view model = "w : 1", on_pre = "I += w";
  using paths = std::tuple<cortexpr::texts::on_path<"down", "I -= w">>;
};

} // namespace peers::texts::Izhikevich_2003
