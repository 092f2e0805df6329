// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/rows/in_fours.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cortexpr::detail {

/// Adds the weights of n synapses to the input of their targets.
template <class Real>
[[gnu::always_inline]] inline void add_bundled(const bundled_synapse* synapse, std::size_t n, Real resolution,
                                               Real* arriving) {
  using words [[gnu::vector_size(4 * sizeof(std::int32_t))]] = std::int32_t;
  using weights [[gnu::vector_size(4 * sizeof(Real))]] = Real;
  const auto add = [&](std::size_t target, Real weight) __attribute__((always_inline)) {
    arriving[target] += weight * resolution;
  };
  const auto one = [&](std::size_t k) __attribute__((always_inline)) {
    add(synapse[k].target, static_cast<Real>(synapse[k].weight));
  };
  const auto four = [&](std::size_t k) __attribute__((always_inline)) {
    if constexpr (std::endian::native == std::endian::little) {
      words word;
      std::memcpy(&word, synapse + k, sizeof(word));
      const weights weight = __builtin_convertvector(word >> 16, weights);
      const four_targets low(synapse + k), high(synapse + k + 2); // targets and weights of two synapses each
      add(low[0], weight[0]), add(low[2], weight[1]), add(high[0], weight[2]), add(high[2], weight[3]);
    } else {
      one(k), one(k + 1), one(k + 2), one(k + 3);
    }
  };
  in_fours(0, n, four, one);
}

} // namespace cortexpr::detail
