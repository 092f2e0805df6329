// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/base/number_text.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace cortexpr::detail {

inline std::string number_words(double x) {
  const std::string text = number_text(x, 3);
  // 1290, not 1.29e+03.
  return std::abs(x) >= 999.5 && std::abs(x) < 1e7 ? number_text(std::strtod(text.c_str(), nullptr), 8) : text;
}

/// An SI value with the prefix that makes its number handy: "-70 mV", "15 nS", "0.02".
inline std::string in_units(double si, const dimension& d) {
  if (d == dim::one) return number_words(si);
  const std::string symbol = unit_symbol(d);
  if (si == 0 || !std::isfinite(si) || symbol.find_first_of(" ^") != std::string::npos)
    return number_words(si) + " " + symbol;
  struct prefix {
    std::string_view text;
    double factor;
  };
  constexpr std::array<prefix, 9> prefixes{
      {{"f", 1e-15}, {"p", 1e-12}, {"n", 1e-9}, {"u", 1e-6}, {"m", 1e-3}, {"", 1}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}}};
  const prefix* best = prefixes.data();
  for (const prefix& p : prefixes)
    if (std::abs(si) >= p.factor * (1 - 5e-4)) best = &p;
  return number_words(si / best->factor) + " " + std::string(best->text) + symbol;
}

/// The same as a literal for source text: "0.0977_mV", "8_nS", "0.3".
inline std::string as_literal(double si, const dimension& d) {
  std::string text = in_units(si, d);
  if (d == dim::one) return text;
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

/// "1 neuron", "3 neurons".
inline std::string counted(double n, const std::string& one) {
  return number_words(n) + " " + one + (n == 1 ? "" : "s");
}

/// Text between quotation marks of JSON.
inline std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

} // namespace cortexpr::detail
