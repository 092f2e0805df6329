// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <charconv>
#include <cortexpr/io/file.hpp>
#include <string>
#include <vector>

namespace cortexpr::io {

/// A number in the fewest digits that give back the same number.
template <class Number>
void append_number(std::string& text, Number x) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr;
  text.append(digits.data(), end);
}

/// A column of a table: its heading (name and unit) and its numbers.
struct csv_column {
  std::string heading;
  std::vector<double> numbers;
};

/// Writes columns of equal length as comma-separated values below their headings. Throws `io_error` with the path.
inline void save_csv(const std::filesystem::path& path, const std::vector<csv_column>& columns) {
  std::string text;
  for (const auto& c : columns) {
    if (c.numbers.size() != columns.front().numbers.size())
      raise<io_error>(path.string() + ": column '" + c.heading + "' has another length than '" +
                      columns.front().heading + "'");
    text += (&c == columns.data() ? "" : ",") + c.heading;
  }
  text += '\n';
  for (std::size_t row = 0; !columns.empty() && row < columns.front().numbers.size(); ++row) {
    for (const auto& c : columns) {
      if (&c != columns.data()) text += ',';
      append_number(text, c.numbers[row]);
    }
    text += '\n';
  }
  write_file(path, text);
}

} // namespace cortexpr::io
