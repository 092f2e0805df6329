// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// What entry E of the schedule does: a function object for each verb, `operator()(state, member)`, which every thread
/// of the team calls for its share of the work. `record` and `note` take the recording, too.
///
/// | verb                        | function object in                                   |
/// |-----------------------------|------------------------------------------------------|
/// | share, update, threshold,   | detail/step/population_verbs.hpp                     |
/// | reset                       |                                                      |
/// | couple, relax, act,         | detail/step/projection_verbs.hpp                     |
/// | flow                        | detail/step/synapse_flow.hpp                         |
/// | deliver, deliver_in_turn,   |                                                      |
/// | learn, raise                |                                                      |
/// | modulate, sum_up            | detail/step/modulate.hpp                             |
/// | stimulate                   | detail/step/poisson_step.hpp                         |
/// | operate                     | detail/step/operate.hpp                              |
/// | record, note                | detail/record/record_verb.hpp                        |
template <verb What, auto const& D, std::size_t E, class Real>
struct perform;

/// The item that entry E is about.
template <auto const& D, std::size_t E>
inline constexpr std::size_t item_of_entry = structure<D>::schedule[E].item;

/// The step of the latest spikes of a population that entry E can know: before the population's threshold they are
/// those of the step before, as in Brian2.
template <auto const& D, std::size_t E, class Real>
[[nodiscard]] std::int64_t latest_spikes(const network_state<D, Real>& state, std::size_t population) {
  return state.step - (E < structure<D>::threshold_entry(population));
}

constexpr bool reads_spikes(verb what) {
  return what == verb::deliver || what == verb::deliver_in_turn || what == verb::modulate || what == verb::record ||
         what == verb::note;
}
/// Whether entry E reads spikes of this step that other threads have just found, and so waits for them: the first such
/// entry after a threshold.
template <auto const& D, std::size_t E>
constexpr bool waits_for_spikes() {
  using s = structure<D>;
  bool found = false;
  for (std::size_t e = 0; e < E; ++e) {
    const verb what = s::schedule[e].what;
    if (what == verb::threshold || (what == verb::update && s::fused(s::schedule[e].item))) found = true;
    if (reads_spikes(what)) found = false; // it has waited
  }
  return found && reads_spikes(s::schedule[E].what);
}

/// Work that reads everything: the first thread does it, the others wait.
template <class Work>
void alone(const team_member& member, Work&& work) {
  member.wait();
  if (member.leads()) work();
  member.wait();
}

/// Calls f(slice) for the slices of projection K that belong to a thread.
template <auto const& D, std::size_t K, class Real, class F>
void each_slice_of(const network_state<D, Real>& state, const team_member& member, F&& f) {
  const auto& slices = item_at<K>(state.items).connections->slices;
  const std::size_t parts = item_at<structure<D>::template target_of<K>>(state.items).bounds.size() - 1;
  for (std::size_t k = 0; k < slices.size(); ++k)
    if (member.owns(slices[k].part, parts)) f(k);
}

/// Applies the pending updates of all synapses of projection K in the slices of a thread.
template <auto const& D, std::size_t K, class Real>
void catch_up_slices(network_state<D, Real>& state, const team_member& member) {
  each_slice_of<D, K, Real>(state, member, [&](std::size_t slice) { catch_up(item_at<K>(state.items), slice); });
}

/// The present step, for rules and operations.
template <auto const& D, class Real>
[[nodiscard]] moment moment_of(const network_state<D, Real>& state) {
  return {state.time(), state.dt, static_cast<std::uint64_t>(state.step)};
}

} // namespace cortexpr::detail
