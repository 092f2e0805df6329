// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/quantity.hpp>
#include <type_traits>

namespace cortexpr {

/// The time step of a simulation; 0.1 ms unless given. As an option of a population, its own time step, a whole
/// multiple of that of the network: the population is integrated, compared with its threshold and recorded in the steps
/// at t = 0, dt, 2 dt, ... and stands still in between.
///
/// Example (examples/reference/time_step.cpp):
///
///     population<"slow">(100, leaky_readout{}, time_step{1_ms})
struct time_step {
  quantity<dim::second> dt = 0.1_ms;
};

namespace detail {

template <class T>
struct is_time_step : std::is_same<T, time_step> {};

} // namespace detail

} // namespace cortexpr
