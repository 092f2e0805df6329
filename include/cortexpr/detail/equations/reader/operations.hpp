// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/draft.hpp>
#include <cortexpr/detail/equations/lexer/function_names.hpp>
#include <limits>

/// How operations are made of their operands; those of constants are computed, as a compiler would compute them.

namespace cortexpr::detail::equation {

[[nodiscard]] constexpr bool is_finite(double x) {
  constexpr double largest = std::numeric_limits<double>::max();
  return x >= -largest && x <= largest;
}

/// Says that two units do not agree in an operation.
constexpr std::int16_t refuse_units(draft& d, const position& where, op what, const dimension& a, const dimension& b,
                                    std::string_view note = {}) {
  const auto first = unit_words(a), second = unit_words(b);
  if (what == op::add) return d.fail(where, "cannot add ", second.view(), " to ", first.view(), note);
  if (what == op::subtract) return d.fail(where, "cannot subtract ", second.view(), " from ", first.view(), note);
  if (is_condition(what)) return d.fail(where, "cannot compare ", first.view(), " with ", second.view(), note);
  return d.fail(where, "these values have different units: ", first.view(), " and ", second.view(), note);
}

class operations {
public:
  constexpr explicit operations(draft& d) : d_(d) {}

  /// An operation on numbers.
  constexpr std::int16_t make(const position& where, op what, std::int16_t a, std::int16_t b = none,
                              std::int16_t c = none) {
    for (const std::int16_t operand : {a, b, c})
      if (operand != none) require_number(operand);
    if (d_.failed()) return none;
    if (what == op::divide && d_.at(b).what == op::constant && d_.at(b).value == 0)
      return d_.fail(where, "division by zero");
    if (folds(a) && (b == none || folds(b)) && c == none)
      if (const std::int16_t folded = fold(where, what, d_.at(a), d_.at(b == none ? a : b));
          folded != none || d_.failed())
        return folded;
    return raw(where, what, a, b, c);
  }
  /// An operation on conditions.
  constexpr std::int16_t make_condition(const position& where, op what, std::int16_t a, std::int16_t b = none) {
    if (!d_.failed()) a = truth(a);
    if (!d_.failed() && b != none) b = truth(b);
    return raw(where, what, a, b, none);
  }
  /// `==` and `!=` also compare booleans.
  constexpr std::int16_t compare(const position& where, op what, std::int16_t a, std::int16_t b) {
    if (d_.failed()) return none;
    if ((what == op::equal || what == op::unequal) && d_.is_truth(a) && d_.is_truth(b))
      return raw(where, what, number_of(a), number_of(b), none);
    require_number(a);
    require_number(b);
    return raw(where, what, a, b, none);
  }
  /// One of two numbers, or of two conditions.
  constexpr std::int16_t choose(const position& where, std::int16_t condition, std::int16_t yes, std::int16_t no) {
    if (!d_.failed()) condition = truth(condition);
    if (d_.failed()) return none;
    if (is_fixed_truth(condition)) return d_.at(condition).what == op::equal ? yes : no;
    if (d_.is_truth(yes) && d_.is_truth(no)) {
      const std::int16_t otherwise = make_condition(where, op::opposite, condition);
      const std::int16_t first = make_condition(where, op::both, condition, yes);
      const std::int16_t second = make_condition(where, op::both, otherwise, no);
      return make_condition(where, op::either, first, second);
    }
    require_number(yes);
    require_number(no);
    return raw(where, op::choose, condition, yes, no);
  }
  constexpr std::int16_t call(const position& where, std::size_t function, std::int16_t x) {
    if (d_.failed()) return none;
    require_number(x);
    if (d_.failed()) return none;
    const called_function& f = function_table[function];
    if (const node& n = d_.at(x); folds(x) && functions::takes(f.unit, n.unit)) {
      const double value = f.of(n.value);
      if (is_finite(value)) return d_.constant(where, value, functions::result(f.unit, n.unit));
      return d_.fail(where, f.name, "() of this number has no value");
    }
    return raw(where, op::function, x, static_cast<std::int16_t>(function), none);
  }
  /// x**n by multiplications where n is whole and small, by a root where it is half of that.
  constexpr std::int16_t power(const position& where, std::int16_t x, std::int16_t n) {
    if (d_.failed()) return none;
    require_number(x);
    require_number(n);
    if (d_.failed()) return none;
    const node& exponent = d_.at(n);
    if (exponent.what != op::constant) return raw(where, op::power, x, n, none);
    if (exponent.unit != dim::one)
      return d_.fail(d_.position_of(n), "an exponent is a pure number, this is in ", unit_words(exponent.unit).view());
    const double doubled = 2 * exponent.value;
    if (!(doubled >= -32 && doubled <= 32) || doubled != static_cast<double>(static_cast<int>(doubled)))
      return make(where, op::power, x, n);
    return half_power(where, x, static_cast<int>(doubled));
  }

  /// 1 where a condition holds, else 0; a number stays what it is.
  constexpr std::int16_t number_of(std::int16_t n) {
    if (d_.failed() || !is_condition(d_.at(n).what)) return n;
    const node& x = d_.at(n);
    const position where = d_.position_of(n);
    if (is_fixed_truth(n)) return d_.constant(where, x.what == op::equal ? 1 : 0);
    const std::int16_t yes = d_.constant(where, 1), no = d_.constant(where, 0);
    return raw(where, op::choose, n, yes, no);
  }
  /// A condition: itself, or of a boolean variable that it is not 0.
  constexpr std::int16_t truth(std::int16_t n) {
    if (d_.failed() || is_condition(d_.at(n).what)) return n;
    if (!d_.is_truth(n)) return d_.fail(d_.position_of(n), "a condition is expected here, as v > V_th");
    const position where = d_.position_of(n);
    const std::int16_t zero = d_.constant(where, 0);
    return raw(where, op::unequal, n, zero, none);
  }
  constexpr std::int16_t truth_value(const position& where, bool value) {
    const std::int16_t zero = d_.constant(where, 0);
    return raw(where, value ? op::equal : op::unequal, zero, zero, none);
  }

  /// True and False are comparisons of a constant with itself.
  [[nodiscard]] constexpr bool is_fixed_truth(std::int16_t n) const {
    const node& x = d_.at(n);
    return (x.what == op::equal || x.what == op::unequal) && x.a == x.b && d_.at(x.a).what == op::constant;
  }

  constexpr std::int16_t raw(const position& where, op what, std::int16_t a, std::int16_t b, std::int16_t c) {
    if (d_.failed()) return none;
    node n;
    n.what = what;
    n.part = where.part;
    n.place = where.place;
    n.a = a;
    n.b = b;
    n.c = c;
    return d_.add(n);
  }

private:
  draft& d_;

  constexpr void require_number(std::int16_t n) {
    if (!d_.failed() && d_.is_truth(n))
      d_.fail(d_.position_of(n), "a condition stands where a number is expected; write int(...) around it");
  }
  [[nodiscard]] constexpr bool folds(std::int16_t n) const {
    return d_.at(n).what == op::constant && is_finite(d_.at(n).value);
  }

  constexpr std::int16_t fold(const position& where, op what, const node& x, const node& y) {
    const double a = x.value, b = y.value;
    const bool any = x.any_unit && y.any_unit;
    switch (what) {
    case op::add:
    case op::subtract: {
      if (!x.any_unit && !y.any_unit && x.unit != y.unit) return refuse_units(d_, where, what, x.unit, y.unit);
      const long double sum = static_cast<long double>(a) + (what == op::add ? b : -b);
      if (!fits(sum)) return too_large(where);
      return d_.constant(where, what == op::add ? a + b : a - b, x.any_unit ? y.unit : x.unit, any);
    }
    case op::multiply:
      if (!fits(static_cast<long double>(a) * b)) return too_large(where);
      return d_.constant(where, a * b, x.unit * y.unit);
    case op::divide:
      if (!fits(static_cast<long double>(a) / b)) return too_large(where);
      return d_.constant(where, a / b, x.unit / y.unit);
    case op::negative:
      return d_.constant(where, -a, x.unit, x.any_unit);
    case op::power: {
      if (x.unit != dim::one || y.unit != dim::one) return none;
      const double value = pow_value(a, b);
      return is_finite(value) ? d_.constant(where, value) : none;
    }
    default:
      return none;
    }
  }
  static constexpr bool fits(long double x) {
    constexpr long double largest = std::numeric_limits<double>::max();
    return x >= -largest && x <= largest;
  }
  constexpr std::int16_t too_large(const position& where) {
    return d_.fail(where, "the value of these numbers is too large");
  }

  // In the order of whole_power, so that both front ends give the same bits.
  constexpr std::int16_t half_power(const position& where, std::int16_t x, int doubled) {
    const bool inverse = doubled < 0;
    if (inverse) doubled = -doubled;
    if (doubled == 0) return d_.constant(where, 1);
    std::int16_t result = none, square = x;
    for (int k = doubled / 2; k > 0; k /= 2) {
      if (k % 2 != 0) result = result == none ? square : make(where, op::multiply, result, square);
      if (k > 1) square = make(where, op::multiply, square, square);
    }
    if (doubled % 2 != 0) {
      const std::int16_t root = call(where, function_number("sqrt"), x);
      result = result == none ? root : make(where, op::multiply, result, root);
    }
    if (!inverse || d_.failed()) return result;
    const std::int16_t one = d_.constant(where, 1);
    return make(where, op::divide, one, result);
  }
};

} // namespace cortexpr::detail::equation
