// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/all_to_all.hpp>
#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/connectivity/fixed_probability.hpp>
#include <cortexpr/connectivity/fixed_total_number.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/groups/group_pairs.hpp>
#include <cortexpr/groups/pair_names.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// What knows the groups of both sides of a projection.
template <class Neurons>
concept KnowsGroups = requires(const Neurons& neurons) {
  neurons.pairs_of_groups();
};

/// The plan of a rule for one pair of groups; none of a rule that is refused.
template <class Rule>
[[nodiscard]] auto plan_of_pair(const Rule& rule, const projection_extent& extent, stream numbers,
                                std::string_view item) {
  constexpr bool sees_neurons = SeesNeurons<Rule>;
  static_assert(!sees_neurons, "cortexpr: a rule that looks at neurons or their positions connects whole populations, "
                               "not pairs of groups; give the projection one rule: set<\"label\">(within(...))");
  if constexpr (sees_neurons)
    return all_to_all{}.plan(extent, numbers, item);
  else
    return rule.plan(extent, numbers, item);
}

/// A connection rule for each pair of groups. Made by `between_groups(...)`, `fixed_total_numbers(...)` and
/// `fixed_probabilities(...)`.
template <class Rule>
struct rules_between_groups {
  static constexpr bool numbered = false, between_groups = true;
  static_assert(!Rule::numbered, "cortexpr: lists of pairs connect neurons, not groups; give the projection one list: "
                                 "set<\"label\">(pairs{...})");
  pair_table<Rule> rules;

  /// Each pair is checked when its groups are known.
  void validate(const projection_extent&, std::string_view) const {}

  /// Rows of a source: its targets group by group.
  struct plan_type {
    std::shared_ptr<const pair_names> names;
    std::vector<Rule> rules; ///< plans refer to them
    std::vector<decltype(plan_of_pair(std::declval<const Rule&>(), {}, {}, {}))> plans;

    plan_type() = default;
    plan_type(const plan_type&) = delete;
    plan_type(plan_type&&) noexcept = default;
    plan_type& operator=(const plan_type&) = delete;
    plan_type& operator=(plan_type&&) noexcept = default;
    ~plan_type() = default;

    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      const std::size_t g = names->from.of_neuron(i), n = names->to.count();
      for (std::size_t h = 0; h < n; ++h)
        plans[g * n + h].for_row(i - names->from.first(g),
                                 [&, first = names->to.first(h)](std::uint32_t j, std::uint64_t) { f(first + j, 0); });
    }
  };
  template <class Neurons>
  [[nodiscard]] plan_type plan(const projection_extent& whole, stream, std::string_view item,
                               const Neurons& neurons) const {
    constexpr bool known = KnowsGroups<Neurons>;
    static_assert(known, "cortexpr: fixed_total_numbers(...), fixed_probabilities(...) and between_groups(...) connect "
                         "groups of neurons, for projections between populations");
    plan_type p;
    if constexpr (known) {
      p.names = neurons.pairs_of_groups();
      const neuron_groups &from = p.names->from, &to = p.names->to;
      p.rules = rules.for_groups(from.count(), to.count(), item);
      p.plans.reserve(p.rules.size());
      for (std::size_t g = 0, k = 0; g < from.count(); ++g)
        for (std::size_t h = 0; h < to.count(); ++h, ++k) {
          const std::string name = p.names->name(g, h);
          const projection_extent extent{from.size(g), to.size(h), whole.same_population && g == h, 0, 0};
          p.rules[k].validate(extent, name);
          p.plans.push_back(plan_of_pair(p.rules[k], extent, make_stream(p.names->seed, name), name));
        }
    }
    return p;
  }
};

} // namespace detail

/// A connection rule of its own for each pair of groups: a table whose rows are the groups of sources, or a function of
/// the numbers of both groups. All entries are of one kind of rule: `between_groups([&](std::size_t from, std::size_t
/// to) { return fixed_indegree{k[from][to]}; })`.
template <class Table>
[[nodiscard]] auto between_groups(const Table& table) {
  auto read = detail::read_pair_table("between_groups", table, [](const auto& x) { return x; });
  using Rule = std::remove_cvref_t<decltype(read.values[0])>;
  return detail::rules_between_groups<Rule>{std::move(read)};
}

/// A number of synapses for each pair of groups, as `fixed_total_number`: autapses and multapses are allowed. A table
/// whose rows are the groups of sources, or a function of the numbers of both groups.
///
/// Example (examples/reference/groups.cpp):
///
///     set<"cortex -> cortex.syn">(fixed_total_numbers(std::vector<std::vector<int>>{{4000, 1000}, {1000, 200}}))
template <class Table>
[[nodiscard]] auto fixed_total_numbers(const Table& table) {
  return detail::rules_between_groups<fixed_total_number>{detail::read_pair_table(
      "fixed_total_numbers", table, [](const auto& n) { return fixed_total_number{detail::whole_number(n)}; })};
}

/// A probability for each pair of groups, as `fixed_probability`. A table whose rows are the groups of sources, or a
/// function of the numbers of both groups.
///
/// Example (examples/reference/groups.cpp):
///
///     set<"cortex -> cortex.syn">(fixed_probabilities([&](std::size_t from, std::size_t to) { return p[to][from]; }))
template <class Table>
[[nodiscard]] auto fixed_probabilities(const Table& table) {
  return detail::rules_between_groups<fixed_probability>{detail::read_pair_table(
      "fixed_probabilities", table, [](const auto& p) { return fixed_probability{static_cast<double>(p)}; })};
}

} // namespace cortexpr
