// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <utility>

namespace cortexpr::detail {

/// Puts a new value in the place of an old one, and the old one back if what follows refuses it; `restored` then makes
/// what depends on it again.
template <class T, class Check, class Restored>
void replace_checked(T& place, T value, const Check& check, [[maybe_unused]] const Restored& restored) {
  std::swap(place, value);
#if defined(__cpp_exceptions)
  try {
    check();
  } catch (...) {
    std::swap(place, value);
    restored();
    throw;
  }
#else
  check();
#endif
}
template <class T, class Check>
void replace_checked(T& place, T value, const Check& check) {
  replace_checked(place, std::move(value), check, [] {});
}

} // namespace cortexpr::detail
