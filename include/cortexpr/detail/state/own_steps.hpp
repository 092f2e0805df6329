// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cortexpr::detail {

// A population may have a time step of its own, several steps of the network long. It makes its step at the beginning
// of that time, so that all who look at it in a step of its own see what they would see if all steps were as long.

/// Whether population or event K has a time step of its own.
template <auto const& D, std::size_t K>
constexpr bool has_own_step() {
  return structure<D>::template item<population_of<D, K>()>::paced;
}

/// The time step of population or event K.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] double step_of_population(const network_state<D, Real>& state) {
  if constexpr (has_own_step<D, K>())
    return option_or<is_time_step>(time_step{}, structure<D>::template value<population_of<D, K>()>().options).dt.si();
  else
    return state.dt;
}
/// How many steps of the network it is long.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] std::int64_t stride_of([[maybe_unused]] const network_state<D, Real>& state) {
  if constexpr (has_own_step<D, K>())
    return std::max<std::int64_t>(1,
                                  static_cast<std::int64_t>(nearest_step(step_of_population<D, K>(state) / state.dt)));
  else
    return 1;
}
/// Whether population or event K makes a step in the present step of the network.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] bool makes_step([[maybe_unused]] const network_state<D, Real>& state) {
  if constexpr (has_own_step<D, K>())
    return state.step % stride_of<D, K>(state) == 0;
  else
    return true;
}
/// The latest step that population K has made, the present one included.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] population_step present_step(const network_state<D, Real>& state) {
  return {step_of_population<D, K>(state), state.step / stride_of<D, K>(state), state.step};
}

/// The steps of the network from one step of a population to its next; 1 for a projection.
template <auto const& D, std::size_t K, class Real>
std::int64_t steps_of_holder(const network_state<D, Real>& state) {
  if constexpr (structure<D>::kinds[K] == item_kind::population)
    return stride_of<D, K>(state);
  else
    return 1;
}

/// Refuses a time step of a population that is no whole multiple of that of the network.
template <auto const& D, std::size_t K, class Real>
[[gnu::cold]] void check_own_step(const network_state<D, Real>& state, const std::string& name) {
  if constexpr (has_own_step<D, K>())
    static_cast<void>(
        whole_steps(step_of_population<D, K>(state), state.dt, "its own time step", "population '" + name + "'"));
}

} // namespace cortexpr::detail
