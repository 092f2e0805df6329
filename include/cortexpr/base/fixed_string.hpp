// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr {

/// A string as a template argument: `population<"n1">`, `"n2.v"_name`.
template <std::size_t N>
struct fixed_string {
  char text[N + 1] = {};

  constexpr fixed_string() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): "n1" shall deduce as a template argument
  constexpr fixed_string(const char (&literal)[N + 1]) { std::copy_n(literal, N + 1, text); }

  [[nodiscard]] constexpr std::string_view view() const { return {text, N}; }
  [[nodiscard]] static constexpr std::size_t size() { return N; }

  template <std::size_t M>
  [[nodiscard]] constexpr fixed_string<N + M> operator+(const fixed_string<M>& other) const {
    fixed_string<N + M> joined;
    std::copy_n(text, N, joined.text);
    std::copy_n(other.text, M + 1, joined.text + N);
    return joined;
  }
  template <std::size_t M>
  [[nodiscard]] constexpr fixed_string<N + M - 1> operator+(const char (&literal)[M]) const {
    return *this + fixed_string<M - 1>(literal);
  }
  template <std::size_t M>
  [[nodiscard]] friend constexpr fixed_string<M - 1 + N> operator+(const char (&literal)[M], const fixed_string& tail) {
    return fixed_string<M - 1>(literal) + tail;
  }
  template <std::size_t M>
  [[nodiscard]] constexpr bool operator==(const fixed_string<M>& other) const {
    return view() == other.view();
  }
};

template <std::size_t N>
fixed_string(const char (&)[N]) -> fixed_string<N - 1>;

namespace detail {

/// Copies a compile-time view into a string that can be a template argument. Without the zero that is written at its
/// end clang prints 8 or 16 letters as numbers.
template <std::size_t N>
[[nodiscard]] constexpr fixed_string<N> to_fixed(std::string_view text) {
  fixed_string<N> result;
  std::copy_n(text.begin(), N, result.text);
  result.text[N] = '\0';
  return result;
}

} // namespace detail

/// A name as a value whose type carries the text: `sim["n2.v"_name]`.
template <fixed_string Name>
struct name_constant {
  static constexpr auto value = Name;
  [[nodiscard]] static constexpr std::string_view view() { return Name.view(); }
};

namespace detail {

template <class>
inline constexpr bool is_name_constant = false;
template <fixed_string Name>
inline constexpr bool is_name_constant<name_constant<Name>> = true;

} // namespace detail

inline namespace literals {
template <fixed_string Name>
[[nodiscard]] constexpr name_constant<Name> operator""_name() {
  return {};
}
} // namespace literals

} // namespace cortexpr
