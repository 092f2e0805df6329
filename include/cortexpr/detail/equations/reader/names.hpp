// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/draft.hpp>
#include <cortexpr/detail/equations/lexer/function_names.hpp>
#include <cortexpr/detail/equations/lexer/similar_names.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cortexpr/detail/equations/special_names.hpp>

/// The names of a text that no line declares.

namespace cortexpr::detail::equation {

class names {
public:
  constexpr explicit names(draft& d) : d_(d) {}

  /// The number of a special name; `none` if it is none.
  constexpr std::int16_t special(const position& where, std::string_view word) {
    for (const special_name& s : special_names) {
      if (s.word != word) continue;
      if (s.of_synapses && !d_.between_neurons(where.part)) break;
      if (const std::int16_t e = d_.find(s.name); e != none) return e;
      entry x = outside(where, s.name);
      x.what = role::input;
      x.external = false;
      x.unit = s.unit;
      x.boolean = s.boolean;
      x.integer = s.integer;
      return d_.add(x);
    }
    return none;
  }
  /// A name from outside: a parameter whose unit follows from its uses; in synapses also a variable of a neuron.
  constexpr std::int16_t external(const position& where, std::string_view word) {
    entry x = outside(where, word);
    const bool between = d_.between_neurons(where.part);
    if (is_unit_of_light(word)) return refuse_unit_of_light(where, word);
    if (is_function(word) && !d_.is_given(word))
      return d_.fail(where, "'", word, "' is a function and has brackets, as in ", word,
                     word.starts_with("rand") ? "()" : "(x)");
    if (between && word == "lastupdate") return refuse_last_update(where);
    if (between && word == "multisynaptic_index")
      return d_.fail(where, "synapses of one pair are not numbered; give a value for each, set<\"S.x\">(values(...))");
    if (is_of_an_end(word) && !between)
      return d_.fail(where, "'", word, "' names a neuron at an end of a synapse; equations of neurons know only their ",
                     "own variables, or declare '", word, " : unit'");
    const bool of_a_neuron = between && (is_of_an_end(word) || d_.is_written(word) || d_.source.is_of_target(word));
    if (between && d_.is_written(word) && !d_.source.is_of_target(word) && !is_of_an_end(word) && word.size() > 1)
      for (std::size_t k = 0; k < d_.result.name_count; ++k)
        if (const entry& y = d_.result.names[k]; is_declared(y) && same_but_for_capitals(y.name, word))
          return d_.fail(where, "'", word, "' is not declared; did you mean '", y.name,
                         "'? A variable of the target is ", word, "_post");
    x.what = of_a_neuron ? role::input : role::parameter;
    x.required = !of_a_neuron;
    const std::int16_t e = d_.add(x);
    if (e == none) return none;
    d_.line_of(e).unit_unknown = true;
    for (std::size_t k = 0; k < d_.source.given_count; ++k)
      if (const given_unit& given = d_.source.given_units[k]; same_text(given.name, word)) {
        d_.name(e).unit = given.unit;
        d_.line_of(e).unit_unknown = false;
      }
    return e;
  }
  /// A timed array is an input whose unit follows from its uses.
  constexpr std::int16_t timed_array(const position& where, std::string_view word) {
    const std::int16_t known = d_.find(word);
    if (known != none && d_.name(known).timed) return known;
    if (known != none || !function_meant(word).empty()) return refuse_function(where, word);
    entry x = outside(where, word);
    x.what = role::input;
    x.timed = true;
    x.external = false;
    const std::int16_t e = d_.add(x);
    if (e != none) d_.line_of(e).unit_unknown = true;
    return e;
  }
  /// A call of rand() or randn() is an input of its own.
  constexpr std::int16_t random_number(const position& where, bool normal) {
    std::size_t count = 0;
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (normal ? d_.result.names[e].random_normal : d_.result.names[e].random_uniform) ++count;
    if (count == uniform_names.size())
      return d_.fail(where, "more than ", uniform_names.size(), " calls of ",
                     normal ? "randn()" : "rand() and poisson()");
    entry x = outside(where, normal ? normal_names[count] : uniform_names[count]);
    x.what = role::input;
    x.external = false;
    (normal ? x.random_normal : x.random_uniform) = true;
    return d_.add(x);
  }
  constexpr std::int16_t white_noise(const position& where, std::string_view word) {
    if (d_.failed()) return none;
    if (d_.source.parts[where.part].kind != part_kind::equations)
      return d_.fail(where, "'", word, "' is noise of equations dx/dt; a number for this moment is randn()");
    std::size_t k = 0;
    while (k < d_.result.noise_count && d_.result.noises[k] != word) ++k;
    if (k == max_noises) return d_.fail(where, "more than ", max_noises, " different noises");
    if (k == d_.result.noise_count) d_.result.noises[d_.result.noise_count++] = word;
    const std::int16_t n = d_.leaf(where, op::white_noise, static_cast<std::int16_t>(k));
    if (n != none) d_.at(n).unit = dim::hertz.root();
    return n;
  }

  constexpr std::int16_t refuse_last_update(const position& where) {
    return d_.fail(where, "'lastupdate' is not kept by itself; declare 'last : second', write 'last = t' as the last ",
                   "statement of on_pre and on_post, and read last");
  }
  [[nodiscard]] static constexpr bool is_unit_of_light(std::string_view word) {
    return word == "candela" || word == "lumen" || word == "lux";
  }
  constexpr std::int16_t refuse_unit_of_light(const position& where, std::string_view word) {
    return d_.fail(where, "'", word,
                   "' is a unit of light, which this library does not have; use a pure number, ': 1'");
  }
  constexpr std::int16_t refuse_unit(const position& where, std::string_view word) {
    if (is_unit_of_light(word)) return refuse_unit_of_light(where, word);
    constexpr std::array<std::array<std::string_view, 2>, 7> others{{{"bool", "boolean"},
                                                                     {"int", "integer"},
                                                                     {"float", "1"},
                                                                     {"none", "1"},
                                                                     {"None", "1"},
                                                                     {"dimensionless", "1"},
                                                                     {"sec", "second"}}};
    for (const auto& [other, name] : others)
      if (other == word) return d_.fail(where, "unknown unit '", word, "'; did you mean ", name, "?");
    if (word.size() > 2)
      for (const unit_name& u : long_units)
        if (one_slip_apart(u.name, word) || same_but_for_capitals(u.name, word))
          return d_.fail(where, "unknown unit '", word, "'; did you mean ", u.name, "?");
    constexpr std::string_view letters = "VAsSmFCJW";
    constexpr std::array<std::string_view, 9> meant{"volt",  "amp",     "second", "siemens", "metre",
                                                    "farad", "coulomb", "joule",  "watt"};
    for (std::size_t k = 0; k < meant.size(); ++k)
      if ((word.size() == 1 && word[0] == letters[k]) ||
          (meant_unit(word).size == 2 && meant_unit(word).view()[1] == letters[k]))
        return d_.fail(where, "unknown unit '", word, "'; did you mean ", meant[k], "?");
    return d_.fail(where, "unknown unit '", word, "'; units are written as volt, amp, siemens/metre**2, 1");
  }
  /// A function of nearly that name; empty if there is none.
  [[nodiscard]] constexpr std::string_view function_meant(std::string_view word) const {
    for (const called_function& f : function_table)
      if (one_slip_apart(f.name, word) || same_but_for_capitals(f.name, word)) return f.name;
    for (const std::string_view f :
         {"arcsin", "arccos", "arctan", "minimum", "maximum", "clip", "rand", "randn", "poisson", "timestep"})
      if (one_slip_apart(f, word) || same_but_for_capitals(f, word)) return f;
    return {};
  }
  [[nodiscard]] static constexpr bool is_function(std::string_view word) {
    for (const std::string_view f : {"rand", "randn", "poisson", "clip", "int", "min", "max"})
      if (f == word) return true;
    return function_number(word) != function_count;
  }
  constexpr std::int16_t refuse_function(const position& where, std::string_view word) {
    if (word == "pow") return d_.fail(where, "pow(x, y) is written x**y");
    if (d_.find(word) != none) return d_.fail(where, "'", word, "' is no function; an operator is missing before '('");
    if (const std::string_view f = function_meant(word); !f.empty())
      return d_.fail(where, "unknown function '", word, "'; did you mean ", f, "()?");
    return d_.fail(where, "unknown function '", word, "'");
  }

  /// A declared name that may have been meant; empty if none is near. Letters that differ only in capitals and
  /// underscores are near; so is a slip of the pen, if the declared name stands nowhere else.
  [[nodiscard]] constexpr std::string_view meant(std::string_view wrote) const {
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (const entry& x = d_.result.names[e]; is_declared(x) && same_but_for_capitals(x.name, wrote)) return x.name;
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (const entry& x = d_.result.names[e];
          is_declared(x) && wrote.size() > 3 && one_slip_apart(x.name, wrote) && !is_used(static_cast<std::int16_t>(e)))
        return x.name;
    return {};
  }
  /// A declared name of one letter that differs from another in being a capital; empty if there is none.
  [[nodiscard]] constexpr std::string_view meant_letter(std::string_view wrote) const {
    for (std::size_t e = 0; e < d_.result.name_count; ++e)
      if (const entry& x = d_.result.names[e]; is_declared(x) && wrote.size() == 1 && x.name.size() == 1 &&
                                               x.name != wrote && lower_case(x.name[0]) == lower_case(wrote[0]))
        return x.name;
    return {};
  }
  /// The short unit that a name is but for capitals: mV for mv; empty if there is none.
  [[nodiscard]] static constexpr words<8> meant_unit(std::string_view wrote) {
    words<8> unit;
    if (wrote.size() < 2 || wrote.size() > 4) return unit;
    for (const short_unit& u : short_units) {
      if (u.name.size() + 1 != wrote.size()) continue;
      for (const char prefix : u.prefixes) {
        unit.size = 0;
        unit.put({&prefix, 1}).put(u.name);
        if (same_but_for_capitals(unit.view(), wrote)) return unit;
      }
    }
    unit.size = 0;
    return unit;
  }
  [[nodiscard]] static constexpr bool is_declared(const entry& x) {
    return !x.external && !x.random_uniform && !x.random_normal && x.what != role::local;
  }
  [[nodiscard]] constexpr bool is_used(std::int16_t e) const {
    const std::int16_t root = d_.name(e).root;
    for (std::size_t n = 0; n < d_.result.node_count; ++n) {
      const node& x = d_.result.nodes[n];
      if (x.what == op::name && x.a == e) return true;
      if (d_.name(e).what == role::shorthand && root != none)
        for (const std::int16_t operand : x.operands())
          if (operand == root) return true;
    }
    return false;
  }

private:
  draft& d_;

  static constexpr entry outside(const position& where, std::string_view name) {
    entry x;
    x.name = name;
    x.external = true;
    x.part = where.part;
    x.place = where.place;
    return x;
  }
};

} // namespace cortexpr::detail::equation
