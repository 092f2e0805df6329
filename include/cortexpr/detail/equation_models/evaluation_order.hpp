// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equations/program.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

enum class purpose : std::uint8_t {
  derivatives, ///< of all variables, without noise
  noise,       ///< the amplitude of noise `index` in all variables
  shorthand,   ///< what name `index` stands for
  part,        ///< the condition, time or value that part `index` of the source is
  assignment   ///< the value of statement `index`
};
/// Which expressions are computed together.
struct computed {
  purpose what = purpose::derivatives;
  std::size_t index = 0;
};

/// Calls f with the root of each expression of a set.
template <class Program, class F>
constexpr void for_each_root(const Program& program, computed set, F f) {
  switch (set.what) {
  case purpose::derivatives:
    for (std::size_t k = 0; k < program.name_count; ++k)
      if (program.names[k].what == role::variable) f(program.names[k].root);
    break;
  case purpose::noise:
    for (std::size_t k = 0; k < program.name_count; ++k) f(program.names[k].noise[set.index]);
    break;
  case purpose::shorthand:
    f(program.names[set.index].root);
    break;
  case purpose::part:
    f(program.roots[set.index]);
    break;
  case purpose::assignment:
    f(program.statements[set.index].root);
    break;
  }
}

inline constexpr std::size_t max_kept = 96;

/// What is computed first, in this order, because it is used more than once or has a name.
template <std::size_t Nodes>
struct evaluation_order {
  std::array<std::int16_t, Nodes> slot{}; ///< the place of a node among `kept`, or `none`
  std::array<std::int16_t, max_kept> kept{};
  std::size_t count = 0;
};

template <std::size_t Nodes, std::size_t Names, std::size_t Statements>
constexpr evaluation_order<Nodes> order_of_evaluation(const program<Nodes, Names, Statements>& program, computed set) {
  evaluation_order<Nodes> order;
  for (auto& s : order.slot) s = none;
  std::array<std::int16_t, Nodes> uses{};
  const auto use = [&](std::int16_t n) {
    if (n != none) ++uses[static_cast<std::size_t>(n)];
  };
  for_each_root(program, set, use);
  for (std::size_t n = program.node_count; n-- > 0;)
    if (uses[n] != 0)
      for (const auto operand : program.nodes[n].operands()) use(operand);
  // A shorthand is a local variable, as in a model that is written in C++: the compiler then contracts alike.
  for (std::size_t k = 0; k < program.name_count; ++k) {
    const entry& e = program.names[k];
    if (e.what == role::shorthand && e.root != none && uses[static_cast<std::size_t>(e.root)] != 0) use(e.root);
  }
  for (std::size_t n = 0; n < program.node_count; ++n) {
    const op what = program.nodes[n].what;
    if (uses[n] < 2 || is_leaf(what) || is_condition(what) || order.count == max_kept) continue;
    order.slot[n] = static_cast<std::int16_t>(order.count);
    order.kept[order.count++] = static_cast<std::int16_t>(n);
  }
  return order;
}

} // namespace cortexpr::detail::equation
