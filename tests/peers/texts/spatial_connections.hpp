// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The words of Brian2's example synapses/spatial_connections.
namespace peers::texts::spatial_connections {

struct cell {
  static constexpr std::string_view model = "x : meter (variable)\n y : meter (variable)";
};

} // namespace peers::texts::spatial_connections
