// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/version.hpp>
#include <string_view>

// A number that the preprocessor compares, and its parts.
#if CORTEXPR_VERSION < 100 || CORTEXPR_VERSION_MAJOR < 0
#error "the version is no number of the preprocessor"
#endif
static_assert(CORTEXPR_VERSION / 10000 == CORTEXPR_VERSION_MAJOR);
static_assert(CORTEXPR_VERSION / 100 % 100 == CORTEXPR_VERSION_MINOR);
static_assert(CORTEXPR_VERSION % 100 == CORTEXPR_VERSION_PATCH);

// The text is that of the numbers.
namespace {

constexpr int number_at(std::string_view text, int part) {
  int number = 0;
  for (const char c : text) {
    if (c == '.')
      --part;
    else if (part == 0)
      number = 10 * number + (c - '0');
  }
  return part == -2 || part == -1 || part == 0 ? number : -1;
}
constexpr std::string_view text = CORTEXPR_VERSION_STRING;
static_assert(number_at(text, 0) == CORTEXPR_VERSION_MAJOR);
static_assert(number_at(text, 1) == CORTEXPR_VERSION_MINOR);
static_assert(number_at(text, 2) == CORTEXPR_VERSION_PATCH);

} // namespace
