// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

/// Whether an expression reads the weight of a synapse or an input.
template <class Program>
[[nodiscard]] constexpr bool reads_outside(const Program& p, std::int16_t root) {
  const node& n = p.nodes[static_cast<std::size_t>(root)];
  if (n.what == op::name) {
    const entry& e = p.names[static_cast<std::size_t>(n.a)];
    return e.what == role::input || e.name == "w";
  }
  for (const std::int16_t operand : n.operands())
    if (operand != none && reads_outside(p, operand)) return true;
  return false;
}

/// What is wrong with the equation of a variable of synapses, if anything is.
template <class Program>
[[nodiscard]] constexpr mistake mistake_in_synapse(const Program& p, const entry& e) {
  const position where{e.part, e.place};
  if (e.what != role::variable || !e.has_flow) return {};
  if (e.name == "w")
    return mistake_at(where, "'w' is the weight of the projection and has no equation; give the variable another name "
                             "and set w from it in on_pre or on_post");
  if (e.noise_is_common)
    return mistake_at(where, "'", e.name,
                      "' has a noise in common with another variable; in synapses every equation has a noise of its "
                      "own, xi_1, xi_2");
  if (e.noise[0] == none) return {};
  if (e.event_driven)
    return mistake_at(where, "'", e.name,
                      "' is (event-driven) and has noise, which counts in every step; flag it (clock-driven)");
  if (reads_outside(p, e.noise[0]))
    return mistake_at(where, "the noise of '", e.name,
                      "' depends on the weight or on a neuron; in synapses its amplitude knows only variables of the "
                      "synapse and parameters");
  return {};
}

} // namespace cortexpr::detail::equation
