// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cortexpr/units/quantity.hpp>
#include <type_traits>

namespace cortexpr::detail {

// A value in a wrong unit is refused by a function whose template arguments are the item, the unit that was written and
// the unit that is wanted, because compilers print these beside the sentence.

/// Units that have a name of their own: all compilers print these types as they are.
namespace unit {
struct plain_number;
struct volt;
struct ampere;
struct second;
struct hertz;
struct siemens;
struct farad;
struct ohm;
/// Any other one, as "V s^-1".
template <fixed_string Symbol>
struct composed;
} // namespace unit

/// A unit in letters, built from its exponents: "V A^-1 s^1/2".
struct unit_letters {
  std::array<char, 48> text{};
  std::size_t size = 0;

  constexpr void put(char letter) {
    if (size < text.size()) text[size++] = letter;
  }
  constexpr void put(std::string_view word, int halves) {
    if (halves == 0) return;
    if (size != 0) put(' ');
    for (const char letter : word) put(letter);
    if (halves == 2) return;
    put('^');
    if (halves < 0) put('-');
    const int amount = halves < 0 ? -halves : halves, number = amount % 2 == 0 ? amount / 2 : amount;
    if (number > 9) put(static_cast<char>('0' + number / 10));
    put(static_cast<char>('0' + number % 10));
    if (amount % 2 != 0) put('/'), put('2');
  }
  constexpr explicit unit_letters(const dimension& d) {
    put("V", d.V);
    put("A", d.A);
    put("s", d.s);
    put("m", d.m);
    put("mol", d.mol);
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text.data(), size}; }
};

template <dimension D>
constexpr auto find_unit_type() {
  if constexpr (D == dim::one)
    return std::type_identity<unit::plain_number>{};
  else if constexpr (D == dim::volt)
    return std::type_identity<unit::volt>{};
  else if constexpr (D == dim::amp)
    return std::type_identity<unit::ampere>{};
  else if constexpr (D == dim::second)
    return std::type_identity<unit::second>{};
  else if constexpr (D == dim::hertz)
    return std::type_identity<unit::hertz>{};
  else if constexpr (D == dim::siemens)
    return std::type_identity<unit::siemens>{};
  else if constexpr (D == dim::farad)
    return std::type_identity<unit::farad>{};
  else if constexpr (D == dim::ohm)
    return std::type_identity<unit::ohm>{};
  else
    return std::type_identity<unit::composed<to_fixed<unit_letters(D).size>(unit_letters(D).view())>>{};
}
template <dimension D>
using unit_type = typename decltype(find_unit_type<D>())::type;

#define CORTEXPR_UNIT_MISTAKE(name, sentence)                                                                          \
  struct name {                                                                                                        \
    template <fixed_string Item, class Written, class Wanted>                                                          \
    static constexpr bool check() {                                                                                    \
      static_assert(std::is_same_v<Written, Wanted>,                                                                   \
                    sentence "; see `Item`, `Written` and `Wanted` beside this sentence");                             \
      return true;                                                                                                     \
    }                                                                                                                  \
  };
CORTEXPR_UNIT_MISTAKE(unit_of_weight, "cortexpr: unit mistake: the weight of a projection or of a Poisson input has "
                                      "another unit than the receptor (or variable) that it acts on")
CORTEXPR_UNIT_MISTAKE(unit_of_delay, "cortexpr: unit mistake: the delay of a projection is no time; write delay(1_ms)")
CORTEXPR_UNIT_MISTAKE(unit_of_parameter, "cortexpr: unit mistake: a value of parameter<\"...\"> has another unit than "
                                         "the parameter in the model")
CORTEXPR_UNIT_MISTAKE(unit_of_start,
                      "cortexpr: unit mistake: a value of start<\"...\"> has another unit than the state "
                      "variable in the model")
CORTEXPR_UNIT_MISTAKE(unit_of_drive, "cortexpr: unit mistake: a drive has another unit than the input that it acts on")
CORTEXPR_UNIT_MISTAKE(unit_of_rate, "cortexpr: unit mistake: the rate of a Poisson input is no frequency; write "
                                    "poisson_input<\"n.exc\">(1_kHz, weight(2_nS))")
CORTEXPR_UNIT_MISTAKE(unit_of_setting,
                      "cortexpr: unit mistake: a value of set<\"...\"> has another unit than what it sets")
CORTEXPR_UNIT_MISTAKE(unit_of_watched,
                      "cortexpr: unit mistake: the bounds of watch_value<\"...\"> have another unit than "
                      "the variable")
CORTEXPR_UNIT_MISTAKE(unit_of_read_weights,
                      "cortexpr: unit mistake: the unit in which connections<\"...\"> or weight_matrix<\"...\"> "
                      "counts weights is not that of the weights")
CORTEXPR_UNIT_MISTAKE(unit_of_coupling,
                      "cortexpr: unit mistake: the term of couple(...) has another unit than the input that it feeds")
#undef CORTEXPR_UNIT_MISTAKE

/// Whether a name has an unknown unit, because its text has a mistake that is already reported.
template <class T>
concept HasUnknownUnit = requires {
  requires T::dims == unknown_dimension;
};
/// Refuses a value of dimension Have where dimension Want belongs; Mistake is one of the above.
template <class Mistake, fixed_string Item, dimension Have, dimension Want>
constexpr bool check_unit() {
  if constexpr (Have != Want && Have != unknown_dimension && Want != unknown_dimension)
    return Mistake::template check<Item, unit_type<Have>, unit_type<Want>>();
  else
    return true;
}
/// Refuses a function F that returns a value of another dimension than Want; a text says it itself.
template <class F, class Mistake, fixed_string Item, class Result, dimension Want>
constexpr void check_unit_of_result() {
  if constexpr (is_quantity<Result> || std::is_arithmetic_v<Result>) {
    constexpr dimension have = [] {
      if constexpr (is_quantity<Result>)
        return Result::dims;
      else
        return dim::one;
    }();
    if constexpr (!IsText<F>)
      check_unit<Mistake, Item, have, Want>();
    else if constexpr (std::is_same_v<Result, bool>)
      F::template check_use<use_of_text::value>();
    else if constexpr (have != Want && have != unknown_dimension && Want != unknown_dimension)
      F::template refuse_unit<have, Want>();
  }
}

} // namespace cortexpr::detail
