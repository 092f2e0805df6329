// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>

/// Windows of time [from, to) over recordings.

namespace cortexpr::detail {

/// Throws `invalid_value` in the name of a function that is given an empty window.
inline void require_rising(const char* who, quantity<dim::second> from, quantity<dim::second> to) {
  if (!(from.si() < to.si())) raise({who, ": the times of the window must rise"});
}
/// Whether from <= step dt < to, for times that are multiples of dt up to rounding.
inline bool in_window(std::int64_t step, double dt, quantity<dim::second> from, quantity<dim::second> to) {
  const double k = static_cast<double>(step) + 1e-3;
  return k >= from.si() / dt && k < to.si() / dt;
}

} // namespace cortexpr::detail
