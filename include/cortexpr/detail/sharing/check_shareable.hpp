// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cortexpr/plasticity/normalise.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Why ranks cannot share operation K; empty if they can. It works on the neurons or synapses of one rank: one that
/// counts or collects something of all of them would see a part.
template <auto const& D, std::size_t K>
[[nodiscard]] constexpr std::string_view why_not_operable() {
  using item = typename structure<D>::template item<K>;
  using operation = std::remove_cvref_t<decltype(item::operation)>;
  if constexpr (OperatesOnEvent<item>)
    return "is an operation of an event";
  else if constexpr (is_population_wide<operation>)
    return "is an operation of a whole population";
  else if constexpr (!std::is_empty_v<operation> && !std::is_same_v<operation, normalise>)
    return "is an operation with values or captures of its own";
  else
    return "";
}

/// Why item K cannot be shared by ranks; empty if it can. What is not named here is refused.
template <auto const& D, std::size_t K>
[[nodiscard]] constexpr std::string_view why_not_shareable() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  if constexpr (item::kind == item_kind::population) {
    if constexpr (EventItem<item>)
      return "is an event";
    else if constexpr (item::listed)
      return "";
    else if constexpr (s::is_precise(K))
      return "has precise spikes";
    else if constexpr (has_own_step<D, K>())
      return "has a time step of its own";
    else if constexpr (SharesVariables<typename item::model>)
      return "shares variables among its neurons";
    else
      return "";
  } else if constexpr (item::kind == item_kind::projection) {
    if constexpr (s::template is_continuous<K>())
      return "couples neurons continuously";
    else if constexpr (s::template has_dendrites<K>())
      return "has dendritic delays";
    else if constexpr (sees_sources<typename item::rules>)
      return "has rules that read or write variables of source neurons";
    else
      return "";
  } else if constexpr (item::kind == item_kind::drive || item::kind == item_kind::poisson_input) {
    return "";
  } else if constexpr (item::kind == item_kind::record) {
    if constexpr (MonitorItem<item>) {
      return "is a monitor";
    } else {
      constexpr place from = s::template target_place<K>;
      if constexpr (from.item == not_found)
        return "is of several items";
      else if constexpr (s::kinds[from.item] != item_kind::population)
        return "is of synapses";
      else if constexpr (from.kind == place_kind::shared_variable)
        return "is of a shared variable";
      else
        return "";
    }
  } else if constexpr (item::kind == item_kind::operation) {
    return why_not_operable<D, K>();
  } else {
    return "is a modulation or a coupling with synapses";
  }
}

/// The shortest delay of projection K in steps: of its synapses or of what acts along its pathways.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] std::int64_t shortest_delay_of(const network_state<D, Real>& state) {
  using list = typename structure<D>::template item<K>::rules;
  const auto& p = item_at<K>(state.items);
  std::int64_t shortest = p.connections->min_delay;
  if constexpr (has_pathways<list>)
    for (std::size_t path = 0; path < pathways_of<list>.count; ++path)
      shortest = std::min<std::int64_t>(shortest, p.delays.of_pathway[path]);
  return shortest;
}

/// Refuses networks that several ranks would not simulate as one does.
template <auto const& D, class Real>
[[gnu::cold]] void check_shareable(const network_state<D, Real>& state) {
  using s = structure<D>;
  for_each_index<s::size>([&](auto k) {
    constexpr std::string_view why = why_not_shareable<D, k>();
    if constexpr (!why.empty())
      raise({"'", s::names[k], "' ", why,
             ": ranks cannot share that yet; docs/ranks.md lists what they can. Run the "
             "network on one rank, with threads{n}"});
    if constexpr (s::kinds[k] == item_kind::projection && why.empty()) {
      const synapse_rows& connections = *item_at<k>(state.items).connections;
      if (connections.synapses != 0 && shortest_delay_of<D, k>(state) == 0)
        raise({"projection '", s::names[k],
               "' has synapses, or a pathway of a rule, without a delay: ranks would have to talk within each "
               "step, which they cannot yet; give a delay of a time step or more, or run the network on one rank"});
    }
  });
}

} // namespace cortexpr::detail
