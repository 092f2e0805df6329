// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

/// The sizes that a connection rule works on: numbers count inside the slices of the route.
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

namespace detail {

// A rule is a value with `validate(projection_extent, item)`, which throws, and `plan(projection_extent, stream,
// item)`; a plan calls f(target, number) for all targets of one source, in any order of sources, the same ones every
// time. `numbered` rules say the number of each synapse in the order of creation; the others count row by row.
inline void require_probability(double p, std::string_view item) {
  if (!(p >= 0 && p <= 1))
    raise({"projection '", item, "': a connection probability of ", p, " is not between 0 and 1"});
}
inline void require_count(std::int64_t k, const char* what, std::string_view item) {
  if (k < 0) raise({"projection '", item, "': ", what, " of ", k, " is negative"});
}

/// Draws `k` of `n` different numbers (Floyd 1987), ascending.
inline sequence<std::uint32_t> sample_distinct(generator& g, std::uint32_t n, std::uint32_t k) {
  sequence<bool> taken(n);
  sequence<std::uint32_t> result;
  result.reserve(k);
  for (std::uint32_t top = n - k; top < n; ++top) {
    std::uint32_t x = g.below(top + 1);
    if (taken[x]) x = top;
    taken[x] = true;
  }
  for (std::uint32_t x = 0; x < n; ++x)
    if (taken[x]) result.push_back(x);
  return result;
}

} // namespace detail

} // namespace cortexpr
