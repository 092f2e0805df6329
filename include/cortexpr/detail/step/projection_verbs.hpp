// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/delivery/dendrite_work.hpp>
#include <cortexpr/detail/delivery/pathway_work.hpp>
#include <cortexpr/detail/delivery/precise_delivery.hpp>
#include <cortexpr/detail/step/bundle_delivery.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/step/with_neurons.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// Adds the outputs of a continuous projection's sources, or the terms of a coupling, to the input of its targets.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::couple, D, E, Real> {
  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    // Outputs and variables are read from all parts before any of them is integrated.
    member.wait();
    add_coupled<D, item_of_entry<D, E>, Real>(state, is_first_coupling<D, E>(), member);
    member.wait();
  }
};

/// What the verbs of projections with rules share: their types, and the present step with the signal.
template <auto const& D, std::size_t E, class Real>
struct projection_verb {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr std::size_t source = s::template source_of<k>, target = s::template target_of<k>;
  using list = typename s::template item<k>::rules;
  using work = slice_work<list, Real, stored_weights_of<D, Real, k>, seen_neurons_of<D, k, Real>>;

  [[nodiscard]] static moment here(const network_state<D, Real>& state) {
    moment now = moment_of<D, Real>(state);
    if constexpr (list_needs<list, global_signal>) now.signal = signal_of<D, k, Real>(state);
    return now;
  }
};

/// Brings traces, sums of weights and scales forward by one step.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::relax, D, E, Real> : projection_verb<D, E, Real> {
  using base = projection_verb<D, E, Real>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    const moment here = base::here(state);
    each_slice_of<D, base::k, Real>(state, member, [&](std::size_t slice) {
      typename base::work(item_at<base::k>(state.items), slice, here).relax();
    });
  }
};

/// Runs the rules that act in every step, or at an interval.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::act, D, E, Real> : projection_verb<D, E, Real> {
  using base = projection_verb<D, E, Real>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    const moment here = base::here(state);
    with_neurons<D, E, base::k, Real>(
        state, member, [&](const auto& neurons) __attribute__((always_inline)) {
          each_slice_of<D, base::k, Real>(state, member, [&](std::size_t slice) {
            typename base::work(item_at<base::k>(state.items), slice, here, neurons).every_step();
          });
        });
  }
};

/// What arriving spikes do at synapses of slice s is under way to the somata of their targets for the dendritic delay;
/// what arrives there in this step is handed over.
template <class Real, class Projection, class Deliver>
void deliver_to_dendrites(Projection& p, std::size_t s, std::int64_t step, receptor_column<Real> to,
                          const Deliver& deliver) {
  auto& dendrites = p.dendrites;
  if constexpr (std::is_invocable_v<const Deliver&>)
    deliver(); // each synapse has a dendrite of its own
  else
    dendrites.template with_former<true>(s, p.slices[s], step, [&] {
      deliver(receptor_column<Real>{dendrites.arriving(step + dendrites.steps), {}});
    });
  const slice_rows& rows = p.connections->slices[s];
  hand_over(dendrites.arriving(step) + rows.first_target, rows.targets, to, rows.first_target);
}

/// Delivers the spikes that arrive: each through all rules, or (`InTurn`) all spikes through one rule before the next.
template <auto const& D, std::size_t E, class Real, bool InTurn>
struct deliver_spikes : projection_verb<D, E, Real> {
  using base = projection_verb<D, E, Real>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    if constexpr (bundling<D, Real>::entry == E) deliver_bundles<D, Real>(state, member);
    auto& x = item_at<base::k>(state.items);
    if (x.connections->bundled) return;
    const moment here = base::here(state);
    const std::int64_t latest = latest_spikes<D, E>(state, base::source);
    with_neurons<D, E, base::k, Real, true>(
        state, member, [&](const auto& neurons) __attribute__((always_inline)) {
          each_slice_of<D, base::k, Real>(state, member, [&](std::size_t slice) {
            if constexpr (base::s::template carries_offsets<base::k>()) {
              deliver_precisely<base::s::template target_variable<base::k>(), Real>(
                  x, slice, item_at<base::source>(state.items), item_at<base::target>(state.items), state.step, here,
                  neurons);
              return;
            }
            const auto deliver = [&](receptor_column<Real> to) __attribute__((always_inline)) {
              deliver_slice<InTurn, base::s::template has_dendrites<base::k>()>(
                  x, slice, item_at<base::source>(state.items).spikes, latest, here, to, neurons);
            };
            if constexpr (base::s::template item<base::k>::mixed_dendrites)
              deliver_to_dendrites(x, slice, state.step, receptor_of<D, base::k, Real>(state), [&] {
                deliver_to_own_dendrites<InTurn, Real>(x, slice, item_at<base::source>(state.items).spikes, latest,
                                                       here);
              });
            else if constexpr (base::s::template has_dendrites<base::k>())
              deliver_to_dendrites(x, slice, state.step, receptor_of<D, base::k, Real>(state), deliver);
            else
              deliver(receptor_of<D, base::k, Real>(state));
            if constexpr (has_pathways<typename base::list>)
              deliver_on_pathways(x, slice, item_at<base::source>(state.items).spikes, latest, here,
                                  receptor_of<D, base::k, Real>(state), neurons);
          });
        });
  }
};
template <auto const& D, std::size_t E, class Real>
struct perform<verb::deliver, D, E, Real> : deliver_spikes<D, E, Real, false> {};
template <auto const& D, std::size_t E, class Real>
struct perform<verb::deliver_in_turn, D, E, Real> : deliver_spikes<D, E, Real, true> {};

/// Lets the spikes of targets act on their synapses (`Learns`) and raise their traces (`Raises`).
template <auto const& D, std::size_t E, class Real, bool Learns, bool Raises>
struct learn_from_targets : projection_verb<D, E, Real> {
  using base = projection_verb<D, E, Real>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, const team_member& member) const {
    const moment here = base::here(state);
    auto& x = item_at<base::k>(state.items);
    constexpr std::size_t learns_from = base::s::template learns_from<base::k>;
    const auto& spikes = item_at<learns_from>(state.items).spikes;
    const std::int64_t latest = latest_spikes<D, E>(state, learns_from);
    with_neurons<D, E, base::k, Real>(
        state, member, [&](const auto& neurons) __attribute__((always_inline)) {
          each_slice_of<D, base::k, Real>(state, member, [&](std::size_t slice) {
            if constexpr (base::s::template has_dendrites<base::k>()) {
              if constexpr (Learns && base::s::template item<base::k>::mixed_dendrites)
                learn_behind_own_dendrites<Real>(x, slice, spikes, latest, here);
              else if constexpr (Learns)
                x.dendrites.template with_former<false>(slice, x.slices[slice], state.step, [&] {
                  learn<true, false, Real>(x, slice, spikes, latest - x.dendrites.steps, here, neurons);
                });
              if constexpr (Raises) {
                x.dendrites.note(slice, x.slices[slice], state.step);
                learn<false, true, Real>(x, slice, spikes, latest, here, neurons);
                x.dendrites.note_after(slice, x.slices[slice], state.step);
              }
            } else {
              learn<Learns, Raises, Real>(x, slice, spikes, latest - x.delays.post, here, neurons);
            }
          });
        });
  }
};
template <auto const& D, std::size_t E, class Real>
struct perform<verb::learn, D, E, Real>
    : learn_from_targets<D, E, Real, true, !structure<D>::template raises_apart<item_of_entry<D, E>>()> {};
template <auto const& D, std::size_t E, class Real>
struct perform<verb::raise, D, E, Real> : learn_from_targets<D, E, Real, false, true> {};

} // namespace cortexpr::detail
