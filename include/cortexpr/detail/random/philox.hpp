// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/random/word_pack.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The factors and the steps of the keys of Philox 4x32 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers:
/// as easy as 1, 2, 3", table 2).
struct philox_constants {
  static constexpr std::uint32_t factor0 = 0xd2511f53, factor1 = 0xcd9e8d57;
  static constexpr std::uint32_t step0 = 0x9e3779b9, step1 = 0xbb67ae85;
  static constexpr int rounds = 10;
};

/// Philox 4x32-10 of one block: from an address of four words to four random words.
[[nodiscard]] constexpr std::array<std::uint32_t, 4> philox(std::uint64_t key, std::array<std::uint32_t, 4> block) {
  using is = philox_constants;
  auto key0 = static_cast<std::uint32_t>(key), key1 = static_cast<std::uint32_t>(key >> 32);
  auto [a, b, c, d] = block;
#pragma GCC unroll 10
  for (int round = 0; round < is::rounds; ++round) {
    const std::uint64_t p = std::uint64_t{a} * is::factor0, q = std::uint64_t{c} * is::factor1;
    a = static_cast<std::uint32_t>(q >> 32) ^ b ^ key0;
    c = static_cast<std::uint32_t>(p >> 32) ^ d ^ key1;
    b = static_cast<std::uint32_t>(q);
    d = static_cast<std::uint32_t>(p);
    key0 += is::step0;
    key1 += is::step1;
  }
  return {a, b, c, d};
}

/// Philox 4x32-10 of N registers of blocks side by side, one word of a block to a lane.
/// Several registers hide the latency of products.
template <std::size_t N>
struct philox_packs {
  using words = word_pack;
  using type = words::type;
  type a[N], b[N], c[N], d[N];

  /// From addresses to random words.
  [[gnu::always_inline]] void run(std::uint64_t key) {
    using is = philox_constants;
    auto key0 = static_cast<std::uint32_t>(key), key1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < is::rounds; ++round) {
      const type keys0 = words::all(key0), keys1 = words::all(key1);
      for (std::size_t k = 0; k < N; ++k) {
        const type p = words::product(a[k], is::factor0), q = words::product(c[k], is::factor1);
        a[k] = words::exclusive_or(words::upper_half(q), b[k], keys0);
        c[k] = words::exclusive_or(words::upper_half(p), d[k], keys1);
        b[k] = q;
        d[k] = p;
      }
      key0 += is::step0;
      key1 += is::step1;
    }
  }
  /// Words 0 and 1 of the blocks of register k, one block in 64 bits; words 2 and 3.
  [[nodiscard, gnu::always_inline]] type first_pairs(std::size_t k) const { return words::pairs(a[k], b[k]); }
  [[nodiscard, gnu::always_inline]] type second_pairs(std::size_t k) const { return words::pairs(c[k], d[k]); }
};

/// The random words of N blocks: words 0 and 1 of each, the first in the lower half, and words 2 and 3.
template <std::size_t N>
using word_pairs = std::array<std::array<std::uint64_t, N>, 2>;

/// Philox of N blocks with a common key, addressed by two numbers each.
template <std::size_t N>
[[nodiscard, gnu::always_inline]] inline word_pairs<N> philox_of(std::uint64_t key,
                                                                 const std::array<std::uint64_t, N>& counters,
                                                                 const std::array<std::uint64_t, N>& entities) {
  constexpr std::size_t size = word_pack::size, registers = N / size;
  static_assert(N % size == 0);
  constexpr std::size_t at_once = registers % 2 == 0 ? 2 : 1;
  word_pairs<N> bits;
  for (std::size_t first = 0; first < N; first += at_once * size) {
    philox_packs<at_once> p;
    for (std::size_t k = 0; k < at_once; ++k) {
      p.a[k] = word_pack::load(counters.data() + first + k * size);
      p.b[k] = word_pack::upper_half(p.a[k]);
      p.c[k] = word_pack::load(entities.data() + first + k * size);
      p.d[k] = word_pack::upper_half(p.c[k]);
    }
    p.run(key);
    for (std::size_t k = 0; k < at_once; ++k) {
      word_pack::store(bits[0].data() + first + k * size, p.first_pairs(k));
      word_pack::store(bits[1].data() + first + k * size, p.second_pairs(k));
    }
  }
  return bits;
}

} // namespace cortexpr::detail
