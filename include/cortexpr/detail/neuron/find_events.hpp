// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The events of a population in its last steps; the parts are those of the population.
struct event_state {
  std::uint32_t size = 0;
  sequence<std::uint32_t> bounds{0, 0};
  spike_history spikes;
  [[nodiscard]] bool operator==(const event_state& o) const { return size == o.size && spikes == o.spikes; }
};

/// Lists the neurons [begin, end) for which a condition holds, a SIMD pack at a time.
template <class M, class Integrator, class Real, class Condition>
[[gnu::flatten]] void find_events(population_state<M, Integrator, Real>& s, const Condition& condition,
                                  std::size_t begin, std::size_t end, sequence<std::uint32_t>& events) {
  using B = pack<Real>;
  const column_walk<parameters_of<M, columns<Real>>, Real> parameter_walk(s.parameters);
  const column_walk<state_of<M, columns<Real>>, Real> state_walk(s.variables);
  for (std::size_t first = begin; first < end; first += lanes<B>::size) {
    state_of<M, numeric<B>> x;
    load_block<B>(x, state_walk, first);
    const auto holds = condition(std::as_const(x), load_parameters<false, M, B>(parameter_walk, first));
    if (!any_lane(holds)) continue;
    for_each_bit(bits_of_mask(holds), [&](std::size_t k) {
      if (first + k < end) events.push_back(static_cast<std::uint32_t>(first + k));
    });
  }
}

} // namespace cortexpr::detail
