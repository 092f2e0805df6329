// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/detail/files/npy_header.hpp>
#include <cortexpr/detail/files/utf8.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include <zip.h>

/// Archives of .npy files as bytes, without arrays.

namespace cortexpr::detail {

/// An array in the bytes of its .npy file on the way into an archive.
struct packed_entry {
  std::string name, bytes, unit;
};

/// The bytes of a numpy array of text.
[[gnu::cold]] inline std::string text_bytes(const std::vector<std::string_view>& cells,
                                            const std::vector<std::size_t>& shape) {
  std::size_t width = 1;
  for (const std::string_view text : cells) {
    std::size_t length = 0;
    for (std::size_t k = 0; k < text.size(); ++length) static_cast<void>(next_code_point(text, k));
    width = std::max(width, length);
  }
  std::string bytes = npy_header_bytes(joined({"<U", width}), shape);
  for (const std::string_view text : cells) {
    const std::size_t end = bytes.size() + width * sizeof(char32_t);
    for (std::size_t k = 0; k < text.size();) {
      const char32_t point = next_code_point(text, k);
      bytes.append(reinterpret_cast<const char*>(&point), sizeof point);
    }
    bytes.resize(end, '\0');
  }
  return bytes;
}
/// The bytes of the side entry "units": rows (name, unit).
[[gnu::cold]] inline std::string units_bytes(const std::vector<packed_entry>& entries) {
  std::vector<std::string_view> cells;
  for (const auto& e : entries) cells.insert(cells.end(), {e.name, e.unit});
  return text_bytes(cells, {entries.size(), 2});
}

struct discard_archive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct free_source {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct close_entry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// An archive opened for reading; `read` gives the bytes of an entry and never more than its directory promised.
class npz_reader {
public:
  [[gnu::cold]] explicit npz_reader(const file_path& path) : path_(path.string()) {
    if (kind_of(path_.c_str()) == file_kind::folder) refuse({path_, ": is a folder, not a file"});
    int code = 0;
    archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &code));
    if (archive_ != nullptr) return;
    zip_error_t problem;
    zip_error_init_with_code(&problem, code);
    const std::string reason = zip_error_strerror(&problem);
    zip_error_fini(&problem);
    refuse({path_, ": is no .npz archive that can be opened (", reason, ")"});
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Names of the arrays in the order of the archive, without ".npy".
  [[nodiscard, gnu::cold]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (zip_int64_t k = 0; k < zip_get_num_entries(archive_.get(), 0); ++k) {
      const char* text = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(k), 0);
      const std::string_view name = text == nullptr ? "" : text;
      if (name.size() > 4 && name.substr(name.size() - 4) == ".npy")
        result.emplace_back(name.substr(0, name.size() - 4));
    }
    return result;
  }
  [[nodiscard, gnu::cold]] std::string read(const std::string& name) const {
    std::string bytes;
    read_in_pieces(name, [&](std::string_view piece, std::uint64_t) { bytes.append(piece); });
    return bytes;
  }
  /// Calls f(bytes, length) for the bytes of an entry, piece by piece; its directory promises this length.
  template <class F>
  [[gnu::cold]] void read_in_pieces(const std::string& name, F&& f) const {
    const zip_int64_t found = zip_name_locate(archive_.get(), joined({name, ".npy"}).c_str(), 0);
    if (found < 0) {
      std::string all;
      for (const auto& other : names()) {
        all += all.empty() ? "" : ", ";
        all += other;
      }
      refuse({path_, ": has no array called '", name, "'; it has: ", all});
    }
    const auto index = static_cast<zip_uint64_t>(found);
    const std::unique_ptr<zip_file_t, close_entry> file(zip_fopen_index(archive_.get(), index, 0));
    if (file == nullptr)
      refuse({path_, ": the array '", name, "' cannot be read (", zip_strerror(archive_.get()), ")"});
    zip_stat_t about;
    zip_stat_init(&about);
    const bool known = zip_stat_index(archive_.get(), index, 0, &about) == 0 && (about.valid & ZIP_STAT_SIZE) != 0;
    const std::unique_ptr<char[]> buffer(new char[chunk]);
    zip_int64_t n = 0;
    while ((n = zip_fread(file.get(), buffer.get(), chunk)) > 0)
      f(std::string_view(buffer.get(), static_cast<std::size_t>(n)), known ? about.size : 0);
    if (n < 0) refuse({path_, ": the array '", name, "' is damaged (", zip_file_strerror(file.get()), ")"});
  }

private:
  static constexpr std::size_t chunk = std::size_t{1} << 20;
  std::string path_;
  std::unique_ptr<zip_t, discard_archive> archive_;
};

/// Writes packed arrays as .npz. The archive is made in memory and written at once; equal arrays give equal files.
[[gnu::cold]] inline void write_npz(const file_path& path, const std::vector<packed_entry>& entries) {
  const auto refuse = [&](std::string_view why) {
    raise<io_error>({path.string(), ": the archive cannot be made: ", why});
  };
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const std::string& name = entries[k].name;
    bool good = !name.empty() && name.find('\0') == std::string::npos && name != "units";
    for (std::size_t j = 0; j < k; ++j) good = good && entries[j].name != name;
    if (!good) refuse(joined({"the name '", name, "' of an array is empty, not unique, or 'units'"}));
  }
  const std::string units = units_bytes(entries);

  zip_error_t problem;
  zip_error_init(&problem);
  const std::unique_ptr<zip_source_t, free_source> memory(zip_source_buffer_create(nullptr, 0, 0, &problem));
  if (memory == nullptr) refuse(zip_error_strerror(&problem));
  zip_source_keep(memory.get());
  std::unique_ptr<zip_t, discard_archive> archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, &problem));
  if (archive == nullptr) {
    zip_source_free(memory.get());
    refuse(zip_error_strerror(&problem));
  }
  const auto add = [&](std::string_view name, std::string_view bytes) {
    zip_source_t* source = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1 : zip_file_add(archive.get(), joined({name, ".npy"}).c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      refuse(zip_strerror(archive.get()));
    }
    constexpr zip_uint16_t first_day = 0x21; // 1 January 1980
    const auto place = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(archive.get(), place, ZIP_CM_DEFLATE, 1) != 0 ||
        zip_file_set_dostime(archive.get(), place, 0, first_day, 0) != 0)
      refuse(zip_strerror(archive.get()));
  };
  for (const auto& e : entries) add(e.name, e.bytes);
  add("units", units);
  if (zip_close(archive.get()) != 0) refuse(zip_strerror(archive.get()));
  static_cast<void>(archive.release()); // closed

  if (zip_source_open(memory.get()) != 0 || zip_source_seek(memory.get(), 0, SEEK_END) != 0)
    refuse(zip_error_strerror(zip_source_error(memory.get())));
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory.get())), '\0');
  zip_source_seek(memory.get(), 0, SEEK_SET);
  const zip_int64_t got = zip_source_read(memory.get(), bytes.data(), bytes.size());
  zip_source_close(memory.get());
  if (got != static_cast<zip_int64_t>(bytes.size())) refuse("its bytes cannot be read back");
  write_file(path, bytes);
}

} // namespace cortexpr::detail
