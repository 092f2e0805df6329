// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equations/mistake_text.hpp>
#include <cortexpr/detail/equations/outcome/read_source.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// What the texts of a type say, and in arrays of that size; `Text::source` holds them.
template <class Text>
inline constexpr program<> whole_program_of = read_source(Text::source);
template <class Text>
inline constexpr auto program_of = cropped<whole_program_of<Text>.node_count, whole_program_of<Text>.name_count,
                                           whole_program_of<Text>.statement_count>(whole_program_of<Text>);

template <class Text>
inline constexpr mistake_text mistake_in = text_of(Text::source, whole_program_of<Text>.error);

// Compilers print the arguments of a class beside its sentence. g++ prints texts whole, clang cuts them near 32
// characters; before clang 16 texts are printed as numbers, but characters as characters.
#if defined(__clang__) && __clang_major__ < 16
template <char... Letters>
struct mistake_in_equations {
  static_assert(!sizeof...(Letters), "cortexpr: mistake in a text of equations: read its words, and the place, in "
                                     "the arguments of mistake_in_equations<...>");
};
template <class Text, std::size_t... K>
auto refuse(std::index_sequence<K...>) -> mistake_in_equations<mistake_in<Text>.message.text[K]...>;
template <class Text>
using mistake_found = decltype(refuse<Text>(std::make_index_sequence<mistake_in<Text>.message.size>()));
#else
#ifdef __clang__
inline constexpr std::size_t piece_size = 30;
#else
inline constexpr std::size_t piece_size = 1000;
#endif
template <auto... Words>
struct mistake_in_equations {
  static_assert(!sizeof...(Words), "cortexpr: mistake in a text of equations: read its words, and the place, in "
                                   "the arguments of mistake_in_equations<...>");
};
/// The words, the line, and the mark below the place, each in pieces.
template <class Text>
struct pieces_of_mistake {
  static constexpr std::size_t pieces_in(std::size_t size) { return (size + piece_size - 1) / piece_size; }
  static constexpr std::size_t of_message = pieces_in(mistake_in<Text>.message.size),
                               of_line = pieces_in(mistake_in<Text>.line.size),
                               of_mark = pieces_in(mistake_in<Text>.mark.size);
  static constexpr std::size_t count = of_message + of_line + of_mark;
  static constexpr std::string_view piece(std::size_t k) {
    std::string_view text = mistake_in<Text>.message.view();
    if (k >= of_message) text = mistake_in<Text>.line.view();
    if (k >= of_message + of_line) text = mistake_in<Text>.mark.view();
    k -= k >= of_message + of_line ? of_message + of_line : k >= of_message ? of_message : 0;
    return text.substr(k * piece_size, piece_size);
  }
};
template <class Text, std::size_t... K>
auto refuse(std::index_sequence<K...>)
    -> mistake_in_equations<to_fixed<pieces_of_mistake<Text>::piece(K).size()>(pieces_of_mistake<Text>::piece(K))...>;
template <class Text>
using mistake_found = decltype(refuse<Text>(std::make_index_sequence<pieces_of_mistake<Text>::count>()));
#endif

/// Whether the text is right but for a unit that the values of a population may tell: `Text::takes_units`.
template <class Text>
inline constexpr bool leaves_units_open = false;
template <class Text>
  requires requires { requires Text::takes_units; }
inline constexpr bool leaves_units_open<Text> =
    whole_program_of<Text>.error.found && whole_program_of<Text>.error.open_unit;

template <class Text>
inline constexpr bool is_wrong = whole_program_of<Text>.error.found && !leaves_units_open<Text>;
/// Whether to report the mistake: it is already reported for a text that only takes the units of values,
/// `Text::said_before`.
template <class Text>
inline constexpr bool is_reported = is_wrong<Text>;
template <class Text>
  requires requires { requires Text::said_before; }
inline constexpr bool is_reported<Text> = false;

template <class Text>
concept ChecksOptions = requires {
  Text::check_options();
};
/// An empty base class, whose instantiation reports in one line which options do not belong to a text.
struct options_of_text {};
template <class Text>
constexpr auto checked_options() {
  if constexpr (ChecksOptions<Text>) Text::check_options();
  return std::type_identity<options_of_text>{};
}
template <class Text>
using report_of_options = typename decltype(checked_options<Text>())::type;

// The base class of what is made from texts: empty, and for a text with a mistake its instantiation is the error. Code
// that uses the text finds its names and equations that do nothing. clang would report every class derived from one
// that fails; there a function fails instead. g++ needs fewer lines for a class.
#ifdef __clang__
struct no_mistake {};
template <class Text>
constexpr auto checked_text() {
  if constexpr (is_reported<Text>) static_assert(sizeof(mistake_found<Text>) != 0);
  return std::type_identity<no_mistake>{};
}
template <class Text>
using report = typename decltype(checked_text<Text>())::type;
#else
template <class Text, bool IsReported = is_reported<Text>>
struct report {};
template <class Text>
struct report<Text, true> {
  static_assert(sizeof(mistake_found<Text>) != 0);
};
#endif

} // namespace cortexpr::detail::equation
