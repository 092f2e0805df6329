// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/rows/source_rows.hpp>
#include <cortexpr/detail/simulation/path_of_neurons.hpp>
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

/// The values of some neurons; one if all neurons share it.
template <class Real>
[[nodiscard]] std::vector<Real> part_of_column(const column<Real>& all, const reach& neurons) {
  if (all.shared()) return {all[0]};
  return {all.data() + neurons.begin, all.data() + neurons.end};
}
/// The column at a place, of a population.
template <place At, class Population>
[[nodiscard]] auto& column_at(Population& p) {
  if constexpr (At.kind == place_kind::neuron_variable)
    return variable<At.index>(p.variables);
  else
    return variable<At.index>(p.parameters);
}

/// Appends the values at a place, which `Net::structure` has found, in SI units.
template <class Net, place From, class Real>
void read_place(const typename Net::state& state, std::vector<Real>& out) {
  const auto& holder = item_at<From.item>(state.items);
  const auto add = [&](double x) { out.push_back(static_cast<Real>(x)); };
  if constexpr (is_of_neurons(From)) {
    out = part_of_column<Real>(column_at<From>(holder), {0, holder.size});
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
  constexpr sliced_name holder = holder_in_path<structure>(path.item);
  check_slice_in_path<holder.good>();
  constexpr std::size_t k = structure::find_holder(holder.name);
  constexpr place from = structure::template find_place<k>(path.part, readable);
  std::vector<typename Net::real> out;
  constexpr std::size_t modulation = find_modulation<structure>(path);
  constexpr rule_parameter parameter = rule_parameter_at<structure, k, from>(path.part);
  if constexpr (modulation != not_found)
    read_modulation(item_at<modulation>(state.items), out);
  else if constexpr (k == not_found)
    refuse_name<no_such_got, among_holders<d>, to_fixed<holder.name.size()>(holder.name)>();
  else if constexpr (parameter.exists())
    out.push_back(static_cast<typename Net::real>(get_rule_parameter<k, parameter>(state)));
  else if constexpr (!from.exists())
    refuse_name<no_such_part<d, k>, among_readable<d, k>, to_fixed<path.part.size()>(path.part)>();
  else if constexpr (holder.part.whole)
    read_place<Net, from>(state, out);
  else if constexpr (check_sliced_place<is_of_neurons(from)>(); is_of_neurons(from))
    out = part_of_column(column_at<from>(item_at<k>(state.items)),
                         neurons_in_path<d, k>(state, holder.part, "get", path));
  return out;
}
/// The same of the neurons of a group.
template <class Net, fixed_string Path>
auto read_path(const typename Net::state& state, std::string_view group) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr std::size_t k = structure::find_population(path.item);
  constexpr place from = structure::template find_place<k>(path.part, neuron_places);
  if constexpr (k == not_found)
    refuse_name<no_such_got, among_populations<d>, to_fixed<path.item.size()>(path.item)>();
  else if constexpr (!from.exists())
    refuse_name<no_such_value, among_readable<d, k>, to_fixed<path.part.size()>(path.part)>();
  else
    return part_of_column(column_at<from>(item_at<k>(state.items)), neurons_of_group<d, k>(state, group));
}

} // namespace cortexpr::detail
