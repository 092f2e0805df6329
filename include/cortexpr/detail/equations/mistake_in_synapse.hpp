// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>
#include <cortexpr/detail/equations/program.hpp>

namespace cortexpr::detail::equation {

/// What is wrong with the equation of a variable of synapses, if anything is.
[[nodiscard]] constexpr mistake mistake_in_synapse(const entry& e) {
  const position where{e.part, e.place};
  if (e.what != role::variable || !e.has_flow) return {};
  if (e.name == "w")
    return mistake_at(where, "'w' is the weight of the projection and has no equation; give the variable another name "
                             "and set w from it in on_pre or on_post");
  if (e.event_driven && e.noise[0] != none)
    return mistake_at(where, "'", e.name,
                      "' is (event-driven) and has noise, which counts in every step; flag it (clock-driven)");
  return {};
}

} // namespace cortexpr::detail::equation
