// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

/// Weights decay exponentially: dw/dt = -(w - w_rest) / tau, applied exactly once per interval. Parameters: tau
/// (default 1000 s), interval (10 ms), w_rest in the unit of the weights (0). Cost: one pass over all weights per
/// interval; bytes per synapse: the weight.
///
/// Example (examples/reference/homeostasis.cpp):
///
///     projection<"T: in -> cell.exc">(all_to_all{}, weight(1_nS), plasticity{transmit{}, weight_decay{.tau = 10_s}})
struct weight_decay {
  quantity<dim::second> tau = 1000_s, interval = 10_ms;
  weight_value w_rest = 0;

  void on_step(auto& s) const { s.w = w_rest + (s.w - w_rest) * exp(-s.dt / tau); }
  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {w_rest}; }
  [[nodiscard]] bool operator==(const weight_decay&) const = default;
};

} // namespace cortexpr
