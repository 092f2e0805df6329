// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/neuron/emit_spikes.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Neurons of a block that have been reset within the step are shown as they were at the threshold until the reset's
/// turn comes: to rules that read their variables at a spike.
template <class M, class Integrator, class Real, class Walk, class X>
[[gnu::always_inline]] inline void keep_resets(population_state<M, Integrator, Real>& s, const Walk& walk,
                                               const X& crossing, std::uint64_t bits, std::size_t first,
                                               part_range mine) {
  using values = typename decltype(s.resets)::values;
  alignas(64) std::array<std::array<Real, lanes<pack<Real>>::size>, state_size<M>> at_threshold;
  for_each_index<state_size<M>>(
      [&](auto k) { store_lanes(at_threshold[k].data(), lanes<pack<Real>>(variable<k>(crossing))); });
  for_each_bit(bits, [&](std::size_t lane) {
    if (first + lane >= mine.end) return;
    values before, after;
    for (std::size_t k = 0; k < state_size<M>; ++k) {
      Real& x = walk.data[k][first + lane];
      before[k] = at_threshold[k][lane];
      after[k] = x;
      x = before[k];
    }
    s.resets.parts[mine.part].push_back({before, after});
  });
}

/// Puts the neurons of a part that the integrator has reset within the step into their state at its end. What the step
/// has changed since then, by events, is added.
template <class M, class Integrator, class Real>
void finish_resets(population_state<M, Integrator, Real>& s, std::int64_t step, std::size_t part) {
  auto& kept = s.resets.parts[part];
  if (kept.empty()) return;
  std::size_t n = 0;
  for (const std::uint32_t i : s.spikes.of_part(step, part)) {
    const auto& one = kept[n++];
    for_each_index<state_size<M>>([&](auto k) {
      Real& x = variable<k>(s.variables)[i];
      x = x == one.crossing[k] ? one.end[k] : one.end[k] + (x - one.crossing[k]);
    });
  }
  kept.clear();
}

} // namespace cortexpr::detail
