// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr {

/// What the effect of a synapse is divided by.
enum class share { of_incoming_sum, of_root_of_inputs };

/// Transmission in shares: the receptor's variable rises by `scale` w / sum of the target's incoming weights, or by
/// `scale` w / sqrt(number of the target's inputs). Stored weights stay as they are. A target whose incoming sum is
/// zero gets nothing. Parameters: by (default of_incoming_sum), scale (default 1): of incoming sums in the receptor's
/// unit (`transmit_share<>{50_pA}`), of the root of inputs a number.
/// The sums are over this projection, taken at the start of the step, before any weight changes in it.
///
/// Example (examples/reference/transmit_share.cpp):
///
///     projection<"S: in -> cell.v">(all_to_all{}, weight(given), plasticity{transmit_share<>{8_mV}})
template <share By = share::of_incoming_sum>
struct transmit_share {
  weight_value scale = 1;

  using services = needs<incoming_sum>;
  static constexpr bool transmits = true;
  static constexpr bool normalises = true;

  void on_pre(auto& s) const {
    if (s.incoming_sum.si() != 0) s.receptor += s.w.rounded(scale.in_unit_of(s.w) * s.w / s.incoming_sum);
  }
  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {scale}; }
  [[nodiscard]] bool operator==(const transmit_share&) const = default;
};

template <>
struct transmit_share<share::of_root_of_inputs> {
  double scale = 1;

  using services = needs<incoming_sum>;
  static constexpr bool transmits = true;
  static constexpr bool normalises = false;

  void on_pre(auto& s) const {
    if (s.in_degree != 0) s.receptor += s.w.rounded(scale * s.w / std::sqrt(s.in_degree));
  }
  [[nodiscard]] bool operator==(const transmit_share&) const = default;
};

} // namespace cortexpr
