// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/reader/declarations.hpp>
#include <cortexpr/detail/equations/reader/expressions.hpp>
#include <cortexpr/detail/equations/reader/names.hpp>
#include <cortexpr/detail/equations/reader/statements.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

/// The names that a text with a mistake declares, with equations that do nothing. Values, drives, routes and recordings
/// find what they name, so that the compiler reports the mistake alone.
class kept_names {
public:
  constexpr explicit kept_names(const source_text& source)
      : d_(source), names_(d_), e_(d_, names_), declared_(d_, e_), statements_(d_, e_, names_) {}

  constexpr program<> read() {
    for (std::size_t k = 0; k < d_.source.count; ++k)
      if (holds_statements(d_.source.parts[k].kind)) statements_.note_written(static_cast<std::uint8_t>(k));
    for (std::size_t k = 0; k < d_.source.count; ++k)
      if (d_.source.parts[k].kind == part_kind::equations) declared_.read_what_is_right(static_cast<std::uint8_t>(k));
    for (std::size_t k = 0; k < d_.source.count; ++k) find_names(static_cast<std::uint8_t>(k));
    if (d_.source.has(part_kind::refractory) && d_.find("t_ref") == none && d_.result.name_count < max_names)
      d_.add(time_of_refractoriness());
    for (std::size_t e = 0; e < d_.result.name_count; ++e) stand_still(e);
    for (std::size_t k = 0; k < d_.source.count; ++k) d_.result.roots[k] = nothing(static_cast<std::uint8_t>(k));
    d_.result.error = mistake{};
    return d_.result;
  }

private:
  draft d_;
  names names_;
  expressions e_;
  declarations declared_;
  statements statements_;

  /// Takes undeclared names for parameters, and arrays over time for inputs.
  constexpr void find_names(std::uint8_t k) {
    const text_part& part = d_.source.parts[k];
    scanner in(part.text);
    bool in_unit = false;
    while (!in.at_end()) {
      in.skip(false);
      const position where{k, static_cast<std::int16_t>(in.place())};
      if (in.begins_number()) {
        static_cast<void>(in.number());
        continue;
      }
      const std::string_view word = in.name();
      if (word.empty()) {
        const char c = in.peek();
        if (part.kind == part_kind::equations && (c == ':' || c == ';' || c == '\n')) in_unit = c == ':';
        in.step();
        continue;
      }
      in.skip(false);
      if (!in_unit) use(where, word, in);
    }
  }
  constexpr void use(const position& where, std::string_view word, const scanner& after) {
    if (d_.result.name_count == max_names || d_.find(word) != none || find_unit(word).found ||
        names::is_function(word) || is_of_an_end(word) || is_word_of_the_language(word))
      return;
    const bool is_derivative = after.peek() == '/' && after.peek(1) == 'd' && word[0] == 'd';
    const bool is_set = d_.is_written(word);
    if (is_derivative || (is_set && !d_.is_given(word))) return;
    entry x;
    x.name = word;
    x.what = after.peek() == '(' && after.peek(1) == 't' ? role::input : role::parameter;
    x.timed = x.what == role::input;
    x.external = !x.timed;
    x.part = where.part;
    x.place = where.place;
    if (after.peek() == '(' && !x.timed) return;
    x.unit = unknown_dimension;
    for (std::size_t k = 0; k < d_.source.given_count; ++k)
      if (d_.source.given_units[k].name == word) x.unit = d_.source.given_units[k].unit;
    d_.add(x);
  }
  static constexpr entry time_of_refractoriness() {
    entry x;
    x.name = "t_ref";
    x.unit = dim::second;
    return x;
  }
  static constexpr bool is_word_of_the_language(std::string_view word) {
    for (const special_name& s : special_names)
      if (s.word == word) return true;
    for (const std::string_view other :
         {"and", "or", "not", "if", "else", "for", "in", "True", "False", "pi", "e", "inf", "xi", "t_in_timesteps"})
      if (word == other) return true;
    return word.starts_with("xi_");
  }

  /// Gives a name an equation of value 0; a line of numbers and units alone is a parameter with a default.
  constexpr void stand_still(std::size_t e) {
    entry& x = d_.result.names[e];
    if (x.has_flow)
      x.root = zero({x.part, x.place}, x.unit / dim::second);
    else if (x.what == role::shorthand && is_constant(e))
      x.what = role::parameter;
    else if (x.what == role::shorthand)
      x.root = zero({x.part, x.place}, x.unit);
  }
  [[nodiscard]] constexpr bool is_constant(std::size_t e) const {
    const draft::line& line = d_.lines[e];
    scanner in(d_.source.parts[d_.result.names[e].part].text, line.from, line.to);
    while (!in.at_end()) {
      const std::string_view word = in.name();
      if (!word.empty() && !find_unit(word).found && word != "pi") return false;
      if (!word.empty()) continue;
      if (in.begins_number())
        static_cast<void>(in.number());
      else
        in.step();
    }
    return line.to > line.from;
  }
  constexpr std::int16_t any_value(const position& where) {
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (const entry& x = d_.result.names[e]; x.what == role::variable || x.what == role::parameter) {
        const std::int16_t n = d_.leaf(where, op::name, static_cast<std::int16_t>(e));
        if (n != none) d_.at(n).unit = x.unit;
        return n;
      }
    return zero(where, dim::one);
  }
  constexpr std::int16_t zero(const position& where, const dimension& unit) { return d_.constant(where, 0, unit); }
  /// A condition that never holds, or a value of that unit.
  constexpr std::int16_t nothing(std::uint8_t k) {
    const text_part& part = d_.source.parts[k];
    const position where{k, 0};
    if (part.kind == part_kind::value) return zero(where, part.has_unit ? part.unit : dim::one);
    if (part.kind != part_kind::threshold && part.kind != part_kind::event && part.kind != part_kind::condition)
      return none;
    node never; // x < x: a condition of constants would not be a SIMD mask of neurons
    never.what = op::less;
    never.part = where.part;
    never.a = never.b = any_value(where);
    return d_.add(never);
  }
};

} // namespace cortexpr::detail::equation
