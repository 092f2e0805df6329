// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/random/engine.hpp>
#include <string_view>

namespace cortexpr {

/// Connection rule of a projection onto or from synapses ("dopamine -> S.d", or a coupling "S -> glia.Y"): all synapses
/// of S onto a target neuron. `rule` says which neurons of S's targets a source reaches, or which they reach; they are
/// counted as in S's route. Without this, rules count the synapses of S themselves, in the order of their creation.
///
/// Example (examples/reference/dopamine_stdp.cpp):
///
///     projection<"P: cell -> S.d">(synapses_onto{one_to_one{}}, weight(0.5)),
template <class Rule>
struct synapses_onto {
  static constexpr bool numbered = Rule::numbered;
  Rule rule;

  void validate(const projection_extent& extent, std::string_view item) const { rule.validate(extent, item); }
  [[nodiscard]] auto plan(const projection_extent& extent, stream numbers, std::string_view item) const {
    return rule.plan(extent, numbers, item);
  }
  [[nodiscard]] constexpr bool operator==(const synapses_onto&) const = default;
};
template <class Rule>
synapses_onto(Rule) -> synapses_onto<Rule>;

/// The same by source neurons: all synapses of S that leave a neuron.
///
///     projection<"A: axons -> S.n">(synapses_from{one_to_one{}}, weight(0.5))
template <class Rule>
struct synapses_from {
  static constexpr bool numbered = Rule::numbered;
  Rule rule;

  void validate(const projection_extent& extent, std::string_view item) const { rule.validate(extent, item); }
  [[nodiscard]] auto plan(const projection_extent& extent, stream numbers, std::string_view item) const {
    return rule.plan(extent, numbers, item);
  }
  [[nodiscard]] constexpr bool operator==(const synapses_from&) const = default;
};
template <class Rule>
synapses_from(Rule) -> synapses_from<Rule>;

namespace detail {

template <class>
inline constexpr bool is_synapses_onto = false;
template <class Rule>
inline constexpr bool is_synapses_onto<synapses_onto<Rule>> = true;
template <class>
inline constexpr bool is_synapses_from = false;
template <class Rule>
inline constexpr bool is_synapses_from<synapses_from<Rule>> = true;
/// Counts neurons of a projection, not its synapses.
template <class Rule>
inline constexpr bool counts_neurons = is_synapses_onto<Rule> || is_synapses_from<Rule>;

} // namespace detail

} // namespace cortexpr
