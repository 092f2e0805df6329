// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>
#include <cortexpr/detail/equations/reader/expressions.hpp>

namespace cortexpr::detail::equation {

[[nodiscard]] constexpr bool holds_statements(part_kind kind) {
  return kind == part_kind::reset || kind == part_kind::on_pre || kind == part_kind::on_post ||
         kind == part_kind::statements || kind == part_kind::start;
}

/// Reads `x = ...; y += ...`, separated by ends of lines or semicolons.
class statements {
public:
  constexpr statements(draft& d, expressions& e, names& n) : d_(d), e_(e), names_(n) {}

  /// Notes the names that statements set: they are variables.
  constexpr void note_written(std::uint8_t part) {
    scanner in(d_.source.parts[part].text);
    while (d_.written_count < d_.written.size()) {
      in.skip(true);
      if (in.at_end()) return;
      const std::string_view word = in.name();
      if (!word.empty() && !d_.is_written(word)) d_.written[d_.written_count++] = word;
      while (!in.at_end() && in.peek() != ';' && in.peek() != '\n') {
        in.skip(false);
        if (in.peek() != ';' && in.peek() != '\n') in.step();
      }
      in.step();
    }
  }

  constexpr void read(std::uint8_t part) {
    e_.open(part);
    e_.one_line_ = true;
    while (!d_.failed()) {
      e_.in_.skip(true);
      if (e_.in_.at_end()) break;
      if (!e_.in_.take(';')) one(part);
    }
    e_.one_line_ = false;
    close(part);
  }

private:
  draft& d_;
  expressions& e_;
  names& names_;

  constexpr void one(std::uint8_t part) {
    const position where = e_.here();
    const std::string_view word = e_.in_.name();
    if (word.empty()) {
      d_.fail(where, "a statement begins with a name, as in v = V_r");
      return;
    }
    e_.in_.skip(false);
    const position sign = e_.here();
    op what = op::constant;
    const bool sets = e_.in_.peek() == '=' && e_.in_.peek(1) != '=';
    if (sets && e_.in_.peek(1) == '+') {
      d_.fail(sign, "'=+' sets a value; write += to add");
      return;
    }
    if (sets)
      e_.in_.step();
    else if (e_.in_.take("+="))
      what = op::add;
    else if (e_.in_.take("-="))
      what = op::subtract;
    else if (e_.in_.take("*="))
      what = op::multiply;
    else if (!e_.in_.take("/=")) {
      if (word == "if" || word == "for" || word == "while")
        d_.fail(where, "statements have no '", word, "'; write v = 0 if v > 1 else v");
      else
        d_.fail(sign, "a statement sets a value with =, +=, -=, *= or /=");
      return;
    } else
      what = op::divide;
    statement s;
    s.part = part;
    s.target = sets && is_local(part, word) ? local(where, word) : target(where, word);
    std::int16_t value = e_.read();
    if (d_.failed()) return;
    if (entry& x = d_.name(s.target); x.what == role::local && !is_set(s.target)) x.boolean = d_.is_truth(value);
    value = as_value(s.target, value);
    if (!sets && !d_.failed()) {
      s.adds = what == op::add || what == op::subtract;
      if (s.adds) s.addend = what == op::add ? value : e_.make().make(sign, op::negative, value);
      const std::int16_t before = d_.leaf(where, op::name, s.target);
      value = e_.make().make(sign, what, before, value);
    }
    s.root = value;
    e_.in_.skip(false);
    if (!d_.failed() && !e_.in_.at_end() && e_.in_.peek() != ';' && e_.in_.peek() != '\n') e_.unexpected();
    d_.want({.root = value, .name = s.target});
    if (d_.failed()) return;
    if (d_.result.statement_count == max_statements)
      d_.fail(where, "more than ", max_statements, " statements");
    else
      d_.result.statements[d_.result.statement_count++] = s;
  }
  /// Whether a name that is set is a new one, for the statements that follow. In statements of synapses and of
  /// operations it may also be a variable of a neuron: it is new if one of those statements reads it.
  [[nodiscard]] constexpr bool is_local(std::uint8_t part, std::string_view word) const {
    if (d_.failed() || d_.find(word) != none || is_of_an_end(word) || word == "w" || word == "xi" || word == "pi" ||
        word == "inf" || find_unit(word).found)
      return false;
    for (const special_name& s : special_names)
      if (s.word == word) return false;
    return names_.meant(word).empty() && is_read_later(part, word);
  }
  [[nodiscard]] constexpr bool is_read_later(std::uint8_t part, std::string_view word) const {
    const std::string_view text = d_.source.parts[part].text;
    scanner in(text, e_.in_.place(), text.size());
    const auto to_end_of_statement = [&in] {
      for (; !in.at_end() && in.peek() != ';' && in.peek() != '\n'; in.step()) in.skip(false);
    };
    for (to_end_of_statement(); !in.at_end();) {
      in.skip(true);
      if (in.take(';')) continue;
      const bool same = in.name() == word;
      in.skip(false);
      if (same && in.peek() != '=') return true; // tmp += 1
      for (in.step(); !in.at_end() && in.peek() != ';' && in.peek() != '\n'; in.skip(false)) {
        if (in.begins_number())
          in.number();
        else if (!is_letter(in.peek()))
          in.step();
        else if (in.name() == word)
          return true;
      }
    }
    return false;
  }
  constexpr std::int16_t local(const position& where, std::string_view word) {
    entry x;
    x.name = word;
    x.what = role::local;
    x.part = where.part;
    x.place = where.place;
    const std::int16_t e = d_.add(x);
    if (e != none) d_.line_of(e).unit_unknown = true;
    return e;
  }
  [[nodiscard]] constexpr bool is_set(std::int16_t e) const {
    for (std::size_t k = 0; k < d_.result.statement_count; ++k)
      if (d_.result.statements[k].target == e) return true;
    return false;
  }
  /// Local names end with their piece of text.
  constexpr void close(std::uint8_t part) {
    for (std::size_t k = 0; k < d_.result.name_count; ++k)
      if (entry& x = d_.result.names[k]; x.what == role::local && x.part == part) x.out_of_scope = true;
  }
  constexpr std::int16_t as_value(std::int16_t e, std::int16_t value) {
    const entry& x = d_.name(e);
    if (x.boolean && !d_.is_truth(value))
      return d_.fail(d_.position_of(value), "'", x.name, "' is boolean, its value is a condition");
    // Statements alone do not know which names of the model are boolean.
    const bool is_known = d_.source.parts[d_.position_of(value).part].kind != part_kind::statements;
    if (is_known && !x.boolean && d_.is_truth(value))
      return d_.fail(d_.position_of(value), "'", x.name, "' is a number, this is a condition; write int(...)");
    return e_.make().number_of(value);
  }
  constexpr std::int16_t target(const position& where, std::string_view word) {
    const std::string_view part = part_name(d_.source.parts[where.part].kind);
    std::int16_t e = d_.find(word);
    if (e == none) {
      for (const special_name& s : special_names)
        if (s.word == word)
          return d_.fail(where, "'", word, "' cannot be set",
                         word == "i" || word == "j" ? "; numbers of neurons are compared by ==, and targets_of and "
                                                      "sources_of take the expression alone"
                                                    : "");
      if (find_unit(word).found || word == "pi" || word == "xi" || word == "inf")
        return d_.fail(where, "'", word, "' cannot be set");
      if (d_.between_neurons(where.part)) return names_.external(where, word);
      if (const auto near = names_.meant_letter(word).empty() ? names_.meant(word) : names_.meant_letter(word);
          !near.empty())
        return d_.fail(where, part, " sets '", word, "', which is not declared; did you mean '", near, "'?");
      return d_.fail(where, part, " sets '", word, "', which is not declared; declare it: ", word, " : volt");
    }
    const entry& x = d_.name(e);
    if (x.constant) return d_.fail(where, "'", word, "' is flagged (constant), and ", part, " sets it");
    if (x.what == role::variable || x.what == role::local || (x.what == role::input && x.external)) return e;
    if (x.of_population && d_.source.parts[where.part].kind == part_kind::start) return e;
    if (x.of_population)
      return d_.fail(where, "'", word, "' is (shared), one for all neurons, which ", part,
                     " cannot set; an operation can: regularly<...>(every{...}, text<\"...\">)");
    if (x.what == role::input)
      return d_.fail(where, "'", word, "' is an input and cannot be set; declare a variable: ", word, " : ",
                     unit_words(x.unit).view());
    if (x.external)
      return d_.fail(where, part, " sets '", word, "', which is not declared; declare it: ", word, " : volt");
    return d_.fail(where, "'", word, "' is defined by '", word, " = ...' and cannot be set");
  }
};

} // namespace cortexpr::detail::equation
