// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/record/read_synapses.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <auto const& D, class Real, std::size_t K>
constexpr auto record_type() {
  using s = structure<D>;
  if constexpr (s::kinds[K] != item_kind::record)
    return std::type_identity<nothing>{};
  else if constexpr (s::template kind_of_record<K>() == record_kind::spikes)
    return std::type_identity<spike_train>{};
  else if constexpr (s::template kind_of_record<K>() == record_kind::rate)
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

/// The dimension of a recorded variable.
template <auto const& D, std::size_t R>
constexpr dimension recorded_dimension() {
  using s = structure<D>;
  constexpr auto target = s::template item<R>::target;
  constexpr record_kind kind = s::template kind_of_record<R>();
  if constexpr (kind == record_kind::neuron_variable) {
    using vars = state_of<typename s::template model<s::find_population(target.item)>, checked>;
    return dimension_of<vars, find_variable<vars>(target.part)>;
  } else if constexpr (kind == record_kind::neuron_input) {
    using vars = inputs_of<typename s::template model<s::find_population(target.item)>, checked>;
    return dimension_of<vars, find_variable<vars>(target.part)>;
  } else if constexpr (kind == record_kind::neuron_output) {
    return output_dimension<typename s::template model<s::find_population(target.item)>>;
  } else if constexpr (kind == record_kind::synapse_variable || kind == record_kind::target_variable) {
    return s::template dimension_of_part<s::find(item_kind::projection, target.item)>(target.part);
  } else {
    return dim::one;
  }
}

/// How many neurons, synapses or targets there are to choose from for a recording of this kind.
template <record_kind Kind, class Carrier>
std::uint64_t count_recordable(const Carrier& carrier) {
  if constexpr (Kind == record_kind::synapse_variable)
    return carrier.connections->synapses;
  else if constexpr (Kind == record_kind::target_variable)
    return carrier.connections->targets();
  else
    return carrier.size;
}

/// An empty recording for item R of a built state.
template <auto const& D, std::size_t R, class Real, class Settings>
void build_record(const network_state<D, Real>& state, network_recording<D, Real>& recording,
                  const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr record_kind kind = s::template kind_of_record<R>();
  const auto& it = s::template value<R>();
  auto& r = item_at<R>(recording.items);
  const std::string name(item::path.view());
  const auto& carrier = item_at<s::find_carrier(item::target.item)>(state.items);
  r.dt = state.dt;
  r.origin.name = name;
  if constexpr (kind != record_kind::spikes)
    r.period = period_steps(it.period.period.si(), state.dt, "recording '" + name + "'");
  if constexpr (kind == record_kind::rate) {
    r.population = carrier.size;
  } else {
    const std::uint64_t n = count_recordable<kind>(carrier);
    constexpr setting_place by = Settings::template find<is_only>(item::target.item, item::target.part);
    if constexpr (by != not_found)
      r.which.these(given_settings.template value<by>().list, n, name);
    else if constexpr (std::is_same_v<decltype(item::which), all_of_them>)
      r.which.all(n);
    else
      r.which.these(it.which.list, n, name);
    if constexpr (kind != record_kind::spikes) {
      r.unit = unit_symbol(recorded_dimension<D, R>());
      r.kind = kind == record_kind::synapse_variable  ? columns_of::synapses
               : kind == record_kind::target_variable ? columns_of::targets
                                                      : columns_of::neurons;
    }
    if constexpr (kind == record_kind::synapse_variable)
      if (!r.which.everything()) place_chosen(carrier, r);
  }
}

/// Whether recording R, one of variables, takes something in the present step.
template <std::size_t R, auto const& D, class Real>
bool record_is_due(const network_state<D, Real>& state, const network_recording<D, Real>& recording) {
  return state.step % item_at<R>(recording.items).period == 0;
}

/// Appends value_of(number) for the chosen neurons or targets.
template <class Real, class ValueOf>
void take_chosen(trace<Real>& r, const ValueOf& value_of) {
  for (std::size_t k = 0; k < r.which.size(); ++k)
    r.values.push_back(static_cast<Real>(value_of(r.which.unchecked(k))));
}

/// Appends a row of a variable, input or output of neurons.
template <auto const& D, std::size_t R, class Real>
void take_neurons(const network_state<D, Real>& state, trace<Real>& r) {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr record_kind kind = s::template kind_of_record<R>();
  constexpr std::size_t p = s::find_population(item::target.item);
  const auto& population = item_at<p>(state.items);
  if constexpr (kind == record_kind::neuron_variable) {
    using vars = state_of<typename s::template model<p>, checked>;
    const auto& values = variable<find_variable<vars>(item::target.part)>(population.variables);
    if (r.which.everything())
      r.values.insert(r.values.end(), values.begin(), values.end());
    else
      take_chosen(r, [&](std::uint64_t i) { return values[i]; });
  } else if constexpr (kind == record_kind::neuron_input) {
    using vars = inputs_of<typename s::template model<p>, checked>;
    const column<Real>& input = population.inputs.at(0, find_variable<vars>(item::target.part));
    take_chosen(r, [&](std::uint64_t i) { return input.of(i); });
  } else {
    take_chosen(r, [&](std::uint64_t i) { return output_of<D, p, Real>(state, i); });
  }
}

/// Appends a row of a variable of synapses or of targets.
template <auto const& D, std::size_t R, class Real>
void take_synapses(const network_state<D, Real>& state, trace<Real>& r) {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr std::size_t k = s::find(item_kind::projection, item::target.item);
  using rules = typename s::template item<k>::rules;
  const auto& projection = item_at<k>(state.items);
  if constexpr (s::template kind_of_record<R>() == record_kind::target_variable) {
    constexpr std::size_t v = find_variable<target_variables<rules>>(item::target.part);
    if (r.which.everything())
      each_target_value<v>(projection, [&](double x) { r.values.push_back(static_cast<Real>(x)); });
    else
      take_chosen(r, [&](std::uint64_t j) { return target_value<v>(projection, j); });
  } else {
    constexpr std::size_t v = find_variable<synapse_variables<rules>>(item::target.part);
    if (r.which.everything()) {
      read_synapses<Real, v>(projection, r.values);
    } else {
      if (r.places_in != projection.connections.get()) place_chosen(projection, r);
      for (const auto& x : r.places) r.values.push_back(synapse_value<Real, v>(projection, x.slice, x.position));
    }
  }
}

/// Takes what recording R wants of the present step.
template <auto const& D, std::size_t R, class Real>
void take_record(const network_state<D, Real>& state, network_recording<D, Real>& recording) {
  using s = structure<D>;
  constexpr record_kind kind = s::template kind_of_record<R>();
  auto& r = item_at<R>(recording.items);
  if constexpr (kind == record_kind::spikes || kind == record_kind::rate) {
    const auto& spiking = item_at<s::find_carrier(s::template item<R>::target.item)>(state.items).spikes.of(state.step);
    if constexpr (kind == record_kind::spikes)
      r.take(state.step, spiking);
    else
      r.take(state.step, spiking.size());
  } else {
    r.steps.push_back(state.step);
    if constexpr (kind == record_kind::synapse_variable || kind == record_kind::target_variable)
      take_synapses<D, R>(state, r);
    else
      take_neurons<D, R>(state, r);
  }
}

} // namespace cortexpr::detail
