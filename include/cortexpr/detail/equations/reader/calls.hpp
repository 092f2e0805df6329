// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/reader/names.hpp>
#include <cortexpr/detail/equations/reader/operations.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>

namespace cortexpr::detail::equation {

struct arguments {
  static constexpr std::size_t max = 3;
  std::array<std::int16_t, max> x{none, none, none};
  std::size_t count = 0;
};

/// What calls of functions mean.
class calls {
public:
  constexpr calls(draft& d, names& n, operations& o) : d_(d), names_(n), make_(o) {}

  constexpr std::int16_t make(const position& where, std::string_view word, const arguments& given) {
    const std::array<std::int16_t, arguments::max>& x = given.x;
    const std::size_t wanted = number_of_arguments(word);
    if (wanted == unknown && given.count <= 2 && is_special(x[0], "t")) return timed(where, word, given);
    if (wanted == unknown && given.count == 1 && reads_time(x[0]))
      return d_.fail(where, "unknown function '", word, "'; an array over time is read at t, as ", word,
                     "(t): for other ", "times declare '", word, " : 1 (input)' and feed it by a drive");
    if (wanted == unknown) return names_.refuse_function(where, word);
    if (given.count != wanted)
      return d_.fail(where, word, "() takes ", wanted, wanted == 1 ? " argument" : " arguments", ", here are ",
                     given.count);
    if (const std::size_t f = function_number(word); f < function_count) return make_.call(where, f, x[0]);
    if (word == "min" || word == "minimum") return make_.make(where, op::minimum, x[0], x[1]);
    if (word == "max" || word == "maximum") return make_.make(where, op::maximum, x[0], x[1]);
    if (word == "clip") return make_.make(where, op::clip, x[0], x[1], x[2]);
    if (word == "int") return whole(where, x[0]);
    if (word == "log1p") return log_of_one_plus(where, x[0]);
    if (word == "timestep") return time_step(where, x[0], x[1]);
    if (word == "rand" || word == "randn")
      return d_.leaf(where, op::name, names_.random_number(where, word == "randn"));
    if (word == "poisson") return poisson(where, x[0]);
    return user_call(where, find_user_function(word), given);
  }

private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(-1);

  draft& d_;
  names& names_;
  operations& make_;

  [[nodiscard]] constexpr bool is_special(std::int16_t n, std::string_view word) const {
    return n != none && d_.at(n).what == op::name && d_.name(d_.at(n).a).name == word;
  }
  [[nodiscard]] constexpr bool reads_time(std::int16_t n) const {
    return n != none && !d_.failed() &&
           reads_any(d_.result, n, [this](std::size_t name) { return d_.result.names[name].name == "t"; });
  }
  /// stimulus(t), stimulus(t, i): an array over time, which is an input that a drive feeds.
  constexpr std::int16_t timed(const position& where, std::string_view word, const arguments& given) {
    if (given.count == 2 && !is_special(given.x[1], "i"))
      return d_.fail(where, "the second argument of the timed array '", word,
                     "' is i; give it one column per neuron, each with what its neuron reads");
    if (d_.failed()) return none;
    return d_.leaf(where, op::name, names_.timed_array(where, word));
  }
  [[nodiscard]] constexpr std::size_t find_user_function(std::string_view word) const {
    std::size_t f = 0;
    while (f < d_.source.function_count && d_.source.functions[f].name != word) ++f;
    return f;
  }
  [[nodiscard]] constexpr std::size_t number_of_arguments(std::string_view word) const {
    if (const std::size_t f = find_user_function(word); f < d_.source.function_count)
      return d_.source.functions[f].arguments;
    if (function_number(word) < function_count || word == "int" || word == "log1p" || word == "poisson") return 1;
    if (word == "rand" || word == "randn") return 0;
    if (word == "clip") return 3;
    for (const std::string_view two : {"min", "max", "minimum", "maximum", "timestep"})
      if (word == two) return 2;
    return unknown;
  }
  constexpr std::int16_t user_call(const position& where, std::size_t f, const arguments& given) {
    if (d_.failed()) return none;
    node n;
    n.what = op::user_function;
    n.part = where.part;
    n.place = where.place;
    n.a = make_.number_of(given.x[0]);
    n.b = static_cast<std::int16_t>(f);
    n.c = given.count > 1 ? make_.number_of(given.x[1]) : none;
    return d_.add(n);
  }
  /// A Poisson number, made of a uniform one.
  constexpr std::int16_t poisson(const position& where, std::int16_t mean) {
    if (const node& m = d_.at(mean); m.what == op::constant && m.value < 0)
      return d_.fail(where, "poisson() of a negative number has no value");
    const std::int16_t uniform = d_.leaf(where, op::name, names_.random_number(where, false));
    return make_.make(where, op::poisson, mean, uniform);
  }
  /// int(x): 1 or 0 of a condition; of a number its whole part.
  constexpr std::int16_t whole(const position& where, std::int16_t x) {
    if (d_.is_truth(x)) return make_.number_of(make_.truth(x));
    const std::int16_t zero = d_.constant(where, 0);
    const std::int16_t negative = make_.compare(where, op::less, x, zero);
    const std::int16_t up = make_.call(where, function_number("ceil"), x);
    const std::int16_t down = make_.call(where, function_number("floor"), x);
    if (!d_.failed() && d_.at(up).what == op::constant) return d_.at(x).value < 0 ? up : down;
    return make_.raw(where, op::choose, negative, up, down);
  }
  /// log(1 + x) to the last digits also where x is small: log(u) x/(u - 1) of u = 1 + x as it is rounded.
  constexpr std::int16_t log_of_one_plus(const position& where, std::int16_t x) {
    const std::int16_t one = d_.constant(where, 1);
    const std::int16_t u = make_.make(where, op::add, one, x);
    const std::int16_t same = make_.compare(where, op::equal, u, one);
    const std::int16_t rest = make_.make(where, op::subtract, u, one);
    if (!d_.failed() && d_.at(rest).what == op::constant && d_.at(rest).value == 0) return x;
    const std::int16_t log = make_.call(where, function_number("log"), u);
    const std::int16_t scale = make_.make(where, op::divide, x, rest);
    return make_.choose(where, same, x, make_.make(where, op::multiply, log, scale));
  }
  /// Steps from 0 to t, where rounding of t shall not matter: floor((t + dt/1000)/dt).
  constexpr std::int16_t time_step(const position& where, std::int16_t t, std::int16_t dt) {
    const std::int16_t small = d_.constant(where, 1e-3);
    const std::int16_t margin = make_.make(where, op::multiply, small, dt);
    const std::int16_t later = make_.make(where, op::add, t, margin);
    const std::int16_t steps = make_.make(where, op::divide, later, dt);
    return make_.call(where, function_number("floor"), steps);
  }
};

} // namespace cortexpr::detail::equation
