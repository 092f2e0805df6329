// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/detail/base/replace_checked.hpp>
#include <cortexpr/detail/build/assign_synapses.hpp>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/simulation/access.hpp>
#include <cortexpr/detail/simulation/path_of_neurons.hpp>
#include <cortexpr/detail/simulation/rule_parameters.hpp>
#include <cortexpr/detail/simulation/set_items.hpp>
#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/detail/structure/check_settings.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

// What `simulation::set` writes: values of neurons, of synapses and of what a population shares.

/// Gives a parameter of population K other values. A refused one (too high a rate, say) goes back before the exception
/// leaves.
template <class Net, std::size_t K, class Column>
void replace_parameter(typename Net::state& state, Column& place, Column fresh) {
  const auto check = [&] {
    if constexpr (has_known_rate<Net::description_value, K>()) check_source<Net::description_value, K>(state);
    Net::prepare(state);
  };
  replace_checked(place, std::move(fresh), check, [&] { Net::prepare(state); });
}

template <class M, std::size_t K>
constexpr void refuse_known_parameter() {
  static_assert(!is_known_parameter<variable_type<parameters_of<M, checked>, K>>,
                "cortexpr: a parameter that the network knows (the number of a neuron, of all neurons, the time step) "
                "takes no value");
}

/// Gives the values at a place, whose path is `Path`, new ones. If a value is refused, nothing has changed.
template <class Net, place To, fixed_string Path, class V>
void write_place(typename Net::state& state, const V& value) {
  using real = typename Net::real;
  const std::string name(Path.view());
  auto& holder = item_at<To.item>(state.items);
  [[maybe_unused]] column<real> fresh;
  if constexpr (To.kind == place_kind::neuron_variable) {
    fill_neurons<Net::description_value, To.item>(
        fresh, bind_neurons<unit_of_setting, Path, To.dims, Net::description_value, To.item>(as_values(value), state),
        state, true, split_path(Path.view()).part);
    check_variable<typename Net::structure::template model<To.item>, To.index>(Net::structure::names[To.item], fresh);
    static_cast<column<real>&>(variable<To.index>(holder.variables)) = std::move(fresh);
  } else if constexpr (To.kind == place_kind::parameter) {
    using model = typename Net::structure::template model<To.item>;
    refuse_known_parameter<model, To.index>();
    fill_neurons<Net::description_value, To.item>(
        fresh, bind_neurons<unit_of_setting, Path, To.dims, Net::description_value, To.item>(as_values(value), state),
        state, false, split_path(Path.view()).part);
    check_parameter<model, To.index>(Net::structure::names[To.item], fresh);
    replace_parameter<Net, To.item>(state, static_cast<column<real>&>(variable<To.index>(holder.parameters)),
                                    std::move(fresh));
  } else if constexpr (To.kind == place_kind::shared_variable) {
    fill_shared<typename Net::structure::template model<To.item>, To.index>(holder, as_values(value), state.seed,
                                                                            Net::structure::names[To.item], name);
  } else if constexpr (To.kind == place_kind::signal) {
    const double number = quantity<dim::one>(value).si();
    if (std::isnan(number)) raise({"'", name, "': the signal is not a number (NaN)"});
    holder.signal = number;
  } else if constexpr (To.kind == place_kind::target_variable) {
    assign_targets<To.index>(holder, as_values(value), state.seed, name);
  } else {
    static_assert(To.is_per_synapse());
    change_synapses<Net::description_value, To.item>(state, [&](auto& p) {
      assign_synapses<To.index, real>(p,
                                      bind_synapses<unit_of_setting, Path, To.dims>(
                                          as_values(value), built_pairs<Net::description_value, To.item, real>(state),
                                          split_path(Path.view()).part),
                                      state.seed, name);
    });
  }
}

/// Gives some neurons of the population at a place new values. If a value is refused, nothing has changed.
template <class Net, place To, fixed_string Path, class V>
void write_neurons(typename Net::state& state, const V& value, const reach& neurons) {
  using real = typename Net::real;
  using model = typename Net::structure::template model<To.item>;
  constexpr std::string_view population = Net::structure::names[To.item];
  auto& holder = item_at<To.item>(state.items);
  auto& place = static_cast<column<real>&>(column_at<To>(holder));
  const column<real> given_values = values_for<Net::description_value, To.item>(
      bind_neurons<unit_of_setting, Path, To.dims, Net::description_value, To.item>(as_values(value), state), state,
      neurons, split_path(Path.view()).part, std::string(Path.view()));
  const auto write_to = [&](column<real>& all) {
    std::copy(given_values.begin(), given_values.end(), all.begin() + static_cast<std::ptrdiff_t>(neurons.begin));
    repeat_last(all);
  };
  if constexpr (To.kind == place_kind::neuron_variable) {
    check_variable<model, To.index>(population, given_values, neurons.begin);
    write_to(place);
  } else {
    refuse_known_parameter<model, To.index>();
    check_parameter<model, To.index>(population, given_values, neurons.begin);
    column<real> fresh;
    fresh.assign(holder.size, place[0]);
    if (!place.shared()) fresh = place;
    write_to(fresh);
    replace_parameter<Net, To.item>(state, place, std::move(fresh));
  }
}

/// What `simulation::set` does: see there.
template <class Net, fixed_string Path, class V>
void write_path(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr sliced_name holder = holder_in_path<structure>(path.item);
  check_slice_in_path<holder.good>();
  constexpr std::size_t k = structure::find_holder(holder.name);
  constexpr place to = structure::template find_place<k>(path.part, writable);
  constexpr std::size_t modulation = find_modulation<structure>(path);
  constexpr drives_found drives = find_drives<Net, V>(path);
  constexpr std::size_t poisson = find_poisson_input<Net>(Path.view());
  constexpr rule_parameter parameter = rule_parameter_at<structure, k, to>(path.part);
  constexpr bool fits = may_change_later<Net, V>(path);
  static_assert(fits, "cortexpr: sizes, positions, connections and delays are fixed when a network is built: rows of "
                      "synapses are sorted by target and delay, and spikes are kept for as long as the longest delay; "
                      "build another simulation with set<\"...\">(value)");
  constexpr bool taken = is_value<V>::value || is_drive<V>::value || is_spike_list<V>::value;
  constexpr bool own_step = is_time_step<V>::value;
  static_assert(!own_step, "cortexpr: the time step of a population stands in the description, population<\"n\">(..., "
                           "time_step{1_ms}): what it has fired and its random numbers are counted in it");
  static_assert(taken || !fits || own_step,
                "cortexpr: sim.set<\"...\">(...) takes a quantity (-53_mV), a number, a distribution "
                "(uniform(-70_mV, -55_mV), ...), a function, values(list, 1_mV), a drive or a list of spikes");
  constexpr bool by_group = (!to.exists() && !parameter.exists()) || fits_groups<V>(to);
  require_place_of_groups<by_group>();
  if constexpr (!taken || !fits || !by_group) {
    return;
  } else if constexpr (drives.fit != 0 || (drives.all != 0 && !to.exists())) {
    set_drives<Net, Path>(state, value);
  } else if constexpr (poisson != not_found) {
    set_poisson_input<Net, poisson, Path>(state, value);
  } else if constexpr (is_spike_list<V>::value) {
    set_listed<Net, Path>(state, value);
  } else if constexpr (!is_value<V>::value) {
    static_assert(is_value<V>::value, "cortexpr: a drive is set for an input that the description drives: "
                                      "drive<\"n.I\">(sinusoid{...}), sim.set<\"n.I\">(sinusoid{...})");
  } else if constexpr (modulation != not_found) {
    check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(as_values(value))>::dims,
               unit_of_modulation<d, modulation>()>();
    change_modulation(item_at<modulation>(state.items), value, std::string(Path.view()));
  } else if constexpr (k == not_found) {
    refuse_name<no_such_set, among_holders<d>, to_fixed<holder.name.size()>(holder.name)>();
  } else if constexpr (parameter.exists()) {
    set_rule_parameter<Net, k, parameter, Path>(state, value);
  } else if constexpr (!to.exists()) {
    refuse_name<no_such_part<d, k>, among_writable<d, k>, to_fixed<path.part.size()>(path.part)>();
  } else {
    if constexpr (!ValueFunction<V>)
      check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(as_values(value))>::dims, to.dims>();
    if constexpr (holder.part.whole)
      write_place<Net, to, Path>(state, value);
    else if constexpr (check_sliced_place<is_of_neurons(to)>(); is_of_neurons(to))
      write_neurons<Net, to, Path>(state, value, neurons_in_path<d, k>(state, holder.part, "set", path));
  }
}
/// The same for the neurons, or a Poisson input, of a group.
template <class Net, fixed_string Path, class V>
void write_group(typename Net::state& state, std::string_view group, const V& value) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr std::size_t k = structure::find_population(path.item);
  constexpr place to = structure::template find_place<k>(path.part, neuron_places);
  constexpr std::size_t poisson = find_poisson_input<Net>(Path.view());
  constexpr bool taken = is_value<V>::value && !is_per_group<V>;
  static_assert(taken, "cortexpr: sim.set<\"cortex.v\">(\"group\", value) takes a quantity (-53_mV), a number, a "
                       "distribution, a function or values(list, 1_mV)");
  if constexpr (!taken) {
    return;
  } else if constexpr (poisson != not_found) {
    set_poisson_input<Net, poisson, Path>(state, value, group);
  } else if constexpr (find_drives<Net, V>(path).all != 0 && !to.exists()) {
    set_drives_of_group<Net, Path>(state, group, value);
  } else if constexpr (k == not_found) {
    refuse_name<no_such_set, among_populations<d>, to_fixed<path.item.size()>(path.item)>();
  } else if constexpr (!to.exists()) {
    refuse_name<no_such_value, among_writable<d, k>, to_fixed<path.part.size()>(path.part)>();
  } else {
    if constexpr (!ValueFunction<V>)
      check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(as_values(value))>::dims, to.dims>();
    write_neurons<Net, to, Path>(state, value, neurons_of_group<d, k>(state, group));
  }
}

/// What `simulation::freeze` and `thaw` do: see there.
template <class Net, fixed_string Label, class Rule>
void freeze_rule(typename Net::state& state, bool frozen) {
  using structure = typename Net::structure;
  constexpr std::size_t k = structure::find(item_kind::projection, Label.view());
  if constexpr (k == not_found) {
    refuse_name<no_such_label, among_items<Net::description_value, item_kind::projection>, Label>();
  } else {
    using list = typename structure::template item<k>::rules;
    constexpr std::size_t r = []<class... Rules>(std::type_identity<plasticity<Rules...>>) {
      std::size_t i = 0;
      const bool missing = ((std::is_same_v<Rules, Rule> ? false : (++i, true)) && ...);
      return missing ? not_found : i;
    }(std::type_identity<list>{});
    static_assert(r != not_found, "cortexpr: the projection has no rule of this type");
    if constexpr (r != not_found) {
      unbundle<Net::description_value, k>(state);
      auto& p = item_at<k>(state.items);
      catch_up(p); // by the rules as they were
      p.frozen[r] = frozen;
      // Scales stood still meanwhile.
      if constexpr (is_scaled<list>)
        if (!frozen) weights_changed<typename Net::real>(p);
    }
  }
}

} // namespace cortexpr::detail
