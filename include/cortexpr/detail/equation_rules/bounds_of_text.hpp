// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/equation_models/numbers_where.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

// Numbers between which a text chooses, as `clip(w, 0, 1)` does, are members of its rule, as the bounds of a rule in
// C++ are. g++ emits a branch for each bound that it knows, and does not vectorise such loops over synapses.

/// The constants that are operands of clip, min, max or a choice, by their numbers among all nodes.
template <class Text>
inline constexpr auto bounds_of = numbers_where<program_of<Text>.node_count>([](std::size_t bound) {
  const auto& program = program_of<Text>;
  if (program.nodes[bound].what != op::constant) return false;
  return std::any_of(program.nodes.begin(), program.nodes.begin() + program.node_count, [bound](const node& n) {
    if (n.what != op::choose && n.what != op::minimum && n.what != op::maximum && n.what != op::clip) return false;
    const auto operands = n.operands();
    return std::find(operands.begin(), operands.end(), static_cast<std::int16_t>(bound)) != operands.end();
  });
});

template <class Text, bool Present>
struct rule_bounds {};
template <class Text>
struct rule_bounds<Text, true> {
  std::array<double, bounds_of<Text>.size()> bounds = [] {
    std::array<double, bounds_of<Text>.size()> values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = program_of<Text>.nodes[bounds_of<Text>[k]].value;
    return values;
  }();
};

/// The value of a constant, node N, where a rule acts on a synapse.
template <class Text, std::int16_t N, class Rule>
[[nodiscard, gnu::always_inline]] constexpr double constant_of(const Rule& rule) {
  constexpr auto& all = bounds_of<Text>;
  constexpr auto place =
      static_cast<std::size_t>(std::find(all.begin(), all.end(), static_cast<std::size_t>(N)) - all.begin());
  if constexpr (place < all.size())
    return rule.bounds[place];
  else
    return program_of<Text>.nodes[static_cast<std::size_t>(N)].value;
}

} // namespace cortexpr::detail::equation
