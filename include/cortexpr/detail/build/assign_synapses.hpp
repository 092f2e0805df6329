// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/assembly/group_sampler.hpp>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/fill_column.hpp>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// New values for synapses and targets that exist already.

namespace cortexpr::detail {

/// Whether values of the synapses of projection K are drawn group by group: values by pair of groups, and distributions
/// where groups are connected.
template <auto const& D, std::size_t K, class V>
inline constexpr bool draws_by_groups = is_per_pair<V> || (connects_groups<D, K>() && ValueRule<values_of<V>> &&
                                                           !is_constant_value<values_of<V>> && !is_value_list<V>);

/// The values of the synapses of projection K as a rule: drawn group by group, bound to the neurons if they are
/// functions, else unchanged. `part` names the variable: "w".
template <class Mistake, fixed_string Item, dimension Want, auto const& D, std::size_t K, class V, class Real>
[[nodiscard]] decltype(auto) bind_synapses(const V& values, const built_pairs<D, K, Real>& neurons,
                                           [[maybe_unused]] std::string_view part) {
  if constexpr (is_per_group<V>) // refused
    return constant(quantity<Want>(0));
  else if constexpr (draws_by_groups<D, K, V>)
    return bind_groups(values, neurons.pairs_of_groups(), std::string(part),
                       std::string(structure<D>::template item<K>::label));
  else
    return bind_pairs<Mistake, Item, Want>(values, neurons);
}

/// Samples a value for every synapse of built rows and hands it to write(slice, position, value). Rows are
/// walked in the order of creation, so that a rule gives the values that it would have given at the build.
template <class V, class Write>
void sample_synapses(const synapse_rows& connections, const V& given_values, std::uint64_t seed,
                     const std::string& name, Write&& write) {
  synapse_sampler value_of(given_values, seed, name);
  require_matrix_of(given_values, connections.sources, connections.targets(), name);
  struct stored_place {
    std::uint64_t creation;
    std::size_t slice, position;
    std::uint32_t target;
  };
  sequence<stored_place> row;
  for (std::uint32_t i = 0; i < connections.sources; ++i) {
    row.clear();
    for (std::size_t s = 0; s < connections.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      const std::uint32_t first = rows.first_target - connections.slices[0].first_target;
      connections.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
        row.push_back({number, s, k, first + rows.target[k]});
      });
    }
    std::sort(row.begin(), row.end(),
              [](const stored_place& x, const stored_place& y) { return x.creation < y.creation; });
    value_of.start_row(i);
    for (const stored_place& x : row) write(x.slice, x.position, value_of(i, x.target, x.creation));
  }
  value_of.finish(connections.synapses);
}

template <class V>
inline constexpr bool is_value_function = is_bound_value<V>;
template <dimension D, class F>
inline constexpr bool is_value_function<value_function<D, F>> = true;

/// Gives variable V of a projection's synapses (`not_found`: the weight) new values, all or none.
template <std::size_t V, class Real, class List, class Weights, class Values>
void assign_synapses(projection_state<List, Weights>& p, const Values& given_values, std::uint64_t seed,
                     const std::string& name) {
  static_assert(V != not_found || Weights::per_synapse || is_constant_value<Values>,
                "cortexpr: the description gives this projection one constant weight; write weight(given) there to "
                "give each synapse its own");
  if constexpr (!is_constant_value<Values> && !is_value_function<Values>)
    if (!p.connections->keeps_order)
      raise({"'", name,
             "': this projection's weights are stored without the order of creation of its synapses; give "
             "lists and distributions at the build, or drop stored_as<...>"});
  auto changed = p.slices;
  if constexpr (V != not_found && flows_at_events<List>)
    for (std::size_t s = 0; s < changed.size(); ++s)
      event_flow<List, slice_values<List, Weights>>(changed[s], p).advance_all(p.connections->slices[s]);
  sample_synapses(*p.connections, given_values, seed, name, [&](std::size_t slice_index, std::size_t k, double x) {
    if constexpr (V == not_found) {
      if constexpr (Weights::per_synapse) {
        auto& weights = changed[slice_index].weights;
        weights.values[k] = checked_weight(weights, x, name);
      } else
        changed[slice_index].weights.value = static_cast<decltype(changed[0].weights.value)>(x);
    } else {
      std::get<V>(changed[slice_index].variables)[k] = static_cast<variable_type<synapse_variables<List>, V>>(x);
    }
  });
  if constexpr (V == not_found && is_scaled<List>)
    for (auto& slice_value : changed) slice_value.inverse_scale.clear();
  p.slices = std::move(changed);
  if constexpr (V == not_found) weights_changed<Real>(p);
  if constexpr (V == not_found && Weights::per_synapse)
    if (p.at_start.known) p.at_start = summarise_weights(p, p.at_start.of_rank);
}

/// Gives variable V of a projection's targets new values, all or none.
template <std::size_t V, class List, class Weights, class Values>
void assign_targets(projection_state<List, Weights>& p, const Values& given_values, std::uint64_t seed,
                    const std::string& name) {
  const auto n = static_cast<std::uint32_t>(p.connections->targets());
  column<double> fresh;
  fill_column(fresh, given_values, n, true, seed, name);
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(fresh[i])) raise({"'", name, "': the value of target ", i, " is not a finite number"});
  std::size_t j = 0;
  for (auto& slice_value : p.slices)
    for (auto& target : slice_value.target)
      variable<V>(target) = static_cast<variable_type<target_variables<List>, V>>(fresh[j++]);
}

/// Says which variable of which synapses has no value: by its own arguments.
template <fixed_string Projection, fixed_string Variable>
struct synapse_value_is_missing {
  static_assert(Variable.size() == 0,
                "cortexpr: a variable of synapses in a text has no value and nothing sets it; its name stands "
                "in synapse_value_is_missing<projection, variable>: give the simulation "
                "set<\"projection.variable\">(value), the text initially<\"x = 1\"> or a default, x = 1 : 1, "
                "or call the weight of the projection w");
};
/// Whether a rule of a list has a variable of each synapse that must be given a value.
template <class... Rules>
constexpr bool rules_need_value(const plasticity<Rules...>*, std::string_view variable) {
  const auto needs = [&]<class Rule>(std::type_identity<Rule>) {
    if constexpr (requires { Rule::needs_value(variable); })
      return Rule::needs_value(variable);
    else
      return false;
  };
  return (needs(std::type_identity<Rules>{}) || ...);
}

/// Start values of the variables of synapses and targets that settings name.
template <auto const& D, std::size_t K, class Real, class Settings>
void set_synapse_variables(network_state<D, Real>& state, const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  using vars = synapse_variables<typename item::rules>;
  [[maybe_unused]] const auto put = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
    constexpr std::string_view name = variable_names<vars>[V].view();
    constexpr setting_place by = Settings::template find<is_value>(item::label, name);
    constexpr bool is_missing =
        by == not_found && rules_need_value(static_cast<const typename item::rules*>(nullptr), name);
    if constexpr (is_missing)
      static_cast<void>(
          sizeof(synapse_value_is_missing<to_fixed<item::label.size()>(item::label), to_fixed<name.size()>(name)>));
    if constexpr (by != not_found) {
      constexpr dimension unit = dimensions_of_rule_variables<vars>(structure<D>::template weight_dimension<K>())[V];
      assign_synapses<V, Real>(
          item_at<K>(state.items),
          bind_synapses<unit_of_setting, item::text, unit>(as_values(given_settings.template value<by>()),
                                                           built_pairs<D, K, Real>(state), name),
          state.seed, std::string(item::label) + "." + std::string(name));
    }
  };
  for_each_index<variable_count<vars>>(put);

  using target_vars = target_variables<typename item::rules>;
  [[maybe_unused]] const auto put_target = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
    constexpr std::string_view name = variable_names<target_vars>[V].view();
    constexpr setting_place by = Settings::template find<is_value>(item::label, name);
    if constexpr (by != not_found)
      assign_targets<V>(item_at<K>(state.items), as_values(given_settings.template value<by>()), state.seed,
                        std::string(item::label) + "." + std::string(name));
  };
  for_each_index<variable_count<target_vars>>(put_target);
}

} // namespace cortexpr::detail
