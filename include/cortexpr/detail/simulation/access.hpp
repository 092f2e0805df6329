// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/rows/source_rows.hpp>
#include <cortexpr/detail/simulation/rule_parameters.hpp>
#include <cortexpr/detail/simulation/set_items.hpp>
#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// The sentence with which `get` and `set` refuse a name of population or projection K that has no meaning.
template <auto const& D, std::size_t K>
using no_such_part =
    std::conditional_t<structure<D>::kinds[K] == item_kind::projection, no_such_synapse_variable, no_such_value>;

/// Appends the values at a place, which `Net::structure` has found, in SI units.
template <class Net, place From, class Real>
void read_place(const typename Net::state& state, std::vector<Real>& out) {
  const auto& holder = item_at<From.item>(state.items);
  const auto add = [&](double x) { out.push_back(static_cast<Real>(x)); };
  if constexpr (From.kind == place_kind::neuron_variable) {
    out.assign(variable<From.index>(holder.variables).begin(), variable<From.index>(holder.variables).end());
  } else if constexpr (From.kind == place_kind::parameter) {
    out.assign(variable<From.index>(holder.parameters).begin(), variable<From.index>(holder.parameters).end());
  } else if constexpr (From.kind == place_kind::shared_variable) {
    out.push_back(holder.shared.now[From.index]);
  } else if constexpr (From.kind == place_kind::target_variable) {
    each_target_value<From.index>(holder, add);
  } else if constexpr (From.kind == place_kind::source_variable) {
    using list = typename Net::structure::template item<From.item>::rules;
    each_trace_row_of_sources(*holder.connections, [&](const auto& places) {
      const source_variables<list> traces = source_traces(holder, places[0].slice, places[0].trace_row);
      add(si_of(variable<From.index>(traces)));
    });
  } else if constexpr (From.kind == place_kind::signal) {
    add(signal_of<Net::description_value, From.item, Real>(state));
  } else if constexpr (From.kind == place_kind::incoming_sum) {
    for (const auto& values : holder.slices)
      for (const double x : values.fan_in.at_start) add(x);
  } else {
    static_assert(From.is_per_synapse());
    with_present_synapses<Net::description_value, From.item>(
        state, [&](const auto& p) { read_synapses<Real, From.index>(p, out); });
  }
}

/// The weights of a projection onto or from synapses: one if it has one for all, else those of its connections in the
/// order of creation.
template <class State, class Real>
void read_modulation(const State& p, std::vector<Real>& out) {
  for (const double w : p.weight) out.push_back(static_cast<Real>(w));
}
/// Gives them one value, or a list of as many as there are.
template <class State, class V>
void change_modulation(State& p, const V& value, const std::string& name) {
  const auto values = as_values(value);
  using values_type = std::remove_cvref_t<decltype(values)>;
  static_assert(is_constant_value<values_type> || is_value_list<values_type>,
                "cortexpr: sim.set<\"label.w\"> of a projection onto synapses takes one value, or values(list, unit)");
  if constexpr (is_constant_value<values_type>) {
    if (!std::isfinite(values.value.si())) raise({"'", name, "': the value is not a finite number"});
    std::fill(p.weight.begin(), p.weight.end(), values.value.si());
  } else if constexpr (is_value_list<values_type>) {
    if (values.si.size() != p.weight.size())
      raise({"'", name, "': ", values.si.size(), " values for ", p.weight.size(), " weights"});
    for (const double x : values.si)
      if (!std::isfinite(x)) raise({"'", name, "': a value is not a finite number"});
    std::copy(values.si.begin(), values.si.end(), p.weight.begin());
  }
}
/// The projection onto synapses, or coupling with them, whose weights a path names, or `not_found`.
template <class Structure>
constexpr std::size_t find_modulation(const item_path& path) {
  if (path.part != "w") return not_found;
  const std::size_t k = Structure::find(item_kind::modulation, path.item);
  return k != not_found ? k : Structure::find(item_kind::synapse_coupling, path.item);
}
template <auto const& D, std::size_t K>
constexpr dimension unit_of_modulation() {
  if constexpr (structure<D>::kinds[K] == item_kind::synapse_coupling)
    return synapse_coupling_weight<D, K>();
  else
    return structure<D>::template modulated_place<K>.dims;
}

/// What `simulation::get` returns: see there.
template <class Net, fixed_string Path>
auto read_path(const typename Net::state& state) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr std::size_t k = structure::find_holder(path.item);
  constexpr place from = structure::template find_place<k>(path.part, readable);
  std::vector<typename Net::real> out;
  constexpr std::size_t modulation = find_modulation<structure>(path);
  constexpr rule_parameter parameter = rule_parameter_at<structure, k, from>(path.part);
  if constexpr (modulation != not_found)
    read_modulation(item_at<modulation>(state.items), out);
  else if constexpr (k == not_found)
    refuse_name<no_such_got, among_holders<d>, to_fixed<path.item.size()>(path.item)>();
  else if constexpr (parameter.exists())
    out.push_back(static_cast<typename Net::real>(get_rule_parameter<k, parameter>(state)));
  else if constexpr (!from.exists())
    refuse_name<no_such_part<d, k>, among_readable<d, k>, to_fixed<path.part.size()>(path.part)>();
  else
    read_place<Net, from>(state, out);
  return out;
}

// A refused parameter (too high a rate, say) goes back before the exception leaves.
template <class Net, std::size_t K, class Column>
void try_prepare(typename Net::state& state, Column& place, Column& former) {
#if defined(__cpp_exceptions)
  try {
    if constexpr (has_known_rate<Net::description_value, K>()) check_source<Net::description_value, K>(state);
    Net::prepare(state);
  } catch (...) {
    std::swap(place, former);
    Net::prepare(state);
    throw;
  }
#else
  static_cast<void>(place);
  static_cast<void>(former);
  if constexpr (has_known_rate<Net::description_value, K>()) check_source<Net::description_value, K>(state);
  Net::prepare(state);
#endif
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
    static_assert(!is_known_parameter<variable_type<parameters_of<model, checked>, To.index>>,
                  "cortexpr: a parameter that the network knows (the number of a neuron, of all neurons, the time "
                  "step) takes no value");
    fill_neurons<Net::description_value, To.item>(
        fresh, bind_neurons<unit_of_setting, Path, To.dims, Net::description_value, To.item>(as_values(value), state),
        state, false, split_path(Path.view()).part);
    check_parameter<model, To.index>(Net::structure::names[To.item], fresh);
    auto& parameter = static_cast<column<real>&>(variable<To.index>(holder.parameters));
    std::swap(parameter, fresh);
    try_prepare<Net, To.item>(state, parameter, fresh);
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
                                      bind_pairs<unit_of_setting, Path, To.dims>(
                                          as_values(value), built_pairs<Net::description_value, To.item, real>(state)),
                                      state.seed, name);
    });
  }
}

/// What `simulation::set` does: see there.
template <class Net, fixed_string Path, class V>
void write_path(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr std::size_t k = structure::find_holder(path.item);
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
  static_assert(taken || !fits,
                "cortexpr: sim.set<\"...\">(...) takes a quantity (-53_mV), a number, a distribution "
                "(uniform(-70_mV, -55_mV), ...), a function, values(list, 1_mV), a drive or a list of spikes");
  if constexpr (!taken || !fits) {
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
    refuse_name<no_such_set, among_holders<d>, to_fixed<path.item.size()>(path.item)>();
  } else if constexpr (parameter.exists()) {
    set_rule_parameter<Net, k, parameter, Path>(state, value);
  } else if constexpr (!to.exists()) {
    refuse_name<no_such_part<d, k>, among_writable<d, k>, to_fixed<path.part.size()>(path.part)>();
  } else {
    if constexpr (!ValueFunction<V>)
      check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(as_values(value))>::dims, to.dims>();
    write_place<Net, to, Path>(state, value);
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
