// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/delivery/delivery_layout.hpp>
#include <cortexpr/detail/delivery/synapse_access.hpp>
#include <cortexpr/detail/neuron/keep_resets.hpp>
#include <cortexpr/detail/plasticity/seen_neurons.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// Rules that declare `reads` or `writes` see the columns of their neurons. Targets belong to the thread that runs the
// rules; sources may belong to any. So all threads meet before and after the events of such a projection, variables of
// sources that the events themselves change are copied before, and what rules add to sources is added when the last
// event is over.

template <auto const& D, std::size_t K, class Real>
constexpr auto choose_neurons() {
  using s = structure<D>;
  using list = typename s::template item<K>::rules;
  if constexpr (list_sees_neurons<list>)
    return std::type_identity<
        seen_neurons<list, typename s::template model<s::template source_of<K>>,
                     typename s::template model<s::template target_of<K>>, s::template target_variable<K>(), Real>>{};
  else
    return std::type_identity<sees_none>{};
}
/// The neurons that the rules of projection K see.
template <auto const& D, std::size_t K, class Real>
using seen_neurons_of = typename decltype(choose_neurons<D, K, Real>())::type;

/// The columns of a side in a population.
template <class Slots, class Real, class Population>
seen_columns<Slots, Real> seen_columns_in([[maybe_unused]] Population& population) {
  seen_columns<Slots, Real> all;
  if constexpr (Slots::count != 0) {
    for_each_index<Slots::count>([&](auto k) {
      constexpr seen_slot slot = Slots::template slot<k>;
      if constexpr (slot.is_parameter) {
        auto& column = variable<slot.index>(population.parameters);
        all.data[k] = column.data();
        all.stride[k] = column.shared() ? 0 : 1;
      } else if constexpr (slot.is_input) {
        all.data[k] = nullptr; // `show_inputs`
      } else {
        all.data[k] = variable<slot.index>(population.variables).data();
        all.stride[k] = 1;
      }
    });
    if constexpr (Refractory<typename Slots::model>) all.held = population.refractory.held();
  }
  return all;
}

/// The neurons of projection K as they are.
template <auto const& D, std::size_t K, class Real>
seen_neurons_of<D, K, Real> neurons_now([[maybe_unused]] network_state<D, Real>& state) {
  using s = structure<D>;
  using neurons = seen_neurons_of<D, K, Real>;
  neurons all;
  if constexpr (neurons::any) {
    all.pre = seen_columns_in<typename neurons::pre_slots, Real>(item_at<s::template source_of<K>>(state.items));
    all.post = seen_columns_in<typename neurons::post_slots, Real>(item_at<s::template target_of<K>>(state.items));
    if constexpr (neurons::post_slots::sees_inputs) { // as they were shown last
      auto& columns = item_at<K>(state.items).inputs_of_targets;
      for (std::size_t k = 0; k < columns.size(); ++k) all.post.inputs[k] = columns[k].data();
    }
  }
  return all;
}

/// Whether the events of projection K change the variable of slot Slot of its sources: the population is its own
/// target, and the variable is that of the receptor or one that rules write.
template <auto const& D, std::size_t K, class Neurons, std::size_t Slot>
constexpr bool events_change_source() {
  using s = structure<D>;
  constexpr seen_slot slot = Neurons::pre_slots::template slot<Slot>;
  if constexpr (s::template source_of<K> != s::template target_of<K> || !slot.is_variable()) {
    return false;
  } else {
    constexpr std::size_t same = Neurons::post_slots::find_variable_of_model(slot.index);
    if constexpr (same != not_found)
      if (Neurons::post_slots::template slot<same>.is_written) return true;
    return slot.index == s::template target_variable<K>();
  }
}

/// Shows the inputs of targets that are looked at, as they are in this step; a thread those of its parts.
template <auto const& D, std::size_t K, class Real, class Slots>
void show_inputs([[maybe_unused]] network_state<D, Real>& state, const seen_columns<Slots, Real>&,
                 [[maybe_unused]] const team_member& member) {
  if constexpr (Slots::sees_inputs) {
    constexpr std::size_t target = structure<D>::template target_of<K>;
    auto& columns = item_at<K>(state.items).inputs_of_targets;
    const auto& bounds = item_at<target>(state.items).bounds;
    const auto [first, last] = member.share(bounds.size() - 1);
    for (std::size_t i = bounds[first]; i < bounds[last]; ++i) {
      const auto in = inputs_of_neuron<D, target, Real>(state, i);
      for_each_index<Slots::count>([&](auto k) {
        constexpr seen_slot slot = Slots::template slot<k>;
        if constexpr (slot.is_input) columns[k][i] = static_cast<double>(variable<slot.index>(in).value);
      });
    }
  }
}

/// Room for the copies of variables of sources, and for inputs of targets.
template <auto const& D, std::size_t K, class Real>
[[gnu::cold]] void prepare_neurons([[maybe_unused]] network_state<D, Real>& state) {
  using neurons = seen_neurons_of<D, K, Real>;
  if constexpr (neurons::any) {
    if constexpr (neurons::post_slots::sees_inputs) {
      auto& columns = item_at<K>(state.items).inputs_of_targets;
      columns.resize(neurons::post_slots::count);
      for (auto& column : columns) column.assign(item_at<structure<D>::template target_of<K>>(state.items).size, 0);
    }
    if constexpr (neurons::pre_slots::count != 0) {
      auto& copies = item_at<K>(state.items).sources_before;
      copies.resize(neurons::pre_slots::count);
      for_each_index<neurons::pre_slots::count>([&](auto k) {
        if constexpr (events_change_source<D, K, neurons, k>())
          copies[k].assign(item_at<structure<D>::template source_of<K>>(state.items).size, Real(0));
      });
    }
  }
}

/// Shows the variables of sources as they are now, whatever events do; the threads of a rank copy those of all ranks.
template <auto const& D, std::size_t K, class Real, class Neurons>
void copy_sources(network_state<D, Real>& state, Neurons& all, const team_member& member) {
  auto& copies = item_at<K>(state.items).sources_before;
  const auto& bounds = item_at<structure<D>::template source_of<K>>(state.items).bounds;
  const auto [first, last] = member.on_this_rank().share(bounds.size() - 1);
  const std::size_t begin = bounds[first], end = bounds[last];
  for_each_index<Neurons::pre_slots::count>([&](auto k) {
    if constexpr (events_change_source<D, K, Neurons, k>()) {
      std::copy(all.pre.data[k] + begin, all.pre.data[k] + end, copies[k].data() + begin);
      all.pre.data[k] = copies[k].data();
    }
  });
}

/// Adds what events have added to sources; slices are in the order of their targets.
template <auto const& D, std::size_t K, class Real>
void add_to_sources(network_state<D, Real>& state) {
  using slots = typename seen_neurons_of<D, K, Real>::pre_slots;
  const auto to = neurons_now<D, K, Real>(state).pre;
  for (auto& slice : item_at<K>(state.items).additions) {
    for (const auto& one : slice)
      for_each_index<slots::count>([&](auto k) {
        if constexpr (slots::template slot<k>.is_written)
          if (!to.template holds<k>(one.source)) {
            Real& place = to.template at<k>(one.source);
            place = static_cast<Real>(static_cast<double>(place) + one.amount[k]);
          }
      });
    slice.clear();
  }
}

/// Which variables of their targets the rules of projection K change; `Arrive`: at the arrival of spikes.
template <auto const& D, std::size_t K, class Real, bool Arrive>
constexpr auto changed_by_rules() {
  using s = structure<D>;
  changed_variables<typename s::template model<s::template target_of<K>>> all{};
  using neurons = seen_neurons_of<D, K, Real>;
  if constexpr (neurons::any)
    for (std::size_t n = 0; n < neurons::post_slots::count; ++n)
      if (const seen_slot& slot = neurons::post_slots::all.slots[n]; slot.is_written) all[slot.index] = true;
  if constexpr (Arrive && !only_transmits<typename s::template item<K>::rules>)
    if constexpr (s::template target_variable<K>() != not_found) all[s::template target_variable<K>()] = true;
  return all;
}
/// Calls work() for rules of projection K, entry E of the schedule. Targets that have been reset within the step are
/// shown as they were at the threshold, but in the variables that rules change as they are at the end of the step.
template <auto const& D, std::size_t E, std::size_t K, class Real, bool Arrive, class Work>
[[gnu::always_inline]] inline void on_ends_of_step(network_state<D, Real>& state, const team_member& member,
                                                   Work&& work) {
  constexpr std::size_t target = structure<D>::template target_of<K>;
  constexpr auto changed = changed_by_rules<D, K, Real, Arrive>();
  auto& population = item_at<target>(state.items);
  if constexpr (decltype(population.resets)::any && std::find(changed.begin(), changed.end(), true) != changed.end()) {
    const std::int64_t latest = latest_spikes<D, E>(state, target);
    const auto [first, last] = member.share(population.bounds.size() - 1);
    const auto each = [&, begin = first, end = last](auto&& show) {
      for (std::size_t part = begin; part < end; ++part) for_each_reset(population, latest, part, show);
    };
    each([&](std::size_t i, auto& reset) { show_end(population, i, reset, changed); });
    work();
    each([&](std::size_t i, auto& reset) { show_threshold(population, i, reset, changed); });
  } else {
    work();
  }
}

/// Calls work(neurons) for the events of projection K in entry E of the schedule, which one thread runs in its slices.
template <auto const& D, std::size_t E, std::size_t K, class Real, bool Arrive = false, class Work>
[[gnu::always_inline]] inline void with_neurons(network_state<D, Real>& state, const team_member& member, Work&& work) {
  using neurons = seen_neurons_of<D, K, Real>;
  if constexpr (!neurons::any) {
    on_ends_of_step<D, E, K, Real, Arrive>(
        state, member, [&]() __attribute__((always_inline)) { work(neurons{}); });
  } else {
    auto all = neurons_now<D, K, Real>(state);
    show_inputs<D, K, Real>(state, all.post, member);
    constexpr bool sees_pre = neurons::pre_slots::count != 0;
    if constexpr (sees_pre) {
      member.wait();
      copy_sources<D, K, Real>(state, all, member);
      member.wait();
    }
    on_ends_of_step<D, E, K, Real, Arrive>(
        state, member, [&]() __attribute__((always_inline)) { work(std::as_const(all)); });
    if constexpr (adds_to_sources<typename neurons::list>) {
      auto& p = item_at<K>(state.items);
      const auto& slices = p.connections->slices;
      const std::size_t parts = item_at<structure<D>::template target_of<K>>(state.items).bounds.size() - 1;
      for (std::size_t slice = 0; slice < slices.size(); ++slice)
        if (member.owns(slices[slice].part, parts)) sort_additions(p, slice);
      member.wait();
      if (member.leads()) add_to_sources<D, K, Real>(state);
    }
    if constexpr (sees_pre) member.wait();
  }
}

} // namespace cortexpr::detail
