// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstdint>

namespace cortexpr {

/// What a connection rule knows of its projection: the numbers of sources and of targets, and where both slices lie in
/// their populations. Sources and targets are counted inside the slices of the route.
///
/// A connection rule is a value with two functions and a constant (docs/connectivity.md shows one):
///
/// * `validate(extent, item)` throws if the rule cannot be fulfilled; `item` is the projection's name, for the message.
/// * `plan(extent, stream, item)` returns a plan. Its `for_row(i, f)` calls f(target, number) for all targets of source
///   i. Sources may be asked for in any order and more than once; each gets the same targets every time.
/// * `numbered` is true if the plan gives the number of each synapse in the order of creation. Otherwise synapses are
///   counted row by row.
struct projection_extent {
  std::uint32_t sources = 0, targets = 0;
  bool same_population = false; ///< source and target are one population: a neuron could reach itself
  std::uint32_t source_begin = 0, target_begin = 0;

  /// Whether i -> j is an autapse.
  [[nodiscard]] constexpr bool is_self(std::uint32_t i, std::uint32_t j) const {
    return same_population && std::uint64_t{source_begin} + i == std::uint64_t{target_begin} + j;
  }
  /// Whether the source i is among the targets, and as which.
  [[nodiscard]] constexpr bool has_self(std::uint32_t i) const {
    const std::uint64_t neuron = std::uint64_t{source_begin} + i;
    return same_population && neuron >= target_begin && neuron < std::uint64_t{target_begin} + targets;
  }
  [[nodiscard]] constexpr std::uint32_t self_of(std::uint32_t i) const { return source_begin + i - target_begin; }
  /// Whether any source is among the targets.
  [[nodiscard]] constexpr bool overlaps() const {
    return same_population && source_begin < std::uint64_t{target_begin} + targets &&
           target_begin < std::uint64_t{source_begin} + sources;
  }
};

} // namespace cortexpr
