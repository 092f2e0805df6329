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
    {"kilogram", dim::kilogram},
    {"kg", dim::kilogram},
    {"gram", dim::kilogram, -3},
    {"gramme", dim::kilogram, -3},
    {"ampere", dim::amp},
    {"siemen", dim::siemens},
    {"meter", dim::metre},
    {"mol", dim::mole},
    {"molar", dim::molar, 3},
    {"litre", dim::volume, -3},
    {"liter", dim::volume, -3},
    {"radian", dim::one},
    {"steradian", dim::one},
    {"becquerel", dim::hertz},
    {"sievert", dim::joule / dim::kilogram},
    {"katal", dim::mole / dim::second},
    {"Hz", dim::hertz},
}};

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

struct prefix {
  char letter;
  int exponent;
};
inline constexpr std::array<prefix, 18> prefixes{{{'m', -3},
                                                  {'u', -6},
                                                  {'n', -9},
                                                  {'p', -12},
                                                  {'k', 3},
                                                  {'M', 6},
                                                  {'c', -2},
                                                  {'d', -1},
                                                  {'f', -15},
                                                  {'G', 9},
                                                  {'a', -18},
                                                  {'z', -21},
                                                  {'y', -24},
                                                  {'h', 2},
                                                  {'T', 12},
                                                  {'P', 15},
                                                  {'E', 18},
                                                  {'Z', 21}}};

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
        exponent * power < 0 ? 1 / decimal_value(1, -exponent * power) : decimal_value(1, exponent * power);
    return found_unit{true, unit.power(power), scale};
  };
  int power = 1;
  if (word.size() > 2 && (word.back() == '2' || word.back() == '3')) {
    power = word.back() - '0';
    word.remove_suffix(1);
  }
  for (const unit_name& u : long_units)
    if (u.name == word) return made(u.unit, u.exponent, power);
  const std::string_view base = word.substr(1);
  for (const prefix& p : prefixes) {
    if (p.letter != word[0]) continue;
    for (const short_unit& u : short_units) {
      if (u.name != base) continue;
      for (const char c : u.prefixes)
        if (c == p.letter) return made(u.unit, p.exponent + u.exponent, power);
    }
    if (base.size() > 2)
      for (const unit_name& u : long_units)
        if (u.name == base) return made(u.unit, p.exponent + u.exponent, power);
  }
  return {};
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
