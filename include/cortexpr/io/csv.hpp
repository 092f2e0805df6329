// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/files/csv_text.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

/// Writes columns of equal length as comma-separated values below their headings; every number reads back as the same
/// double. Throws `invalid_value` for columns that do not fit, `io_error` if the file cannot be written; both name the
/// path.
inline void save_csv(const detail::file_path& path, const std::vector<std::string>& headings,
                     const std::vector<std::vector<double>>& columns) {
  if (headings.size() != columns.size())
    raise({path.string(), ": ", headings.size(), " headings for ", columns.size(), " columns; give one for each"});
  const std::size_t rows = columns.empty() ? 0 : columns.front().size();
  std::string text;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].size() != rows)
      raise({path.string(), ": column '", headings[c], "' has ", columns[c].size(), " numbers, column '",
             headings.front(), "' has ", rows, "; they must be equally long"});
    if (c > 0) text += ',';
    text += detail::csv_field(headings[c]);
  }
  text += '\n';
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t c = 0; c < columns.size(); ++c) {
      detail::append_number(text, columns[c][row]);
      text += c + 1 < columns.size() ? ',' : '\n';
    }
  detail::write_file(path, text);
}

} // namespace cortexpr
