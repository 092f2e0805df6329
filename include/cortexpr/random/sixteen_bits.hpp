// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>

#if defined(__AVX512BW__) && defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace cortexpr::detail {

/// Sixteen random bits per neuron and step, for decisions that seldom need more. Sixty-four neurons share eight draws
/// of 128 bits: neurons 4 l .. 4 l + 3 take words 0 and 1 of draw l, low half first, neurons 32 + 4 l .. 32 + 4 l + 3
/// words 2 and 3.
struct sixteen_bits {
  static constexpr std::size_t block = 64;

  // Addresses of draws: the upper half tells what they are for. `part` is below 8.
  static constexpr std::uint64_t of_block(std::uint64_t part) { return part << 32; }
  static constexpr std::uint64_t of_neuron(std::uint64_t part) { return (8 + part) << 32; }

  /// The bits of 64 neurons from `first` on, a multiple of 64.
  [[nodiscard]] static std::array<std::uint16_t, block> of(stream s, std::uint64_t step, std::size_t first,
                                                           std::uint64_t part) {
    alignas(64) std::array<std::uint16_t, block> bits;
#if defined(__AVX512BW__) && defined(__AVX512F__)
    __m512i packs[2];
    fill<1>(s, step, first, part, packs);
    for (std::size_t half = 0; half < 2; ++half) _mm512_storeu_si512(bits.data() + 32 * half, packs[half]);
#else
    for (std::size_t l = 0; l < block / 8; ++l) {
      const auto words = draw(s, first / 8 + of_block(part) + l, step);
      for (std::size_t k = 0; k < 8; ++k)
        bits[(k < 4 ? 0 : 32) + 4 * l + k % 4] = static_cast<std::uint16_t>(words[k / 2] >> (k % 2 * 16));
    }
#endif
    return bits;
  }

#if defined(__AVX512BW__) && defined(__AVX512F__)
  /// The bits of `Blocks` times 64 neurons, 32 neurons to a pack. Several blocks at once hide the latency of products.
  template <std::size_t Blocks>
  [[gnu::always_inline]] static void fill(stream s, std::uint64_t step, std::size_t first, std::uint64_t part,
                                          __m512i (&out)[2 * Blocks]) {
    const auto all = [](std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); };
    // Masks of ones: the plain intrinsics of g++ 12 start from an undefined register and warn about it (bug 105593).
    const auto product = [&](__m512i x, std::uint32_t y) { return _mm512_maskz_mul_epu32(0xff, x, all(y)); };
    const auto upper_half = [](__m512i x) { return _mm512_maskz_srli_epi64(0xff, x, 32); };
    // Only the lower half of a lane counts; the upper one may hold anything.
    __m512i a[Blocks], b[Blocks], c[Blocks], d[Blocks];
    for (std::size_t k = 0; k < Blocks; ++k) {
      const std::uint64_t entity = first / 8 + of_block(part) + 8 * k;
      a[k] = all(step);
      b[k] = all(step >> 32);
      c[k] = _mm512_add_epi64(all(entity), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
      d[k] = all(entity >> 32);
    }
    auto key0 = static_cast<std::uint32_t>(s.key), key1 = static_cast<std::uint32_t>(s.key >> 32);
    for (int round = 0; round < 10; ++round) {
      const __m512i keys0 = all(key0), keys1 = all(key1);
      for (std::size_t k = 0; k < Blocks; ++k) {
        const __m512i p = product(a[k], PHILOX_M4x32_0), q = product(c[k], PHILOX_M4x32_1);
        a[k] = _mm512_ternarylogic_epi64(upper_half(q), b[k], keys0, 0x96);
        c[k] = _mm512_ternarylogic_epi64(upper_half(p), d[k], keys1, 0x96);
        b[k] = q;
        d[k] = p;
      }
      key0 += PHILOX_W32_0;
      key1 += PHILOX_W32_1;
    }
    constexpr __mmask16 upper = 0xaaaa; // of the 32-bit numbers: every second one
    for (std::size_t k = 0; k < Blocks; ++k) {
      out[2 * k] = _mm512_mask_shuffle_epi32(a[k], upper, b[k], _MM_PERM_CCAA);
      out[2 * k + 1] = _mm512_mask_shuffle_epi32(c[k], upper, d[k], _MM_PERM_CCAA);
    }
  }
#endif
};

} // namespace cortexpr::detail
