// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/io/npy.hpp>
#include <cortexpr/io/utf8.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>
#include <zip.h>

namespace cortexpr {

/// One array of a .npz archive: its name, its numbers, their unit ("mV", "s"; "" if unknown).
struct npz_entry {
  std::string name;
  std::variant<xt::xarray<double>, xt::xarray<float>, xt::xarray<std::int64_t>, xt::xarray<std::int32_t>> array;
  std::string unit;
};

namespace io {

/// An array in the bytes of its .npy file on the way into an archive.
struct packed_entry {
  std::string name, bytes, unit;
};

namespace detail {

/// The bytes of the side entry "units": a numpy array of text, shape (n, 2), rows (name, unit).
inline std::string units_bytes(const std::vector<packed_entry>& entries) {
  std::vector<std::u32string> words;
  std::size_t width = 1;
  for (const auto& e : entries)
    for (const auto* text : {&e.name, &e.unit}) width = std::max(width, words.emplace_back(from_utf8(*text)).size());
  std::string bytes = npy_header_bytes("<U" + std::to_string(width), {entries.size(), 2});
  for (auto& word : words) {
    word.resize(width, U'\0');
    bytes.append(reinterpret_cast<const char*>(word.data()), width * sizeof(char32_t));
  }
  return bytes;
}

/// Name and unit from the bytes of such an entry; nothing if it is of another kind.
inline std::map<std::string, std::string> read_units(std::string_view bytes, const std::string& path) {
  const npy_header h = read_npy_header(bytes, path);
  std::map<std::string, std::string> units;
  if (h.kind != 'U' || h.fortran || h.shape.size() != 2 || h.shape[1] != 2) return units;
  std::vector<std::string> words(h.count);
  for (std::size_t k = 0; k < h.count; ++k) {
    std::u32string word(h.width, U'\0');
    std::memcpy(word.data(), bytes.data() + h.data + k * h.width * sizeof(char32_t), h.width * sizeof(char32_t));
    words[k] = to_utf8(word.substr(0, word.find_last_not_of(U'\0') + 1));
  }
  for (std::size_t k = 0; k + 1 < words.size(); k += 2) units[words[k]] = words[k + 1];
  return units;
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
  explicit npz_reader(const std::filesystem::path& path) : path_(path.string()) {
    std::error_code none;
    if (std::filesystem::is_directory(path, none)) raise<io_error>(path_ + ": is a folder, not a file");
    int code = 0;
    archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &code));
    if (archive_ != nullptr) return;
    zip_error_t problem;
    zip_error_init_with_code(&problem, code);
    const std::string reason = zip_error_strerror(&problem);
    zip_error_fini(&problem);
    raise<io_error>(path_ + ": is no .npz archive that can be opened (" + reason + ")");
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Names of the arrays in the order of the archive, without ".npy".
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (zip_int64_t k = 0; k < zip_get_num_entries(archive_.get(), 0); ++k) {
      const char* text = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(k), 0);
      const std::string name = text == nullptr ? "" : text;
      if (name.size() > 4 && name.compare(name.size() - 4, 4, ".npy") == 0)
        result.push_back(name.substr(0, name.size() - 4));
    }
    return result;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    const zip_int64_t index = zip_name_locate(archive_.get(), (name + ".npy").c_str(), 0);
    if (index < 0) {
      std::string all;
      for (const auto& other : names()) {
        all += all.empty() ? "" : ", ";
        all += other;
      }
      raise<io_error>(path_ + ": has no array called '" + name + "'; it has: " + all);
    }
    const std::unique_ptr<zip_file_t, close_entry> file(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
    if (file == nullptr)
      raise<io_error>(path_ + ": the array '" + name + "' cannot be read (" + zip_strerror(archive_.get()) + ")");
    std::string bytes;
    const std::unique_ptr<char[]> buffer(new char[chunk]);
    zip_int64_t n = 0;
    while ((n = zip_fread(file.get(), buffer.get(), chunk)) > 0)
      bytes.append(buffer.get(), static_cast<std::size_t>(n));
    if (n < 0) raise<io_error>(path_ + ": the array '" + name + "' is damaged (" + zip_file_strerror(file.get()) + ")");
    return bytes;
  }

private:
  static constexpr std::size_t chunk = std::size_t{1} << 20;
  std::string path_;
  std::unique_ptr<zip_t, discard_archive> archive_;
};

inline npz_entry unpack_entry(std::string name, std::string_view bytes, const std::string& path, std::string unit) {
  const npy_header h = read_npy_header(bytes, path);
  npz_entry e{std::move(name), {}, std::move(unit)};
  if (h.kind == 'f' && h.width == 4)
    e.array = array_from_npy<float>(bytes, path);
  else if (h.kind == 'f')
    e.array = array_from_npy<double>(bytes, path);
  else if (h.width > 4 || (h.kind == 'u' && h.width == 4))
    e.array = array_from_npy<std::int64_t>(bytes, path);
  else
    e.array = array_from_npy<std::int32_t>(bytes, path);
  return e;
}

} // namespace detail

/// Writes packed arrays as .npz. The archive is made in memory and written at once; equal arrays give equal files.
inline void write_npz(const std::filesystem::path& path, const std::vector<packed_entry>& entries) {
  const auto refuse = [&](const std::string& why) {
    raise<io_error>(path.string() + ": the archive cannot be made: " + why);
  };
  std::map<std::string, int> names{{"units", 1}};
  for (const auto& e : entries)
    if (e.name.empty() || e.name.find('\0') != std::string::npos || names[e.name]++ != 0)
      refuse("the name '" + e.name + "' of an array is empty, not unique, or 'units'");
  const std::string units = detail::units_bytes(entries);

  zip_error_t problem;
  zip_error_init(&problem);
  const std::unique_ptr<zip_source_t, detail::free_source> memory(zip_source_buffer_create(nullptr, 0, 0, &problem));
  if (memory == nullptr) refuse(zip_error_strerror(&problem));
  zip_source_keep(memory.get());
  std::unique_ptr<zip_t, detail::discard_archive> archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, &problem));
  if (archive == nullptr) {
    zip_source_free(memory.get());
    refuse(zip_error_strerror(&problem));
  }
  const auto add = [&](const std::string& name, const std::string& bytes) {
    zip_source_t* source = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1 : zip_file_add(archive.get(), (name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
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

} // namespace io

/// Writes arrays as .npz, the archive that numpy.load opens; `numpy.load(path)["units"]` is an array of text with the
/// rows (name, unit). Throws `io_error` with the path; nothing is left half written.
inline void save_npz(const std::filesystem::path& path, const std::vector<npz_entry>& entries) {
  std::vector<io::packed_entry> packed;
  for (const auto& e : entries)
    packed.push_back({e.name, std::visit([](const auto& array) { return io::npy_bytes(array); }, e.array), e.unit});
  io::write_npz(path, packed);
}

/// Reads all arrays of a .npz archive with their units if it has the side entry "units". Narrow integers and bools
/// become int32, uint32 becomes int64. Throws `io_error` with the path.
[[nodiscard]] inline std::vector<npz_entry> load_npz(const std::filesystem::path& path) {
  const io::detail::npz_reader archive(path);
  const auto names = archive.names();
  std::map<std::string, std::string> units;
  if (std::find(names.begin(), names.end(), "units") != names.end())
    units = io::detail::read_units(archive.read("units"), path.string() + " (units)");
  std::vector<npz_entry> entries;
  for (const auto& name : names)
    if (name != "units")
      entries.push_back(
          io::detail::unpack_entry(name, archive.read(name), path.string() + " (" + name + ")", units[name]));
  return entries;
}

/// Reads one array of a .npz archive as an array of T. Throws `io_error` with the path.
template <class T>
[[nodiscard]] xt::xarray<T> load_npz(const std::filesystem::path& path, const std::string& name) {
  return io::array_from_npy<T>(io::detail::npz_reader(path).read(name), path.string() + " (" + name + ")");
}

} // namespace cortexpr
