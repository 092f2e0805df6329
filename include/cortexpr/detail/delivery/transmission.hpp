// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/rows/in_fours.hpp>
#include <cortexpr/detail/rows/prefetch_lines.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/rows/spikes_in_flight.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Where a projection's spikes act: one variable of the target population, and which neurons hold it now.
template <class Real>
struct receptor_column {
  Real* variable = nullptr;
  bit_view held; ///< neurons whose variable does not change now; none if it is never held
};

/// Adds the weights of synapses [begin, end) to their targets.
template <class Real, class Values>
void transmit_row(const slice_rows& rows, const Values& values, std::size_t begin, std::size_t end,
                  receptor_column<Real> to) {
  const std::uint16_t* const target = rows.target.data();
  Real* const variable = to.variable + rows.first_target;
  // A weight that all share stays in a register: the compiler cannot know that no sum is written over it.
  [[maybe_unused]] const Real shared = begin < end ? static_cast<Real>(values.weights[begin]) : Real(0);
  const auto weight = [&](std::size_t k) __attribute__((always_inline)) {
    if constexpr (std::remove_cvref_t<decltype(values.weights)>::per_synapse)
      return static_cast<Real>(values.weights[k]);
    else
      return shared;
  };
  if (!to.held) {
    const auto add = [&](std::size_t k, std::size_t j) __attribute__((always_inline)) { variable[j] += weight(k); };
    in_fours(
        begin, end,
        [&](std::size_t k) __attribute__((always_inline)) {
          const four_targets here(target + k);
          add(k, here[0]), add(k + 1, here[1]), add(k + 2, here[2]), add(k + 3, here[3]);
        },
        [&](std::size_t k) __attribute__((always_inline)) { add(k, target[k]); });
  } else {
    for (std::size_t k = begin; k < end; ++k)
      variable[target[k]] += to.held[rows.first_target + target[k]] ? Real(0) : weight(k);
  }
}

/// Fetches the targets and weights of synapses [begin, end).
template <class Values>
[[gnu::always_inline]] inline void prefetch_synapses(const slice_rows& rows, const Values& values, std::size_t begin,
                                                     std::size_t end) {
  const std::uint16_t* const target = rows.target.data();
  prefetch_lines<2>(target + begin, target + end);
  if constexpr (std::remove_cvref_t<decltype(values.weights)>::per_synapse) {
    const auto* const weight = values.weights.values.data();
    prefetch_lines<2>(weight + begin, weight + end);
  }
}

/// Transmission of all spikes that arrive in `step` at a slice of a projection with one delay: by source, then synapse
/// number.
template <class Real, class Values>
void transmit_rows(const synapse_rows& connections, const slice_rows& rows, const Values& values,
                   const spike_history& spikes, std::int64_t step, receptor_column<Real> to) {
  if (step < connections.min_delay) return;
  const auto now = spikes.of(step - connections.min_delay);
  const auto source_of = [&](std::uint32_t neuron) { return std::size_t{neuron} - connections.first_source; };
  const auto with_row = [&](std::uint32_t neuron, const auto& f) {
    f(static_cast<std::size_t>(rows.row[source_of(neuron)]), static_cast<std::size_t>(rows.row[source_of(neuron) + 1]));
  };
  // Rows with one delay are long: of the next one the beginning is enough, then the processor goes on by itself.
  const auto prefetch = [&](std::size_t begin, std::size_t end) __attribute__((always_inline)) {
    prefetch_synapses(rows, values, begin, std::min(end, begin + 96));
  };
  const auto add = [&](std::size_t begin, std::size_t end) { transmit_row(rows, values, begin, end, to); };
  auto next = now.begin();
  const auto end = now.end();
  for (const std::uint32_t neuron : now) {
    if (next != end) ++next;
    if (neuron < connections.first_source) continue;
    if (source_of(neuron) >= connections.sources) break;
    if (next != end && source_of(*next) < connections.sources) with_row(*next, prefetch);
    with_row(neuron, add);
  }
}

/// Neurons [begin, end) of a population.
struct neuron_range {
  std::uint32_t begin = 0, end = 0;
};

/// The same for some sources of a projection with several delays, whose spikes in flight know their next segments: by
/// emission step, then source, then synapse number.
template <class Real, class Values>
void transmit_segments(const synapse_rows& connections, const slice_rows& rows, const Values& values,
                       spikes_in_flight<row_walk>& in_flight, const spike_history& spikes, std::int64_t step,
                       receptor_column<Real> to, neuron_range from) {
  const auto enter = [&](std::int64_t then) {
    if (then >= connections.min_delay)
      in_flight.enter_section(connections, rows, spikes.of(then - connections.min_delay), from.begin, from.end);
  };
  in_flight.begin(step, connections.max_delay - connections.min_delay, enter);
  const auto begin_of = [](const row_walk::cursor& c) { return static_cast<std::size_t>(c.position); };
  const auto end_of = [](const row_walk::cursor& c) { return static_cast<std::size_t>(c.position + c.count); };
  in_flight.arrive(
      step,
      [&](const row_walk::cursor& c)
          __attribute__((always_inline)) { prefetch_synapses(rows, values, begin_of(c), end_of(c)); },
      [&](const row_walk::cursor& c)
          __attribute__((always_inline)) { transmit_row(rows, values, begin_of(c), end_of(c), to); });
}

/// Moves the input of consecutive targets to their variable, unless they are refractory and hold it.
template <class Real>
void hand_over(Real* __restrict arriving, std::size_t n, receptor_column<Real> to, std::size_t first) {
  Real* __restrict const variable = to.variable + first;
  to.held.for_each(first, first + n, [&](std::size_t j) { arriving[j - first] = 0; });
  for (std::size_t j = 0; j < n; ++j) {
    variable[j] += arriving[j];
    arriving[j] = 0;
  }
}

} // namespace cortexpr::detail
