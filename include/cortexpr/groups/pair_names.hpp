// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/groups/neuron_groups.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cortexpr::detail {

/// The groups on both sides of a projection, and what each pair is called: as the projection between two populations of
/// these names would be, "L4E -> L23E.exc", so that both draw the same random numbers. A projection with a label puts
/// it in front, "S: L4E -> L23E.exc": several projections along one route draw different ones.
struct pair_names {
  neuron_groups from, to;
  std::string before, after; ///< around "source -> target"
  std::uint64_t seed = 0;    ///< of connections

  [[nodiscard]] std::string name(std::size_t g, std::size_t h) const {
    return before + from.name(g) + " -> " + to.name(h) + after;
  }
};

} // namespace cortexpr::detail
