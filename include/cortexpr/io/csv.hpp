// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/files/csv_text.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// The numbers of a column: any range or xtensor expression, read at once.
struct csv_column {
  std::vector<double> numbers;

  csv_column(std::initializer_list<double> list) : numbers(list) {}
  csv_column(std::vector<double> list) : numbers(std::move(list)) {}
  template <class List>
  csv_column(const List& list) {
    for_each_in_list("save_csv: a column", list, [&](const auto& x) { numbers.push_back(static_cast<double>(x)); });
  }
};

} // namespace detail

/// Writes columns of equal length as comma-separated values below their headings; every number reads back as the same
/// double. A column is any range or xtensor expression.
///
/// Example (examples/reference/arrays.cpp):
///
///     save_csv("v.csv", {"t (s)", "v (V)"}, {times_of(trace), to_array(trace.of_neuron(3))});
///
/// Throws `invalid_value` for columns that do not fit, `io_error` if the file cannot be written; both name the path.
inline void save_csv(const detail::file_path& path, const std::vector<std::string>& headings,
                     const std::vector<detail::csv_column>& columns) {
  if (headings.size() != columns.size())
    raise({path.string(), ": ", headings.size(), " headings for ", columns.size(), " columns; give one for each"});
  const std::size_t rows = columns.empty() ? 0 : columns.front().numbers.size();
  std::string text;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].numbers.size() != rows)
      raise({path.string(), ": column '", headings[c], "' has ", columns[c].numbers.size(), " numbers, column '",
             headings.front(), "' has ", rows, "; they must be equally long"});
    if (c > 0) text += ',';
    text += detail::csv_field(headings[c]);
  }
  text += '\n';
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t c = 0; c < columns.size(); ++c) {
      detail::append_number(text, columns[c].numbers[row]);
      text += c + 1 < columns.size() ? ',' : '\n';
    }
  detail::write_file(path, text);
}
/// The same from one table: an array of two dimensions, or a list of columns.
template <class Table>
void save_csv(const detail::file_path& path, const std::vector<std::string>& headings, const Table& table) {
  std::vector<detail::csv_column> columns;
  if constexpr (detail::MatrixLike<Table>) {
    const std::size_t n = detail::size_of_matrix("save_csv", table).columns;
    columns.assign(n, std::vector<double>());
    std::size_t k = 0;
    detail::for_each_element(table, [&](const auto& x) { columns[k++ % n].numbers.push_back(static_cast<double>(x)); });
  } else {
    for (const auto& column : table) columns.emplace_back(column);
  }
  save_csv(path, headings, columns);
}

} // namespace cortexpr
