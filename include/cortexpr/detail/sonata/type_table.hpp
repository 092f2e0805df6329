// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <charconv>
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/files/read_table.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cortexpr::detail {

/// A table of node or edge types of SONATA: a line for each type, fields separated by spaces, in quotes where they hold
/// some. An empty field and NULL or NONE say nothing.
class type_table {
public:
  [[gnu::cold]] type_table(const file_path& path, const char* id_column) : file_(path.string()) {
    const std::string text = read_file(path);
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line(text.data() + at, end - at);
      at = end + 1;
      ++number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      const char separator =
          line.find(' ') == std::string_view::npos && line.find(',') != std::string_view::npos ? ',' : ' ';
      std::vector<std::string> cells = fields(line, separator, number);
      if (columns_.empty()) {
        columns_ = std::move(cells);
        continue;
      }
      if (cells.size() != columns_.size())
        refuse({file_, ", line ", number, ": has ", cells.size(), " fields, the first line has ", columns_.size()});
      add(std::move(cells), id_column, number);
    }
    if (columns_.empty()) refuse({file_, ": has no line of headings; it begins with ", id_column});
    static_cast<void>(require_column(id_column));
  }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] bool has_type(std::int64_t id) const { return row_of_.contains(id); }
  /// What the table says of a type; null if it says nothing.
  [[nodiscard]] const std::string* find(std::int64_t id, std::string_view name) const {
    const auto column = static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), name) - columns_.begin());
    const auto row = row_of_.find(id);
    if (column == columns_.size() || row == row_of_.end()) return nullptr;
    const std::string& cell = rows_[row->second][column];
    return cell.empty() || cell == "NULL" || cell == "NONE" ? nullptr : &cell;
  }
  /// The same as a number.
  [[nodiscard]] bool find_number(std::int64_t id, std::string_view name, double& x) const {
    const std::string* cell = find(id, name);
    if (cell == nullptr) return false;
    if (!read_number(cell->data(), cell->data() + cell->size(), x))
      refuse({file_, ": type ", id, ", column '", name, "': '", *cell, "' is not a number"});
    return true;
  }

private:
  [[nodiscard]] std::size_t require_column(std::string_view name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    if (found == columns_.end()) refuse({file_, ": has no column '", name, "'"});
    return static_cast<std::size_t>(found - columns_.begin());
  }
  void add(std::vector<std::string>&& cells, const char* id_column, std::size_t line) {
    const std::string& text = cells[require_column(id_column)];
    std::int64_t id = 0;
    if (const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
        parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
      refuse({file_, ", line ", line, ", '", id_column, "': '", text, "' is not a whole number"});
    if (!row_of_.emplace(id, rows_.size()).second)
      refuse({file_, ", line ", line, ": the type ", id, " is there twice"});
    rows_.push_back(std::move(cells));
  }
  [[nodiscard]] std::vector<std::string> fields(std::string_view line, char separator, std::size_t number) const {
    std::vector<std::string> cells(1);
    char quote = 0;
    for (const char c : line) {
      if (quote != 0 ? c == quote : (c == '"' || (c == '\'' && cells.back().empty())))
        quote = quote != 0 ? '\0' : c;
      else if (quote == 0 && c == separator)
        cells.emplace_back();
      else
        cells.back() += c;
    }
    if (quote != 0) refuse({file_, ", line ", number, ": a quotation mark is not closed"});
    return cells;
  }

  std::string file_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::unordered_map<std::int64_t, std::size_t> row_of_;
};

} // namespace cortexpr::detail
