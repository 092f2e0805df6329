// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/io/npy.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

namespace cortexpr::io {

/// One array of an archive, in the bytes of its .npy file, with the unit of its numbers.
struct npz_entry {
  std::string name;
  std::string unit;
  std::string bytes;
};

template <class Array>
[[nodiscard]] npz_entry make_entry(std::string name, const Array& array, std::string unit = "1") {
  return {std::move(name), std::move(unit), npy_bytes(array)};
}

namespace detail {

/// The side entry "units": a numpy array of text, shape (n, 2), rows (name, unit).
inline std::string units_entry(const std::vector<npz_entry>& entries) {
  std::size_t width = 1;
  for (const auto& e : entries) width = std::max({width, e.name.size(), e.unit.size()});
  std::string bytes =
      npy_header_bytes("{'descr': '<U" + std::to_string(width) + "', 'fortran_order': False, 'shape': (" +
                       std::to_string(entries.size()) + ", 2), }");
  const auto put = [&](const std::string& text) {
    for (std::size_t k = 0; k < width; ++k) {
      bytes += k < text.size() ? text[k] : '\0';
      bytes.append(3, '\0');
    }
  };
  for (const auto& e : entries) {
    put(e.name);
    put(e.unit);
  }
  return bytes;
}

inline std::string zip_reason(zip_t* archive) { return zip_strerror(archive); }

} // namespace detail

/// Writes arrays as .npz, the archive that numpy.load opens; `numpy.load(path)["units"]` lists names and units. The
/// archive is made in memory and written at once. Throws `io_error` with the path.
inline void save_npz(const std::filesystem::path& path, const std::vector<npz_entry>& entries) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &problem);
  zip_t* archive = memory == nullptr ? nullptr : zip_open_from_source(memory, ZIP_TRUNCATE, &problem);
  const auto refuse = [&](const std::string& why) {
    raise<io_error>(path.string() + ": the archive cannot be made: " + why);
  };
  if (archive == nullptr) refuse(zip_error_strerror(&problem));
  zip_source_keep(memory);
  const std::string units = detail::units_entry(entries);
  const auto add = [&](const std::string& name, const std::string& bytes) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (source == nullptr || zip_file_add(archive, (name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8) < 0)
      refuse(detail::zip_reason(archive));
  };
  for (const auto& e : entries) add(e.name, e.bytes);
  add("units", units);
  if (zip_close(archive) != 0) refuse(detail::zip_reason(archive));
  zip_source_open(memory);
  zip_source_seek(memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  write_file(path, bytes);
}

/// Reads one array of a .npz archive. Throws `io_error` with the path.
template <class T>
[[nodiscard]] xt::xarray<T> load_npz(const std::filesystem::path& path, const std::string& name) {
  int code = 0;
  const std::unique_ptr<zip_t, decltype(&zip_discard)> archive(zip_open(path.string().c_str(), ZIP_RDONLY, &code),
                                                               &zip_discard);
  if (archive == nullptr) raise<io_error>(path.string() + ": is no .npz archive that can be opened");
  zip_stat_t entry;
  zip_stat_init(&entry);
  if (zip_stat(archive.get(), (name + ".npy").c_str(), 0, &entry) != 0)
    raise<io_error>(path.string() + ": has no array called '" + name + "'");
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(archive.get(), entry.index, 0),
                                                                &zip_fclose);
  if (file == nullptr) raise<io_error>(path.string() + ": the array '" + name + "' cannot be read");
  std::string bytes;
  char buffer[1 << 16];
  zip_int64_t n = 0;
  while ((n = zip_fread(file.get(), buffer, sizeof buffer)) > 0) bytes.append(buffer, static_cast<std::size_t>(n));
  if (n < 0) raise<io_error>(path.string() + ": the array '" + name + "' is damaged");
  return array_from_npy<T>(bytes, path.string() + " (" + name + ")");
}

} // namespace cortexpr::io
