// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <tuple>

/// The words of Brian2's example advanced/custom_events.
namespace peers::texts::custom_events {

struct group_g {
  static constexpr std::string_view model = R"(
    dv/dt = (g-v)/(50*ms) : 1
    dg/dt = -g/(10*ms) : 1
    allow_gspike : boolean)",
                                    threshold = "v>1", reset = "v = 0; g = 0; allow_gspike = True;",
                                    start = "allow_gspike = True";
  using events = std::tuple<cortexpr::texts::custom_event<"gspike", "g>1 and allow_gspike">,
                            cortexpr::texts::custom_event<"end_gspike", "g<1 and not allow_gspike">>;
};
struct group_h {
  static constexpr std::string_view model = R"(
    dx/dt = -x/(10*ms) : 1
    dy/dt = -y/(10*ms) : 1)";
};

} // namespace peers::texts::custom_events
