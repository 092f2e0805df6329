// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equations/lexer/decimal_value.hpp>
#include <cortexpr/detail/equations/lexer/words.hpp>
#include <cortexpr/units/dimension.hpp>
#include <string_view>

/// The names of units in texts: those of Brian2. Long names take every prefix (mvolt, usecond), short ones those that
/// are in use (mV, us). A letter alone, as V or s, is never a unit: it stays free for variables.

namespace cortexpr::detail::equation {

struct unit_name {
  std::string_view name;
  dimension unit;
  int exponent = 0; ///< of ten: a litre is 10^-3 base units
  bool takes_prefixes = true;
};
inline constexpr dimension weber = dim::volt * dim::second;
inline constexpr std::array<unit_name, 36> long_units{{
    {"volt", dim::volt},
    {"amp", dim::amp},
    {"second", dim::second},
    {"siemens", dim::siemens},
    {"farad", dim::farad},
    {"ohm", dim::ohm},
    {"hertz", dim::hertz},
    {"metre", dim::metre},
    {"mole", dim::mole},
    {"coulomb", dim::coulomb},
    {"joule", dim::joule},
    {"watt", dim::watt},
    {"newton", dim::newton},
    {"pascal", dim::pascal},
    {"kelvin", dim::kelvin},
    {"weber", weber},
    {"tesla", weber / dim::area},
    {"henry", weber / dim::amp},
    {"gray", dim::joule / dim::kilogram},
    {"kilogram", dim::kilogram, 0, false},
    {"kg", dim::kilogram, 0, false},
    {"gram", dim::kilogram, -3},
    {"gramme", dim::kilogram, -3},
    {"ampere", dim::amp},
    {"siemen", dim::siemens},
    {"meter", dim::metre},
    {"mol", dim::mole, 0, false},
    {"molar", dim::molar, 3},
    {"litre", dim::volume, -3},
    {"liter", dim::volume, -3},
    {"radian", dim::one},
    {"steradian", dim::one},
    {"becquerel", dim::hertz},
    {"sievert", dim::joule / dim::kilogram},
    {"katal", dim::mole / dim::second},
    {"Hz", dim::hertz, 0, false},
}};

/// Their first letters: most names that are no unit differ in these.
inline constexpr auto long_unit_letters = [] {
  std::array<char, long_units.size()> letters{};
  for (std::size_t k = 0; k < letters.size(); ++k) letters[k] = long_units[k].name[0];
  return letters;
}();

struct short_unit {
  std::string_view name;
  std::string_view prefixes;
  dimension unit;
  int exponent = 0;
};
inline constexpr std::array<short_unit, 13> short_units{{
    {"V", "mun", dim::volt},
    {"A", "munpf", dim::amp},
    {"s", "munp", dim::second},
    {"S", "munpf", dim::siemens},
    {"F", "munpf", dim::farad},
    {"m", "cmun", dim::metre},
    {"Hz", "mkMG", dim::hertz},
    {"ohm", "mkMG", dim::ohm},
    {"M", "munp", dim::molar, 3},
    {"C", "munpf", dim::coulomb},
    {"J", "munpf", dim::joule},
    {"W", "munp", dim::watt},
    {"mol", "munp", dim::mole},
}};

/// The power of ten of a prefix; 0 if the letter is none.
[[nodiscard]] constexpr int exponent_of_prefix(char letter) {
  constexpr const char* letters = "munpkMcdfGazyhTPEZ";
  constexpr std::array<int, 18> exponents{-3, -6, -9, -12, 3, 6, -2, -1, -15, 9, -18, -21, -24, 2, 12, 15, 18, 21};
  for (std::size_t k = 0; letters[k] != 0; ++k)
    if (letters[k] == letter) return exponents[k];
  return 0;
}

struct found_unit {
  bool found = false;
  dimension unit{};
  double scale = 1;
};

/// The unit of that name: "volt", "mV", "um2", "kmetre".
[[nodiscard]] constexpr found_unit find_unit(std::string_view word) {
  if (word.size() < 2) return {};
  const auto made = [](const dimension& unit, int exponent, int power) {
    const double scale =
        exponent * power < 0 ? 1 / decimal_value("1", -exponent * power) : decimal_value("1", exponent * power);
    return found_unit{true, unit.power(power), scale};
  };
  int power = 1;
  if (const char last = word.data()[word.size() - 1]; word.size() > 2 && (last == '2' || last == '3')) {
    power = last - '0';
    word = {word.data(), word.size() - 1};
  }
  const std::string_view base(word.data() + 1, word.size() - 1);
  const int exponent = exponent_of_prefix(word.data()[0]);
  if (exponent != 0)
    for (const short_unit& u : short_units)
      if (*u.name.data() == *base.data() && same_text(u.name, base))
        for (const char c : u.prefixes)
          if (c == word.data()[0]) return made(u.unit, exponent + u.exponent, power);
  const char* const letters = long_unit_letters.data();
  for (std::size_t k = 0; k < long_units.size(); ++k) {
    if (letters[k] == *word.data() && same_text(long_units[k].name, word))
      return made(long_units[k].unit, long_units[k].exponent, power);
    if (exponent != 0 && letters[k] == *base.data() && long_units[k].takes_prefixes &&
        same_text(long_units[k].name, base))
      return made(long_units[k].unit, exponent + long_units[k].exponent, power);
  }
  return {};
}

/// Whether a text may declare a variable of this name although it is a unit: names of two letters that are no units in
/// Brian2, such as ns.
[[nodiscard]] constexpr bool may_be_declared(std::string_view word) {
  if (word.size() != 2) return false;
  constexpr std::string_view kept = "mV mA uA nA pA pF uF nF nS uS mS ms us Hz cm mm um mM uM nM kg";
  for (std::size_t k = 0; k < kept.size(); k += 3)
    if (kept.substr(k, 2) == word) return false;
  return true;
}

/// A dimension in the words of texts: "volt", "siemens/metre**2", "volt/second**0.5", "a pure number".
[[nodiscard]] constexpr words<60> unit_words(const dimension& d) {
  words<60> text;
  if (d == dim::one) return text.put("a pure number");
  const auto name_of = [](const dimension& unit) -> std::string_view {
    for (const unit_name& u : long_units) {
      if (u.unit == weber) return {}; // from here on names are rare
      if (u.unit == unit) return u.name;
    }
    return {};
  };
  if (const auto name = name_of(d); !name.empty()) return text.put(name);
  const auto factor = [&text](std::string_view name, int halves) {
    if (halves == 0) return;
    if (halves < 0)
      text.put(text.size == 0 ? "1/" : "/");
    else if (text.size > 0)
      text.put("*");
    text.put(name);
    const auto size = static_cast<std::size_t>(halves < 0 ? -halves : halves);
    if (size == 2) return;
    text.put("**").put(size / 2);
    if (size % 2 != 0) text.put(".5");
  };
  dimension areal = d;
  areal.m = 0;
  if (const auto name = name_of(areal); !name.empty()) { // siemens/metre**2
    text.put(name);
    factor("metre", d.m);
    return text;
  }
  for (const int halves : {-2, 2, -1, 1}) { // volt/second, volt/second**0.5
    dimension still = d;
    still.s -= halves;
    const auto name = name_of(still);
    if (name.empty() || still == dim::second || still == dim::hertz) continue;
    text.put(name);
    factor("second", halves);
    return text;
  }
  for (const bool above : {true, false}) {
    const auto put = [&](std::string_view name, int halves) {
      if ((halves > 0) == above) factor(name, halves);
    };
    put("volt", d.V);
    put("amp", d.A);
    put("second", d.s);
    put("metre", d.m);
    put("mole", d.mol);
    put("kelvin", d.K);
  }
  return text;
}

/// "in volt", or "a pure number".
[[nodiscard]] constexpr words<64> in_unit(const dimension& d) {
  words<64> text;
  if (d != dim::one) text.put("in ");
  return text.put(unit_words(d).view());
}

} // namespace cortexpr::detail::equation
