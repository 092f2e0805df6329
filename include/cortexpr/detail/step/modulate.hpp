// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/delivery/modulate_slice.hpp>
#include <cortexpr/detail/delivery/sum_terms.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>

// Projections whose routes start or end at synapses.

namespace cortexpr::detail {

/// Delivers the spikes of a projection onto synapses. The synapses belong to the thread of their target.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::modulate, D, E, Real> {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr std::size_t synapses = s::template modulated_by<k>, source = s::template source_of<k>;
  using change = modulated_slice<s::template modulated_place<k>.index, typename s::template item<synapses>::rules,
                                 stored_weights_of<D, Real, synapses>>;

  void operator()(network_state<D, Real>& state, const team_member& member) const {
    const modulation_state& from = item_at<k>(state.items);
    const spike_history& spikes = item_at<source>(state.items).spikes;
    const std::int64_t latest = latest_spikes<D, E>(state, source);
    each_slice_of<D, synapses, Real>(state, member, [&](std::size_t slice) {
      change(item_at<synapses>(state.items), slice).arrive(*from.connections, from.weight, spikes, latest);
    });
  }
};

/// Sums the terms of a coupling with synapses, each sum in the thread of its target and in the order of sources.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::sum_up, D, E, Real> {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  using item = typename s::template item<k>;
  using ends = synapse_coupling<D, k>;
  using pre = typename ends::pre;
  using post = typename ends::post;
  struct read {
    static constexpr coupling_facts<pre, post> facts = read_coupling<pre, post>(described_term<D, k>());
  };

  void operator()(network_state<D, Real>& state, const team_member& member) const {
    if constexpr (item::from_synapses) bring_forward<ends::source>(state, member);
    if constexpr (item::onto_synapses) bring_forward<ends::target>(state, member);
    // All is read before any of it moves, and has moved before it is read.
    member.wait();
    if constexpr (item::onto_synapses)
      each_slice_of<D, ends::target, Real>(state, member, [&](std::size_t slice) { set_synapses(state, slice); });
    else
      feed_neurons(state, member);
    member.wait();
  }

  /// Calls put(k, sum) for those of the targets [begin, end) of a slice that sum over something.
  template <class Put>
  static void sum(const network_state<D, Real>& state, std::size_t slice, std::size_t begin, std::size_t end,
                  const Put& put) {
    const auto& p = item_at<k>(state.items);
    const auto sources = read_end<pre, item::from_synapses>(item_at<ends::source>(state.items));
    const auto targets = read_end<post, item::onto_synapses>(item_at<ends::target>(state.items));
    sum_terms<pre, post, read>(std::get<0>(p.rules.rules), p.connections->slices[slice], p.weight, sources, targets,
                               slice, begin, end, put);
  }

private:
  template <std::size_t P>
  static void bring_forward(network_state<D, Real>& state, const team_member& member) {
    using list = typename s::template item<P>::rules;
    if constexpr (flows_at_events<list> || defers_plasticity<list, stored_weights_of<D, Real, P>>)
      each_slice_of<D, P, Real>(state, member,
                                [&](std::size_t slice) { bring_slice_forward(item_at<P>(state.items), slice); });
  }
  template <class End, bool Synapses, class Holder>
  static auto read_end(const Holder& holder) {
    if constexpr (Synapses)
      return read_synapse_values<End, Holder>(holder);
    else
      return read_neurons<End, Holder>(holder);
  }
  static void feed_neurons(network_state<D, Real>& state, const team_member& member) {
    auto& target = item_at<ends::target>(state.items);
    sequence<Real>& fed = target.coupled[ends::goal];
    const auto [first, last] = member.share(target.bounds.size() - 1);
    const std::size_t begin = target.bounds[first], end = target.bounds[last];
    if (is_first_in_input<D, E, ends::target, ends::goal>()) std::fill(fed.data() + begin, fed.data() + end, Real(0));
    sum(state, 0, begin, end, [&](std::size_t j, double x) { fed[j] += static_cast<Real>(x); });
  }

  /// Whether no entry before this one sets the same variable.
  static constexpr bool is_first_in_variable() {
    bool first = true;
    s::template for_each<item_kind::synapse_coupling>([&](auto other) {
      if constexpr (s::template item<other>::onto_synapses)
        if (synapse_coupling<D, other>::target == ends::target && synapse_coupling<D, other>::goal == ends::goal)
          for (std::size_t e = 0; e != E; ++e) first = first && s::schedule[e].item != other;
    });
    return first;
  }
  static void set_synapses(network_state<D, Real>& state, std::size_t slice) {
    auto& column = std::get<ends::goal>(item_at<ends::target>(state.items).slices[slice].variables);
    using value = typename std::remove_cvref_t<decltype(column)>::value_type;
    if (is_first_in_variable()) std::fill(column.begin(), column.end(), value(0));
    sum(state, slice, 0, column.size(), [&](std::size_t j, double x) {
      if constexpr (std::is_arithmetic_v<value>)
        column[j] += static_cast<value>(x);
      else
        column[j] = value(column[j].si() + x);
    });
  }
};

} // namespace cortexpr::detail
