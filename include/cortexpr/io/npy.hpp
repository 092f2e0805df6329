// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cortexpr/io/file.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace cortexpr::io {

static_assert(std::endian::native == std::endian::little,
              "cortexpr: .npy files are read and written on little-endian machines");

/// Magic, version, length and padding around the text of a header.
[[nodiscard]] inline std::string npy_header_bytes(std::string text) {
  while ((10 + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(text.size() & 0xff);
  bytes += static_cast<char>(text.size() >> 8);
  return bytes + text;
}

/// The bytes of a .npy file (format 1.0) for numbers of T in C order, as numpy.save writes them.
template <class T>
[[nodiscard]] std::string npy_bytes(const T* numbers, const std::vector<std::size_t>& shape) {
  static_assert(std::is_arithmetic_v<T>);
  constexpr char kind = std::is_floating_point_v<T> ? 'f' : std::is_signed_v<T> ? 'i' : 'u';
  std::string header =
      std::string("{'descr': '<") + kind + std::to_string(sizeof(T)) + "', 'fortran_order': False, 'shape': (";
  std::size_t count = 1;
  for (const std::size_t n : shape) {
    header += std::to_string(n) + ", ";
    count *= n;
  }
  return npy_header_bytes(header + "), }") + std::string(reinterpret_cast<const char*>(numbers), count * sizeof(T));
}

/// An xtensor container in the bytes of a .npy file.
template <class Array>
[[nodiscard]] std::string npy_bytes(const Array& array) {
  return npy_bytes(array.data(), {array.shape().begin(), array.shape().end()});
}

namespace detail {

struct npy_header {
  char kind = 'f';
  std::size_t width = 8;
  bool fortran = false;
  std::vector<std::size_t> shape;
  std::size_t data = 0; ///< where the data begin
  std::size_t count = 1;
};

/// Reads the header with checks before anything is believed: files may be cut short or made by an enemy.
inline npy_header read_npy_header(std::string_view bytes, const std::string& path) {
  const auto refuse = [&](const std::string& why) {
    raise<io_error>(path + ": is no .npy file that can be read: " + why);
  };
  if (bytes.size() < 12 || bytes.substr(0, 6) != std::string_view("\x93NUMPY", 6))
    refuse("it does not begin with \\x93NUMPY");
  const bool wide = bytes[6] >= 2;
  const auto byte = [&](std::size_t k) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[k])); };
  const std::size_t length = byte(8) | byte(9) << 8 | (wide ? byte(10) << 16 | byte(11) << 24 : 0);
  npy_header h;
  h.data = (wide ? 12u : 10u) + length;
  if (h.data > bytes.size()) refuse("the header is cut short");
  const std::string_view text = bytes.substr(wide ? 12 : 10, length);

  const auto value_of = [&](std::string_view key) {
    const auto at = text.find(key);
    if (at == std::string_view::npos) refuse("the header lacks " + std::string(key));
    const auto colon = text.find(':', at);
    return colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  };
  const std::string_view descr = value_of("'descr'");
  const auto quote = descr.find('\'');
  if (quote == std::string_view::npos || quote + 4 > descr.size()) refuse("the type of its numbers is not given");
  const char order = descr[quote + 1];
  h.kind = descr[quote + 2];
  h.width = static_cast<std::size_t>(descr[quote + 3] - '0');
  if (order == '>') refuse("its numbers are big-endian");
  const bool known =
      (h.kind == 'f' && (h.width == 4 || h.width == 8)) ||
      ((h.kind == 'i' || h.kind == 'u') && (h.width == 1 || h.width == 2 || h.width == 4 || h.width == 8)) ||
      (h.kind == 'b' && h.width == 1);
  if (!known || (quote + 4 < descr.size() && descr[quote + 4] != '\''))
    refuse("its numbers have a type other than float, int or bool");
  h.fortran = value_of("'fortran_order'").substr(0, 5).find('T') != std::string_view::npos;
  const std::string_view shape = value_of("'shape'");
  const auto open = shape.find('('), close = shape.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || open > close)
    refuse("its shape is not given");
  std::size_t number = 0;
  bool digits = false;
  for (const char c : shape.substr(open + 1, close - open)) {
    if (c >= '0' && c <= '9') {
      if (number > bytes.size()) refuse("its shape is larger than the file");
      number = number * 10 + static_cast<std::size_t>(c - '0');
      digits = true;
    } else if (digits) {
      h.shape.push_back(number);
      number = 0;
      digits = false;
    }
  }
  for (const std::size_t n : h.shape) {
    if (n != 0 && h.count > bytes.size() / n) refuse("its shape is larger than the file");
    h.count *= n;
  }
  if (bytes.size() - h.data < h.count * h.width) refuse("the data are cut short");
  return h;
}

template <class From, class T>
void copy_numbers(std::string_view bytes, std::vector<T>& out) {
  for (std::size_t k = 0; k < out.size(); ++k) {
    From x;
    std::memcpy(&x, bytes.data() + k * sizeof(From), sizeof x);
    out[k] = static_cast<T>(x);
  }
}

} // namespace detail

/// An array from the bytes of a .npy file; `path` is for messages. Integers become floats where asked for; floats do
/// not become integers.
template <class T>
[[nodiscard]] xt::xarray<T> array_from_npy(std::string_view bytes, const std::string& path) {
  const auto h = detail::read_npy_header(bytes, path);
  if (std::is_integral_v<T> && h.kind == 'f')
    raise<io_error>(path + ": holds real numbers where whole numbers are wanted; load it as double");
  std::vector<T> values(h.count);
  const std::string_view data = bytes.substr(h.data);
  const auto read = [&]<class F, class D>(F, D) {
    if (h.width == sizeof(F))
      detail::copy_numbers<F>(data, values);
    else
      detail::copy_numbers<D>(data, values);
  };
  if (h.kind == 'f')
    read(float{}, double{});
  else if (h.kind == 'i' && h.width >= 4)
    read(std::int32_t{}, std::int64_t{});
  else if (h.kind == 'i')
    read(std::int8_t{}, std::int16_t{});
  else if (h.kind == 'u' && h.width >= 4)
    read(std::uint32_t{}, std::uint64_t{});
  else
    read(std::uint8_t{}, std::uint16_t{});

  xt::xarray<T> result = xt::xarray<T>::from_shape(h.shape);
  if (!h.fortran || h.shape.size() < 2) {
    std::copy(values.begin(), values.end(), result.begin());
    return result;
  }
  // Column-major data: the first index runs fastest.
  std::vector<std::size_t> index(h.shape.size(), 0);
  for (const T& x : values) {
    std::size_t place = 0;
    for (std::size_t d = 0; d < index.size(); ++d) place = place * h.shape[d] + index[d];
    result.data()[place] = x;
    for (std::size_t d = 0; d < index.size() && ++index[d] == h.shape[d]; ++d) index[d] = 0;
  }
  return result;
}

/// Writes an array as .npy. Throws `io_error` with the path.
template <class Array>
void save_npy(const std::filesystem::path& path, const Array& array) {
  write_file(path, npy_bytes(array));
}

/// Reads a .npy file as an array of T. Throws `io_error` with the path and what is wrong with the file.
template <class T>
[[nodiscard]] xt::xarray<T> load_npy(const std::filesystem::path& path) {
  return array_from_npy<T>(read_file(path), path.string());
}

} // namespace cortexpr::io
