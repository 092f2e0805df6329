// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// The spikes of a step that this rank records: those of its own neurons, or of a spike list, which every rank has.
template <class State, class Population>
[[nodiscard]] step_spikes own_spikes(const State& state, const Population& population, std::int64_t step) {
  if (state.ranks == 1 || population.spikes.parts() == 1) return population.spikes.of(step);
  const auto [first, last] = state.of_this_rank().share(population.spikes.parts());
  return population.spikes.of_parts(step, first, last);
}

} // namespace cortexpr::detail
