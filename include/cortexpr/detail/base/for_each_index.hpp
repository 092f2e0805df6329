// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// f(std::index_sequence<0, 1, ..., N - 1>{}): for what needs all indices in one expression.
template <std::size_t N, class F>
[[gnu::always_inline]] constexpr decltype(auto) with_indices(F&& f) {
  return f(std::make_index_sequence<N>{});
}

// A function of its own: a lambda here would be a class more for every loop.
template <class F, std::size_t... K>
[[gnu::always_inline]] constexpr void call_for_each([[maybe_unused]] F& f, std::index_sequence<K...>) {
  (f(std::integral_constant<std::size_t, K>{}), ...);
}

/// f(std::integral_constant<std::size_t, K>{}) for K = 0, 1, ..., N - 1, in this order.
template <std::size_t N, class F>
[[gnu::always_inline]] constexpr void for_each_index([[maybe_unused]] F&& f) {
  call_for_each(f, std::make_index_sequence<N>{});
}

} // namespace cortexpr::detail
