// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/flow/event_flow.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// Tries the rules of a list on a synapse: what they make of it, with variable V left out of the result.
template <class List, dimension Unit, std::size_t V>
class synapse_on_trial {
  struct no_siblings {};
  using event = synapse_event<List, double, no_siblings, Unit>;
  using arriving = arrival<List, double, no_siblings, Unit>;
  static constexpr std::size_t variables = variable_count<synapse_variables<List>>;
  static constexpr auto all = std::make_index_sequence<std::tuple_size_v<decltype(List::rules)>>{};

public:
  /// Rules that see neurons or siblings, or feed currents, are not tried.
  static constexpr bool possible = !list_sees_neurons<List> && !list_needs<List, siblings> && !feeds_currents<List>;

  explicit synapse_on_trial(const List& list) : list_(list) {}

  [[nodiscard]] std::vector<double> with(double value, double others) const {
    std::vector<double> result;
    const rule_runner<List> rules{list_, none_};
    const auto keep = [&](const auto& s) {
      result.push_back(s.w.si());
      for_each_index<variables>([&](auto k) {
        if (k != V) result.push_back(si_of(variable<k>(static_cast<const synapse_variables<List>&>(s))));
      });
    };
    const auto fill = [&](auto& s) {
      double x = others;
      for_each_index<variables>([&](auto k) {
        x = std::fmod(x * 1.7 + 0.1, 0.9);
        put(variable<k>(static_cast<synapse_variables<List>&>(s)), k == V ? value : x);
      });
      s.w = measured<Unit, double>::of_stored(0.4 * others);
    };
    const auto prepare = [&](auto& s) {
      fill(s);
      for_each_index<variable_count<source_variables<List>>>(
          [&](auto k) { put(variable<k>(static_cast<source_variables<List>&>(s)), others); });
      for_each_index<variable_count<target_variables<List>>>(
          [&](auto k) { put(variable<k>(static_cast<target_variables<List>&>(s)), others); });
      s.t = quantity<dim::second>(1);
      s.dt = quantity<dim::second>(1e-4);
      if constexpr (list_needs<List, incoming_sum>) {
        s.incoming_sum = quantity<Unit>(1 + others);
        s.in_degree = 2;
      }
      if constexpr (list_needs<List, global_signal>) s.signal = 0.5;
    };
    arriving pre(0.1);
    prepare(pre);
    rules.pre(pre, all);
    keep(pre);
    result.push_back(pre.receptor.si());
    event post;
    prepare(post);
    rules.post(post, all);
    keep(post);
    event step;
    prepare(step);
    std::array<double, std::tuple_size_v<decltype(List::rules)>> since;
    since.fill(1e-3);
    rules.step(step, since, all);
    keep(step);
    for_rules<List, acts_between_events>([&](auto r) {
      waiting_synapse<List, double, Unit> s;
      fill(s);
      std::get<r>(list_.rules).between_events(s, quantity<dim::second>(1e-2));
      keep(s);
    });
    return result;
  }

private:
  template <class T>
  static void put(T& variable, double x) {
    variable = static_cast<T>(x);
  }
  const List& list_;
  std::array<bool, std::tuple_size_v<decltype(List::rules)>> none_{};
};

/// Whether an equation of a rule reads variable V of the synapses of a list, which is not its own equation.
template <class List, std::size_t V>
constexpr bool equations_read() {
  bool read = false;
  const auto look = [&]<std::size_t R>(std::integral_constant<std::size_t, R>) {
    using rule = std::tuple_element_t<R, decltype(List::rules)>;
    if constexpr (HasEquations<rule>) {
      constexpr std::size_t first = first_variable_of<List, R>, n = state_size<equations_of<rule>>;
      if constexpr (V >= first && V < first + n)
        for (std::size_t k = 0; k < n; ++k)
          read = read || (k != V - first && dependence_of_flow<equations_of<rule>>[k].uses(V - first));
    }
  };
  for_each_index<std::tuple_size_v<decltype(List::rules)>>(look);
  return read;
}

/// Whether anything follows from variable V of the synapses of a list.
template <std::size_t V, dimension Unit, class List>
bool is_read_by_rules(const List& list) {
  using trial = synapse_on_trial<List, Unit, V>;
  if constexpr (V == not_found) {
    return true;
  } else if constexpr (!trial::possible || equations_read<List, V>()) {
    return true;
  } else {
    const trial tried(list);
    for (const double others : {0.21, 0.47, 0.83})
      if (tried.with(0.3, others) != tried.with(0.7, others)) return true;
    return false;
  }
}

/// Projection K onto synapses.
template <class Net, std::size_t K>
modulation_summary collect_modulation(const typename Net::state& state) {
  using s = typename Net::structure;
  constexpr std::size_t to = s::template modulated_by<K>;
  constexpr place at = s::template modulated_place<K>;
  const modulation_state& p = item_at<K>(state.items);
  modulation_summary facts;
  facts.name = std::string(s::names[K]);
  facts.synapses = std::string(s::names[to]);
  facts.variable = std::string(s::template item<K>::path.receptor);
  facts.connections = p.connections->connections;
  facts.delay = p.connections->delay * state.dt;
  for (const double w : p.weight) {
    facts.finite = facts.finite && std::isfinite(w);
    facts.largest = std::max(facts.largest, std::abs(w));
  }
  bool used = s::template is_operated_on<to>();
  s::template for_each<item_kind::record>([&](auto r) {
    used = used || (s::template target_place<r>.item == to && s::template target_place<r>.kind == at.kind &&
                    s::template target_place<r>.index == at.index);
  });
  facts.is_read =
      used || is_read_by_rules<at.index, s::template weight_dimension<to>()>(item_at<to>(state.items).rules);
  return facts;
}

} // namespace cortexpr::detail
