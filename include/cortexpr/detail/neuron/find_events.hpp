// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/model/event.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// The events of a population in its last steps; the parts are those of the population.
struct event_state {
  std::uint32_t size = 0;
  sequence<std::uint32_t> bounds{0, 0};
  spike_history spikes;
  [[nodiscard]] bool operator==(const event_state& o) const { return size == o.size && spikes == o.spikes; }
};

/// Lists the neurons of a part for which a condition holds, a SIMD pack at a time. `Driven`: something acts on an
/// input.
template <bool Driven, class M, class Integrator, class Real, class Condition>
[[gnu::flatten]] void find_events(population_state<M, Integrator, Real>& s, const Condition& condition, part_range mine,
                                  sequence<std::uint32_t>& events) {
  using B = pack<Real>;
  using values = state_of<M, numeric<B>>;
  using given_inputs = inputs_of<M, numeric<B>>;
  const column_walk<parameters_of<M, columns<Real>>, Real> parameter_walk(s.parameters);
  const column_walk<state_of<M, columns<Real>>, Real> state_walk(s.variables);
  constexpr std::size_t stages = Integrator::stages.size();
  const input_walk<M, stages, Real> inputs(s.inputs, mine.thread);
  for (std::size_t first = mine.begin; first < mine.end; first += lanes<B>::size) {
    values x;
    load_block<B>(x, state_walk, first);
    const auto p = load_parameters<false, M, B>(parameter_walk, first);
    given_inputs in{};
    if constexpr (condition_sees_inputs<Condition, values, std::remove_const_t<decltype(p)>, given_inputs>) {
      in = load_inputs<Driven, M, B>(inputs, MovesShared<M> ? stages : 0, first);
      tell_refractory<M, B>(in, s.refractory.held(), first);
    }
    const auto holds = event_condition(condition, std::as_const(x), p, std::as_const(in));
    if (!any_lane(holds)) continue;
    for_each_bit(bits_of_mask(holds), [&](std::size_t k) {
      if (first + k < mine.end) events.push_back(static_cast<std::uint32_t>(first + k));
    });
  }
}

} // namespace cortexpr::detail
