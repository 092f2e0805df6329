// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/units/format.hpp>
#include <cstdio>
#include <string>
#include <string_view>

namespace cortexpr::detail {

// Numbers as findings print them, in three digits; all digits: `number_text`, `quantity_text`.

/// "0.647".
inline std::string rounded_text(double x) { return number_text(x, 3); }

/// An SI value with the prefix that makes its number handy: "-70 mV", "15 nS", "0.02".
inline std::string rounded_text(double si, const dimension& d) { return quantity_text(si, d, 3); }

/// The same for source text: "0.0977_mV", "8_nS", "0.3", "0.136_V / 1_s".
inline std::string literal_text(double si, const dimension& d) {
  std::string text = rounded_text(si, d);
  if (d == dim::one) return text;
  if (const auto per = text.find("^-1"); per != std::string::npos && per + 3 == text.size())
    text = text.substr(0, text.rfind(' ')) + " / 1_" + text.substr(text.rfind(' ') + 1, per - text.rfind(' ') - 1);
  text[text.find(' ')] = '_';
  return text;
}

/// Whether a variable of a neuron can have this value: no potential is beyond 1 kV.
inline bool is_plausible(double si, const dimension& d) {
  return std::isfinite(si) && (d != dim::volt || std::abs(si) <= 1e3);
}
/// A value that was computed for a neuron: one that no neuron can have is named, not printed as a number.
inline std::string plausible_text(double si, const dimension& d) {
  if (is_plausible(si, d)) return rounded_text(si, d);
  return si < 0 ? "below -1 kV" : d == dim::volt ? "beyond 1 kV" : "beyond all bounds";
}

/// "1 neuron", "3 neurons".
inline std::string counted_text(double n, const std::string& one) {
  const std::string text = rounded_text(n);
  return text + " " + one + (text == "1" ? "" : "s");
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
