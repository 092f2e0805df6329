// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cortexpr/detail/base/file_path.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// The format .npy without arrays: its header, and how numbers are copied.

namespace cortexpr::detail {

static_assert(std::endian::native == std::endian::little,
              "cortexpr: .npy files are read and written on little-endian machines");

/// Magic, version, length and padding around the text of a header (format 1.0).
[[nodiscard, gnu::cold]] inline std::string npy_header_bytes(std::string_view type,
                                                             const std::vector<std::size_t>& shape) {
  std::string text = joined({"{'descr': '", type, "', 'fortran_order': False, 'shape': ("});
  for (const std::size_t n : shape) {
    text += std::to_string(n);
    text += ", ";
  }
  if (shape.size() > 1) text.resize(text.size() - 2);
  if (shape.size() == 1) text.resize(text.size() - 1);
  text += "), }";
  text.resize((10 + text.size() + 1 + 63) / 64 * 64 - 11, ' ');
  text += '\n';
  const char length[] = {static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8)};
  return joined({std::string_view("\x93NUMPY\x01\x00", 8), std::string_view(length, 2), text});
}

/// numpy's name of a number type: "<f8", "<i4", "|b1".
template <class T>
[[nodiscard]] std::string npy_type() {
  static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8, "cortexpr: .npy files hold floats, integers and bools");
  constexpr char kind = std::is_same_v<T, bool>       ? 'b'
                        : std::is_floating_point_v<T> ? 'f'
                        : std::is_signed_v<T>         ? 'i'
                                                      : 'u';
  return {sizeof(T) == 1 ? '|' : '<', kind, static_cast<char>('0' + sizeof(T))};
}

/// Numbers in C order in the bytes of a .npy file, the same that numpy.save writes.
template <class T>
[[nodiscard]] std::string npy_bytes(const T* numbers, const std::vector<std::size_t>& shape) {
  std::size_t count = 1;
  for (const std::size_t n : shape) count *= n;
  std::string bytes = npy_header_bytes(npy_type<T>(), shape);
  return bytes.append(reinterpret_cast<const char*>(numbers), count * sizeof(T));
}

/// What the header of a .npy file says, checked against the length of the file.
struct npy_header {
  char kind = 'f';       ///< f, i, u, b, or U for text
  std::size_t width = 8; ///< bytes per entry; characters for U
  bool fortran = false;
  std::vector<std::size_t> shape;
  std::size_t data = 0; ///< where the data begin
  std::size_t count = 1;
};

/// The fields of a header's dictionary as text, found by key.
class npy_fields {
public:
  npy_fields(std::string_view text, const std::string& path) : text_(text), path_(path) {}
  [[noreturn, gnu::cold]] void refuse(std::initializer_list<text_piece> why) const {
    raise<io_error>({path_, ": is no .npy file that can be read: ", joined(why)});
  }
  [[nodiscard, gnu::cold]] std::string_view operator[](std::string_view key) const {
    const auto at = text_.find(joined({"'", key, "'"}));
    if (at == std::string_view::npos) refuse({"its header lacks '", key, "'"});
    const auto value = text_.find_first_not_of(": ", at + key.size() + 2);
    if (value == std::string_view::npos) refuse({"its header gives no value of '", key, "'"});
    return text_.substr(value);
  }

private:
  std::string_view text_;
  const std::string& path_;
};

[[gnu::cold]] inline void read_npy_type(npy_header& h, const npy_fields& fields) {
  const std::string_view value = fields["descr"];
  const auto end = value.find('\'', 1);
  if (value[0] != '\'' || end == std::string_view::npos || end < 4) fields.refuse({"its entries are no plain numbers"});
  const std::string_view type = value.substr(1, end - 1), width = type.substr(2);
  h.kind = type[1];
  const bool known = width.find_first_not_of("0123456789") == std::string_view::npos && width.size() < 9;
  h.width = 0;
  for (std::size_t k = 0; known && k < width.size(); ++k)
    h.width = h.width * 10 + static_cast<std::size_t>(width[k] - '0');
  const bool power = h.width == 1 || h.width == 2 || h.width == 4 || h.width == 8;
  if (!((h.kind == 'f' && power && h.width >= 4) || ((h.kind == 'i' || h.kind == 'u') && power) ||
        (h.kind == 'b' && h.width == 1) || (h.kind == 'U' && h.width > 0)))
    fields.refuse({"its entries have the type '", type, "'; float32, float64, integers and bool are read"});
  if (type[0] == '>' && h.width > 1)
    fields.refuse({"its numbers are big-endian; save it with astype('<f8') or the like"});
}

[[gnu::cold]] inline void read_npy_shape(npy_header& h, const npy_fields& fields, std::size_t room) {
  const std::string_view order = fields["fortran_order"];
  h.fortran = order.substr(0, 4) == "True";
  if (!h.fortran && order.substr(0, 5) != "False") fields.refuse({"'fortran_order' is neither True nor False"});
  const std::string_view value = fields["shape"];
  const auto close = value.find(')');
  if (value[0] != '(' || close == std::string_view::npos ||
      value.substr(1, close - 1).find_first_not_of("0123456789, ") != std::string_view::npos)
    fields.refuse({"its shape is no list of whole numbers"});
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 16;
  bool empty = false;
  for (std::size_t k = 1; k < close;) {
    if (value[k] == ' ' || value[k] == ',') {
      ++k;
      continue;
    }
    std::size_t n = 0;
    for (; k < close && value[k] >= '0' && value[k] <= '9'; ++k)
      n = n > most / 16 ? most : n * 10 + static_cast<std::size_t>(value[k] - '0');
    h.shape.push_back(n);
    empty = empty || n == 0;
  }
  if (h.shape.size() > 32) fields.refuse({"it has more than 32 dimensions"});
  const std::size_t entry = h.kind == 'U' ? 4 * h.width : h.width;
  h.count = empty ? 0 : 1;
  const auto refuse_short = [&] {
    fields.refuse({"its shape (", value.substr(1, close - 1), ") needs more data than the file holds"});
  };
  if (!empty && entry > room) refuse_short(); // also a single number, which has no dimension
  for (const std::size_t n : h.shape) {
    // The product of the other sizes must not overflow even if one size is zero.
    if (empty ? n > (std::size_t{1} << 48) : n > room / entry / h.count) refuse_short();
    h.count *= n;
  }
}

/// Reads the header at the beginning of a file of this length and trusts none of it: files may be truncated or
/// malicious. `path` is for messages.
[[nodiscard, gnu::cold]] inline npy_header read_npy_header(std::string_view bytes, const std::string& path,
                                                           std::size_t length_of_file) {
  const npy_fields file({}, path);
  if (bytes.substr(0, 6) != std::string_view("\x93NUMPY", 6)) file.refuse({"it does not begin with \\x93NUMPY"});
  if (bytes.size() < 12) file.refuse({"its header is cut short"});
  const auto byte = [&](std::size_t k) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[k])); };
  if (byte(6) < 1 || byte(6) > 3) file.refuse({"its format has the unknown version ", byte(6)});
  const bool wide = byte(6) >= 2;
  const std::size_t length = byte(8) | byte(9) << 8 | (wide ? byte(10) << 16 | byte(11) << 24 : 0);
  npy_header h;
  h.data = (wide ? 12u : 10u) + length;
  if (h.data > bytes.size()) file.refuse({"its header is cut short"});
  const npy_fields fields(bytes.substr(h.data - length, length), path);
  read_npy_type(h, fields);
  read_npy_shape(h, fields, length_of_file - h.data);
  return h;
}
/// The same of a file that is here as a whole.
[[nodiscard, gnu::cold]] inline npy_header read_npy_header(std::string_view bytes, const std::string& path) {
  return read_npy_header(bytes, path, bytes.size());
}

/// Copies stored numbers of type From; false if one does not fit into T.
template <class From, class T>
bool copy_numbers(std::string_view data, T* out, std::size_t count) {
  bool fits = true;
  for (std::size_t k = 0; k < count; ++k) {
    From x;
    std::memcpy(&x, data.data() + k * sizeof(From), sizeof x);
    out[k] = static_cast<T>(x); // NOLINT(bugprone-signed-char-misuse): int8 holds numbers, not characters
    if constexpr (std::is_integral_v<T> && std::is_integral_v<From>)
      fits = fits && static_cast<From>(out[k]) == x && (out[k] < T(0)) == (x < From(0));
  }
  return fits;
}

template <class T>
bool copy_numbers(const npy_header& h, std::string_view data, T* out) {
  const auto read = [&]<class... From>(From...) {
    bool fits = true;
    static_cast<void>(((sizeof(From) == h.width && (fits = copy_numbers<From>(data, out, h.count), true)) || ...));
    return fits;
  };
  if (h.kind == 'f') {
    if constexpr (std::is_floating_point_v<T>) return read(float{}, double{});
  }
  if (h.kind == 'i') return read(std::int8_t{}, std::int16_t{}, std::int32_t{}, std::int64_t{});
  return read(std::uint8_t{}, std::uint16_t{}, std::uint32_t{}, std::uint64_t{});
}

} // namespace cortexpr::detail
