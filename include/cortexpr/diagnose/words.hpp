// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/number_text.hpp>
#include <cortexpr/units/format.hpp>
#include <cstdio>
#include <string>
#include <string_view>

namespace cortexpr::detail {

inline std::string number_words(double x) { return number_text(x, 3); }

/// An SI value in three digits with the prefix that makes its number handy: "-70 mV", "15 nS", "0.02".
inline std::string in_units(double si, const dimension& d) { return quantity_text(si, d, 3); }

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
