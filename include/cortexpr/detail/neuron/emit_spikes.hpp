// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/draws/poisson_counts.hpp>
#include <cortexpr/detail/draws/random_bits16.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cortexpr::detail {

/// The neurons of one part of a population.
struct part_range {
  std::size_t part = 0, begin = 0, end = 0, thread = 0;
  std::string_view population;
};

/// Enters neurons of a part that have been found to spike into the step's list, and makes them refractory.
template <class M, class Integrator, class Real>
[[gnu::noinline]] void emit_spikes(population_state<M, Integrator, Real>& s, std::span<const std::uint32_t> neurons,
                                   part_range mine, [[maybe_unused]] Real time, sequence<std::uint32_t>& spikes) {
  spikes.append(neurons.data(), neurons.size());
  if constexpr (sees_last_spike<M>)
    for (const std::uint32_t i : neurons) s.last_spike.at[i] = time;
  if constexpr (Refractory<M>)
    for (const std::uint32_t i : neurons)
      s.refractory.hold(mine.part, i, static_cast<std::uint32_t>(s.refractory_steps.of(i)));
}

/// Spikes are rare: the loop over neurons notes their numbers without a call, for which its registers would have to
/// make room. Notes the lanes of a block whose bit is set after the first `count` notes and returns the new count;
/// lanes from the neuron `end` on are padding.
template <std::size_t N>
[[nodiscard, gnu::always_inline]] inline std::size_t note_spikes(std::array<std::uint32_t, N>& notes, std::size_t count,
                                                                 std::uint64_t bits, std::size_t first,
                                                                 std::size_t end) {
  for_each_bit(bits, [&](std::size_t k) {
    if (first + k < end) notes[count++] = static_cast<std::uint32_t>(first + k);
  });
  return count;
}

/// A Poisson number of this mean that is known not to be 0: the time of the first event, then the number of those in
/// the rest of the step. A neuron's number depends on stream, neuron and step alone.
[[nodiscard]] inline std::uint32_t poisson_number_above_zero(double mean, stream s, std::uint64_t neuron,
                                                             std::uint64_t step) {
  const auto words = draw(s, random_bits16::of_neuron(1) + neuron, step);
  const double left = mean + std::log1p(std::expm1(-mean) * to_unit(words[0], words[1]));
  if (!(left > 0)) return 1;
  words_of_step more(s, random_bits16::of_neuron(2) + neuron, step);
  return 1 + static_cast<std::uint32_t>(boost::random::poisson_distribution<std::int32_t, double>(left)(more));
}

/// Enters each neuron of a block that has been found to spike as many times as it does. `number`: of the neurons of
/// the block, the mean or what the model's spike_count says.
template <class M, class Real>
[[gnu::noinline]] void emit_several(std::uint64_t fired, const Real* number, std::size_t first, const part_range& mine,
                                    stream random, std::uint64_t step, sequence<std::uint32_t>& spikes) {
  constexpr double most = poisson_counts::largest_mean;
  for_each_bit(fired, [&](std::size_t k) {
    if (first + k >= mine.end) return; // padding
    const auto x = static_cast<double>(number[k]);
    if (!(x <= most))
      raise({"population '", mine.population, "': neuron ", first + k, " would spike ", x, " times in step ", step,
             "; at most ", most, " times are possible"});
    std::uint32_t count = 1;
    if constexpr (CountsHazard<M>)
      count = poisson_number_above_zero(x, random, first + k, step);
    else if (x > 1)
      count = static_cast<std::uint32_t>(x + 0.5);
    for (std::uint32_t n = 0; n < count; ++n) spikes.push_back(static_cast<std::uint32_t>(first + k));
  });
}

} // namespace cortexpr::detail
