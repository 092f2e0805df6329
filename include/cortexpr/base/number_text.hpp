// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/standard.hpp>
#include <cstdio>
#include <string>

namespace cortexpr::detail {

/// A number in so many significant digits, in the shortest form: "0.25", "1.29e+03".
inline std::string number_text(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, x);
  return text;
}

} // namespace cortexpr::detail
