// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/files/archive.hpp>
#include <cortexpr/io/npy.hpp>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace cortexpr {

namespace detail {

/// The type of an array's numbers in an archive: narrow integers and bools are int32, all others int64.
template <class Real, class Number>
using npz_number = std::conditional_t<
    std::is_same_v<Number, float>, float,
    std::conditional_t<
        std::is_floating_point_v<Number>, Real,
        std::conditional_t<(sizeof(Number) < 4 || std::is_same_v<Number, std::int32_t>), std::int32_t, std::int64_t>>>;

/// One array of a .npz archive: its name, its numbers, their unit ("mV", "s"; "" if unknown). A template like all that
/// follows: programs that never touch an archive's arrays do not pay for compiling them.
template <class Real = double>
struct basic_npz_entry {
  std::string name;
  std::variant<xt::xarray<Real>, xt::xarray<float>, xt::xarray<std::int64_t>, xt::xarray<std::int32_t>> array;
  std::string unit;

  basic_npz_entry() = default;
  /// Any xtensor expression, of any layout and number type, evaluated at once.
  template <class Array>
  basic_npz_entry(std::string called, const xt::xexpression<Array>& numbers, std::string counted_in = "")
      : name(std::move(called)),
        array(xt::xarray<npz_number<Real, typename Array::value_type>>(numbers)),
        unit(std::move(counted_in)) {
    if constexpr (std::is_unsigned_v<typename Array::value_type> && sizeof(typename Array::value_type) == 8)
      for (const std::int64_t x : std::get<xt::xarray<std::int64_t>>(array))
        if (x < 0) raise({"npz_entry '", name, "': a number does not fit into int64; save it as double"});
  }
};

} // namespace detail

using npz_entry = detail::basic_npz_entry<>;

namespace detail {

/// An array of an archive in messages: "run.npz (n2.v)".
[[nodiscard, gnu::cold]] inline std::string entry_text(const file_path& path, std::string_view name) {
  return joined({path.string(), " (", name, ")"});
}

/// Name and unit from the bytes of the entry "units"; nothing if it is of another kind.
template <class Word = std::u32string>
std::map<std::string, std::string> read_units(std::string_view bytes, const std::string& path) {
  const npy_header h = read_npy_header(bytes, path);
  std::map<std::string, std::string> units;
  if (h.kind != 'U' || h.fortran || h.shape.size() != 2 || h.shape[1] != 2) return units;
  std::vector<std::string> words(h.count);
  for (std::size_t k = 0; k < h.count; ++k) {
    Word word(h.width, U'\0');
    std::memcpy(word.data(), bytes.data() + h.data + k * h.width * sizeof(char32_t), h.width * sizeof(char32_t));
    words[k] = to_utf8(word.substr(0, word.find_last_not_of(U'\0') + 1));
  }
  for (std::size_t k = 0; k + 1 < words.size(); k += 2) units[words[k]] = words[k + 1];
  return units;
}

template <class Real>
basic_npz_entry<Real> unpack_entry(std::string name, std::string_view bytes, const std::string& path,
                                   std::string unit) {
  const npy_header h = read_npy_header(bytes, path);
  basic_npz_entry<Real> e;
  e.name = std::move(name);
  e.unit = std::move(unit);
  if (h.kind == 'f' && h.width == 4)
    e.array = array_from_npy<float>(bytes, path);
  else if (h.kind == 'f')
    e.array = array_from_npy<Real>(bytes, path);
  else if (h.width > 4 || (h.kind == 'u' && h.width == 4))
    e.array = array_from_npy<std::int64_t>(bytes, path);
  else
    e.array = array_from_npy<std::int32_t>(bytes, path);
  return e;
}

} // namespace detail

/// Writes arrays as .npz, the archive that numpy.load opens; `numpy.load(path)["units"]` is an array of text with the
/// rows (name, unit). Throws `io_error` with the path; nothing is left half written.
template <class Real = double>
void save_npz(const detail::file_path& path, const std::vector<detail::basic_npz_entry<Real>>& entries) {
  std::vector<detail::packed_entry> packed;
  packed.reserve(entries.size());
  for (const auto& e : entries)
    packed.push_back({e.name, std::visit([](const auto& array) { return detail::npy_bytes(array); }, e.array), e.unit});
  detail::write_npz(path, packed);
}

/// Reads all arrays of a .npz archive with their units if it has the side entry "units". Narrow integers and bools
/// become int32, uint32 becomes int64; arrays of text (the names of groups) are left out. Throws `io_error` with the
/// path.
template <class Real = double>
[[nodiscard]] std::vector<detail::basic_npz_entry<Real>> load_npz(const detail::file_path& path) {
  const detail::npz_reader archive(path);
  const auto names = archive.names();
  std::map<std::string, std::string> units;
  if (std::find(names.begin(), names.end(), "units") != names.end())
    units = detail::read_units<>(archive.read("units"), detail::entry_text(path, "units"));
  std::vector<detail::basic_npz_entry<Real>> entries;
  for (const auto& name : names) {
    if (name == "units") continue;
    const std::string bytes = archive.read(name), entry = detail::entry_text(path, name);
    if (detail::read_npy_header(bytes, entry).kind != 'U')
      entries.push_back(detail::unpack_entry<Real>(name, bytes, entry, units[name]));
  }
  return entries;
}

/// Reads one array of a .npz archive as an array of T. Throws `io_error` with the path.
template <class T>
[[nodiscard]] xt::xarray<T> load_npz(const detail::file_path& path, const std::string& name) {
  return detail::array_from_npy<T>(detail::npz_reader(path).read(name), detail::entry_text(path, name));
}

} // namespace cortexpr
