// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/rows/source_rows.hpp>
#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

template <class Structure, std::size_t K>
constexpr bool is_listed() {
  if constexpr (Structure::kinds[K] == item_kind::population)
    return Structure::template item<K>::listed;
  else
    return false;
}

/// What `simulation::get` returns: see there.
template <class Net, fixed_string Path>
auto read_path(const typename Net::state& state) {
  using structure = typename Net::structure;
  using real = typename Net::real;
  constexpr auto path = split_path(Path.view());
  constexpr std::size_t k = structure::find_carrier(path.item);
  std::vector<real> out;
  if constexpr (k == not_found) {
    refuse_name<no_such_got, among_carriers<Net::description_value>, to_fixed<path.item.size()>(path.item)>();
  } else if constexpr (is_listed<structure, k>()) {
    refuse_name<no_such_value, among_values<spike_times>, to_fixed<path.part.size()>(path.part)>();
  } else if constexpr (structure::kinds[k] == item_kind::population) {
    const auto& carrier = item_at<k>(state.items);
    using m = typename structure::template model<k>;
    constexpr std::size_t v = find_variable<state_of<m, checked>>(path.part);
    constexpr std::size_t p = find_variable<parameters_of<m, checked>>(path.part);
    if constexpr (v != not_found)
      out.assign(variable<v>(carrier.variables).begin(), variable<v>(carrier.variables).end());
    else if constexpr (p != not_found)
      out.assign(variable<p>(carrier.parameters).begin(), variable<p>(carrier.parameters).end());
    else
      refuse_name<no_such_value, among_values<m>, to_fixed<path.part.size()>(path.part)>();
  } else {
    const auto& carrier = item_at<k>(state.items);
    using list = typename structure::template item<k>::rules;
    using vars = synapse_variables<list>;
    constexpr std::size_t at_target = find_variable<target_variables<list>>(path.part);
    constexpr std::size_t at_source = find_variable<source_variables<list>>(path.part);
    if constexpr (at_target != not_found)
      each_target_value<at_target>(carrier, [&](double x) { out.push_back(static_cast<real>(x)); });
    else if constexpr (at_source != not_found)
      each_line_of_sources(*carrier.connections, [&](const auto& places) {
        const source_variables<list> traces = source_traces(carrier, places[0].slice, places[0].line);
        out.push_back(static_cast<real>(si_of(variable<at_source>(traces))));
      });
    else if constexpr (path.part == "signal" && list_needs<list, global_signal>)
      out.push_back(static_cast<real>(signal_of<Net::description_value, k, real>(state)));
    else if constexpr (path.part == "incoming_sum" && list_needs<list, incoming_sum>)
      for (const auto& values : carrier.values)
        for (const double x : values.fan_in.at_start) out.push_back(static_cast<real>(x));
    else if constexpr (path.part == "w" || find_variable<vars>(path.part) != not_found)
      with_rows<Net::description_value, k>(
          state, [&](const auto& p) { read_synapses<real, find_variable<vars>(path.part)>(p, out); });
    else
      refuse_name<no_such_synapse_variable,
                  among_all<among_synapse_variables<list>, among_variables<source_variables<list>>>,
                  to_fixed<path.part.size()>(path.part)>();
  }
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

template <class Net, std::size_t K, fixed_string Path, class V>
void write_to_population(typename Net::state& state, const V& value) {
  using m = typename Net::structure::template model<K>;
  using dims_of_value = std::remove_cvref_t<decltype(as_values(value))>;
  constexpr std::string_view part = split_path(Path.view()).part;
  constexpr std::size_t v = find_variable<state_of<m, checked>>(part);
  constexpr std::size_t p = find_variable<parameters_of<m, checked>>(part);
  const std::string name(Path.view());
  auto& population = item_at<K>(state.items);
  column<typename Net::real> fresh;
  if constexpr (v != not_found) {
    check_unit<unit_of_setting, Path, dims_of_value::dims, dimension_of<state_of<m, checked>, v>>();
    fill_column(fresh, as_values(value), population.size, true, state.seed, name);
    check_variable<m, v>(Net::structure::names[K], fresh);
    static_cast<column<typename Net::real>&>(variable<v>(population.variables)) = std::move(fresh);
  } else if constexpr (p != not_found) {
    check_unit<unit_of_setting, Path, dims_of_value::dims, dimension_of<parameters_of<m, checked>, p>>();
    fill_column(fresh, as_values(value), population.size, false, state.seed, name);
    check_parameter<m, p>(Net::structure::names[K], fresh);
    auto& place = static_cast<column<typename Net::real>&>(variable<p>(population.parameters));
    std::swap(place, fresh);
    try_prepare<Net, K>(state, place, fresh);
  } else {
    refuse_name<no_such_value, among_values<m>, to_fixed<part.size()>(part)>();
  }
}

template <class Net, std::size_t K, fixed_string Path, class V>
void write_to_projection(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  using list = typename structure::template item<K>::rules;
  using dims_of_value = std::remove_cvref_t<decltype(as_values(value))>;
  constexpr std::string_view part = split_path(Path.view()).part;
  constexpr std::size_t v = find_variable<synapse_variables<list>>(part);
  constexpr std::size_t at_target = find_variable<target_variables<list>>(part);
  constexpr bool signal = part == "signal" && list_needs<list, global_signal>;
  const std::string name(Path.view());
  if constexpr (part != "w" && v == not_found && at_target == not_found && !signal) {
    refuse_name<no_such_synapse_variable, among_synapse_variables<list>, to_fixed<part.size()>(part)>();
  } else {
    check_unit<unit_of_setting, Path, dims_of_value::dims, structure::template dimension_of_part<K>(part)>();
    if constexpr (signal) {
      const double number = quantity<dim::one>(value).si();
      if (std::isnan(number)) raise({"'", name, "': the signal is not a number (NaN)"});
      item_at<K>(state.items).signal = number;
    } else if constexpr (at_target != not_found)
      assign_targets<at_target>(item_at<K>(state.items), as_values(value), state.seed, name);
    else
      change_rows<Net::description_value, K>(
          state, [&](auto& p) { assign_synapses<v, typename Net::real>(p, as_values(value), state.seed, name); });
  }
}

/// What `simulation::set` does: see there.
template <class Net, fixed_string Path, class V>
void write_path(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr auto path = split_path(Path.view());
  constexpr std::size_t k = structure::find_carrier(path.item);
  static_assert(is_value<V>::value,
                "cortexpr: sim.set<\"...\">(...) takes a quantity (-53_mV), a number, a distribution "
                "(uniform(-70_mV, -55_mV), ...) or values(list, 1_mV)");
  if constexpr (!is_value<V>::value)
    return;
  else if constexpr (k == not_found)
    refuse_name<no_such_set, among_carriers<Net::description_value>, to_fixed<path.item.size()>(path.item)>();
  else if constexpr (is_listed<structure, k>())
    refuse_name<no_such_value, among_values<spike_times>, to_fixed<path.part.size()>(path.part)>();
  else if constexpr (structure::kinds[k] == item_kind::population)
    write_to_population<Net, k, Path>(state, value);
  else
    write_to_projection<Net, k, Path>(state, value);
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
