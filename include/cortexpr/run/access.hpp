// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/network/bundle_access.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// What `simulation::get` returns: see there.
template <class Net, fixed_string Path>
auto read_path(const typename Net::state& state) {
  using structure = typename Net::structure;
  using real = typename Net::real;
  constexpr auto path = detail::split_path(Path.view());
  constexpr std::size_t k = structure::find_carrier(path.item);
  static_assert(k != not_found, "cortexpr: get<\"item.variable\"> names no population and no projection");
  std::vector<real> out;
  const auto& carrier = std::get<k>(state.items);
  if constexpr (structure::kinds[k] == item_kind::population) {
    using m = typename structure::template model<k>;
    constexpr std::size_t v = find_variable<state_of<m, checked>>(path.part);
    constexpr std::size_t p = find_variable<parameters_of<m, checked>>(path.part);
    static_assert(v != not_found || p != not_found,
                  "cortexpr: the population has no variable and no parameter of this name");
    if constexpr (v != not_found)
      out.assign(variable<v>(carrier.variables).begin(), variable<v>(carrier.variables).end());
    else
      out.assign(variable<p>(carrier.parameters).begin(), variable<p>(carrier.parameters).end());
  } else {
    using vars = synapse_variables<typename structure::template item<k>::rules>;
    using list = typename structure::template item<k>::rules;
    constexpr std::size_t at_target = find_variable<target_variables<list>>(path.part);
    constexpr std::size_t at_source = find_variable<source_variables<list>>(path.part);
    static_assert(path.part == "w" || find_variable<vars>(path.part) != not_found || at_target != not_found ||
                      at_source != not_found || (path.part == "incoming_sum" && list_needs<list, incoming_sum>) ||
                      (path.part == "signal" && list_needs<list, global_signal>),
                  "cortexpr: the synapses have no variable of this name");
    if constexpr (at_target != not_found)
      detail::each_target_value<at_target>(carrier, [&](double x) { out.push_back(static_cast<real>(x)); });
    else if constexpr (at_source != not_found)
      for (std::size_t line = 0; line < carrier.values.at(0).source.size(); ++line) {
        const source_variables<list> traces = source_traces(carrier, 0, line);
        out.push_back(static_cast<real>(variable<at_source>(traces)));
      }
    else if constexpr (path.part == "signal")
      out.push_back(static_cast<real>(signal_of<Net::description_value, k, real>(state)));
    else if constexpr (path.part == "incoming_sum")
      for (const auto& values : carrier.values)
        for (const double x : values.fan_in.at_start) out.push_back(static_cast<real>(x));
    else
      with_rows<Net::description_value, k>(
          state, [&](const auto& p) { read_synapses<real, find_variable<vars>(path.part)>(p, out); });
  }
  return out;
}

// A refused parameter (a negative refractory period, say) goes back before the exception leaves.
template <class Net, class Column>
void try_prepare(typename Net::state& state, Column& place, Column& former) {
#if defined(__cpp_exceptions)
  try {
    Net::prepare(state);
  } catch (...) {
    std::swap(place, former);
    Net::prepare(state);
    throw;
  }
#else
  static_cast<void>(place);
  static_cast<void>(former);
  Net::prepare(state);
#endif
}

/// What `simulation::set` does: see there.
template <class Net, fixed_string Path, class V>
void write_path(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr auto path = detail::split_path(Path.view());
  constexpr std::size_t k = structure::find_carrier(path.item);
  static_assert(k != not_found, "cortexpr: set<\"item.variable\"> names no population and no projection");
  auto& carrier = std::get<k>(state.items);
  const std::string name(Path.view());
  using dims_of_value = std::remove_cvref_t<decltype(detail::as_values(value))>;
  if constexpr (structure::kinds[k] == item_kind::population) {
    using m = typename structure::template model<k>;
    constexpr std::size_t v = find_variable<state_of<m, checked>>(path.part);
    constexpr std::size_t p = find_variable<parameters_of<m, checked>>(path.part);
    static_assert(v != not_found || p != not_found,
                  "cortexpr: the population has no variable and no parameter of this name");
    column<typename Net::real> fresh;
    if constexpr (v != not_found) {
      detail::require_same_dimension<dims_of_value::dims, dimension_of<state_of<m, checked>, v>>();
      detail::fill_column(fresh, detail::as_values(value), carrier.size, true, state.seed, name);
      static_cast<column<typename Net::real>&>(variable<v>(carrier.variables)) = std::move(fresh);
    } else {
      detail::require_same_dimension<dims_of_value::dims, dimension_of<parameters_of<m, checked>, p>>();
      detail::fill_column(fresh, detail::as_values(value), carrier.size, false, state.seed, name);
      auto& place = static_cast<column<typename Net::real>&>(variable<p>(carrier.parameters));
      std::swap(place, fresh);
      try_prepare<Net>(state, place, fresh);
    }
  } else {
    using vars = synapse_variables<typename structure::template item<k>::rules>;
    constexpr std::size_t v = find_variable<vars>(path.part);
    constexpr std::size_t at_target =
        find_variable<target_variables<typename structure::template item<k>::rules>>(path.part);
    static_assert(path.part == "w" || v != not_found || at_target != not_found ||
                      (path.part == "signal" && list_needs<typename structure::template item<k>::rules, global_signal>),
                  "cortexpr: the synapses have no variable of this name");
    if constexpr (path.part == "w")
      detail::require_same_dimension<dims_of_value::dims, structure::template weight_dimension<k>()>();
    else
      detail::require_same_dimension<dims_of_value::dims, dim::one>();
    if constexpr (path.part == "signal")
      carrier.signal = quantity<dim::one>(value).si();
    else if constexpr (at_target != not_found)
      detail::assign_targets<at_target>(carrier, detail::as_values(value), state.seed, name);
    else
      change_rows<Net::description_value, k>(
          state, [&](auto& p) { assign_synapses<v, typename Net::real>(p, as_values(value), state.seed, name); });
  }
}

} // namespace cortexpr::detail
