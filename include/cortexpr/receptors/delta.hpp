// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/dimension.hpp>
#include <string_view>

namespace cortexpr {

/// Instantaneous synapses: a spike adds the weight to the membrane potential v itself. Has no variable.
///
/// Example (examples/reference/delta.cpp):
///
///     population<"cell">(1, synaptic_lif<delta>{})
///
///     projection<"in -> cell.exc">(all_to_all{}, weight(5_mV))
///
///     projection<"in -> cell.v">(all_to_all{}, weight(2_mV))
struct delta {
  static constexpr std::string_view jump = "v";
  template <class I, dimension Current>
  struct state {};
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {};
};

} // namespace cortexpr
