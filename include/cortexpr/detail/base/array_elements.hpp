// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

/// Lists and matrices of users, read without the headers of the library that they come from. Elements may be computed
/// when they are read and differ from one reading to the next (xt::random), so all functions here read each of them
/// once.

namespace cortexpr::detail {

/// An array with a shape, one size per dimension, as those of xtensor; other lists are ranges.
template <class A>
concept Shaped = requires(const A& a) {
  a.shape().size();
  a.shape()[0];
};

/// An array that two numbers can index.
template <class A>
concept MatrixLike = Shaped<A> && requires(const A& a) {
  a(std::size_t{0}, std::size_t{0});
};

/// The sizes of an array: "3 x 4".
template <Shaped A>
[[nodiscard, gnu::cold]] std::string shape_text(const A& a) {
  const auto& shape = a.shape();
  std::string text;
  for (std::size_t k = 0; k < shape.size(); ++k) text.append(k == 0 ? "" : " x ").append(std::to_string(shape[k]));
  return text;
}

struct matrix_size {
  std::size_t rows = 0, columns = 0;
};
/// The size of an array of two dimensions; others are refused in the name of `what`.
template <Shaped A>
[[nodiscard]] matrix_size size_of_matrix(std::string_view what, const A& a) {
  const auto& shape = a.shape();
  if (shape.size() != 2)
    raise({what, ": a matrix has two dimensions, but the array has ", shape.size(),
           shape.size() == 0 ? "" : joined({" (", shape_text(a), ")"})});
  return {static_cast<std::size_t>(shape[0]), static_cast<std::size_t>(shape[1])};
}

/// Refuses a matrix that has another number of columns than was said beside it.
template <class List>
void require_columns(std::string_view what, const List& list, std::size_t columns) {
  if constexpr (Shaped<List>)
    if (list.shape().size() > 1)
      if (const std::size_t has = size_of_matrix(what, list).columns; has != columns)
        raise({what, ": the array has ", has, " columns, not ", columns});
}

/// Whether an array is a list: at most one of its sizes is larger than 1.
template <Shaped A>
[[nodiscard]] bool has_list_shape(const A& a) {
  const auto& shape = a.shape();
  std::size_t large = 0;
  for (std::size_t k = 0; k < shape.size(); ++k) large += shape[k] > 1 ? 1u : 0u;
  return large < 2;
}
/// Refuses an array that is none.
[[noreturn, gnu::cold]] inline void refuse_as_list(std::string_view what, std::string_view shape) {
  raise({what, ": a list is wanted, but the array is ", shape, "; xt::flatten makes a list of its rows"});
}
template <class List>
void require_list(std::string_view what, const List& list) {
  if constexpr (Shaped<List>)
    if (!has_list_shape(list)) refuse_as_list(what, shape_text(list));
}

/// Calls f(element) for all elements: of a range in its order, of an array row by row, whatever its layout in memory.
template <class List, class F>
void for_each_element(const List& list, F&& f) {
  if constexpr (MatrixLike<List>) {
    // xtensor lets users choose the order of iterators.
    if (const auto& shape = list.shape(); shape.size() == 2) {
      const auto rows = static_cast<std::size_t>(shape[0]), columns = static_cast<std::size_t>(shape[1]);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) f(list(i, j));
      return;
    }
  }
  for (const auto& x : list) f(x);
}
/// The same for what must be a list.
template <class List, class F>
void for_each_in_list(std::string_view what, const List& list, F&& f) {
  require_list(what, list);
  for_each_element(list, f);
}

/// Appends all elements as T to a list.
template <class T, class List>
void append_elements(List& to, const auto& from) {
  for_each_element(from, [&](const auto& x) { to.push_back(static_cast<T>(x)); });
}

/// A number of a neuron or synapse from a list of any arithmetic type; what is no whole number becomes `otherwise`.
template <class N>
[[nodiscard]] std::int64_t whole_number(N x, std::int64_t otherwise = -1) {
  if constexpr (std::is_integral_v<N>) {
    return static_cast<std::int64_t>(x);
  } else {
    const auto number = static_cast<double>(x);
    return number == std::floor(number) && std::abs(number) < 9e15 ? static_cast<std::int64_t>(number) : otherwise;
  }
}

} // namespace cortexpr::detail
