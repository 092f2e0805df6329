// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/sharing/packed.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// A copy of a rank's state that has what all ranks know: of neurons and synapses, as if there were no ranks. It costs
// the memory of the whole network while it lives, and one meeting per item.

namespace cortexpr::detail {

/// What changes in the neurons of the parts [parts.first, parts.second); `held`: of all neurons, as checkpoints say it.
template <class Pack, class M, class Integrator, class Real>
void pack_neurons(Pack& pack, population_state<M, Integrator, Real>& p, std::pair<std::size_t, std::size_t> parts,
                  sequence<std::uint32_t>& held) {
  const std::size_t first = p.bounds[parts.first], n = p.bounds[parts.second] - first;
  const auto column_of = [&](auto& column) {
    if (column.size() > 1 || p.size == 1) pack.range(column.data() + first, n);
  };
  for_each_index<variable_count<decltype(p.variables)>>([&](auto k) { column_of(variable<k>(p.variables)); });
  // A parameter that is a function of the neuron is known only to the rank of that neuron.
  for_each_index<variable_count<decltype(p.parameters)>>([&](auto k) { column_of(variable<k>(p.parameters)); });
  for_each_index<input_count<M>>([&](auto k) {
    if (auto& column = p.inputs.at(0, k, 0); column.size() == p.size) pack.range(column.data() + first, n);
  });
  for (auto& input : p.coupled)
    if (!input.empty()) pack.range(input.data() + first, n);
  if constexpr (sees_last_spike<M>) column_of(p.last_spike.at);
  if constexpr (Located<Integrator>) pack.range(p.precise.releases.data() + first, n);
  if constexpr (Refractory<M>) pack.range(held.data() + first, n);
  for (std::size_t step = 0; step < p.spikes.depth(); ++step)
    for (std::size_t part = parts.first; part < parts.second; ++part) {
      pack(p.spikes.of_part(static_cast<std::int64_t>(step), part));
      if constexpr (Located<Integrator>) pack(p.precise.offsets.of_part(static_cast<std::int64_t>(step), part));
    }
}
/// How long neurons are still refractory.
template <class M, class Integrator, class Real>
[[nodiscard]] sequence<std::uint32_t> held_neurons(const population_state<M, Integrator, Real>& p) {
  sequence<std::uint32_t> held(p.size, 0);
  if constexpr (HasRefractoryFunction<M>)
    held = p.refractory.saved(p.size);
  else if constexpr (Refractory<M>)
    for (std::size_t i = 0; i < p.size; ++i) held[i] = p.refractory.remaining(i);
  return held;
}
template <class M, class Integrator, class Real>
void hold_neurons(population_state<M, Integrator, Real>& p, const sequence<std::uint32_t>& held) {
  if constexpr (HasRefractoryFunction<M>) {
    if (!p.refractory.restore(p.bounds, held)) raise<error>("a message between ranks is damaged");
  } else if constexpr (Refractory<M>) {
    p.refractory = refractory_neurons(p.bounds);
    for (std::size_t part = 0; part + 1 < p.bounds.size(); ++part)
      for (std::size_t i = p.bounds[part]; i < p.bounds[part + 1]; ++i) p.refractory.hold(part, i, held[i]);
  }
}

/// The synapses of one slice, with all pending updates applied.
template <class Pack, class List, class Weights>
void pack_slice(Pack& pack, slice_rows& rows, slice_values<List, Weights>& values) {
  pack(rows.row, rows.target, rows.segment_begin, rows.segments, rows.order.narrow, rows.order.middle, rows.order.wide,
       rows.order.counts_all, rows.dendrite);
  using values_type = slice_values<List, Weights>;
  if constexpr (Weights::per_synapse) pack(values.weights.values);
  pack(values.variables);
  if constexpr (values_type::has_source) pack(values.source);
  if constexpr (values_type::has_target) pack(values.target);
  if constexpr (values_type::sums)
    pack(values.fan_in.weight, values.fan_in.at_start, values.fan_in.count, values.fan_in.stale,
         values.fan_in.any_stale);
  if constexpr (is_scaled<List>) pack(values.inverse_scale);
  if constexpr (defers_plasticity<List, Weights>) pack(values.log.on, values.log.clock, values.log.arrived);
  if constexpr (flows_at_events<List>) pack(values.times.clock, values.times.last);
  rows.elsewhere = false;
}

/// What travels along the dendrites of one slice, from synapses to somata.
template <class Pack, class List, class Real>
void pack_dendrites(Pack& pack, dendrite_state<List, Real>& dendrites, std::size_t slice, const slice_rows& rows) {
  for (std::size_t k = 0; k < dendrites.depth() && !dendrites.under_way.empty(); ++k)
    pack.range(dendrites.under_way.data() + k * dendrites.width + rows.first_target, rows.targets);
  for (auto* const ring : {&dendrites.former, &dendrites.after})
    if (!ring->empty()) pack((*ring)[slice]);
}

template <auto const& D, class Real>
class whole_state {
  using s = structure<D>;
  using state_type = network_state<D, Real>;

public:
  /// What ranks have of item `only`, or of all items if there is none of that number. All ranks meet.
  [[gnu::cold]] static std::shared_ptr<state_type> gather(const state_type& own, std::size_t only, rank_calls& calls,
                                                          std::string_view call) {
    auto whole = std::make_shared<state_type>(own);
    whole->rank = 0;
    whole->ranks = 1;
    for_each_index<s::size>([&](auto k) {
      if (only < s::size && only != k) return;
      if constexpr (s::kinds[k] == item_kind::population) {
        if constexpr (EventItem<typename s::template item<k>>)
          gather_events(own, item_at<k>(whole->items), calls, call);
        else if constexpr (!s::template item<k>::listed)
          gather_neurons<k>(own, *whole, calls, call);
      } else if constexpr (s::kinds[k] == item_kind::projection) {
        gather_synapses<k>(own, *whole, calls, call);
      }
    });
    if constexpr (bundling<D, Real>::any)
      s::template for_each<item_kind::population>([&](auto p) {
        bool wanted = only >= s::size;
        for_each_member<D, Real, p>([&](auto k) { wanted = wanted || only == k; });
        if (wanted && own.bundles.of_source[p]) gather_bundle<p>(own, *whole, calls, call);
      });
    return whole;
  }

private:
  /// f(pack, rank) describes the data of a rank, for both directions: each rank packs its own and unpacks that of the
  /// others.
  template <class F>
  static void exchange(const state_type& own, rank_calls& calls, std::string_view call, const F& f) {
    sequence<std::uint8_t> mine;
    message_packer pack(mine);
    f(pack, own.rank);
    calls.meet(call, own.step, {mine.data(), mine.size()});
    for (unsigned rank = 0; rank < own.ranks; ++rank) {
      if (rank == own.rank) continue;
      message_unpacker unpack(message_reader(calls.from(rank)));
      f(unpack, rank);
    }
  }
  template <std::size_t K>
  static void gather_neurons(const state_type& own, state_type& whole, rank_calls& calls, std::string_view call) {
    auto& p = item_at<K>(whole.items);
    const std::size_t parts = p.bounds.size() - 1;
    sequence<std::uint32_t> held = held_neurons(item_at<K>(own.items));
    exchange(own, calls, call,
             [&](auto& pack, unsigned rank) { pack_neurons(pack, p, own.of_rank(rank).share(parts), held); });
    hold_neurons(p, held);
  }
  static void gather_events(const state_type& own, event_state& events, rank_calls& calls, std::string_view call) {
    exchange(own, calls, call, [&](auto& pack, unsigned rank) {
      const auto [first, last] = own.of_rank(rank).share(events.bounds.size() - 1);
      for (std::size_t step = 0; step < events.spikes.depth(); ++step)
        for (std::size_t part = first; part < last; ++part)
          pack(events.spikes.of_part(static_cast<std::int64_t>(step), part));
    });
  }
  template <std::size_t K>
  static void gather_synapses(const state_type& own, state_type& whole, rank_calls& calls, std::string_view call) {
    auto& p = item_at<K>(whole.items);
    if (p.connections->bundled) return;
    if constexpr (defers_plasticity<typename s::template item<K>::rules,
                                    typename std::remove_cvref_t<decltype(p)>::weights_type>)
      catch_up(p);
    if constexpr (requires { p.at_start.known; })
      if (p.at_start.of_rank) gather_start(own, p.at_start, calls, call);
    auto rows = std::make_shared<synapse_rows>(*p.connections);
    const std::size_t parts = item_at<s::template target_of<K>>(own.items).bounds.size() - 1;
    exchange(own, calls, call, [&](auto& pack, unsigned rank) {
      const team_member there = own.of_rank(rank);
      for (std::size_t k = 0; k < rows->slices.size(); ++k)
        if (there.owns(rows->slices[k].part, parts)) {
          pack_slice(pack, rows->slices[k], p.slices[k]);
          if constexpr (s::template has_dendrites<K>()) pack_dendrites(pack, p.dendrites, k, rows->slices[k]);
        }
    });
    connect<s::template item<K>::in_turn>(p, std::move(rows), s::names[K], own.dt);
  }
  /// The weights at the start, of all ranks.
  static void gather_start(const state_type& own, weight_summary& start, rank_calls& calls, std::string_view call) {
    const weight_summary mine = start;
    exchange(own, calls, call, [&](auto& pack, unsigned rank) {
      weight_summary part = mine;
      pack(part);
      if (rank != own.rank) start.add(part);
    });
    start.of_rank = false;
  }
  /// With all that follows from rows: `diagnose` sends spikes through them.
  template <bool InTurn, class Projection>
  static void connect(Projection& p, std::shared_ptr<synapse_rows>&& rows, std::string_view label, double dt) {
    const auto connect = [&] { connect_by<InTurn>(p, std::move(rows), std::string(label), dt); };
    if constexpr (requires { p.slices[0].log.arrived; }) {
      const auto before = p.slices;
      connect();
      for (std::size_t k = 0; k < p.slices.size(); ++k) {
        p.slices[k].log.clock = before[k].log.clock;
        p.slices[k].log.arrived = before[k].log.arrived;
      }
    } else {
      connect();
    }
  }
  template <std::size_t P>
  static void gather_bundle(const state_type& own, state_type& whole, rank_calls& calls, std::string_view call) {
    auto b = std::make_shared<bundle>(*own.bundles.of_source[P]);
    exchange(own, calls, call, [&](auto& pack, unsigned rank) {
      for (std::size_t k = 0; k < b->slices.size(); ++k)
        if (own.of_rank(rank).owns(own.bundles.slices[k].owner, own.team_size))
          pack(b->slices[k].rows, b->slices[k].chunks);
    });
    whole.bundles.of_source[P] = std::move(b);
  }
};

} // namespace cortexpr::detail
