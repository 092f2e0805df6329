// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <cortexpr/detail/random/philox.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cortexpr::detail {

/// Sixteen random bits per neuron and step, for decisions that seldom need more. Sixty-four neurons share eight draws
/// of 128 bits: neurons 4 l .. 4 l + 3 take words 0 and 1 of draw l, low half first, neurons 32 + 4 l .. 32 + 4 l + 3
/// words 2 and 3.
struct random_bits16 {
  static constexpr std::size_t block = 64;

  // Addresses of draws: the upper half tells what they are for. `part` is below 8.
  static constexpr std::uint64_t of_block(std::uint64_t part) { return part << 32; }
  static constexpr std::uint64_t of_neuron(std::uint64_t part) { return (8 + part) << 32; }

  /// The bits of 64 neurons from `first` on, a multiple of 64.
  [[nodiscard]] static std::array<std::uint16_t, block> of(stream s, std::uint64_t step, std::size_t first,
                                                           std::uint64_t part) {
    alignas(32) std::array<std::uint16_t, block> bits;
    std::array<std::uint64_t, block / 8> entities;
    for (std::size_t k = 0; k < entities.size(); ++k) entities[k] = first / 8 + of_block(part) + k;
    const auto words = draw_many(s, entities, step);
    // Words 0 and 1 of all draws, then words 2 and 3, lower halves first: that is how they stand in memory.
    static_assert(std::endian::native == std::endian::little && sizeof(bits) == sizeof(words));
    std::memcpy(bits.data(), words.data(), sizeof(bits));
    return bits;
  }

#if defined(CORTEXPR_HAS_AVX512_WORDS)
  /// The bits of `Blocks` times 64 neurons, 32 neurons to a pack.
  template <std::size_t Blocks>
  [[gnu::always_inline]] static void fill(stream s, std::uint64_t step, std::size_t first, std::uint64_t part,
                                          __m512i (&out)[2 * Blocks]) {
    using packs = philox_packs<Blocks>;
    packs words;
    for (std::size_t k = 0; k < Blocks; ++k) {
      const std::uint64_t entity = first / 8 + of_block(part) + 8 * k;
      words.a[k] = word_pack::all(step);
      words.b[k] = word_pack::all(step >> 32);
      words.c[k] = _mm512_add_epi64(word_pack::all(entity), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
      words.d[k] = word_pack::all(entity >> 32);
    }
    words.run(s.key);
    for (std::size_t k = 0; k < Blocks; ++k) {
      out[2 * k] = words.first_pairs(k);
      out[2 * k + 1] = words.second_pairs(k);
    }
  }
#endif
};

} // namespace cortexpr::detail
