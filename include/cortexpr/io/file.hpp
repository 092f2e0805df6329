// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cortexpr/io/text.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace cortexpr::io {

namespace detail {

/// The system's words for an error number.
[[gnu::cold]] inline const char* words_for(int reason) {
  return std::strerror(reason); // NOLINT(concurrency-mt-unsafe): known numbers give constant texts
}

enum class file_kind { none, regular, folder, other };

/// What stands under a name, links followed.
[[gnu::cold]] inline file_kind kind_of(const char* path) {
  struct stat status {};
  if (::stat(path, &status) != 0) return file_kind::none;
  return S_ISREG(status.st_mode) ? file_kind::regular : S_ISDIR(status.st_mode) ? file_kind::folder : file_kind::other;
}

/// The file that a link leads to; the name itself if it is no link or leads nowhere.
[[gnu::cold]] inline std::string link_followed(const file_path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path.string();
  char* place = ::realpath(path.c_str(), nullptr);
  std::string target(place == nullptr ? path.c_str() : place);
  std::free(place);
  return target;
}

} // namespace detail

/// Writes bytes to a file at once: to a temporary file beside it first, which then takes the name, so that a full
/// disk never leaves half a file under it. A link is followed, a device (/dev/stdout) written directly. Throws
/// `io_error` with the path and the system's reason.
[[gnu::cold]] inline void write_file(const file_path& path, std::string_view bytes) {
  const std::string target = detail::link_followed(path);
  const detail::file_kind before = detail::kind_of(target.c_str());
  const bool rename = before == detail::file_kind::none || before == detail::file_kind::regular;
  const std::string folder = file_path(target).folder();
  if (!folder.empty() && detail::kind_of(folder.c_str()) != detail::file_kind::folder)
    refuse({path.string(), ": there is no folder ", folder, "; create it first"});
  const std::string temporary = joined({target, rename ? ".part" : ""});
  const char* problem = nullptr;
  int reason = 0;
  std::FILE* out = std::fopen(temporary.c_str(), "wb");
  if (out == nullptr) {
    problem = "cannot be opened for writing";
    reason = errno;
  } else {
    errno = 0;
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
    reason = errno;
    const bool closed = std::fclose(out) == 0;
    if (reason == 0) reason = errno;
    if (!written || !closed) problem = "cannot be written completely";
  }
  if (problem == nullptr && rename && std::rename(temporary.c_str(), target.c_str()) != 0) {
    problem = "cannot be put in place";
    reason = errno;
  }
  if (problem == nullptr) return;
  if (rename && out != nullptr) std::remove(temporary.c_str());
  refuse({path.string(), ": ", problem, " (", detail::words_for(reason),
          "); the data are still in memory, choose another place"});
}

/// The bytes of a regular file. Throws `io_error` with the path and the system's reason.
[[nodiscard, gnu::cold]] inline std::string read_file(const file_path& path) {
  const detail::file_kind kind = detail::kind_of(path.c_str());
  if (kind == detail::file_kind::folder) refuse({path.string(), ": is a folder, not a file"});
  if (kind == detail::file_kind::other) refuse({path.string(), ": is not a regular file"});
  struct open_file {
    std::FILE* file;
    explicit open_file(const char* name) : file(std::fopen(name, "rb")) {}
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    ~open_file() {
      if (file != nullptr) std::fclose(file);
    }
  };
  const open_file in(path.c_str());
  if (in.file == nullptr) refuse({path.string(), ": cannot be opened for reading (", detail::words_for(errno), ")"});
  struct stat status {};
  const bool known = ::stat(path.c_str(), &status) == 0;
  std::string bytes(known ? static_cast<std::size_t>(status.st_size) : 0, '\0');
  if (!known || std::fread(bytes.data(), 1, bytes.size(), in.file) != bytes.size())
    refuse({path.string(), ": cannot be read to its end"});
  return bytes;
}

} // namespace cortexpr::io
