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
[[nodiscard]] constexpr std::array<std::uint32_t, 4> draw(stream s, std::uint64_t entity, std::uint64_t counter) {
  return detail::philox(s.key, {static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32),
                                static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32)});
}

namespace detail {

/// The words at the counters [counter, counter + 16) of an entity: as `draw`, but the blocks are made side by side.
inline void draw_16(stream s, std::uint64_t entity, std::uint64_t counter, std::uint32_t* words) {
  constexpr std::size_t blocks = 16;
  std::array<std::uint64_t, blocks> counters, entities;
  for (std::size_t k = 0; k < blocks; ++k) counters[k] = counter + k;
  entities.fill(entity);
  const auto bits = philox_of<blocks>(s.key, counters, entities);
  for (std::size_t k = 0; k < blocks; ++k)
    for (std::size_t half = 0; half < 2; ++half) {
      words[4 * k + 2 * half] = static_cast<std::uint32_t>(bits[half][k]);
      words[4 * k + 2 * half + 1] = static_cast<std::uint32_t>(bits[half][k] >> 32);
    }
}

/// The words of N entities at one counter: as `draw`, side by side.
template <std::size_t N>
[[nodiscard, gnu::always_inline]] inline word_pairs<N> draw_many(stream s, const std::array<std::uint64_t, N>& entities,
                                                                 std::uint64_t counter) {
  word_pairs<N> bits;
  if constexpr (N % word_pack::size == 0) {
    std::array<std::uint64_t, N> counters;
    counters.fill(counter);
    bits = philox_of<N>(s.key, counters, entities);
  } else {
    for (std::size_t k = 0; k < N; ++k) {
      const auto words = draw(s, entities[k], counter);
      for (std::size_t half = 0; half < 2; ++half)
        bits[half][k] = words[2 * half] | std::uint64_t{words[2 * half + 1]} << 32;
    }
  }
  return bits;
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
