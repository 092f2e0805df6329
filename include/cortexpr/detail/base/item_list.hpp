// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

template <std::size_t K, class T>
struct item_cell {
  T value{};
  [[nodiscard]] bool operator==(const item_cell&) const = default;
};
template <class Indices, class... T>
struct item_row;
template <std::size_t... K, class... T>
struct item_row<std::index_sequence<K...>, T...> : item_cell<K, T>... {
  [[nodiscard]] bool operator==(const item_row&) const = default;
};

/// Values of different types in a row, an aggregate: `item_list<int, char>{{1}, {'a'}}`. Where std::tuple would be, if
/// it did not cost a compiler a chain of classes and functions for whatever is done with it.
template <class... T>
using item_list = item_row<std::index_sequence_for<T...>, T...>;

/// Value K of a list.
template <std::size_t K, class T>
[[nodiscard]] constexpr T& item_at(item_cell<K, T>& cell) {
  return cell.value;
}
template <std::size_t K, class T>
[[nodiscard]] constexpr const T& item_at(const item_cell<K, T>& cell) {
  return cell.value;
}

} // namespace cortexpr::detail
