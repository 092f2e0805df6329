// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Calls f(k) for all k whose bit is set, in ascending order.
template <class F>
[[gnu::always_inline]] inline void for_each_bit(std::uint64_t bits, F&& f) {
  for (; bits != 0; bits &= bits - 1) f(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// A look at truth values that are kept as bits, 64 per word; a view of nothing is false everywhere.
class bit_view {
public:
  static constexpr std::size_t per_word = 64;

  bit_view() = default;
  explicit bit_view(const std::uint64_t* words) : words_(words) {}

  /// Whether there are bits at all.
  explicit operator bool() const { return words_ != nullptr; }
  /// Bit i; only where there are bits.
  [[nodiscard]] bool operator[](std::size_t i) const { return (words_[i / per_word] >> (i % per_word) & 1) != 0; }
  /// The bits from i on up to the end of its word, bit i first.
  [[nodiscard]] std::uint64_t from(std::size_t i) const { return words_[i / per_word] >> (i % per_word); }

  /// Calls f(i) for all i in [begin, end) whose bit is set, in ascending order.
  template <class F>
  void for_each(std::size_t begin, std::size_t end, F&& f) const {
    if (words_ == nullptr) return;
    for (std::size_t i = begin; i < end; i += per_word - i % per_word) {
      std::uint64_t left = from(i);
      if (end - i < per_word) left &= (std::uint64_t{1} << (end - i)) - 1;
      for_each_bit(left, [&](std::size_t k) { f(i + k); });
    }
  }

private:
  const std::uint64_t* words_ = nullptr;
};

} // namespace cortexpr::detail
