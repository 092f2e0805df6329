// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// The members of a class that a checkpoint holds one by one.
template <class T>
std::string member_list() {
  std::string text;
  if constexpr (std::is_empty_v<T>) {
    return text;
  } else if constexpr (PlainAggregate<T>) {
    for_each_index<members_of<T>::size>([&](auto k) { text.append(" ").append(member_name<T, k>()); });
  } else {
    text = " values";
  }
  return text;
}

/// The variables of a model's state, parameters or inputs with their units.
template <class T>
std::string variable_list() {
  std::string text;
  for_each_index<variable_count<T>>([&](auto k) {
    text.append(" ").append(variable_names<T>[k].view()).append("/").append(base_unit_symbol(dimension_of<T, k>));
  });
  return text;
}
/// The variables of synapses, sources or targets with their types.
template <class T>
std::string typed_list() {
  std::string text;
  const auto add = [&]<class V>(std::string_view name, std::type_identity<V>) {
    if constexpr (std::is_arithmetic_v<V>)
      text.append(" ").append(name).append(std::is_integral_v<V> ? "/i" : "/f").append(std::to_string(sizeof(V)));
    else if constexpr (is_quantity<V>)
      text.append(" ").append(name).append("/").append(unit_symbol(V::dims));
    else
      text.append(" ").append(name).append("/weight");
  };
  for_each_index<variable_count<T>>(
      [&](auto k) { add(variable_names<T>[k].view(), std::type_identity<variable_type<T, k>>{}); });
  return text;
}

template <class Rule>
std::string rule_text() {
  std::string text = " {parameters:";
  text += member_list<Rule>();
  text.append("; synapse:").append(typed_list<synapse_part<Rule>>());
  text.append("; source:").append(typed_list<source_part<Rule>>());
  text.append("; target:").append(typed_list<target_part<Rule>>());
  for (const std::string_view path : names_of_pathways<Rule>()) text.append("; pathway ").append(path);
  if constexpr (is_event_driven<Rule>::value) text.append("; event-driven equations");
  if constexpr (acts_between_events<Rule>::value) text.append("; acts between events");
  if constexpr (HasRecurrence<Rule>)
    text.append("; recurrence");
  else if constexpr (is_clock_driven<Rule>::value)
    text.append("; integrator ").append(integrator_of_rule<Rule>::name);
  return text.append("}");
}

/// The text of one item; empty for recordings, which are no part of a state.
template <auto const& D, std::size_t K, class Real>
std::string item_text() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const std::string name(s::names[K]);
  if constexpr (item::kind == item_kind::population) {
    if constexpr (EventItem<item>) {
      return "events " + name;
    } else if constexpr (item::listed) {
      return "population " + name + ": listed spikes";
    } else {
      using m = typename item::model;
      std::string text = "population " + name + ": state";
      text += variable_list<state_of<m, checked>>();
      text.append("; parameters").append(variable_list<parameters_of<m, checked>>());
      text.append("; inputs").append(variable_list<inputs_of<m, checked>>());
      if constexpr (HasRefractoryFunction<m>)
        text.append(refractory_is_time<m> ? "; refractory for a time" : "; refractory by a condition");
      text.append("; integrator ").append(s::template integrator<K>::name);
      if constexpr (item::grouped) text.append("; groups");
      if constexpr (item::paced) {
        constexpr time_step own = option_or<is_time_step>(time_step{}, s::template value<K>().options);
        text.append("; time step ").append(number_text(own.dt.si(), 17)).append(" s");
      }
      return s::is_precise(K) ? text.append("; precise spikes") : text;
    }
  } else if constexpr (item::kind == item_kind::projection) {
    std::string text = "projection ";
    text.append(item::text.view()).append(": weights/").append(base_unit_symbol(s::template weight_dimension<K>()));
    text.append(" ").append(item::template weights<Real>::name).append(item::in_turn ? "; rules in turn" : "; rules");
    [&]<class... Rules>(std::type_identity<plasticity<Rules...>>) {
      (text.append(rule_text<Rules>()), ...);
    }(std::type_identity<typename item::rules>{});
    const named_delays& own = s::template value<K>().own_delays;
    for (std::size_t k = 0; k < own.count; ++k)
      text.append("; delay of ")
          .append(own.pathway[k])
          .append(" ")
          .append(number_text(own.seconds[k], 17))
          .append(" s");
    if constexpr (item::mixed_dendrites)
      text.append("; dendritic delays");
    else if constexpr (s::template has_dendrites<K>())
      text.append("; dendritic delay ")
          .append(number_text(s::template value<K>().dendrite.value.si(), 17))
          .append(" s");
    return text;
  } else if constexpr (item::kind == item_kind::modulation) {
    return "projection onto synapses " + std::string(item::text.view());
  } else if constexpr (item::kind == item_kind::synapse_coupling) {
    std::string text = "coupling with synapses " + std::string(item::text.view());
    text.append(": weights/").append(base_unit_symbol(synapse_coupling_weight<D, K>()));
    return text.append(rule_text<std::remove_cvref_t<decltype(described_term<D, K>())>>());
  } else if constexpr (item::kind == item_kind::drive) {
    using policy = std::remove_cvref_t<decltype(item::policy)>;
    if constexpr (std::is_same_v<policy, given_later>)
      return "drive " + name + ": values";
    else if constexpr (std::is_same_v<policy, live_later>)
      return "drive " + name + ": live";
    else if constexpr (is_function_drive<policy>)
      return "drive " + name + ": function";
    else
      return "drive " + name + ":" + member_list<policy>();
  } else if constexpr (item::kind == item_kind::poisson_input) {
    return "poisson_input " + name;
  } else if constexpr (item::kind == item_kind::operation) {
    return "operation " + name + " on " + std::string(item::written.view());
  } else {
    return {};
  }
}

/// What the state of a network consists of, one item per line: kinds, names, variables, units, types. Two networks with
/// equal texts can load each other's states.
template <auto const& D, class Real>
[[nodiscard]] std::string structure_text() {
  std::string text = sizeof(Real) == 8 ? "network in double\n" : "network in float\n";
  const auto add = [&](const std::string& item) {
    if (!item.empty()) text.append(item).append("\n");
  };
  for_each_index<structure<D>::size>([&](auto k) { add(item_text<D, k, Real>()); });
  return text;
}

} // namespace cortexpr::detail
