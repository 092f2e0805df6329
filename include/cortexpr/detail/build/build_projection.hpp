// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/connectivity/synapses_of.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/assembly/make_synapses.hpp>
#include <cortexpr/detail/assembly/one_source_each.hpp>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/build/assign_synapses.hpp>
#include <cortexpr/detail/build/like_another.hpp>
#include <cortexpr/detail/build/value_functions.hpp>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/delivery/delivery.hpp>
#include <cortexpr/detail/plasticity/allowed_rule_values.hpp>
#include <cortexpr/detail/plasticity/weight_members.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// The slice of a route with its bounds, which must lie inside the population.
inline slice checked_slice(slice part, std::uint32_t size, std::string_view label, std::string_view population) {
  if (part.whole) return {0, size, true};
  if (part.end > size)
    raise({"projection '", label, "': the slice [", part.begin, ":", part.end, "] ends beyond population '", population,
           "', which has ", size, " neurons"});
  return part;
}

/// As `as_values`, without copying lists.
template <class V>
constexpr decltype(auto) view_values(const V& v) {
  if constexpr (is_quantity<V> || Arithmetic<V>)
    return as_values(v);
  else
    return (v);
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

/// A connection rule that brings weights, or delays, of its own.
template <class T>
concept BringsWeights = ConnectionRule<T> && requires(const T& r) {
  r.weights().si;
};
template <class T>
concept BringsDelays = ConnectionRule<T> && requires(const T& r) {
  r.delays().si;
};

/// The weights of a projection: of the setting or, without one, of the connection rule that brings some or, without
/// those too, of the description. Delays in the same way.
template <setting_place By, class Rule, class Settings, class Described>
[[nodiscard]] const auto& weights_of(const Rule& rule, const Settings& given_settings, const Described& described) {
  if constexpr (By == not_found && BringsWeights<Rule>)
    return rule.weights();
  else
    return given_settings.template value_or<By>(described);
}
template <setting_place By, class Rule, class Settings, class Described>
[[nodiscard]] const auto& delays_of(const Rule& rule, const Settings& given_settings, const Described& described) {
  if constexpr (By == not_found && BringsDelays<Rule>)
    return rule.delays();
  else
    return given_settings.template value_or<By>(described);
}

/// What the synapses of projection K are made from; refers to the settings and the description.
template <auto const& D, std::size_t K, class Real, class Settings>
[[nodiscard, gnu::noinline, gnu::cold]] auto recipe_of(const network_state<D, Real>& state,
                                                       const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const auto& it = s::template value<K>();
  const std::string label(item::label);

  constexpr setting_place rule_by = Settings::template find<is_connection>(item::label);
  constexpr setting_place weight_by = Settings::template find<is_value>(item::label, "w");
  constexpr setting_place delay_by = Settings::template find<is_value>(item::label, "delay");
  static_assert(rule_by != not_found || !std::is_same_v<typename item::rule_type, given_later>,
                "cortexpr: the connections of a projection are `given`: add set<\"label\">(rule, pairs or matrix)");
  const auto& rule = given_settings.template value_or<rule_by>(it.rule);
  using rule_type = std::remove_cvref_t<decltype(rule)>;
  const auto& weight = weights_of<weight_by>(rule, given_settings, it.weight);
  const auto& delay = delays_of<delay_by>(rule, given_settings, it.delay);
  static_assert(!std::is_same_v<std::remove_cvref_t<decltype(weight)>, given_later>,
                "cortexpr: the weights of a projection are `given`: add set<\"label.w\">(value)");
  static_assert(!std::is_same_v<std::remove_cvref_t<decltype(delay)>, given_later>,
                "cortexpr: the delays of a projection are `given`: add set<\"label.delay\">(value)");
  if constexpr (weight_by == not_found && BringsWeights<rule_type>)
    check_unit<unit_of_setting, item::text, std::remove_cvref_t<decltype(weight)>::dims,
               s::template weight_dimension<K>()>();

  static_assert(
      !counts_neurons<rule_type>,
      "cortexpr: synapses_onto{...} and synapses_from{...} say which synapses of a projection are reached, and "
      "are for routes that end at one: \"dopamine -> S.d\"");
  constexpr std::size_t source = s::template source_of<K>;
  constexpr std::size_t target = s::template target_of<K>;
  const slice from =
      checked_slice(item::path.source_slice, item_at<source>(state.items).size, label, item::path.source);
  const slice to = checked_slice(item::path.target_slice, item_at<target>(state.items).size, label, item::path.target);
  const projection_extent extent{from.end - from.begin, to.end - to.begin, source == target, from.begin, to.begin};
  const built_pairs<D, K, Real> neurons(state);
  const auto weights = [&]() -> decltype(auto) {
    return bind_synapses<unit_of_weight, item::text, s::template weight_dimension<K>()>(weight, neurons, "w");
  };
  const auto delays = [&]() -> decltype(auto) {
    return bind_synapses<unit_of_delay, item::text, dim::second>(delay, neurons, "delay");
  };
  using weights_type = std::remove_cvref_t<decltype(view_values(weights()))>;
  using delays_type = std::remove_cvref_t<decltype(view_values(delays()))>;
  static_assert(item::template weights<Real>::per_synapse || is_constant_value<weights_type>,
                "cortexpr: the description gives one constant weight, the setting one per synapse; write "
                "weight(given) in the description");
  require_matrix_of(view_values(weight), extent.sources, extent.targets, label + ".w");
  require_matrix_of(view_values(delay), extent.sources, extent.targets, label + ".delay");
  rule.validate(extent, label);
  if constexpr (delay_by == not_found && BringsDelays<rule_type>) rule.check_delays(state.dt, it.rounds_delay, label);
  const auto& parts = item_at<target>(state.items).bounds;
  const row_cutter_maker cutter = state.cutter_of(K);
  const auto [first, last] = (cutter == nullptr ? team_member{} : state.of_this_rank()).share(parts.size() - 1);
  const stream numbers = make_stream(state.structure_seed, label);
  using plan_type = decltype(plan_of(rule, extent, numbers, label, neurons));
  return synapse_recipe<rule_type::numbered, plan_type, weights_type, delays_type>{
      .plan = plan_of(rule, extent, numbers, label, neurons),
      .weights = view_values(weights()),
      .delays = view_values(delays()),
      .first_source = from.begin,
      .sources = extent.sources,
      .bounds = {cut_at_parts(parts, to.begin, to.end), first, last},
      .label = label,
      .seed = state.structure_seed,
      .dt = state.dt,
      .rounds_delay = it.rounds_delay,
      .cutter = cutter};
}

/// An empty store for the weights of a recipe.
template <class Store, class Real, class Recipe>
[[nodiscard]] Store store_for([[maybe_unused]] const Recipe& recipe, [[maybe_unused]] unsigned threads) {
  Store kind;
  if constexpr (Store::is_fixed_point) kind.make_room_for(weight_bound<Store>(recipe, threads));
  if constexpr (!Store::per_synapse) {
    generator unused(make_stream(0, recipe.label), 0);
    kind.value = static_cast<Real>(recipe.weights(unused, 0, 0));
  }
  return kind;
}

/// Dendritic delays of the synapses of projection K, each its own.
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void build_dendrites(synapse_rows& rows, const network_state<D, Real>& state,
                                                  const Settings& given_settings) {
  using item = typename structure<D>::template item<K>;
  const auto& it = structure<D>::template value<K>();
  constexpr setting_place set_by = Settings::template find<is_value>(item::label, "dendritic_delay");
  static_assert(
      set_by != not_found || !std::is_same_v<decltype(item::dendrite), given_later>,
      "cortexpr: the dendritic delays of a projection are `given`: add set<\"label.dendritic_delay\">(value)");
  const auto& delays = given_settings.template value_or<set_by>(it.dendrite);
  const std::string name = std::string(item::label) + ".dendritic_delay";
  rows.mixed_dendrites = true;
  for (slice_rows& slice : rows.slices) slice.dendrite.resize(slice.size());
  const auto values = [&]() -> decltype(auto) {
    return bind_synapses<unit_of_delay, item::text, dim::second>(delays, built_pairs<D, K, Real>(state),
                                                                 "dendritic_delay");
  };
  sample_synapses(rows, view_values(values()), state.structure_seed, name, [&](std::size_t s, std::size_t k, double x) {
    const std::uint32_t steps = delay_steps(x, state.dt, it.rounds_dendrite, name);
    if (steps > std::numeric_limits<std::uint16_t>::max())
      raise({"'", name, "': a dendritic delay of ", quantity_text(x, dim::second), " is more than 65535 steps"});
    rows.slices[s].dendrite[k] = static_cast<std::uint16_t>(steps);
  });
}

/// Gives rules of projection K the parameters that settings name, "S.a_pre".
template <auto const& D, std::size_t K, class List, class... S>
void set_parameters_of_rules(List& rules, const settings<S...>& given_settings) {
  using item = typename structure<D>::template item<K>;
  const auto take = [&]<class One>(const One& given) {
    for_each_index<One::paths.size()>([&](auto m) {
      constexpr item_path path = One::paths[m];
      using given_type = typename One::value_type;
      if constexpr (path.item == item::label &&
                    (is_quantity<given_type> ||
                     Arithmetic<given_type>)&&!structure<D>::template find_place<K>(path.part, settable)
                        .exists()) {
        constexpr rule_parameter at = find_rule_parameter<List>(path.part);
        if constexpr (at.exists()) {
          parameter_in<at>(rules) = given.value_of(m);
          if constexpr (requires { std::get<at.rule>(rules.rules).note_given(path.part); })
            std::get<at.rule>(rules.rules).note_given(path.part);
        }
      }
    });
  };
  std::apply([&](const auto&... one) { (take(one), ...); }, given_settings.list);
}

/// Connections, weights, delays and synapse variables of projection K, made by the team of threads (make_synapses.hpp).
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void draw_projection(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  auto& p = item_at<K>(state.items);
  using store = typename std::remove_cvref_t<decltype(p)>::weights_type;
  using element = typename store::element;
  const std::string label(item::label), name_of_weights = label + ".w";

  constexpr setting_place rules_by = Settings::template find<is_rules>(item::label);
  p.rules = with_transmitter(given_settings.template value_or<rules_by>(s::template value<K>().list));
  set_parameters_of_rules<D, K>(p.rules, given_settings);
  check_weight_values(p.rules, s::template weight_dimension<K>(), label);
  prepare_rules(p, state.dt, label);
  p.numbers = make_stream(state.seed, label, stream_purpose::rules);

  // Stores that save bytes on weights spend none on the order of creation.
  constexpr bool keeps_order = sizeof(element) >= sizeof(Real);
  store kind;
  assembled_rows<element> rows;
  {
    // The recipe ends here: its plan may be as large as the rows.
    const auto recipe = recipe_of<D, K, Real>(state, given_settings);
    kind = store_for<store, Real>(recipe, state.threads());
    rows = make_synapses<element, store::per_synapse>(recipe, state.threads(), keeps_order,
                                                      weight_encoder<store, Real>{kind, name_of_weights});
  }
  p.slices.resize(rows.connections.slices.size());
  for (std::size_t k = 0; k < p.slices.size(); ++k) {
    auto& slice_value = p.slices[k];
    slice_value.weights = kind;
    if (rows.connections.slices[k].elsewhere) continue;
    if constexpr (store::per_synapse) slice_value.weights.values = std::move(rows.weights[k]);
    slice_value.assign_defaults(rows.connections.slices[k]);
  }
  if constexpr (is_link<typename item::rules>) require_one_source_each(rows.connections, label);
  if constexpr (item::mixed_dendrites) build_dendrites<D, K>(rows.connections, state, given_settings);
  if constexpr (is_grouped<D, s::template source_of<K>>)
    if (item::path.source_slice.whole)
      for (const std::uint32_t first : state.groups[s::template source_of<K>].bounds())
        rows.connections.sections.push_back(first);
  connect_by<item::in_turn>(p, std::make_shared<synapse_rows>(std::move(rows.connections)), label, state.dt);
  weights_changed<Real>(p);
  if constexpr (has_own_delays<typename item::rules>) p.delays.set(s::template value<K>().own_delays, state.dt, label);
  if constexpr (store::per_synapse && weights_may_change<s, K>())
    p.at_start = summarise_weights(p, state.ranks > 1 && state.cutter_of(K) != nullptr);
  set_synapse_variables<D, K>(state, given_settings);
  if constexpr (s::template has_dendrites<K>()) {
    std::uint32_t longest = p.connections->longest_dendrite();
    if constexpr (!item::mixed_dendrites)
      longest = delay_steps(s::template value<K>().dendrite.value.si(), state.dt,
                            s::template value<K>().rounds_dendrite, label + ".dendritic_delay");
    p.dendrites.begin(longest, *p.connections, p.slices,
                      s::template value<K>().coincident == coincident_pairs::post_before_pre);
  }
}

/// The same, or shared with the other network that this one is like.
template <auto const& D, std::size_t K, class Real, class Settings, class Like>
[[gnu::noinline, gnu::cold]] void build_projection(network_state<D, Real>& state, const Settings& given_settings,
                                                   [[maybe_unused]] const Like& like) {
  using s = structure<D>;
  if constexpr (shares_synapses<D, K, Settings, Like>())
    if (like.other) {
      auto& p = item_at<K>(state.items);
      p = item_at<K>(like.other->items);
      p.numbers = make_stream(state.seed, std::string(s::template item<K>::label), stream_purpose::rules);
      return;
    }
  draw_projection<D, K, Real>(state, given_settings);
}

} // namespace cortexpr::detail
