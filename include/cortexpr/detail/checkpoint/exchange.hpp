// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

// What a checkpoint holds of a value is stated once for both directions: `exchange(file, x)` writes x or reads it,
// depending on the file. Numbers, quantities, lists and aggregates of them are known; any other class states it itself:
//
//   void exchange(auto& file) { file(first, second); }
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<sequence<T>> = true;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_saved_quantity = false;
template <dimension D>
inline constexpr bool is_saved_quantity<quantity<D>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

/// A class with a unit that holds one double and nothing else.
template <class T>
inline constexpr bool is_one_number = sizeof(T) == sizeof(double) && requires(const T& x) {
  { x.si() } -> std::same_as<double>;
};

template <class>
inline constexpr bool can_be_saved = false;

template <class File, class T>
void exchange(File& file, T& x);

template <class File, class List>
void exchange_list(File& file, List& list) {
  using T = typename List::value_type;
  static_assert(std::is_arithmetic_v<T> || is_one_number<T>,
                "cortexpr: lists of numbers can be saved, not lists of classes");
  const std::size_t n = file.count(list.size(), sizeof(T));
  if constexpr (File::reads) list.resize(n);
  if constexpr (!std::is_arithmetic_v<T>)
    for (auto& x : list) cortexpr::detail::exchange(file, x);
  else if constexpr (std::is_same_v<T, bool>)
    for (auto&& x : list) { // std::vector holds bits, which have no address
      bool value = x;
      cortexpr::detail::exchange(file, value);
      x = value;
    }
  else
    file.numbers(list.data(), n);
}

template <class File, class T>
void exchange_members(File& file, T& x) {
  const auto list = tie_members(x);
  for_each_index<decltype(list)::size>([&](auto k) { cortexpr::detail::exchange(file, field_at<k>(list)); });
}

/// Writes a value to a checkpoint or reads it.
template <class File, class T>
void exchange(File& file, T& x) {
  if constexpr (requires { x.exchange(file); }) {
    x.exchange(file);
  } else if constexpr (std::is_same_v<T, bool>) {
    auto byte = static_cast<std::uint8_t>(x);
    file.numbers(&byte, 1);
    if (byte > 1) file.damaged("a truth value is neither 0 nor 1");
    x = byte != 0;
  } else if constexpr (std::is_arithmetic_v<T>) {
    file.numbers(&x, 1);
  } else if constexpr (is_saved_quantity<T>) {
    double si = x.si();
    file.numbers(&si, 1);
    x = T(si);
  } else if constexpr (is_list<T>) {
    exchange_list(file, x);
  } else if constexpr (is_array<T>) {
    for (auto& element : x) cortexpr::detail::exchange(file, element);
  } else if constexpr (std::is_empty_v<T>) {
    // Nothing to save.
  } else if constexpr (SelfDescribing<T> || PlainAggregate<T>) {
    exchange_members(file, x);
  } else {
    static_assert(can_be_saved<T>,
                  "cortexpr: a value of this class cannot be saved: make the class an aggregate of numbers, or give it "
                  "`void exchange(auto& file) { file(first, second); }`");
  }
}

} // namespace cortexpr::detail
