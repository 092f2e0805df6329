// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/units/measured.hpp>

namespace cortexpr {

/// Synaptic transmission: the receptor's variable rises by the weight. The rule of a projection that names none.
struct transmit {
  static constexpr bool transmits = true;
  static constexpr void on_pre(auto& s) { s.receptor += s.w; }
  [[nodiscard]] bool operator==(const transmit&) const = default;
};

/// Clips the receptor's variable to [low, high] as each spike arrives. Placed after `transmit`, no arrival can
/// bring a current or a conductance out of its band. Parameters: low, high in the variable's unit.
///
/// Example (examples/reference/transmit.cpp):
///
///     projection<"in -> cell.exc">(all_to_all{}, weight(1_nS), plasticity{transmit{}, clip_receptor{0_nS, 4_nS}})
template <dimension D>
struct clip_receptor {
  quantity<D> low, high;

  constexpr clip_receptor(quantity<D> lowest, quantity<D> highest) : low(lowest), high(highest) {}
  constexpr void on_pre(auto& s) const { s.receptor = clip(s.receptor, low, high); }
  [[nodiscard]] bool operator==(const clip_receptor&) const = default;
};

} // namespace cortexpr
