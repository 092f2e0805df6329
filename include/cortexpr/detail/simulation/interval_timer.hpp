// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/steps.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// Whether a watchdog looks at the present step: at every n-th one.
struct interval_timer {
  std::int64_t period = 1, left = 1;

  void begin(quantity<dim::second> interval, double dt, std::string_view what, std::string_view owner) {
    period = left = steps_about(interval.si(), dt, what, owner);
  }
  /// Whether `due` will be true after the present step.
  [[nodiscard]] bool comes() const { return left <= 1; }
  bool due() {
    if (--left > 0) return false;
    left = period;
    return true;
  }
};

inline std::string where_stopped(std::int64_t step, double dt) {
  return "stopped after step " + std::to_string(step) + " (" +
         quantity_text(static_cast<double>(step) * dt, dim::second, 4) + "): ";
}

} // namespace cortexpr::detail
