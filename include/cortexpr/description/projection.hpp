// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/coupling.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/description/options/own_delays.hpp>
#include <cortexpr/description/options/stored_as.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/plasticity/check_rule.hpp>

namespace cortexpr {

/// Synapses from one population to a receptor of another. Made by `projection<"a -> b.exc">(rule, options...)`.
template <fixed_string Route, class Rule, class Weight, class Delay, class List, bool InTurn,
          class Storage = detail::network_precision, class Dendrite = constant<dim::second>>
struct projection_item {
  static constexpr item_kind kind = item_kind::projection;
  static constexpr auto text = Route;
  static constexpr detail::route path = detail::read_route(text.view());
  static constexpr std::string_view label = path.label;
  using rule_type = Rule;
  using weight_type = Weight;
  using rules = List;
  static constexpr bool in_turn = InTurn;
  /// Whether each synapse has a dendritic delay of its own.
  static constexpr bool mixed_dendrites = !detail::is_constant_value<Dendrite>;
  /// Without a weight per synapse nothing is stored for it.
  template <class Real>
  using weights = std::conditional_t<detail::is_constant_value<Weight> &&
                                         (std::is_same_v<List, plasticity<transmit>> || detail::couples<List>),
                                     detail::constant_weight<Real>, typename Storage::template store<Real>>;

  Rule rule;
  Weight weight;
  Delay delay;
  bool rounds_delay;
  List list;
  at place;
  coincident_pairs coincident = coincident_pairs::pre_before_post;
  Dendrite dendrite{0_s};
  bool rounds_dendrite = false;
  std::string_view post_event{};     ///< of the target's model, at which rules act `on_post`; empty: its spikes
  detail::named_delays own_delays{}; ///< of pathways, and of on_post

  /// Whether there is a dendritic part of the delay.
  [[nodiscard]] constexpr bool has_dendrites() const {
    if constexpr (mixed_dendrites)
      return true;
    else
      return dendrite.value.si() != 0;
  }
};

namespace detail {

template <class... Options>
struct storage_among {
  using type = network_precision;
};
template <class First, class... Rest>
struct storage_among<First, Rest...> : storage_among<Rest...> {};
template <class Storage, class... Rest>
struct storage_among<stored_as<Storage>, Rest...> {
  using type = typename is_storage<stored_as<Storage>>::type;
};

/// The rules of a projection: its list, or its coupling as the only rule.
template <class... Options>
constexpr auto rules_among(const std::tuple<Options...>& options) {
  if constexpr ((is_coupling<Options> || ...))
    return plasticity(option_or<is_coupling_option>(transmit{}, options));
  else
    return option_or<is_rules>(plasticity(transmit{}), options);
}

} // namespace detail

/// A projection along a route "label: source[a:b] -> target[c:d].receptor" (label and slices may be left out; in
/// place of a receptor a state variable may stand). `rule` says who is connected to whom, or is `given`. Options:
/// `weight(value)` (required), `delay(value)` or `axonal_delay(value)` and `dendritic_delay(value)`,
/// `delay_of<"pathway">(time)`, `coincident_pairs`, `plasticity{rules...}` (default `plasticity{transmit{}}`; a list in
/// which nothing transmits gets `transmit{}` in front), `sequential{}` or `rules_in_turn{}`, `post_event<"burst">{}`,
/// `at{slot, order}`, `stored_as<fixed16>{}` (how weights are kept). Values are quantities, distributions, or `given`.
/// A projection onto an input of the target's model ("a -> b.net") is continuous: in every step, before the
/// integration, the input gets the sum of weight times the source's output or, with the option `couple(f)` or
/// `gap_junction{}`, of a term of both neurons.
template <fixed_string Route, class Rule, class... Options>
[[nodiscard]] constexpr auto projection(Rule rule, Options... options) {
  using namespace detail;
  static_assert(ConnectionRule<Rule> || std::is_same_v<Rule, given_later>,
                "cortexpr: the first argument of a projection is a connection rule (all_to_all{}, one_to_one{}, "
                "fixed_probability{0.1}, ...), or `given`");
  static_assert(
      ((is_weight<Options>::value || is_delay<Options>::value || is_rules<Options>::value || is_place<Options>::value ||
        is_turn<Options>::value || is_storage<Options>::value || is_coupling<Options> ||
        is_coincidence<Options>::value || is_dendritic_delay<Options>::value || is_delay_of<Options> ||
        !name_of_post_event<Options>.empty()) &&
       ...),
      "cortexpr: a projection takes as options weight(...), delay(...), plasticity{...}, couple(...), "
      "sequential{}, rules_in_turn{}, at{slot, order}, stored_as<...>{}, coincident_pairs::..., axonal_delay(...), "
      "dendritic_delay(...), delay_of<\"pathway\">(...), post_event<\"name\">{}");
  static_assert((rules_are_known<Options> && ...));
  using list = std::tuple<Options...>;
  static_assert(count_options<is_weight>(static_cast<list*>(nullptr)) == 1,
                "cortexpr: a projection needs exactly one weight(...): a quantity, a distribution, or weight(given)");
  static_assert(
      count_options<is_dendritic_delay>(static_cast<list*>(nullptr)) == 0 ||
          count_options<is_plain_delay>(static_cast<list*>(nullptr)) == 0,
      "cortexpr: beside dendritic_delay(...) write axonal_delay(...) for the other part; delay(...) would not "
      "say whether it is the whole");
  const list chosen{options...};
  const auto w = option_or<is_weight>(weight(given), chosen);
  const auto d = option_or<is_delay>(delay(0_s), chosen);
  const auto back = option_or<is_dendritic_delay>(dendritic_delay(0_s), chosen);
  static_assert(ItemValue<values_of<decltype(w.value)>>,
                "cortexpr: weight(...) takes a quantity (2_nS), a number, a distribution (uniform(1_nS, 2_nS), ...), "
                "a function of the pair or given");
  static_assert(
      ItemValue<values_of<decltype(d.value)>>,
      "cortexpr: delay(...) takes a time (1_ms), a distribution of times (uniform(1_ms, 2_ms), ...), a function of the "
      "pair or given");
  static_assert(ItemValue<values_of<decltype(back.value)>>,
                "cortexpr: dendritic_delay(...) takes a time (1_ms), a distribution of times (uniform(1_ms, 2_ms), "
                "...), a function of the pair or given");
  constexpr std::size_t couplings = count_options<is_coupling_option>(static_cast<list*>(nullptr));
  static_assert(couplings < 2, "cortexpr: a projection takes one couple(...): add the terms up in one function, or "
                               "write two projections, whose sums add up in the input");
  static_assert(couplings == 0 || !((is_rules<Options>::value || is_turn<Options>::value || is_place<Options>::value ||
                                     is_coincidence<Options>::value || is_dendritic_delay<Options>::value ||
                                     is_delay_of<Options> || !name_of_post_event<Options>.empty()) ||
                                    ...),
                "cortexpr: couple(...) acts in every step, before the integration, and has no spikes: plasticity, "
                "rules_in_turn{}, at{slot, order}, coincident_pairs and dendritic delays do not apply; change weights "
                "by regularly<\"name\", "
                "\"label\">(every{...}, operation)");
  const auto p = with_transmitter(rules_among(chosen));
  constexpr bool in_turn = (std::is_same_v<Options, rules_in_turn> || ...);
  using storage = typename storage_among<Options...>::type;
  static_assert(
      std::is_same_v<storage, network_precision> ||
          std::is_same_v<std::remove_const_t<decltype(p)>, plasticity<transmit>> || couplings != 0,
      "cortexpr: stored_as<...> is for projections without plastic rules; rules work in the precision of the network");
  static_assert(
      std::is_same_v<storage, network_precision> || !(is_dendritic_delay<Options>::value || ...),
      "cortexpr: stored_as<...> is for projections that only transmit, where a dendritic_delay has no meaning of "
      "its own; write the sum of both parts as one delay(...)");
  static_assert(!(is_coincidence<Options>::value || ...) || learns_on_post<std::remove_const_t<decltype(p)>>,
                "cortexpr: a projection has coincident_pairs::..., but no rule that looks at spikes of the target, so "
                "that no pairs meet: leave it out, or add a rule, plasticity{transmit{}, pair_stdp{}}");
  const auto place = option_or<is_place>(at{slot::synapses, -1}, chosen);
  return projection_item<Route, Rule, values_of<decltype(w.value)>, values_of<decltype(d.value)>,
                         std::remove_const_t<decltype(p)>, in_turn, storage, values_of<decltype(back.value)>>{
      rule,
      as_values(w.value),
      as_values(d.value),
      d.rounds,
      p,
      place,
      option_or<is_coincidence>(coincident_pairs::pre_before_post, chosen),
      as_values(back.value),
      back.rounds,
      post_event_among<Options...>,
      delays_among(chosen)};
}

} // namespace cortexpr
