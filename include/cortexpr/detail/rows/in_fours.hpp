// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cortexpr::detail {

// Additions at random places are bound by loads and stores. Synapses are therefore taken four at a time: one load has
// four targets, which shifts take apart. The order of additions, and with it every bit of the sums, is that of a plain
// loop.

/// Calls four(k) for the blocks of four numbers from `begin` on, two blocks per turn, then one(k) for those that remain
/// before `end`.
template <class Four, class One>
[[gnu::always_inline]] inline void in_fours(std::size_t begin, std::size_t end, const Four& four, const One& one) {
  std::size_t k = begin;
  for (; k + 8 <= end; k += 8) four(k), four(k + 4);
  if (k + 4 <= end) four(k), k += 4;
  for (; k < end; ++k) one(k);
}

/// Consecutive numbers of 16 bits in one word of the processor: the targets of four synapses.
class four_targets {
public:
  [[gnu::always_inline]] explicit four_targets(const void* first) { std::memcpy(&word_, first, sizeof(word_)); }
  [[nodiscard, gnu::always_inline]] std::size_t operator[](unsigned k) const {
    return std::size_t{word_ >> 16 * (std::endian::native == std::endian::little ? k : 3 - k) & 0xffff};
  }

private:
  std::uint64_t word_;
};

} // namespace cortexpr::detail
