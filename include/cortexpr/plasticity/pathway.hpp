// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cortexpr {

/// A second way from the spike of a source to its synapses, beside the one that runs on_pre, with a delay of its own.
/// A rule lists its pathways, each with a name and with what a spike does when it arrives there, `f(rule, s)`: `s` is
/// the synapse as on_pre sees it.
///
/// In a step on_pre runs first, for all spikes that arrive; then the pathways, in the order in which they are listed,
/// each for all of its own. Without `delay_of` a pathway has no delay. A trace of sources (at_source) rises by the
/// spikes that run on_pre. Brian2: `on_pre={'up': ..., 'down': ...}`, `S.down.delay`.
///
/// Example (examples/reference/pathway.cpp):
///
///     static constexpr std::tuple pathways{pathway<"down">([](const auto& rule, auto& s) { s.w -= rule.a; })};
template <fixed_string Name, class Action>
struct rule_pathway {
  static constexpr auto name = Name;
  Action action;
};
template <fixed_string Name, class Action>
[[nodiscard]] constexpr auto pathway(Action action) {
  return rule_pathway<Name, Action>{action};
}

namespace detail {

template <class Rule>
concept ListsPathways = requires {
  std::tuple_size<std::remove_cvref_t<decltype(Rule::pathways)>>::value;
};
template <class Rule>
struct lists_pathways : std::bool_constant<ListsPathways<Rule>> {};
template <class List>
inline constexpr bool has_pathways = any_rule<List, lists_pathways>;

template <class Rule>
constexpr auto names_of_pathways() {
  if constexpr (ListsPathways<Rule>)
    return std::apply(
        [](const auto&... path) { return std::array<std::string_view, sizeof...(path)>{path.name.view()...}; },
        Rule::pathways);
  else
    return std::array<std::string_view, 0>{};
}

/// The names of the pathways of a list, each once, in the order of the rules.
struct pathway_names {
  std::array<std::string_view, 8> all{};
  std::size_t count = 0;

  [[nodiscard]] constexpr std::size_t find(std::string_view name) const {
    std::size_t k = 0;
    while (k < count && all[k] != name) ++k;
    return k;
  }
  constexpr void add(std::string_view name) {
    if (find(name) == count && count < all.size()) all[count++] = name;
  }
};
template <class List>
inline constexpr pathway_names pathways_of{};
template <class... Rules>
inline constexpr pathway_names pathways_of<plasticity<Rules...>> = [] {
  pathway_names names;
  [[maybe_unused]] const auto add = [&](const auto& some) {
    for (const std::string_view name : some) names.add(name);
  };
  (add(names_of_pathways<Rules>()), ...);
  return names;
}();

/// Runs what a rule does on the pathway of that name, if it has it.
template <std::size_t Path, class List, class Rule, class S>
[[gnu::always_inline]] constexpr void run_pathway([[maybe_unused]] const Rule& rule, [[maybe_unused]] S& s) {
  if constexpr (ListsPathways<Rule>)
    std::apply(
        [&]<class... Paths>(const Paths&... path) {
          const auto one = [&]<class P>(const P& p) {
            if constexpr (P::name.view() == pathways_of<List>.all[Path]) p.action(rule, s);
          };
          (one(path), ...);
        },
        Rule::pathways);
}

} // namespace detail

} // namespace cortexpr
