// SPDX-License-Identifier: BSL-1.0
#pragma once

// In programs without exceptions Random123 needs to hear what replaces its throws; Philox never reaches one.
#if !defined(__cpp_exceptions) && !defined(R123_THROW)
#define R123_THROW(x) __builtin_abort()
#define R123_USE_SSE 0
#endif

// Random123 asks for all instructions there are, 40,000 lines that take a compiler as long as a quarter of the library;
// those that it uses are in two small headers.
#if defined(__SSE2__) && !defined(R123_USE_X86INTRIN_H)
#define R123_USE_X86INTRIN_H 0
#define R123_USE_SMMINTRIN_H 1
#define R123_USE_WMMINTRIN_H 1
#endif

#include <Random123/philox.h>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>

#if defined(__AVX512BW__) && defined(__AVX512F__)
#define CORTEXPR_HAS_PHILOX_PACKS 1
#include <immintrin.h>

namespace cortexpr::detail {

/// Philox 4x32-10 (Salmon et al. 2011) of N times 8 blocks side by side, each word in the lower half of a 64-bit lane;
/// the upper half may hold anything. Several packs hide the latency of products.
template <std::size_t N>
struct philox_packs {
  __m512i a[N], b[N], c[N], d[N];

  /// The same 64-bit number in all lanes.
  [[gnu::always_inline]] static __m512i all(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
  /// x, x + 1, .. x + 7.
  [[gnu::always_inline]] static __m512i from(std::uint64_t x) {
    return _mm512_add_epi64(all(x), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
  }
  // Masks of ones: the plain intrinsics of g++ 12 start from an undefined register and warn about it (bug 105593).
  [[gnu::always_inline]] static __m512i upper_half(__m512i x) { return _mm512_maskz_srli_epi64(0xff, x, 32); }

  /// From addresses to random words.
  [[gnu::always_inline]] void run(std::uint64_t key) {
    const auto product = [](__m512i x, std::uint32_t y) __attribute__((always_inline)) {
      return _mm512_maskz_mul_epu32(0xff, x, all(y));
    };
    auto key0 = static_cast<std::uint32_t>(key), key1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round) {
      const __m512i keys0 = all(key0), keys1 = all(key1);
      for (std::size_t k = 0; k < N; ++k) {
        const __m512i p = product(a[k], PHILOX_M4x32_0), q = product(c[k], PHILOX_M4x32_1);
        a[k] = _mm512_ternarylogic_epi64(upper_half(q), b[k], keys0, 0x96);
        c[k] = _mm512_ternarylogic_epi64(upper_half(p), d[k], keys1, 0x96);
        b[k] = q;
        d[k] = p;
      }
      key0 += PHILOX_W32_0;
      key1 += PHILOX_W32_1;
    }
  }
  /// Words 0 and 1 of the blocks of pack k, one block in 64 bits; words 2 and 3.
  [[nodiscard, gnu::always_inline]] __m512i first_pairs(std::size_t k) const { return pairs(a[k], b[k]); }
  [[nodiscard, gnu::always_inline]] __m512i second_pairs(std::size_t k) const { return pairs(c[k], d[k]); }

private:
  [[gnu::always_inline]] static __m512i pairs(__m512i low, __m512i high) {
    constexpr __mmask16 upper = 0xaaaa; // of the 32-bit numbers: every second one
    return _mm512_mask_shuffle_epi32(low, upper, high, _MM_PERM_CCAA);
  }
};

} // namespace cortexpr::detail

#endif
