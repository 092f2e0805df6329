// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

#include <cstdint>

namespace cortexpr::detail {

/// Fetches all lines of [first, last): they lie at a random place of main memory, and in so short a piece the processor
/// does not go on by itself. `AtLeast` lines are fetched without a look at `last`: a mispredicted branch costs more
/// than an unused line. Always inlined, as all that ends here: g++ drops calls of functions that do nothing but
/// prefetch.
template <int AtLeast, class T>
[[gnu::always_inline]] inline void prefetch_lines(const T* first, const T* last) {
  constexpr std::uintptr_t line = 64;
  const auto fetch = [](std::uintptr_t at) __attribute__((always_inline)) {
    __builtin_prefetch(reinterpret_cast<const void*>(at));
  };
  auto at = reinterpret_cast<std::uintptr_t>(first) / line * line;
#pragma GCC unroll 16
  for (int k = 0; k < AtLeast; ++k, at += line) fetch(at);
  for (; at < reinterpret_cast<std::uintptr_t>(last); at += line) fetch(at);
}

} // namespace cortexpr::detail
