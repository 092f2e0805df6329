// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <sstream>
#include <string>

namespace diagnose_tests {

using namespace cortexpr;

inline std::string text_of(const diagnosis& r) {
  std::ostringstream text;
  text << r;
  return text.str();
}

/// The diagnosis has this finding, of this severity, and its sentence has these words.
inline void check_found(const diagnosis& r, severity level, const std::string& code, const std::string& item,
                        const std::string& words) {
  INFO("looking for [" << code << "] " << item << ": " << words << " in\n" << text_of(r));
  const finding* f = r.find(code, item);
  REQUIRE(f != nullptr);
  CHECK(f->level == level);
  CHECK(f->what.find(words) != std::string::npos);
}
inline void check_clean(const diagnosis& r) {
  INFO(text_of(r));
  CHECK(r.clean());
}
inline double number_of(const diagnosis& r, const std::string& code, const std::string& item, const std::string& name) {
  INFO(text_of(r));
  const finding* f = r.find(code, item);
  REQUIRE(f != nullptr);
  for (const auto& n : f->numbers)
    if (n.name == name) return n.si;
  FAIL("no number " << name);
  return 0;
}

} // namespace diagnose_tests
