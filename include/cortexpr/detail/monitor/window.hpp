// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstdint>

/// Windows of time [from, to) over recordings.

namespace cortexpr::detail {

/// Throws `invalid_value` in the name of a function that is given an empty window.
inline void require_rising(const char* who, quantity<dim::second> from, quantity<dim::second> to) {
  if (!(from.si() < to.si())) raise({who, ": the times of the window must rise"});
}
/// Whether from <= step dt < to, for times that are multiples of dt up to rounding.
inline bool in_window(std::int64_t step, double dt, quantity<dim::second> from, quantity<dim::second> to) {
  const auto k = static_cast<double>(step);
  return k >= first_step_from(from.si(), dt) && k < first_step_from(to.si(), dt);
}

} // namespace cortexpr::detail
