// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/random/philox.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace cortexpr {

namespace detail {

/// FNV-1a, 64 bit: names become keys.
[[nodiscard]] constexpr std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char letter : name) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001b3u;
  }
  return hash;
}

} // namespace detail

/// An independent family of random numbers: one per (seed, name of an item, purpose). It has no state; every number
/// is addressed by an entity (neuron, synapse row) and a counter (step, draw).
struct stream {
  std::uint64_t key = 0;
  [[nodiscard]] constexpr bool operator==(const stream&) const = default;
};

namespace detail {

/// What the random numbers of an item are for: each purpose has a stream of its own, so that none shifts another.
enum class stream_purpose : std::uint32_t {
  values = 0,     ///< connections, weights, delays, start values and parameters, and the spikes of Poisson input
  hazard = 1,     ///< whether a neuron with a hazard spikes in a step
  noise = 2,      ///< the normal numbers of stochastic equations
  rules = 3,      ///< `s.rng` of the rules of a projection
  operations = 4, ///< `s.rng` of a regular operation
  inputs = 5,     ///< inputs of neurons that are random numbers
};

} // namespace detail

/// The stream of an item. Finalised by splitmix64, so that neighbouring seeds have unrelated keys.
[[nodiscard]] constexpr stream make_stream(std::uint64_t seed, std::string_view item_name, std::uint32_t purpose = 0) {
  std::uint64_t z = detail::hash_name(item_name) + seed * 0x9e3779b97f4a7c15u + (std::uint64_t{purpose} << 32);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return {z ^ (z >> 31)};
}

namespace detail {

using cortexpr::make_stream;
[[nodiscard]] constexpr stream make_stream(std::uint64_t seed, std::string_view item_name, stream_purpose purpose) {
  return cortexpr::make_stream(seed, item_name, static_cast<std::uint32_t>(purpose));
}

} // namespace detail

/// Four random words (Philox 4x32-10; Salmon et al. 2011) at an address.
[[nodiscard]] inline std::array<std::uint32_t, 4> draw(stream s, std::uint64_t entity, std::uint64_t counter) {
  using philox = r123::Philox4x32;
  const philox::ctr_type at = {{static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32),
                                static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32)}};
  const philox::key_type key = {{static_cast<std::uint32_t>(s.key), static_cast<std::uint32_t>(s.key >> 32)}};
  const auto words = philox{}(at, key);
  return {words[0], words[1], words[2], words[3]};
}

namespace detail {

/// The words at the counters [counter, counter + 16) of an entity: as `draw`, but the rounds of all blocks run side by
/// side, which compilers turn into vector code.
inline void draw_16(stream s, std::uint64_t entity, std::uint64_t counter, std::uint32_t* words) {
#if defined(CORTEXPR_HAS_PHILOX_PACKS)
  using packs = philox_packs<2>;
  packs p;
  for (std::size_t k = 0; k < 2; ++k) {
    p.a[k] = packs::from(counter + 8 * k);
    p.b[k] = packs::upper_half(p.a[k]);
    p.c[k] = packs::all(entity);
    p.d[k] = packs::all(entity >> 32);
  }
  p.run(s.key);
  const __m512i lower = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11),
                upper = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
  for (std::size_t k = 0; k < 2; ++k) {
    const __m512i x = p.first_pairs(k), y = p.second_pairs(k);
    _mm512_storeu_si512(words + 32 * k, _mm512_permutex2var_epi64(x, lower, y));
    _mm512_storeu_si512(words + 32 * k + 16, _mm512_permutex2var_epi64(x, upper, y));
  }
#else
  constexpr std::size_t blocks = 16;
  constexpr std::uint64_t half = 0xffffffffu;
  std::uint64_t a[blocks], b[blocks], c[blocks], d[blocks];
  for (std::size_t k = 0; k < blocks; ++k) {
    std::uint64_t w = (counter + k) & half, x = (counter + k) >> 32, y = entity & half, z = entity >> 32;
    std::uint64_t low_key = s.key & half, high_key = s.key >> 32;
    const auto round = [&]() __attribute__((always_inline)) {
      const std::uint64_t p = w * std::uint64_t{PHILOX_M4x32_0}, q = y * std::uint64_t{PHILOX_M4x32_1};
      w = (q >> 32) ^ x ^ low_key;
      x = q & half;
      y = (p >> 32) ^ z ^ high_key;
      z = p & half;
      low_key = (low_key + PHILOX_W32_0) & half;
      high_key = (high_key + PHILOX_W32_1) & half;
    };
    round(), round(), round(), round(), round(), round(), round(), round(), round(), round();
    a[k] = w, b[k] = x, c[k] = y, d[k] = z;
  }
  for (std::size_t k = 0; k < blocks; ++k) {
    words[4 * k] = static_cast<std::uint32_t>(a[k]);
    words[4 * k + 1] = static_cast<std::uint32_t>(b[k]);
    words[4 * k + 2] = static_cast<std::uint32_t>(c[k]);
    words[4 * k + 3] = static_cast<std::uint32_t>(d[k]);
  }
#endif
}

} // namespace detail

/// A number in [0, 1) with 53 random bits.
[[nodiscard]] constexpr double to_unit(std::uint32_t high, std::uint32_t low) {
  return static_cast<double>(((std::uint64_t{high} << 32) | low) >> 11) * 0x1.0p-53;
}
/// A number in [0, 1) with 24 random bits.
[[nodiscard]] constexpr float to_unit(std::uint32_t word) { return static_cast<float>(word >> 8) * 0x1.0p-24f; }

/// A sequence of random words that belongs to one entity of a stream: for building connections and values.
/// Satisfies std::uniform_random_bit_generator.
class generator {
public:
  using result_type = std::uint32_t;

  generator(stream s, std::uint64_t entity) : stream_(s), entity_(entity) {}

  [[nodiscard]] static constexpr result_type min() { return 0; }
  [[nodiscard]] static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (next_ == filled_) fill();
    return words_[next_++];
  }
  /// Uniform in [0, 1), 53 bits.
  [[nodiscard]] double uniform() {
    const std::uint32_t high = (*this)();
    return to_unit(high, (*this)());
  }
  /// Uniform in [0, n) without bias (Lemire 2019).
  [[nodiscard]] std::uint32_t below(std::uint32_t n) {
    std::uint64_t product = std::uint64_t{(*this)()} * n;
    if (static_cast<std::uint32_t>(product) < n) {
      const std::uint32_t threshold = (0u - n) % n;
      while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{(*this)()} * n;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

private:
  // Who wants more than four words wants many.
  void fill() {
    if (counter_ == 0) {
      const auto first = draw(stream_, entity_, counter_++);
      std::copy(first.begin(), first.end(), words_.begin());
      filled_ = first.size();
    } else {
      detail::draw_16(stream_, entity_, counter_, words_.data());
      counter_ += 16;
      filled_ = words_.size();
    }
    next_ = 0;
  }

  stream stream_;
  std::uint64_t entity_;
  std::uint64_t counter_ = 0;
  std::size_t next_ = 0, filled_ = 0;
  std::array<std::uint32_t, 64> words_{};
};

} // namespace cortexpr
