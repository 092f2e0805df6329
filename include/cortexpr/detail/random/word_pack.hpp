// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>

#if defined(__AVX512BW__) && defined(__AVX512F__)
#define CORTEXPR_HAS_AVX512_WORDS 1
#include <immintrin.h>
#elif defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

// xsimd has no product of 32-bit numbers with all 64 bits, which is what Philox is made of.

namespace cortexpr::detail {

/// Words of 32 bits side by side, each in a lane of 64 bits whose upper half may hold anything: the widest register of
/// the machine that the program is compiled for.
struct word_pack {
#if defined(CORTEXPR_HAS_AVX512_WORDS)
  using type = __m512i;
  static constexpr std::size_t size = 8;

  [[gnu::always_inline]] static type all(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
  [[gnu::always_inline]] static type load(const std::uint64_t* from) { return _mm512_loadu_si512(from); }
  [[gnu::always_inline]] static void store(std::uint64_t* to, type x) { _mm512_storeu_si512(to, x); }
  // Masks of ones: the plain intrinsics of g++ 12 start from an undefined register and warn about it (bug 105593).
  [[gnu::always_inline]] static type upper_half(type x) { return _mm512_maskz_srli_epi64(0xff, x, 32); }
  [[gnu::always_inline]] static type product(type x, std::uint32_t y) {
    return _mm512_maskz_mul_epu32(0xff, x, all(y));
  }
  [[gnu::always_inline]] static type exclusive_or(type x, type y, type z) {
    return _mm512_ternarylogic_epi64(x, y, z, 0x96);
  }
  [[gnu::always_inline]] static type pairs(type low, type high) {
    constexpr __mmask16 upper = 0xaaaa; // of the 32-bit numbers: every second one
    return _mm512_mask_shuffle_epi32(low, upper, high, _MM_PERM_CCAA);
  }
#elif defined(__AVX2__)
  using type = __m256i;
  static constexpr std::size_t size = 4;

  [[gnu::always_inline]] static type all(std::uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }
  [[gnu::always_inline]] static type load(const std::uint64_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const type*>(from));
  }
  [[gnu::always_inline]] static void store(std::uint64_t* to, type x) {
    _mm256_storeu_si256(reinterpret_cast<type*>(to), x);
  }
  [[gnu::always_inline]] static type upper_half(type x) { return _mm256_srli_epi64(x, 32); }
  [[gnu::always_inline]] static type product(type x, std::uint32_t y) { return _mm256_mul_epu32(x, all(y)); }
  [[gnu::always_inline]] static type exclusive_or(type x, type y, type z) {
    return _mm256_xor_si256(_mm256_xor_si256(x, y), z);
  }
  [[gnu::always_inline]] static type pairs(type low, type high) {
    return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0xaa);
  }
#elif defined(__SSE2__)
  using type = __m128i;
  static constexpr std::size_t size = 2;

  [[gnu::always_inline]] static type all(std::uint64_t x) { return _mm_set1_epi64x(static_cast<long long>(x)); }
  [[gnu::always_inline]] static type load(const std::uint64_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const type*>(from));
  }
  [[gnu::always_inline]] static void store(std::uint64_t* to, type x) {
    _mm_storeu_si128(reinterpret_cast<type*>(to), x);
  }
  [[gnu::always_inline]] static type upper_half(type x) { return _mm_srli_epi64(x, 32); }
  [[gnu::always_inline]] static type product(type x, std::uint32_t y) { return _mm_mul_epu32(x, all(y)); }
  [[gnu::always_inline]] static type exclusive_or(type x, type y, type z) {
    return _mm_xor_si128(_mm_xor_si128(x, y), z);
  }
  [[gnu::always_inline]] static type pairs(type low, type high) {
    return _mm_or_si128(_mm_and_si128(low, all(0xffffffffu)), _mm_slli_epi64(high, 32));
  }
#else
  using type = std::uint64_t;
  static constexpr std::size_t size = 1;

  [[gnu::always_inline]] static type all(std::uint64_t x) { return x; }
  [[gnu::always_inline]] static type load(const std::uint64_t* from) { return *from; }
  [[gnu::always_inline]] static void store(std::uint64_t* to, type x) { *to = x; }
  [[gnu::always_inline]] static type upper_half(type x) { return x >> 32; }
  [[gnu::always_inline]] static type product(type x, std::uint32_t y) { return (x & 0xffffffffu) * y; }
  [[gnu::always_inline]] static type exclusive_or(type x, type y, type z) { return x ^ y ^ z; }
  [[gnu::always_inline]] static type pairs(type low, type high) { return (low & 0xffffffffu) | high << 32; }
#endif
};

} // namespace cortexpr::detail
