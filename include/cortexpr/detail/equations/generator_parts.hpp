// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equations/lexer/scanner.hpp>
#include <cortexpr/detail/equations/lexer/words.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail::equation {

/// Whether a word stands in a text.
[[nodiscard]] constexpr bool has_word(std::string_view text, std::string_view wanted) {
  scanner in(text);
  while (true) {
    in.skip(true);
    if (in.at_end()) return false;
    if (in.begins_number())
      in.number();
    else if (!is_letter(in.peek()))
      in.step();
    else if (same_text(in.name(), wanted))
      return true;
  }
}
/// Whether a text is a generator of connections: "k for k in range(i, i + 3)", or of one at most, "2*i if i < 5".
[[nodiscard]] constexpr bool is_generator(std::string_view text) {
  return has_word(text, "for") || (has_word(text, "if") && !has_word(text, "else"));
}

/// Cuts "k for k in range(begin, end, step) if condition" and "k for k in sample(begin, end, step, p=0.1)" into
/// expressions, each a part of the source with its place in the text.
class generator_parts {
public:
  constexpr generator_parts(source_text& source, std::string_view text) : source_(source), text_(text), in_(text) {}

  constexpr void cut() {
    generator_text& g = source_.generator;
    g.present = true;
    if (!has_word(text_, "for")) {
      g.element = up_to_word("if");
      word("if");
      g.condition = piece(part_kind::condition, in_.place(), text_.size());
      return;
    }
    g.element = up_to_word("for");
    word("for");
    in_.skip(true);
    g.variable_place = static_cast<std::int16_t>(in_.place());
    g.variable = in_.name();
    if (g.variable.empty()) refuse("a generator is k for k in range(...) or k for k in sample(...)");
    word("in");
    in_.skip(true);
    const std::size_t place = in_.place();
    const std::string_view iterator = in_.name();
    g.samples = same_text(iterator, "sample");
    if (!g.samples && !same_text(iterator, "range"))
      refuse_at(place, "a generator goes over range(...) or sample(...)");
    arguments();
    in_.skip(true);
    if (!in_.at_end()) {
      word("if");
      g.condition = piece(part_kind::condition, in_.place(), text_.size());
    }
  }

private:
  source_text& source_;
  std::string_view text_;
  scanner in_;

  constexpr void refuse_at(std::size_t place, std::string_view words) {
    if (!source_.refusal.empty()) return;
    source_.refusal = words;
    source_.refusal_place = static_cast<std::int16_t>(place);
  }
  constexpr void refuse(std::string_view words) { refuse_at(in_.place(), words); }
  constexpr void word(std::string_view wanted) {
    in_.skip(true);
    if (!in_.take(wanted)) refuse("a generator is k for k in range(...) if condition, or k for k in sample(...)");
  }
  constexpr std::int8_t piece(part_kind kind, std::size_t from, std::size_t to) {
    if (source_.count == max_parts) return -1;
    text_part& p = source_.parts[source_.count];
    p = {kind, text_};
    p.from = from;
    p.to = to;
    p.has_unit = kind == part_kind::value;
    return static_cast<std::int8_t>(source_.count++);
  }
  constexpr std::int8_t up_to_word(std::string_view end) {
    const std::size_t from = in_.place();
    std::size_t to = from;
    while (true) {
      in_.skip(true);
      to = in_.place();
      if (in_.at_end()) break;
      if (in_.begins_number()) {
        in_.number();
      } else if (!is_letter(in_.peek())) {
        in_.step();
      } else if (same_text(in_.name(), end)) {
        in_ = scanner(text_, to, text_.size());
        break;
      }
    }
    return piece(part_kind::value, from, to);
  }
  /// "(begin, end, step, p=0.1)"
  constexpr void arguments() {
    generator_text& g = source_.generator;
    in_.skip(true);
    if (!in_.take('(')) {
      refuse("'(' is missing, as in range(N_post)");
      return;
    }
    std::array<std::int8_t, 3> limit{-1, -1, -1};
    std::size_t count = 0;
    for (bool more = true; more;) {
      in_.skip(true);
      const std::size_t place = in_.place();
      scanner ahead = in_;
      const std::string_view named = ahead.name();
      ahead.skip(true);
      const bool has_name = !named.empty() && ahead.peek() == '=' && ahead.peek(1) != '=';
      if (has_name) {
        g.by_size = same_text(named, "size");
        if (!g.samples || !(g.by_size || same_text(named, "p")) || g.amount >= 0)
          refuse_at(place, "sample() takes its limits and p=... or size=..., range() its limits alone");
        ahead.step();
        in_ = ahead;
      }
      const std::int8_t expression = argument();
      if (has_name)
        g.amount = expression;
      else if (count < limit.size())
        limit[count++] = expression;
      else
        refuse_at(place, "there are three limits at most: begin, end, step");
      more = in_.take(',');
    }
    if (!in_.take(')')) refuse("')' is missing");
    if (g.samples && g.amount < 0) refuse("sample() takes p=... or size=..., as in sample(N_post, p=0.1)");
    g.begin = count > 1 ? limit[0] : std::int8_t{-1};
    g.end = count > 1 ? limit[1] : limit[0];
    g.step = limit[2];
  }
  /// Goes to the ',' or ')' that ends an argument.
  constexpr std::int8_t argument() {
    const std::size_t from = in_.place();
    for (int open = 0; !in_.at_end(); in_.step()) {
      in_.skip(true);
      const char c = in_.peek();
      if (open == 0 && (c == ',' || c == ')')) break;
      if (c == '(') ++open;
      if (c == ')') --open;
    }
    return piece(part_kind::value, from, in_.place());
  }
};

} // namespace cortexpr::detail::equation
