// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equations/program.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

/// Whether `what(name)` holds for a name that an expression reads. Operands stand before their operation, so that one
/// way back over all of them finds those of the expression.
template <std::size_t Nodes, std::size_t Names, std::size_t Statements, class What>
[[nodiscard]] constexpr bool reads_any(const program<Nodes, Names, Statements>& program, std::int16_t root, What what) {
  if (root == none) return false;
  std::array<bool, Nodes> inside{};
  inside[static_cast<std::size_t>(root)] = true;
  for (std::size_t n = static_cast<std::size_t>(root) + 1; n-- > 0;) {
    if (!inside[n]) continue;
    const node& x = program.nodes[n];
    if (x.what == op::name && what(static_cast<std::size_t>(x.a))) return true;
    for (const auto operand : x.operands())
      if (operand != none) inside[static_cast<std::size_t>(operand)] = true;
  }
  return false;
}

/// Keeps the nodes that an expression of the program uses: constants that were folded and terms that were split are
/// left over. Their order stays.
template <std::size_t Nodes, std::size_t Names, std::size_t Statements>
constexpr void keep_used_nodes(program<Nodes, Names, Statements>& p) {
  std::array<std::int16_t, Nodes> numbers{}; // 1 for what is used; then the new number
  std::int16_t* const number = numbers.data();
  node* const nodes = p.nodes.data();
  const auto use = [number](std::int16_t n) {
    if (n != none) number[n] = 1;
  };
  const auto each_root = [&p](const auto& what) {
    for (std::int16_t& root : p.roots) what(root);
    for (std::size_t k = 0; k < p.name_count; ++k) {
      what(p.names[k].root);
      for (std::int16_t& amplitude : p.names[k].noise) what(amplitude);
    }
    for (std::size_t k = 0; k < p.statement_count; ++k) {
      what(p.statements[k].root);
      what(p.statements[k].addend);
    }
  };
  each_root(use);
  for (std::size_t n = p.node_count; n-- > 0;)
    if (number[n] != 0)
      for (const std::int16_t operand : nodes[n].operands()) use(operand);
  std::size_t kept = 0;
  const auto renumber = [number](std::int16_t& n) {
    if (n != none) n = number[n];
  };
  for (std::size_t n = 0; n < p.node_count; ++n) {
    if (number[n] == 0) continue;
    number[n] = static_cast<std::int16_t>(kept);
    node& x = nodes[kept++];
    if (kept - 1 != n) x = nodes[n];
    if (is_leaf(x.what)) continue;
    renumber(x.a);
    if (x.what != op::function && x.what != op::user_function) renumber(x.b);
    renumber(x.c);
  }
  p.node_count = kept;
  each_root(renumber);
}

/// The same program in arrays of its size.
template <std::size_t Nodes, std::size_t Names, std::size_t Statements>
[[nodiscard]] constexpr program<Nodes, Names, Statements> cropped(const program<>& p) {
  program<Nodes, Names, Statements> q;
  for (std::size_t k = 0; k < p.node_count; ++k) q.nodes[k] = p.nodes[k];
  for (std::size_t k = 0; k < p.name_count; ++k) q.names[k] = p.names[k];
  for (std::size_t k = 0; k < p.statement_count; ++k) q.statements[k] = p.statements[k];
  q.roots = p.roots;
  q.noises = p.noises;
  q.node_count = p.node_count;
  q.name_count = p.name_count;
  q.statement_count = p.statement_count;
  q.noise_count = p.noise_count;
  q.error = p.error;
  return q;
}

} // namespace cortexpr::detail::equation
