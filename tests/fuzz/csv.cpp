// SPDX-License-Identifier: BSL-1.0
// A heading and a number survive the way into a table and back.
#include "bytes_as_file.hpp"
#include <charconv>
#include <cortexpr/io/csv.hpp>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view words = text_of(data, size);
  const std::string field = cortexpr::detail::csv_field(words);
  std::string back;
  if (!field.empty() && field[0] == '"') {
    for (std::size_t k = 1; k + 1 < field.size(); ++k) {
      if (field[k] == '"') ++k;
      back += field[k];
    }
  } else {
    back = field;
  }
  if (back != words) std::abort();
  double x = 0;
  if (size < sizeof x) return 0;
  std::memcpy(&x, data, sizeof x);
  std::string text;
  cortexpr::detail::append_number(text, x);
  double y = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), y).ptr;
  if (end != text.data() + text.size() || !(x == y || (x != x && y != y))) std::abort();
  return 0;
}
