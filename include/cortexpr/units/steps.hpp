// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/format.hpp>
#include <cstdint>
#include <string>
#include <string_view>

/// How times become numbers of time steps. All of the library does it here:
///
/// | time                                                 | function           | off the grid of steps        |
/// |------------------------------------------------------|--------------------|------------------------------|
/// | periods, intervals of rules, bins, delays            | `whole_steps`      | refused                      |
/// | delays that are `rounded()`                          | `nearest_step`     | the nearest step, half up    |
/// | refractory periods, times of listed spikes           | `steps_passed`     | cut, as Brian2 does          |
/// | the duration of a run                                | `steps_to_run`     | one step more, as Brian2 does|
/// | the bounds of a window of time                       | `first_step_from`  | the next step                |
/// | how often something looks, which changes no result   | `steps_about`      | the nearest step             |

namespace cortexpr::detail {

/// More steps than any run has; all numbers of steps up to it are exact in a double.
inline constexpr double most_steps = 9e15;

[[nodiscard]] inline double nearest_step(double steps) { return std::floor(steps + 0.5); }

/// Whether a number of steps is whole up to rounding.
[[nodiscard]] inline bool is_whole(double steps, double nearest) {
  return std::abs(steps - nearest) <= 1e-6 + 4e-16 * nearest;
}

/// Steps that have passed at a time: 0.19 ms lies in step 1 of 0.1 ms.
[[nodiscard]] inline double steps_passed(double seconds, double dt) { return std::floor((seconds + 1e-3 * dt) / dt); }

[[nodiscard]] inline double steps_to_run(double seconds, double dt) {
  const double steps = seconds / dt, nearest = nearest_step(steps);
  return std::abs(steps - nearest) <= 1e-4 ? nearest : std::ceil(steps);
}

/// The first step at or after a time.
[[nodiscard]] inline double first_step_from(double seconds, double dt) { return std::ceil(seconds / dt - 1e-3); }

/// Refuses a time that is not finite or negative, or zero where it `must_be_positive`. `what` has its article: "a
/// period".
[[gnu::cold]] inline void require_time(double seconds, std::string_view what, std::string_view owner,
                                       bool must_be_positive) {
  if (std::isfinite(seconds) && (must_be_positive ? seconds > 0 : seconds >= 0)) return;
  raise({owner, ": ", what, " of ", quantity_text(seconds, dim::second), " is not possible; it must be finite and ",
         must_be_positive ? "positive" : "not negative"});
}

[[noreturn, gnu::cold]] inline void refuse_off_grid(double seconds, double dt, std::string_view what,
                                                    std::string_view owner, bool must_be_positive,
                                                    std::string_view advice) {
  const double below = std::floor(seconds / dt);
  const bool both = below > 0 || !must_be_positive;
  raise({owner, ": ", what, " of ", quantity_text(seconds, dim::second), " is no multiple of the time step (",
         quantity_text(dt, dim::second), "); nearest: ", both ? quantity_text(below * dt, dim::second) : std::string(),
         both ? ", " : "", quantity_text((below + 1) * dt, dim::second), advice});
}

/// A positive time as a whole number of steps. `what` has its article ("a period"), `owner` says whose time it is.
[[nodiscard]] inline std::int64_t whole_steps(double seconds, double dt, std::string_view what,
                                              std::string_view owner) {
  require_time(seconds, what, owner, true);
  const double steps = seconds / dt, nearest = nearest_step(steps);
  if (!(nearest <= most_steps))
    raise({owner, ": ", what, " of ", quantity_text(seconds, dim::second), " is more than 9e15 steps"});
  if (nearest < 1 || !is_whole(steps, nearest)) refuse_off_grid(seconds, dt, what, owner, true, "");
  return static_cast<std::int64_t>(nearest);
}

/// The number of steps of a period; none means every step.
[[nodiscard]] inline std::int64_t period_steps(double seconds, double dt, std::string_view owner) {
  return seconds == 0 ? 1 : whole_steps(seconds, dt, "a period", owner);
}

/// How often something looks that changes no result: about as often as asked for, at most every step.
[[nodiscard]] inline std::int64_t steps_about(double seconds, double dt, std::string_view what,
                                              std::string_view owner) {
  require_time(seconds, what, owner, false);
  const double steps = nearest_step(seconds / dt);
  return static_cast<std::int64_t>(steps < 1 ? 1 : steps < most_steps ? steps : most_steps);
}

} // namespace cortexpr::detail
