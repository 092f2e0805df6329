// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
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

/// Variable K of a neuron at the end of the step within which it has been reset, where `shown` is what has become of
/// its value at the threshold: spikes that have arrived since then have added to it.
template <std::size_t K, class Reset, class Real>
[[nodiscard]] Real at_end_of_step(const Reset& one, Real shown) {
  return shown == one.crossing[K] ? one.end[K] : one.end[K] + (shown - one.crossing[K]);
}

/// Which variables of a model something changes.
template <class M>
using changed_variables = std::array<bool, state_size<M>>;

/// Shows those variables of neuron i as they are at the end of the step: to what changes them ...
template <class M, class Integrator, class Real, class Reset>
void show_end(population_state<M, Integrator, Real>& s, std::size_t i, Reset& one, const changed_variables<M>& which) {
  for_each_index<state_size<M>>([&](auto k) {
    if (!which[k]) return;
    Real& x = variable<k>(s.variables)[i];
    one.end[k] = at_end_of_step<k>(one, x);
    x = one.end[k];
  });
}
/// ... and as they were at the threshold again. What has been made of them is their value at the end.
template <class M, class Integrator, class Real, class Reset>
void show_threshold(population_state<M, Integrator, Real>& s, std::size_t i, Reset& one,
                    const changed_variables<M>& which) {
  for_each_index<state_size<M>>([&](auto k) {
    if (!which[k]) return;
    Real& x = variable<k>(s.variables)[i];
    one.end[k] = x;
    x = one.crossing[k];
  });
}

/// Calls f(neuron, reset) for the neurons of a part that the integrator has reset within the step.
template <class Population, class F>
void for_each_reset(Population& s, std::int64_t step, std::size_t part, F&& f) {
  auto& kept = s.resets.parts[part];
  if (kept.empty()) return;
  std::size_t n = 0;
  for (const std::uint32_t i : s.spikes.of_part(step, part)) f(std::size_t{i}, kept[n++]);
}
/// The reset of neuron i within the step, or nullptr.
template <class Population>
[[nodiscard]] auto* find_reset(Population& s, std::int64_t step, std::size_t i) {
  const auto next = std::upper_bound(s.bounds.begin(), s.bounds.end(), i);
  const auto part = static_cast<std::size_t>(next - s.bounds.begin()) - 1;
  auto& kept = s.resets.parts[part];
  auto* found = kept.data();
  if (kept.empty()) return decltype(found)(nullptr);
  const auto& spikes = s.spikes.of_part(step, part);
  const auto place = std::lower_bound(spikes.begin(), spikes.end(), i);
  return place != spikes.end() && *place == i ? found + (place - spikes.begin()) : nullptr;
}

/// Puts the neurons of a part that the integrator has reset within the step into their state at its end.
template <class M, class Integrator, class Real>
void finish_resets(population_state<M, Integrator, Real>& s, std::int64_t step, std::size_t part) {
  for_each_reset(s, step, part, [&](std::size_t i, const auto& one) {
    for_each_index<state_size<M>>([&](auto k) {
      Real& x = variable<k>(s.variables)[i];
      x = at_end_of_step<k>(one, x);
    });
  });
  s.resets.parts[part].clear();
}

} // namespace cortexpr::detail
