// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// How many letters have to be changed, added or left out to turn one word into the other (Levenshtein).
constexpr std::size_t letters_apart(std::string_view a, std::string_view b) {
  std::array<std::size_t, 65> row{};
  a = a.substr(0, std::min<std::size_t>(a.size(), 64));
  b = b.substr(0, std::min<std::size_t>(b.size(), 64));
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

} // namespace cortexpr::detail
