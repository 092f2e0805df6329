// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/draws/poisson_columns.hpp>
#include <cortexpr/detail/draws/random_bits16.hpp>
#include <cortexpr/detail/random/philox.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// The random words of one neuron in one step, for methods that need an unknown number of them.
class words_of_step {
public:
  using result_type = std::uint32_t;
  words_of_step(stream s, std::uint64_t neuron, std::uint64_t step) : stream_(s), entity_(neuron), step_(step) {}
  [[nodiscard]] static constexpr result_type min() { return 0; }
  [[nodiscard]] static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (next_ == words_.size()) {
      words_ = draw(stream_, entity_, step_);
      entity_ += std::uint64_t{1} << 32;
      next_ = 0;
    }
    return words_[next_++];
  }

private:
  stream stream_;
  std::uint64_t entity_, step_;
  std::array<std::uint32_t, 4> words_{};
  std::size_t next_ = 4;
};

/// Independent Poisson numbers of one mean for neurons [0, n) in a step: how many of a neuron's inputs spike. A
/// neuron's number depends on stream, neuron and step alone. The distribution is exact for every mean up to 10,000;
/// means above 32 are drawn one by one (Hoermann's rejection) and cost a hundred times as much.
class poisson_counts {
public:
  static constexpr double largest_mean = 1e4;

  poisson_counts() = default;
  /// `item` is named in the error that refuses a mean which is negative, not finite or above 10,000.
  poisson_counts(double mean, std::string_view item) : mean_(mean) {
    if (!(mean >= 0) || !std::isfinite(mean))
      raise(
          {"'", item, "': the mean number of Poisson events per step must be finite and not negative, but is ", mean});
    if (mean > largest_mean)
      raise({"'", item, "': ", mean, " Poisson events per step and neuron; at most 10000 are ",
             "possible: lower the rate or the time step"});
    if (mean == 0) return;
    if (mean > most_parts * poisson_columns::largest_mean) {
      one_by_one_ = true;
    } else {
      parts_ = static_cast<std::uint32_t>(std::ceil(mean / poisson_columns::largest_mean));
      columns_ = poisson_columns(mean / parts_);
    }
  }

  [[nodiscard]] double mean() const { return mean_; }

  /// Writes the counts of neurons [first, first + n); `first` is a multiple of `block`.
  static constexpr std::size_t block = random_bits16::block;
  void fill(stream s, std::uint64_t step, std::size_t first, std::uint16_t* out, std::size_t n) const {
    if (one_by_one_) {
      for (std::size_t i = 0; i < n; ++i) out[i] = draw_large(s, first + i, step);
      return;
    }
    if (parts_ == 0) {
      std::fill_n(out, n, std::uint16_t{0});
      return;
    }
    std::size_t i = 0;
    for (; i + 4 * block <= n; i += 4 * block) fill_parts<4>(s, step, first + i, out + i);
    alignas(64) std::array<std::uint16_t, block> buffer;
    for (; i < n; i += block) {
      const bool whole = i + block <= n;
      fill_parts<1>(s, step, first + i, whole ? out + i : buffer.data());
      if (!whole) std::copy_n(buffer.data(), n - i, out + i);
    }
  }

  /// Adds `weight` (a number, or a function of the neuron's number) times its count to the variable of neurons
  /// [begin, end); neurons that are `held` lose their input. Counts are those of neurons numbered from `origin` on, and
  /// begin - origin is best a multiple of 64.
  template <class Real, class Weight>
  void add(stream s, std::uint64_t step, const Weight& weight, Real* variable, bit_view held, std::size_t begin,
           std::size_t end, std::size_t origin = 0) const {
    if (mean_ == 0 || begin >= end) return;
    constexpr std::size_t chunk = 4 * block;
    alignas(64) std::array<std::uint16_t, chunk> counts{};
    alignas(64) std::array<Real, chunk> input;
    std::size_t skipped = (begin - origin) % block; // counts are drawn in blocks
    for (std::size_t first = begin - skipped; first < end; first += chunk, skipped = 0) {
      const std::size_t m = std::min(chunk, end - first);
      fill(s, step, first - origin, counts.data(), m);
      if constexpr (std::is_same_v<Weight, Real>)
        for (std::size_t i = 0; i < chunk; ++i) input[i] = weight * static_cast<Real>(counts[i]);
      else
        for (std::size_t i = skipped; i < m; ++i)
          input[i] = counts[i] == 0 ? Real(0) : weight(first + i) * static_cast<Real>(counts[i]);
      held.for_each(first + skipped, first + m, [&](std::size_t i) { input[i - first] = 0; });
      Real* __restrict const x = variable + first;
      for (std::size_t i = skipped; i < m; ++i) x[i] += input[i];
    }
  }

private:
  using bits_of = random_bits16;
  static constexpr std::uint32_t most_parts = 4;

  template <std::size_t Blocks>
  void fill_parts(stream s, std::uint64_t step, std::size_t first, std::uint16_t* out) const {
    fill_blocks<false, Blocks>(s, step, first, 0, out);
    for (std::uint32_t part = 1; part < parts_; ++part) fill_blocks<true, Blocks>(s, step, first, part, out);
  }
  [[nodiscard]] std::uint16_t draw_large(stream s, std::uint64_t neuron, std::uint64_t step) const {
    words_of_step words(s, bits_of::of_neuron(0) + neuron, step);
    const auto count = boost::random::poisson_distribution<std::int32_t, double>(mean_)(words);
    return static_cast<std::uint16_t>(std::min<std::int32_t>(count, std::numeric_limits<std::uint16_t>::max()));
  }

  // Blocks of 64 neurons; `Add`: to the counts that are there.
  template <bool Add, std::size_t Blocks>
  void fill_blocks(stream s, std::uint64_t step, std::size_t first, std::uint32_t part, std::uint16_t* out) const {
#if defined(CORTEXPR_HAS_AVX512_WORDS)
    __m512i bits[2 * Blocks];
    bits_of::fill<Blocks>(s, step, first, part, bits);
    const poisson_packs packs(columns_);
    for (std::size_t k = 0; k < 2 * Blocks; ++k) take<Add>(packs, bits[k], s, step, first + 32 * k, part, out + 32 * k);
#elif defined(__AVX2__)
    const poisson_packs packs(columns_);
    for (std::size_t k = 0; k < Blocks * block; k += block) {
      const auto bits = bits_of::of(s, step, first + k, part);
      for (std::size_t i = k; i < k + block; i += packs.size)
        take<Add>(packs, packs.load(bits.data() + i - k), s, step, first + i, part, out + i);
    }
#else
    for (std::size_t k = 0; k < Blocks * block; k += block) {
      const auto bits = bits_of::of(s, step, first + k, part);
      for (std::size_t i = 0; i < block; ++i) {
        const std::uint32_t u = bits[i];
        const auto column = static_cast<std::uint32_t>(u % poisson_columns::size);
        const auto fraction = static_cast<std::uint32_t>(u / poisson_columns::size);
        const std::uint32_t limit = columns_.threshold[column];
        std::uint32_t count = fraction < limit ? column : columns_.other[column];
        if (fraction == limit || count == poisson_columns::last) [[unlikely]]
          count = columns_.resolve(u, s, bits_of::of_neuron(part) + first + k + i, step);
        out[k + i] = static_cast<std::uint16_t>(Add ? out[k + i] + count : count);
      }
    }
#endif
  }

#if defined(__AVX2__)
  // The counts of one pack of neurons, from `first` on.
  template <bool Add, class Pack>
  [[gnu::always_inline]] void take(const poisson_packs& packs, Pack bits, stream s, std::uint64_t step,
                                   std::size_t first, std::uint32_t part, std::uint16_t* out) const {
    auto [counts, open] = packs(bits);
    if (open != 0) [[unlikely]]
      counts = resolve(bits, counts, open, s, step, first, part);
    if constexpr (Add) counts = packs.sum(counts, packs.load(out));
    packs.store(out, counts);
  }
  template <class Pack>
  [[gnu::noinline, gnu::cold]] Pack resolve(Pack bits, Pack counts, std::uint32_t open, stream s, std::uint64_t step,
                                            std::size_t first, std::uint32_t part) const {
    alignas(64) std::array<std::uint16_t, poisson_packs::size> bit, count;
    poisson_packs::store(bit.data(), bits);
    poisson_packs::store(count.data(), counts);
    for_each_bit(open, [&](std::size_t i) {
      count[i] = columns_.resolve(bit[i], s, bits_of::of_neuron(part) + first + i, step);
    });
    return poisson_packs::load(count.data());
  }
#endif

  double mean_ = 0;
  std::uint32_t parts_ = 0; ///< the count is a sum of so many independent ones
  bool one_by_one_ = false;
  poisson_columns columns_;
};

} // namespace cortexpr::detail
