// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/reader/expressions.hpp>

namespace cortexpr::detail::equation {

/// What a line of equations is.
enum class line_kind : std::uint8_t { derivative = 1, shorthand = 2, quantity = 4 };

struct flag {
  std::string_view name;
  bool entry::*sets; ///< null for (input) and (variable), which set the role
  unsigned lines;    ///< the kinds of lines that take it
  enum class owner : std::uint8_t { both, neurons, synapses } whose = owner::both;
};
inline constexpr std::array<flag, 10> flags{{
    {"unless refractory", &entry::held, 1, flag::owner::neurons},
    {"constant", &entry::constant, 2 | 4},
    {"shared", &entry::shared, 1 | 2 | 4},
    {"constant over dt", &entry::held_in_step, 2, flag::owner::neurons},
    {"linked", &entry::linked, 4, flag::owner::neurons},
    {"input", nullptr, 4, flag::owner::neurons},
    {"variable", nullptr, 4},
    {"event-driven", &entry::event_driven, 1, flag::owner::synapses},
    {"clock-driven", &entry::clock_driven, 1, flag::owner::synapses},
    {"summed", &entry::summed, 2, flag::owner::synapses},
}};

/// Reads the lines of equations: `dx/dt = ... : unit (flags)`, `x = ... : unit`, `x : unit`. The expressions stay for
/// later, when all names are known.
class declarations {
public:
  constexpr declarations(draft& d, expressions& e) : d_(d), e_(e) {}

  constexpr void read(std::uint8_t part) {
    for (e_.open(part); !d_.failed();) {
      e_.in_.skip(true);
      if (e_.in_.at_end()) return;
      if (!e_.in_.take(';')) line();
    }
  }
  /// The same for a text with mistakes: skips wrong lines, but keeps the names that they declare.
  constexpr void read_what_is_right(std::uint8_t part) {
    for (e_.open(part);;) {
      e_.in_.skip(true);
      if (e_.in_.at_end()) return;
      if (e_.in_.take(';')) continue;
      const std::size_t known = d_.result.name_count, from = e_.in_.place();
      line();
      if (!d_.failed()) continue;
      d_.result.error = mistake{};
      if (!unit_is_read_) begun_.unit = unknown_dimension;
      if (d_.result.name_count == known && known < max_names && !begun_.name.empty() && d_.find(begun_.name) == none)
        d_.add(begun_);
      if (e_.in_.place() != from && e_.in_.before() == '\n') continue; // found where the next line begins
      while (!e_.in_.at_end() && e_.in_.peek() != ';' && e_.in_.peek() != '\n') e_.in_.step();
    }
  }

private:
  draft& d_;
  expressions& e_;
  entry begun_{}; ///< what is known so far of the name that the present line declares
  bool unit_is_read_ = false;

  constexpr void line() {
    begun_ = entry{};
    unit_is_read_ = false;
    entry& x = begun_;
    const position where = e_.here();
    x.part = where.part;
    x.place = where.place;
    x.name = e_.in_.name();
    if (x.name.empty()) {
      const char c = e_.in_.peek();
      d_.fail(where,
              c == '"' || c == '\'' ? misplaced(e_.in_, false) : "a line begins with dx/dt = ..., x = ... or x : unit");
      return;
    }
    draft::line read{};
    e_.in_.skip(false);
    auto kind = line_kind::quantity;
    if (e_.in_.peek() == '/') {
      if (!derivative_of(x)) return;
      kind = line_kind::derivative;
    } else if (e_.in_.peek() == '=') {
      kind = line_kind::shorthand;
    }
    x.what = kind == line_kind::derivative  ? role::variable
             : kind == line_kind::shorthand ? role::shorthand
             : d_.is_written(x.name)        ? role::variable
                                            : role::parameter;
    x.has_flow = kind == line_kind::derivative;
    if (kind != line_kind::quantity) {
      e_.in_.step();
      if (e_.in_.peek() == '=') {
        d_.fail(e_.here(), "one '=' is enough");
        return;
      }
      read.from = e_.in_.place();
      if (!skip_expression(x.name, where)) return;
      read.to = e_.in_.place();
    }
    if (!e_.in_.take(':')) {
      refuse_without_unit(x.name, where);
      return;
    }
    read_unit(x);
    if (d_.failed()) return;
    unit_is_read_ = true;
    if (x.has_flow && d_.source.of_synapses && x.name == "w") {
      d_.fail(where, "'w' is the weight of the projection, which no equation moves; give this variable another name");
      return;
    }
    read_flags(x, kind);
    if (d_.failed()) return;
    if (x.shared && x.what == role::variable && !d_.between_neurons(x.part)) {
      x.what = role::input;
      x.of_population = true;
      if (x.held) d_.fail(where, "'", x.name, "' is (shared): no neuron holds it while it is refractory");
    }
    x.required = x.what == role::parameter;
    e_.in_.skip(false);
    if (!e_.in_.at_end() && e_.in_.peek() != '\n' && e_.in_.peek() != ';') {
      if (e_.in_.peek() == '/' && e_.in_.peek(1) == '/')
        d_.fail(e_.here(), "a comment begins with #");
      else
        d_.fail(e_.here(), "the unit of '", x.name,
                "' ends before this; flags stand in brackets, and the next equation ",
                "begins after ';' or in a new line");
      return;
    }
    require_free(x);
    if (const std::int16_t e = d_.add(x); e != none) d_.line_of(e) = read;
  }
  /// "dx/dt": the name without its d, up to the '='.
  constexpr bool derivative_of(entry& x) {
    const position where = e_.here();
    e_.in_.step();
    e_.in_.skip(false);
    const bool is_derivative = e_.in_.name() == "dt" && x.name.size() > 1 && x.name[0] == 'd' && !is_digit(x.name[1]);
    if (!is_derivative) {
      d_.fail({where.part, x.place}, "an equation begins with dx/dt =");
      return false;
    }
    x.name.remove_prefix(1);
    e_.in_.skip(false);
    if (e_.in_.peek() == '=') return true;
    d_.fail(e_.here(), "'=' is missing after d", x.name, "/dt");
    return false;
  }
  /// Goes to the ':' that ends an expression.
  constexpr bool skip_expression(std::string_view name, const position& where) {
    int open = 0;
    char last = '=';
    while (true) {
      const char c = e_.in_.peek();
      if (c == ':') return true;
      if (c == '?') {
        e_.unexpected();
        return false;
      }
      const bool blank = c == ' ' || c == '\n' || c == '#' || c == '\\' || c == '\t' || c == '\r';
      if (c == ';' || c == '\0' || (blank && next_line_begins(last, open))) {
        refuse_without_unit(name, where);
        return false;
      }
      if (blank) continue;
      if (c == '(') ++open;
      if (c == ')') --open;
      last = c;
      e_.in_.step();
    }
  }
  /// Skips blanks and ends of lines; true if what follows cannot go on with the expression: two values side by side.
  constexpr bool next_line_begins(char last, int open) {
    const std::size_t before = e_.in_.place();
    e_.in_.skip(false);
    if (e_.in_.peek() != '\n') {
      if (e_.in_.place() == before) e_.in_.step(); // a backslash that continues no line
      return false;
    }
    e_.in_.skip(true);
    if (open > 0 || !(is_letter(last) || is_digit(last) || last == ')' || last == '.')) return false;
    scanner ahead = e_.in_;
    const std::string_view word = ahead.name();
    return !word.empty() && word != "and" && word != "or" && word != "if" && word != "else";
  }
  constexpr void refuse_without_unit(std::string_view name, const position& where) {
    d_.fail(where, "the line of '", name, "' has no unit; it ends in ': volt' or, for a pure number, in ': 1'");
  }

  constexpr void read_unit(entry& x) {
    e_.in_.skip(false);
    const position where = e_.here();
    if (e_.in_.take("boolean")) {
      x.boolean = true;
      return;
    }
    if (e_.in_.take("integer")) {
      x.integer = true;
      return;
    }
    const std::size_t nodes = d_.result.node_count;
    const std::int16_t unit = e_.read_unit();
    if (d_.failed()) return;
    if (e_.in_.peek() == '^') {
      e_.unexpected();
      return;
    }
    const node& u = d_.at(unit);
    if (u.what != op::constant || u.any_unit || !(u.value > 0))
      d_.fail(where, "this is no unit; units are written as volt, amp, siemens/metre**2, 1");
    else if (u.value < 1 - 1e-9 || u.value > 1 + 1e-9)
      d_.fail(where, "write ': ", u.unit == dim::one ? std::string_view("1") : unit_words(u.unit).view(),
              "': values are kept in base units");
    x.unit = u.unit;
    d_.result.node_count = nodes;
  }

  constexpr void read_flags(entry& x, line_kind kind) {
    e_.in_.skip(false);
    if (!e_.in_.take('(')) return;
    while (!d_.failed()) {
      e_.in_.skip(false);
      const position where = e_.here();
      const std::size_t from = e_.in_.place();
      std::size_t to = from;
      for (; !e_.in_.at_end() && e_.in_.peek() != ',' && e_.in_.peek() != ')' && e_.in_.peek() != '\n'; e_.in_.step())
        if (e_.in_.peek() != ' ' && e_.in_.peek() != '\t') to = e_.in_.place() + 1;
      set_flag(x, kind, where, e_.in_.text(from, to));
      if (d_.failed() || e_.in_.take(')')) return;
      if (!e_.in_.take(',')) d_.fail(e_.here(), "')' is missing");
    }
  }
  constexpr void set_flag(entry& x, line_kind kind, const position& where, std::string_view word) {
    for (const flag& f : flags) {
      if (f.name != word) continue;
      if ((f.lines & static_cast<unsigned>(kind)) == 0) {
        d_.fail(where, "(", word, ") belongs to ",
                f.lines == 1   ? "an equation dx/dt = ..."
                : f.lines == 2 ? "a line x = ..."
                : f.lines == 4 ? "a line x : unit"
                               : "a line x = ... or x : unit");
        return;
      }
      if (const bool between = d_.between_neurons(where.part);
          f.whose == (between ? flag::owner::neurons : flag::owner::synapses)) {
        d_.fail(where, "(", word, ") belongs to the equations of ", between ? "neurons" : "synapses");
        return;
      }
      if (f.sets != nullptr) x.*f.sets = true;
      if (word == "input" || word == "linked") x.what = role::input;
      if (word == "variable") x.what = role::variable;
      return;
    }
    for (const flag& f : flags)
      if (word.size() > 3 &&
          (one_slip_apart(f.name, word) || f.name.starts_with(word) || same_but_for_capitals(f.name, word))) {
        d_.fail(where, "unknown flag '", word, "'; did you mean (", f.name, ")?");
        return;
      }
    if (word == "point current")
      d_.fail(where, "(point current) belongs to cables, which this library has not; write compartments as variables");
    d_.fail(where, "unknown flag '", word, "'");
  }

  constexpr void require_free(const entry& x) {
    const position where{x.part, x.place};
    if (d_.find(x.name) != none) d_.fail(where, "'", x.name, "' is defined twice");
    for (const std::string_view taken : {"t", "dt", "i", "t_in_timesteps", "lastspike", "last_spike", "not_refractory",
                                         "pi", "inf", "xi", "True", "False", "and", "or", "not", "if", "else"})
      if (x.name == taken) d_.fail(where, "'", x.name, "' has a meaning of its own; choose another name");
    if (x.name == "lastupdate" && d_.source.of_synapses) e_.known_names().refuse_last_update(where);
    if (x.name.size() > 3 && x.name.substr(0, 3) == "xi_")
      d_.fail(where, "names that begin with xi_ are noises; choose another name");
    if (find_unit(x.name).found && !may_be_declared(x.name))
      d_.fail(where, "'", x.name, "' is a unit; choose another name");
  }
};

} // namespace cortexpr::detail::equation
