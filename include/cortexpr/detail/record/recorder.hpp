// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/description/check_slice.hpp>
#include <cortexpr/detail/record/check_record.hpp>
#include <cortexpr/detail/record/monitor_record.hpp>
#include <cortexpr/detail/record/own_spikes.hpp>
#include <cortexpr/detail/record/read_synapses.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/step/continuous_coupling.hpp>
#include <cortexpr/detail/step/fill_inputs.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <auto const& D, class Real, std::size_t K>
constexpr auto record_type() {
  using s = structure<D>;
  if constexpr (s::kinds[K] != item_kind::record)
    return std::type_identity<nothing>{};
  else if constexpr (MonitorItem<typename s::template item<K>>)
    return std::type_identity<monitor_record<D, K, Real>>{};
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

/// How many neurons, synapses or targets there are to choose from for a recording of this place.
template <place From, class Holder>
std::uint64_t count_recordable(const Holder& holder) {
  if constexpr (From.is_per_synapse())
    return holder.connections->synapses;
  else if constexpr (From.kind == place_kind::target_variable)
    return holder.connections->targets();
  else if constexpr (From.kind == place_kind::shared_variable)
    return 1;
  else
    return holder.size;
}

template <place From, class Holder>
std::size_t holder_size([[maybe_unused]] const Holder& holder) {
  if constexpr (requires { holder.size; })
    return holder.size;
  else
    return 0;
}
/// The unit of a recording, which for a function is that of its result.
template <auto const& D, std::size_t R>
constexpr dimension recorded_unit() {
  if constexpr (structure<D>::template target_place<R>.kind != place_kind::function)
    return structure<D>::template target_place<R>.dims;
  else if constexpr (is_quantity<function_result<D, R, double>>)
    return function_result<D, R, double>::dims;
  else
    return dim::one;
}

template <auto const& D, std::size_t R, class Real, class Settings>
void build_plain_record(const network_state<D, Real>& state, network_recording<D, Real>& recording,
                        const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<R>;
  constexpr place from = s::template target_place<R>;
  const auto& it = s::template value<R>();
  auto& r = item_at<R>(recording.items);
  const std::string name(item::path.view());
  const auto& holder = item_at<from.item>(state.items);
  r.dt = state.dt;
  r.origin.name = name;
  if constexpr (from.item != not_found)
    if constexpr (is_grouped<D, from.item> && from.kind != place_kind::shared_variable)
      r.origin.groups = std::make_shared<const neuron_groups>(state.groups[from.item]);
  if constexpr (from.kind != place_kind::spikes)
    r.period = it.period.period.si() == 0 ? steps_of_holder<D, from.item>(state)
                                          : period_steps(it.period.period.si(), state.dt, "recording '" + name + "'");
  const slice part = item::sliced.part;
  check_slice(part, holder_size<from>(holder), "recording", name);
  if constexpr (from.kind == place_kind::rate) {
    r.population = part.whole ? holder.size : part.end - part.begin;
    if (r.origin.groups && part.whole) {
      r.of_groups.assign(r.origin.groups->count(), {});
      for (std::size_t g = 0; g < r.of_groups.size(); ++g) {
        rate_trace& mine = r.of_groups[g];
        mine.population = r.origin.groups->size(g);
        mine.period = r.period;
        mine.dt = r.dt;
        mine.origin = origin_in(r.origin, r.origin.groups->name(g));
      }
    } else {
      r.origin.groups = nullptr;
    }
  } else {
    const std::uint64_t n = count_recordable<from>(holder);
    [[maybe_unused]] constexpr setting_place by =
        Settings::template find<is_only>(item::target.item, item::target.part);
    if constexpr (!item::sliced.part.whole) {
      sequence<std::uint32_t> list;
      for (std::uint32_t i = part.begin; i < part.end; ++i) list.push_back(i);
      r.which.these(list, n, name);
    } else if constexpr (by != not_found)
      r.which.these(given_settings.template value<by>().list, n, name);
    else if constexpr (std::is_same_v<decltype(item::which), all_of_them>)
      r.which.all(n);
    else
      r.which.these(it.which.list, n, name);
    if constexpr (from.kind != place_kind::spikes) {
      r.unit = unit_symbol(recorded_unit<D, R>());
      r.kind = from.is_per_synapse()                      ? columns_of::synapses
               : from.kind == place_kind::target_variable ? columns_of::targets
                                                          : columns_of::neurons;
    }
    if constexpr (from.is_per_synapse())
      if (!r.which.everything()) place_chosen(holder, r);
  }
}

/// An empty recording for item R of a built state.
template <auto const& D, std::size_t R, class Real, class Settings>
void build_record(const network_state<D, Real>& state, network_recording<D, Real>& recording,
                  const Settings& given_settings) {
  using s = structure<D>;
  if constexpr (MonitorItem<typename s::template item<R>>)
    build_monitor<D, R, Real>(state, item_at<R>(recording.items));
  else
    build_plain_record<D, R, Real>(state, recording, given_settings);
}

/// Empty recordings of a built state.
template <auto const& D, class Real, class Settings>
[[nodiscard]] network_recording<D, Real> build_recordings(const network_state<D, Real>& state,
                                                          const Settings& given_settings) {
  network_recording<D, Real> all;
  structure<D>::template for_each<item_kind::record>([&](auto r) { build_record<D, r>(state, all, given_settings); });
  return all;
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

/// Whether an input that is recorded is given to the neuron, without a drive: its last spike, say.
template <auto const& D, place From>
constexpr bool is_given_input() {
  if constexpr (From.kind == place_kind::input)
    return is_given_to_neuron<typename structure<D>::template model<From.item>, From.index>;
  else
    return false;
}
/// Such an input at the start of the present step.
template <auto const& D, place From, class Real>
Real given_to_neuron(const network_state<D, Real>& state, std::size_t i) {
  const auto in = inputs_of_neuron<D, From.item, Real>(state, i);
  return static_cast<const lanes<Real>&>(variable<From.index>(in)).value;
}

/// What an expression with a name is for neuron i at the start of the present step.
template <auto const& D, place From, class Real>
Real expression_of(const network_state<D, Real>& state, std::size_t i) {
  using model = typename structure<D>::template model<From.item>;
  const auto& population = item_at<From.item>(state.items);
  const auto value =
      model::template expression<From.index>(variables_of_neuron(population, i), parameters_of_neuron(population, i),
                                             inputs_of_neuron<D, From.item, Real>(state, i));
  return static_cast<const lanes<Real>&>(value).value;
}

/// Appends a row of a variable, input, output or expression of neurons.
template <auto const& D, place From, class Real>
void take_neurons(const network_state<D, Real>& state, trace<Real>& r) {
  const auto& population = item_at<From.item>(state.items);
  if constexpr (From.kind == place_kind::neuron_variable) {
    const auto& values = variable<From.index>(population.variables);
    if (r.which.everything())
      r.values.insert(r.values.end(), values.begin(), values.end());
    else
      take_chosen(r, [&](std::uint64_t i) { return values[i]; });
  } else if constexpr (From.kind == place_kind::shared_variable) {
    r.values.push_back(population.shared.now[From.index]);
  } else if constexpr (is_given_input<D, From>()) {
    take_chosen(r, [&](std::uint64_t i) { return given_to_neuron<D, From, Real>(state, i); });
  } else if constexpr (From.kind == place_kind::input) {
    const column<Real>& input = population.inputs.at(0, From.index);
    take_chosen(r, [&](std::uint64_t i) { return input.of(i); });
  } else if constexpr (From.kind == place_kind::expression) {
    take_chosen(r, [&](std::uint64_t i) { return expression_of<D, From, Real>(state, i); });
  } else {
    take_chosen(r, [&](std::uint64_t i) { return output_of<D, From.item, Real>(state, i); });
  }
}

/// Appends a row of a variable of synapses or of targets.
template <auto const& D, place From, class Real>
void take_synapses(const network_state<D, Real>& state, trace<Real>& r) {
  const auto& projection = item_at<From.item>(state.items);
  if constexpr (From.kind == place_kind::target_variable) {
    if (r.which.everything())
      each_target_value<From.index>(projection, [&](double x) { r.values.push_back(static_cast<Real>(x)); });
    else
      take_chosen(r, [&](std::uint64_t j) { return target_value<From.index>(projection, j); });
  } else if (r.which.everything()) {
    read_synapses<Real, From.index>(projection, r.values);
  } else {
    if (r.places_in != projection.connections.get()) place_chosen(projection, r);
    for (const auto& x : r.places)
      r.values.push_back(x.slice == r.elsewhere ? Real(0)
                                                : synapse_value<Real, From.index>(projection, x.slice, x.position));
  }
}

/// Takes what recording R wants of the present step.
template <auto const& D, std::size_t R, class Real>
void take_record(const network_state<D, Real>& state, network_recording<D, Real>& recording) {
  constexpr place from = structure<D>::template target_place<R>;
  auto& r = item_at<R>(recording.items);
  if constexpr (from.kind == place_kind::spikes) {
    const auto& population = item_at<from.item>(state.items);
    if constexpr (structure<D>::is_precise(from.item)) {
      const auto [first, last] = state.of_this_rank().share(population.spikes.parts());
      for (std::size_t part = first; part < last; ++part)
        r.take(state.step, population.spikes.of_part(state.step, part),
               population.precise.offsets.of_part(state.step, part));
    } else {
      r.take(state.step, own_spikes(state, population, state.step));
    }
  } else if constexpr (from.kind == place_kind::rate) {
    const auto spikes = own_spikes(state, item_at<from.item>(state.items), state.step);
    static constexpr slice part = structure<D>::template item<R>::sliced.part;
    if constexpr (part.whole && is_grouped<D, from.item>) r.count_groups(state.step, spikes);
    if constexpr (part.whole)
      r.take(state.step, spikes.size());
    else
      r.take(state.step, static_cast<std::size_t>(std::count_if(spikes.begin(), spikes.end(), [](std::uint32_t i) {
               return i >= part.begin && i < part.end;
             })));
  } else if constexpr (from.kind == place_kind::function) {
    r.steps.push_back(state.step);
    const auto inputs = [&](std::size_t i) { return inputs_of_neuron<D, from.item, Real>(state, i); };
    using item = typename structure<D>::template item<from.item>;
    using neuron = recorded_neuron<typename item::model, Real, item::placed, std::remove_cvref_t<decltype(inputs)>>;
    take_chosen(r, [&](std::uint64_t i) {
      const auto x = structure<D>::template value<R>().function(
          neuron(item_at<from.item>(state.items), static_cast<std::size_t>(i), inputs));
      if constexpr (requires { x.si(); })
        return x.si();
      else
        return static_cast<double>(x);
    });
  } else {
    r.steps.push_back(state.step);
    if constexpr (from.is_per_synapse() || from.kind == place_kind::target_variable)
      take_synapses<D, from>(state, r);
    else
      take_neurons<D, from>(state, r);
  }
}

} // namespace cortexpr::detail
