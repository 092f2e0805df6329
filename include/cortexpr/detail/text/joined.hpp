// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/text/number_text.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// A piece of a text: words, or a number in the fewest digits that give back the same number (quantities:
/// `quantity_text`). Words are not copied.
class text_piece {
public:
  // NOLINTBEGIN(google-explicit-constructor): pieces stand in lists
  text_piece(const char* words) : words_(words) {}
  text_piece(std::string_view words) : words_(words) {}
  text_piece(const std::string& words) : words_(words) {}
  text_piece(int x) : text_piece(static_cast<long long>(x)) {}
  text_piece(long x) : text_piece(static_cast<long long>(x)) {}
  text_piece(long long x) : kind_(kind::whole), whole_(x) {}
  text_piece(unsigned x) : text_piece(static_cast<unsigned long long>(x)) {}
  text_piece(unsigned long x) : text_piece(static_cast<unsigned long long>(x)) {}
  text_piece(unsigned long long x) : kind_(kind::natural), natural_(x) {}
  text_piece(double x) : kind_(kind::real), real_(x) {}
  text_piece(float x) : kind_(kind::single), single_(x) {}
  // NOLINTEND(google-explicit-constructor)

  void append_to(std::string& text) const {
    switch (kind_) {
    case kind::words:
      text += words_;
      break;
    case kind::whole:
      text += std::to_string(whole_);
      break;
    case kind::natural:
      text += std::to_string(natural_);
      break;
    case kind::real:
      text += number_text(real_);
      break;
    case kind::single:
      text += number_text(single_);
      break;
    }
  }

private:
  enum class kind { words, whole, natural, real, single };
  kind kind_ = kind::words;
  union {
    std::string_view words_;
    long long whole_;
    unsigned long long natural_;
    double real_;
    float single_;
  };
};

/// Pieces one after the other: `joined({path, ": has no array called '", name, "'"})`. A chain of `+` says the same and
/// takes a compiler four times as long or more; every check has a message.
[[nodiscard, gnu::cold]] inline std::string joined(std::initializer_list<text_piece> pieces) {
  std::string text;
  for (const text_piece& piece : pieces) piece.append_to(text);
  return text;
}

} // namespace cortexpr::detail
