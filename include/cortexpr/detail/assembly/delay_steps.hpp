// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cortexpr::detail {

inline constexpr double longest_delay = 1e7; // steps

/// A delay in steps: it must be a whole number of them, or is rounded to the nearest one where that was asked for.
inline std::uint32_t delay_steps(double seconds, double dt, bool rounds, const std::string& name) {
  const std::string owner = "'" + name + "'";
  if (seconds < 0)
    raise({owner, ": a delay of ", quantity_text(seconds, dim::second),
           " is negative; spikes cannot arrive before they are sent"});
  require_time(seconds, "a delay", owner, false);
  const double steps = seconds / dt, nearest = nearest_step(steps);
  if (!(steps <= longest_delay))
    raise({owner, ": a delay of ", quantity_text(seconds, dim::second), " is more than ten million steps"});
  if (!rounds && !is_whole(steps, nearest))
    refuse_off_grid(seconds, dt, "a delay", owner, false, "; write delay(...).rounded() to take the nearest step");
  return static_cast<std::uint32_t>(nearest);
}

/// The same for all delays of a row. The loop has no branch; only if one of them is refused are all done one by one.
inline void delay_steps(const sequence<double>& seconds, double dt, bool rounds, const std::string& name,
                        sequence<std::uint32_t>& out) {
  constexpr double beyond = 2 * longest_delay; // fits an integer of 32 bits
  const std::size_t n = seconds.size();
  out.resize(n);
  int bad = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double steps = seconds[k] / dt, nearest = nearest_step(steps);
    bad |= seconds[k] >= 0 && steps <= longest_delay ? 0 : 1;
    bad |= rounds || is_whole(steps, nearest) ? 0 : 1;
    out[k] = static_cast<std::uint32_t>(static_cast<std::int32_t>(nearest < beyond ? nearest : beyond));
  }
  if (bad == 0) return;
  for (std::size_t k = 0; k < n; ++k) out[k] = delay_steps(seconds[k], dt, rounds, name);
}

} // namespace cortexpr::detail
