// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/assembly/build_synapses.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/build_population.hpp>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/detail/plasticity/weight_members.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <string>

namespace cortexpr::detail {

/// A slice against the size of its population.
inline slice checked_slice(slice part, std::uint32_t size, std::string_view label, std::string_view population) {
  if (part.whole) return {0, size, true};
  if (part.end > size)
    raise({"projection '", label, "': the slice [", part.begin, ":", part.end, "] ends behind population '", population,
           "', which has ", size, " neurons"});
  return part;
}

/// Samples a value for every synapse of a built projection and hands it to write(slice, position, value). Rows are
/// walked in the order of creation, so that a rule gives the values that it would have given at the build.
template <class Projection, class V, class Write>
void sample_synapses(const Projection& p, const V& given_values, std::uint64_t seed, const std::string& name,
                     Write&& write) {
  synapse_sampler value_of(given_values, seed, name);
  const synapse_rows& connections = *p.connections;
  require_matrix_of(given_values, connections.sources, connections.targets(), name);
  struct place {
    std::uint64_t creation;
    std::size_t slice, position;
    std::uint32_t target;
  };
  sequence<place> row;
  for (std::uint32_t i = 0; i < connections.sources; ++i) {
    row.clear();
    for (std::size_t s = 0; s < connections.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      const std::uint32_t first = rows.first_target - connections.slices[0].first_target;
      connections.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
        row.push_back({number, s, k, first + rows.target[k]});
      });
    }
    std::sort(row.begin(), row.end(), [](const place& x, const place& y) { return x.creation < y.creation; });
    value_of.start_row(i);
    for (const place& x : row) write(x.slice, x.position, value_of(i, x.target, x.creation));
  }
  value_of.finish(connections.synapses);
}

template <class V>
inline constexpr bool is_value_function = false;
template <dimension D, class F>
inline constexpr bool is_value_function<value_function<D, F>> = true;

template <class Weights>
[[noreturn]] void refuse_weight(const Weights& weights, double x, const std::string& name) {
  if constexpr (Weights::is_fixed_point)
    raise({"'", name, "': a weight of ", x / weights.resolution(), " resolutions is out of the range of ",
           Weights::name,
           ", which the largest weight at the "
           "build decided (",
           Weights::largest, " resolutions of ", number_text(weights.resolution(), 3),
           " in SI units); build with larger weights, or store them as float"});
  std::abort();
}

/// What a store keeps of a weight; throws if it is out of its range.
template <class Weights>
[[nodiscard]] auto checked_weight(const Weights& weights, double x, const std::string& name) {
  if (!weights.fits(x)) refuse_weight(weights, x, name);
  return weights.encode(x);
}

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
  auto changed = p.values;
  sample_synapses(p, given_values, seed, name, [&](std::size_t slice_index, std::size_t k, double x) {
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
  p.values = std::move(changed);
  if constexpr (V == not_found) weights_changed<Real>(p);
  if constexpr (V == not_found && Weights::per_synapse)
    if (p.at_start.known) p.at_start = summarise_weights(p);
}

/// Refuses rules whose bounds and amplitudes are not in the unit of the weights, or that no rule can mean.
template <class... Rules>
void check_weight_values(const plasticity<Rules...>& list, dimension weights, const std::string& label) {
  const std::string owner = "projection '" + label + "'";
  const auto check = [&](const weight_value& x) {
    if (!x.fits(weights))
      raise({owner, ": a rule has a value in ", unit_symbol(x.dims()), ", the weights are in ", unit_symbol(weights)});
    if (std::isnan(x.si())) raise({owner, ": a parameter of a rule is not a number (NaN)"});
  };
  std::apply([&](const auto&... rule) { ((each_weight_value(rule, check), check_rule(rule, owner)), ...); },
             list.rules);
}

/// Gives variable V of a projection's targets new values, all or none.
template <std::size_t V, class List, class Weights, class Values>
void assign_targets(projection_state<List, Weights>& p, const Values& given_values, std::uint64_t seed,
                    const std::string& name) {
  const std::size_t n = p.connections->targets();
  column<double> fresh;
  fill_column(fresh, given_values, static_cast<std::uint32_t>(n), true, seed, name);
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(fresh[i])) raise({"'", name, "': the value of target ", i, " is not a finite number"});
  std::size_t j = 0;
  for (auto& slice_value : p.values)
    for (auto& target : slice_value.target)
      variable<V>(target) = static_cast<variable_type<target_variables<List>, V>>(fresh[j++]);
}

/// Start values of the variables of synapses and targets that settings name.
template <auto const& D, std::size_t K, class Real, class Settings>
void set_synapse_variables(network_state<D, Real>& state, const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  using vars = synapse_variables<typename item::rules>;
  [[maybe_unused]] const auto put = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
    constexpr std::string_view name = variable_names<vars>[V].view();
    constexpr setting_place by = Settings::template find<is_value>(item::label, name);
    if constexpr (by != not_found)
      assign_synapses<V, Real>(item_at<K>(state.items), as_values(given_settings.template value<by>()), state.seed,
                               std::string(item::label) + "." + std::string(name));
  };
  [&]<std::size_t... V>(std::index_sequence<V...>) { (put(std::integral_constant<std::size_t, V>{}), ...); }
  (std::make_index_sequence<variable_count<vars>>{});

  using target_vars = target_variables<typename item::rules>;
  [[maybe_unused]] const auto put_target = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
    constexpr std::string_view name = variable_names<target_vars>[V].view();
    constexpr setting_place by = Settings::template find<is_value>(item::label, name);
    if constexpr (by != not_found)
      assign_targets<V>(item_at<K>(state.items), as_values(given_settings.template value<by>()), state.seed,
                        std::string(item::label) + "." + std::string(name));
  };
  [&]<std::size_t... V>(std::index_sequence<V...>) { (put_target(std::integral_constant<std::size_t, V>{}), ...); }
  (std::make_index_sequence<variable_count<target_vars>>{});
}

/// As `as_values`, without copying lists.
template <class V>
constexpr decltype(auto) view_values(const V& v) {
  if constexpr (is_quantity<V> || Arithmetic<V>)
    return as_values(v);
  else
    return (v);
}

/// Calls f(recipe, whether its plan numbers synapses) with what the synapses of projection K are made from.
template <auto const& D, std::size_t K, class Real, class Settings, class F>
[[gnu::noinline, gnu::cold]] void with_recipe(network_state<D, Real>& state, const Settings& given_settings, F&& f) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const auto& it = s::template value<K>();
  const std::string label(item::label);

  constexpr setting_place rule_by = Settings::template find<is_connection>(item::label);
  constexpr setting_place weight_by = Settings::template find<is_value>(item::label, "w");
  constexpr setting_place delay_by = Settings::template find<is_value>(item::label, "delay");
  static_assert(rule_by != not_found || !std::is_same_v<typename item::rule_type, given_later>,
                "cortexpr: the connections of a projection are `given`: add set<\"label\">(rule, pairs or matrix)");
  static_assert(weight_by != not_found || !std::is_same_v<typename item::weight_type, given_later>,
                "cortexpr: the weights of a projection are `given`: add set<\"label.w\">(value)");
  static_assert(delay_by != not_found || !std::is_same_v<decltype(item::delay), given_later>,
                "cortexpr: the delays of a projection are `given`: add set<\"label.delay\">(value)");
  const auto& rule = given_settings.template value_or<rule_by>(it.rule);
  const auto& weight_values = view_values(given_settings.template value_or<weight_by>(it.weight));
  const auto& delay_values = view_values(given_settings.template value_or<delay_by>(it.delay));
  static_assert(item::template weights<Real>::per_synapse ||
                    is_constant_value<std::remove_cvref_t<decltype(weight_values)>>,
                "cortexpr: the description gives one constant weight, the setting one per synapse; write "
                "weight(given) in the description");

  constexpr std::size_t source = s::template source_of<K>;
  constexpr std::size_t target = s::template target_of<K>;
  const slice from =
      checked_slice(item::path.source_slice, item_at<source>(state.items).size, label, item::path.source);
  const slice to = checked_slice(item::path.target_slice, item_at<target>(state.items).size, label, item::path.target);
  const projection_extent extent{from.end - from.begin, to.end - to.begin, source == target, from.begin, to.begin};
  require_matrix_of(weight_values, extent.sources, extent.targets, label + ".w");
  require_matrix_of(delay_values, extent.sources, extent.targets, label + ".delay");
  rule.validate(extent, label);
  const auto plan = rule.plan(extent, make_stream(state.seed, label), label);
  const synapse_recipe recipe{plan,           weight_values,
                              delay_values,   from.begin,
                              extent.sources, cut_at_parts(item_at<target>(state.items).bounds, to.begin, to.end),
                              label,          state.seed,
                              state.dt,       it.rounds_delay};
  f(recipe, std::bool_constant<std::remove_cvref_t<decltype(rule)>::numbered>{});
}

/// The largest absolute weight that the synapses of a recipe can have, or do have if their rule does not tell or the
/// store has too few bits for what never comes.
template <class Store, bool Numbered, class Recipe>
[[nodiscard]] double weight_bound(const Recipe& recipe, unsigned threads) {
  if constexpr (sizeof(typename Store::element) > 1 && requires { recipe.weights.bound(); }) {
    recipe.weights.validate(recipe.label + ".w");
    return recipe.weights.bound();
  } else {
    return largest_weight<Numbered>(recipe, threads);
  }
}

/// What a store keeps of the weights that are made for it. A class of its own and no lambda, so that alike projections
/// share the code that makes their synapses.
template <class Weights, class Real>
struct weight_encoder {
  const Weights& kind;
  const std::string& name;

  [[nodiscard]] auto operator()([[maybe_unused]] double value) const {
    if constexpr (Weights::per_synapse)
      return checked_weight(kind, value, name);
    else
      return Real(0);
  }
};

/// Connections, weights, delays and synapse variables of projection K, made by as many threads as will step them.
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void build_projection(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  auto& p = item_at<K>(state.items);
  using store = typename std::remove_cvref_t<decltype(p)>::weights_type;
  const std::string label(item::label), name_of_weights = label + ".w";

  constexpr setting_place rules_by = Settings::template find<is_rules>(item::label);
  p.rules = with_transmitter(given_settings.template value_or<rules_by>(s::template value<K>().list));
  check_weight_values(p.rules, s::template weight_dimension<K>(), label);
  prepare_rules(p, state.dt, label);
  p.numbers = make_stream(state.seed, label, 3);

  constexpr bool per_synapse = store::per_synapse;
  sequence<long_list<typename store::element>> weights;
  store kind; // an empty one, which knows its resolution and the weight of all
  std::shared_ptr<synapse_rows> rows;
  with_recipe<D, K, Real>(state, given_settings, [&](const auto& recipe, auto numbered) {
    if constexpr (store::is_fixed_point) kind.make_room_for(weight_bound<store, numbered>(recipe, state.team_size));
    if constexpr (!per_synapse) {
      generator unused(make_stream(0, label), 0);
      kind.value = static_cast<Real>(recipe.weights(unused, 0, 0));
    }
    // What saves bytes on weights spends none on the order of creation.
    constexpr bool keeps_order = sizeof(typename store::element) >= sizeof(Real);
    rows = std::make_shared<synapse_rows>(make_synapses<numbered, per_synapse>(
        recipe, state.team_size, keeps_order, weight_encoder<store, Real>{kind, name_of_weights}, weights));
  });
  p.values.resize(rows->slices.size());
  for (std::size_t k = 0; k < p.values.size(); ++k) {
    auto& slice_value = p.values[k];
    slice_value.weights = kind;
    if constexpr (per_synapse) slice_value.weights.values = std::move(weights[k]);
    slice_value.assign_defaults(rows->slices[k]);
  }
  connect_by<item::in_turn>(p, std::move(rows), label, state.dt);
  weights_changed<Real>(p);
  if constexpr (per_synapse && weights_may_change<s, K>()) p.at_start = summarise_weights(p);
  set_synapse_variables<D, K>(state, given_settings);
}

} // namespace cortexpr::detail
