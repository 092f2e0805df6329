// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/lexer/scanner.hpp>
#include <cortexpr/detail/equations/reader/calls.hpp>
#include <cortexpr/detail/equations/reader/misplaced.hpp>

namespace cortexpr::detail::equation {

/// Reads expressions: Python's precedence, one function per level of brackets, as compilers bound the depth of calls in
/// constant expressions.
class expressions {
public:
  constexpr expressions(draft& d, names& n) : d_(d), names_(n), make_(d), calls_(d, n, make_) {}

  /// A part of the source, or a piece of it.
  constexpr void open(std::uint8_t part) {
    part_ = part;
    const text_part& p = d_.source.parts[part];
    in_ = scanner(p.text, p.from, p.to < p.text.size() ? p.to : p.text.size());
  }
  scanner in_{};          ///< where it reads
  bool one_line_ = false; ///< a line's end ends the expression, unless brackets are open
  bool units_ = false;    ///< only units are names

  [[nodiscard]] constexpr position here() const { return position_at(in_.place()); }
  [[nodiscard]] constexpr position position_at(std::size_t place) const {
    return {part_, static_cast<std::int16_t>(place)};
  }
  constexpr void skip() { in_.skip(!one_line_ || brackets_ > 0); }

  /// A whole expression; a unit is one of level `product`.
  constexpr std::int16_t read() { return expression(level::conditional); }
  constexpr std::int16_t read_unit() {
    units_ = one_line_ = true;
    const std::int16_t unit = expression(level::product);
    units_ = one_line_ = false;
    return unit;
  }
  /// The expression of a name, read when it is first needed.
  constexpr void read_line(std::int16_t e) {
    draft::line& line = d_.line_of(e);
    if (d_.failed() || line.to == 0 || line.state == draft::line::progress::read) return;
    const position where{d_.name(e).part, d_.name(e).place};
    if (line.state == draft::line::progress::begun) {
      d_.fail(where, "'", d_.name(e).name, "' is defined by itself");
      return;
    }
    line.state = draft::line::progress::begun;
    const scanner in = in_;
    const std::uint8_t part = part_;
    const int brackets = brackets_;
    const bool one_line = one_line_;
    part_ = where.part;
    brackets_ = 0;
    one_line_ = false;
    in_ = scanner(d_.source.parts[part_].text, line.from, line.to);
    std::int16_t root = read();
    skip();
    if (!in_.at_end()) root = unexpected();
    in_ = in;
    part_ = part;
    brackets_ = brackets;
    one_line_ = one_line;
    if (d_.failed()) return;
    line.state = draft::line::progress::read;
    finish_line(e, root);
  }
  constexpr std::int16_t unexpected() { return d_.fail(here(), misplaced(in_, one_line_)); }
  constexpr operations& make() { return make_; }
  constexpr names& known_names() { return names_; }

private:
  enum class level : std::uint8_t { conditional, either, both, opposite, comparison, sum, product, sign, power };
  struct infix {
    op what = op::constant;
    level binds = level::either;
    std::size_t size = 0; ///< of the symbol; 0 if none stands here
  };
  static constexpr int max_depth = 64;

  draft& d_;
  names& names_;
  operations make_;
  calls calls_;
  std::uint8_t part_ = 0;
  int depth_ = 0, brackets_ = 0;

  constexpr void finish_line(std::int16_t e, std::int16_t root) {
    entry& x = d_.name(e);
    if (x.boolean) {
      if (!d_.is_truth(root)) {
        d_.fail(d_.position_of(root), "'", x.name, "' is boolean, its value is a condition");
        return;
      }
      if (make_.is_fixed_truth(root)) root = make_.number_of(root);
    } else if (d_.is_truth(root)) {
      d_.fail(d_.position_of(root), "'", x.name, "' is a number, this is a condition; write int(...) or declare '",
              x.name, " : boolean'");
      return;
    }
    if (d_.failed()) return;
    x.root = root;
    const bool is_default =
        x.what == role::shorthand && d_.at(root).what == op::constant && !x.held_in_step && !x.summed;
    d_.want({.root = root, .name = e, .derivative = x.has_flow});
    if (!is_default) return;
    x.what = role::parameter;
    x.value = d_.at(root).value;
    x.root = none;
  }

  [[nodiscard]] constexpr infix next_infix() const {
    const char c = in_.peek(), after = in_.peek(1);
    switch (c) {
    case '+':
      return {op::add, level::sum, 1};
    case '-':
      return {op::subtract, level::sum, 1};
    case '*':
      return after == '*' ? infix{op::power, level::power, 2} : infix{op::multiply, level::product, 1};
    case '/':
      return after == '/' ? infix{op::whole_quotient, level::product, 2} : infix{op::divide, level::product, 1};
    case '%':
      return {op::modulo, level::product, 1};
    case '<':
      return after == '=' ? infix{op::at_most, level::comparison, 2} : infix{op::less, level::comparison, 1};
    case '>':
      return after == '=' ? infix{op::at_least, level::comparison, 2} : infix{op::greater, level::comparison, 1};
    case '=':
      return after == '=' ? infix{op::equal, level::comparison, 2} : infix{};
    case '!':
      return after == '=' ? infix{op::unequal, level::comparison, 2} : infix{};
    default:
      break;
    }
    if (c != 'a' && c != 'o') return {};
    scanner word = in_;
    if (word.take("and")) return {op::both, level::both, 3};
    return word.take("or") ? infix{op::either, level::either, 2} : infix{};
  }
  static constexpr level tighter(level l) { return static_cast<level>(static_cast<int>(l) + 1); }

  constexpr std::int16_t expression(level least) {
    if (d_.failed()) return none;
    if (depth_ == max_depth) return d_.fail(here(), "brackets, signs or lines are nested more than 64 deep");
    ++depth_;
    std::int16_t left = prefix(least);
    std::int16_t compared = none; // the right side of a comparison: a < b < c is a < b and b < c
    while (!d_.failed()) {
      skip();
      const infix next = next_infix();
      if (next.size == 0 || next.binds < least) break;
      if (units_ && next.what != op::multiply && next.what != op::divide && next.what != op::power) break;
      const position where = here();
      in_.step(next.size);
      const std::int16_t right = expression(next.binds == level::power ? level::sign : tighter(next.binds));
      if (d_.failed()) break;
      if (next.binds == level::comparison) {
        const std::int16_t last = compared == none ? left : compared;
        const std::int16_t holds = make_.compare(where, next.what, last, right);
        left = compared == none ? holds : make_.make_condition(where, op::both, left, holds);
        compared = right;
      } else if (next.what == op::power) {
        left = make_.power(where, left, right);
      } else if (next.binds < level::comparison) {
        left = make_.make_condition(where, next.what, left, right);
        compared = none;
      } else {
        left = make_.make(where, next.what, left, right);
      }
    }
    if (least == level::conditional) left = conditional(left);
    --depth_;
    return left;
  }
  /// "x if c else y", where x has been read.
  constexpr std::int16_t conditional(std::int16_t yes) {
    if (d_.failed() || in_.peek() != 'i') return yes;
    const position where = here();
    if (!in_.take("if")) return yes;
    const std::int16_t condition = expression(level::either);
    skip();
    if (!d_.failed() && !in_.take("else")) return d_.fail(here(), "'else' is missing, as in 1 if v > V_th else 0");
    const std::int16_t no = expression(level::conditional);
    return make_.choose(where, condition, yes, no);
  }

  constexpr std::int16_t prefix(level least) {
    skip();
    const position where = here();
    if (in_.begins_number()) {
      const double x = in_.number();
      if (!is_finite(x)) return d_.fail(where, "this number is too large");
      if (is_letter(in_.peek()))
        return d_.fail(here(), "an operator is missing between the number and what follows, as in 5*mV");
      return d_.constant(where, x, dim::one, x == 0);
    }
    if (in_.take('(')) {
      ++brackets_;
      const std::int16_t inner = expression(units_ ? level::product : level::conditional);
      return closed(inner);
    }
    if (in_.peek() == '-' || in_.peek() == '+') {
      const bool minus = in_.peek() == '-';
      in_.step();
      const std::int16_t x = expression(level::sign);
      return minus ? make_.make(where, op::negative, x) : x;
    }
    if (in_.peek() == 'n' && in_.take("not")) {
      if (least > level::opposite) return d_.fail(where, "'not' needs brackets here");
      const std::int16_t x = expression(level::opposite);
      return make_.make_condition(where, op::opposite, x);
    }
    if (!is_letter(in_.peek())) {
      if (in_.at_end() || in_.peek() == '\n' || in_.peek() == ';')
        return d_.fail(where, "the expression ends too early");
      const char c = in_.peek();
      if (c == '!' || c == '~' || c == '[' || c == '\'' || c == '"' || c == '>') return unexpected();
      return d_.fail(where, "a value is expected here");
    }
    return named(where, in_.name());
  }
  constexpr std::int16_t closed(std::int16_t inner) {
    skip();
    if (!d_.failed() && !in_.take(')')) {
      if (in_.at_end()) return d_.fail(here(), "')' is missing");
      if (in_.peek() == ',') return d_.fail(here(), misplaced(in_, false));
      return unexpected();
    }
    --brackets_;
    return inner;
  }

  constexpr std::int16_t named(const position& where, std::string_view word) {
    if (units_) {
      if (const found_unit u = find_unit(word); u.found) return d_.constant(where, u.scale, u.unit);
      return names_.refuse_unit(where, word);
    }
    skip();
    if (in_.peek() == '(') return call(where, word);
    if (const std::int16_t e = d_.find(word); e != none) return reference(where, e);
    if (word == "and" || word == "or" || word == "if" || word == "else")
      return d_.fail(where, "a value is expected before '", word, "'");
    if (const found_unit u = find_unit(word); u.found) return d_.constant(where, u.scale, u.unit);
    if (word == "pi") return d_.constant(where, 3.14159265358979323846);
    if (word == "e") return d_.constant(where, 2.71828182845904523536);
    if (word == "inf") return d_.constant(where, std::numeric_limits<double>::infinity(), dim::one, true);
    if (word == "True") return make_.truth_value(where, true);
    if (word == "False") return make_.truth_value(where, false);
    if (word == "xi" || (word.size() > 3 && word.substr(0, 3) == "xi_")) return names_.white_noise(where, word);
    if (word == "t_in_timesteps") {
      const std::int16_t time = named(where, "t"), step = named(where, "dt");
      return calls_.make(where, "timestep", {{time, step}, 2});
    }
    const std::int16_t e = names_.special(where, word);
    if (d_.failed()) return none;
    return reference(where, e != none ? e : names_.external(where, word));
  }
  constexpr std::int16_t reference(const position& where, std::int16_t e) {
    if (d_.failed()) return none;
    if (d_.name(e).what == role::shorthand) {
      read_line(e);
      if (d_.failed()) return none;
      if (const entry& x = d_.name(e); x.what == role::shorthand && !x.held_in_step) return x.root;
    }
    return d_.leaf(where, op::name, e);
  }

  constexpr std::int16_t call(const position& where, std::string_view word) {
    in_.take('(');
    ++brackets_;
    std::array<std::int16_t, 3> x{none, none, none};
    std::size_t count = 0;
    skip();
    for (bool more = in_.peek() != ')'; more && !d_.failed(); more = in_.take(',')) {
      if (count == 3) return d_.fail(here(), word, "() has too many arguments");
      x[count++] = expression(level::conditional);
      skip();
    }
    closed(none);
    if (d_.failed()) return none;
    return calls_.make(where, word, {x, count});
  }
};

} // namespace cortexpr::detail::equation
