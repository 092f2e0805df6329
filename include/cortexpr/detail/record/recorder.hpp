// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <tuple>
#include <vector>

namespace cortexpr::detail {

template <auto const& D, class Real, std::size_t K>
constexpr auto record_type() {
  using s = structure<D>;
  if constexpr (s::kinds[K] != item_kind::record)
    return std::type_identity<nothing>{};
  else if constexpr (s::template target_place<K>.kind == place_kind::spikes)
    return std::type_identity<spike_train>{};
  else if constexpr (s::template target_place<K>.kind == place_kind::rate)
    return std::type_identity<rate_trace>{};
  else
    return std::type_identity<trace<Real>>{};
}

template <auto const& D, class Real, class Sequence>
struct record_tuple;
template <auto const& D, class Real, std::size_t... K>
struct record_tuple<D, Real, std::index_sequence<K...>> {
  using type = item_list<typename decltype(record_type<D, Real, K>())::type...>;
};

/// What a description records: the second value beside the state.
template <auto const& D, class Real>
struct network_recording {
  typename record_tuple<D, Real, std::make_index_sequence<structure<D>::size>>::type items;
};

/// Variable V (`not_found`: the weight) of a synapse as it is now.
template <class Real, std::size_t V, class List, class Weights>
Real synapse_value(const projection_state<List, Weights>& p, std::size_t slice_index, std::size_t position) {
  const auto& values = p.values[slice_index];
  if constexpr (defers_plasticity<List, Weights>)
    if (!values.log.empty()) {
      const auto s = deferred_plasticity<List, Weights>(p, slice_index).learnt(values, position);
      if constexpr (V == not_found)
        return s.w.stored();
      else
        return static_cast<Real>(si_of(variable<V>(static_cast<const synapse_variables<List>&>(s))));
    }
  if constexpr (V == not_found)
    return static_cast<Real>(values.weight(position, p.connections->slices[slice_index].target[position]));
  else
    return static_cast<Real>(si_of(std::get<V>(values.variables)[position]));
}

/// Appends variable V (`not_found`: the weight) of all synapses in the order of their creation.
template <class Real, std::size_t V, class Projection>
void read_synapses(const Projection& p, std::vector<Real>& list) {
  const std::size_t former = list.size();
  list.resize(former + p.connections->synapses);
  Real* const out = list.data() + former;
  for (std::size_t s = 0; s < p.connections->slices.size(); ++s)
    p.connections->for_slice(
        s, [&](std::size_t k, std::uint64_t number) { out[number] = synapse_value<Real, V>(p, s, k); });
}

/// Looks up where the chosen synapses of a recording lie.
template <class Real, class Projection>
void place_chosen(const Projection& p, trace<Real>& r) {
  using place = typename trace<Real>::synapse_place;
  sequence<std::pair<std::uint64_t, std::size_t>> wanted; // (creation number, place in the list)
  for (std::size_t k = 0; k < r.which.size(); ++k) wanted.emplace_back(r.which.unchecked(k), k);
  std::sort(wanted.begin(), wanted.end());
  r.places.assign(wanted.size(), place{});
  for (std::size_t s = 0; s < p.connections->slices.size(); ++s)
    p.connections->for_slice(s, [&](std::size_t k, std::uint64_t number) {
      for (auto w = std::lower_bound(wanted.begin(), wanted.end(), std::pair(number, std::size_t{0}));
           w != wanted.end() && w->first == number; ++w)
        r.places[w->second] = place{s, k};
    });
  r.places_in = p.connections.get();
}

template <class Projection>
std::uint64_t count_targets(const Projection& p) {
  std::uint64_t n = 0;
  for (const slice_rows& rows : p.connections->slices) n += rows.targets;
  return n;
}

/// Calls f(value) for variable V of all targets of a projection.
template <std::size_t V, class Projection, class F>
void each_target_value(const Projection& p, F&& f) {
  for (const auto& values : p.values)
    for (const auto& target : values.target) f(si_of(variable<V>(target)));
}

/// Variable V of target j of a projection.
template <std::size_t V, class Projection>
double target_value(const Projection& p, std::uint64_t j) {
  std::size_t slice = 0;
  while (j >= p.values[slice].target.size()) j -= p.values[slice++].target.size();
  return si_of(variable<V>(p.values[slice].target[j]));
}

/// An empty recording for item R of a built state.
template <auto const& D, std::size_t R, class Real, class Settings>
void build_record(const network_state<D, Real>& state, network_recording<D, Real>& recording,
                  const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr place from = s::template target_place<R>;
  const auto& it = s::template value<R>();
  auto& r = item_at<R>(recording.items);
  const std::string name(item::path.view());
  const auto& carrier = item_at<from.item>(state.items);
  r.dt = state.dt;
  r.origin.name = name;
  if constexpr (from.kind == place_kind::rate) {
    r.population = carrier.size;
    r.period = period_steps(it.period.period.si(), state.dt, "recording '" + name + "'");
  } else {
    const std::uint64_t n = [&] {
      if constexpr (from.is_per_synapse())
        return carrier.connections->synapses;
      else if constexpr (from.kind == place_kind::target_variable)
        return count_targets(carrier);
      else
        return std::uint64_t{carrier.size};
    }();
    constexpr setting_place by = Settings::template find<is_only>(item::target.item, item::target.part);
    if constexpr (by != not_found)
      r.which.these(given_settings.template value<by>().list, n, name);
    else if constexpr (std::is_same_v<decltype(item::which), all_of_them>)
      r.which.all(n);
    else
      r.which.these(it.which.list, n, name);
    if constexpr (from.kind != place_kind::spikes) {
      r.period = period_steps(it.period.period.si(), state.dt, "recording '" + name + "'");
      r.unit = unit_symbol(from.dims);
      r.kind = from.is_per_synapse()                      ? columns_of::synapses
               : from.kind == place_kind::target_variable ? columns_of::targets
                                                          : columns_of::neurons;
    }
    if constexpr (from.is_per_synapse())
      if (!r.which.everything()) place_chosen(carrier, r);
  }
}

/// Whether recording R, one of variables, takes something in the present step.
template <std::size_t R, auto const& D, class Real>
bool record_is_due(const network_state<D, Real>& state, const network_recording<D, Real>& recording) {
  return state.step % item_at<R>(recording.items).period == 0;
}

/// Takes what recording R wants of the present step.
template <auto const& D, std::size_t R, class Real>
void take_record(const network_state<D, Real>& state, network_recording<D, Real>& recording) {
  using s = structure<D>;
  constexpr place from = s::template target_place<R>;
  const auto& carrier = item_at<from.item>(state.items);
  auto& r = item_at<R>(recording.items);
  if constexpr (from.kind == place_kind::spikes) {
    r.take(state.step, carrier.spikes.of(state.step));
  } else if constexpr (from.kind == place_kind::rate) {
    r.take(state.step, carrier.spikes.of(state.step).size());
  } else {
    r.steps.push_back(state.step);
    if constexpr (from.kind == place_kind::neuron_variable) {
      const auto& values = variable<from.index>(carrier.variables);
      if (r.which.everything())
        r.values.insert(r.values.end(), values.begin(), values.end());
      else
        for (std::size_t k = 0; k < r.which.size(); ++k) r.values.push_back(values[r.which.unchecked(k)]);
    } else if constexpr (from.kind == place_kind::input) {
      const column<Real>& input = carrier.inputs.at(0, from.index);
      for (std::size_t k = 0; k < r.which.size(); ++k) r.values.push_back(input.of(r.which.unchecked(k)));
    } else if constexpr (from.kind == place_kind::output) {
      for (std::size_t k = 0; k < r.which.size(); ++k)
        r.values.push_back(output_of<D, from.item, Real>(state, r.which.unchecked(k)));
    } else if constexpr (from.kind == place_kind::target_variable) {
      if (r.which.everything())
        each_target_value<from.index>(carrier, [&](double x) { r.values.push_back(static_cast<Real>(x)); });
      else
        for (std::size_t k = 0; k < r.which.size(); ++k)
          r.values.push_back(static_cast<Real>(target_value<from.index>(carrier, r.which.unchecked(k))));
    } else {
      if (r.which.everything()) {
        read_synapses<Real, from.index>(carrier, r.values);
      } else {
        if (r.places_in != carrier.connections.get()) place_chosen(carrier, r);
        for (const auto& x : r.places)
          r.values.push_back(synapse_value<Real, from.index>(carrier, x.slice, x.position));
      }
    }
  }
}

} // namespace cortexpr::detail
