// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/plasticity/rule.hpp>

namespace cortexpr {

/// What the effect of a synapse is divided by.
enum class share { of_incoming_sum, of_root_of_inputs };

/// Transmission in shares: the receptor's variable rises by `scale` w / sum of the target's incoming weights, or by
/// `scale` w / sqrt(number of the target's inputs). Stored weights stay as they are. A target whose incoming sum is
/// zero gets nothing. Parameters: by (default of_incoming_sum), scale in the receptor's unit (default 1).
/// The sums are over this projection, taken at the start of the step, before any weight changes in it.
template <share By = share::of_incoming_sum>
struct transmit_share {
  double scale = 1;

  using services = needs<incoming_sum>;
  static constexpr bool transmits = true;
  static constexpr bool normalises = By == share::of_incoming_sum;

  void on_pre(auto& s) const {
    using real = std::remove_cvref_t<decltype(s.w)>;
    const double whole = By == share::of_incoming_sum ? s.incoming_sum : std::sqrt(s.in_degree);
    if (whole != 0) s.receptor += static_cast<real>(scale * static_cast<double>(s.w) / whole);
  }
  [[nodiscard]] bool operator==(const transmit_share&) const = default;
};

} // namespace cortexpr
