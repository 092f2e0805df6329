// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/state_variables.
namespace peers::texts::state_variables {

struct cell {
  static constexpr std::string_view model = "v:volt (variable)", threshold = "v>-50*mV";
};
struct connection {
  static constexpr std::string_view model = "w : volt", on_pre = "v += w";
};

} // namespace peers::texts::state_variables
