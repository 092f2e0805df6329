// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/files/npy_header.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace cortexpr {

namespace detail {

/// An array in the bytes of a .npy file, the same that numpy.save writes.
template <class E>
[[nodiscard]] std::string npy_bytes(const xt::xexpression<E>& expression) {
  using number = typename E::value_type;
  const auto& array = expression.derived_cast();
  if constexpr (E::static_layout == xt::layout_type::row_major && std::is_base_of_v<xt::xcontainer<E>, E>) {
    return npy_bytes(array.data(), {array.shape().begin(), array.shape().end()});
  } else {
    return npy_bytes(xt::xarray<number, xt::layout_type::row_major>(array));
  }
}

/// An array from the bytes of a .npy file; `path` is for messages. Integers become floats where asked for; floats do
/// not become integers, and integers that do not fit into T are refused.
template <class T>
[[nodiscard]] xt::xarray<T> array_from_npy(std::string_view bytes, const std::string& path) {
  const npy_header h = read_npy_header(bytes, path);
  if (h.kind == 'U') refuse({path, ": holds text where numbers are wanted"});
  if (std::is_integral_v<T> && h.kind == 'f')
    refuse({path, ": holds real numbers where whole numbers are wanted; load it as double"});
  const auto filled = [&](auto array) {
    if (!copy_numbers(h, bytes.substr(h.data), array.data()))
      refuse({path, ": holds whole numbers that do not fit into ", npy_type<T>(), "; load it as a wider type"});
    return array;
  };
  if (h.fortran) return filled(xt::xarray<T, xt::layout_type::column_major>::from_shape(h.shape));
  return filled(xt::xarray<T>::from_shape(h.shape));
}

} // namespace detail

/// Writes an array (any xtensor expression of any shape) as .npy in C order, readable by numpy.load. Throws `io_error`
/// with the path.
template <class E>
void save_npy(const detail::file_path& path, const xt::xexpression<E>& array) {
  detail::write_file(path, detail::npy_bytes(array));
}

/// Reads a .npy file as an array of T of the file's shape. Integers may be loaded as floats or as any integer type
/// that holds them; floats not as integers. Throws `io_error` with the path and what is wrong with the file.
template <class T>
[[nodiscard]] xt::xarray<T> load_npy(const detail::file_path& path) {
  return detail::array_from_npy<T>(detail::read_file(path), path.string());
}

} // namespace cortexpr
