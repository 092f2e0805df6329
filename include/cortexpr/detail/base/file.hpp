// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cortexpr/detail/base/file_path.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace cortexpr::detail {

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

/// Where a file in the making lies: a temporary file beside its place, which takes the name when it is complete, so
/// that neither a full disk nor a killed process leaves half a file under it. A link is followed, a device
/// (/dev/stdout) written directly. What is not complete when the object dies is removed.
class unfinished_place {
public:
  [[gnu::cold]] explicit unfinished_place(const file_path& path) : target_(link_followed(path)) {
    const file_kind before = kind_of(target_.c_str());
    renames_ = before == file_kind::none || before == file_kind::regular;
    folder_ = file_path(target_).folder();
    if (!folder_.empty() && kind_of(folder_.c_str()) != file_kind::folder)
      refuse({path.string(), ": there is no folder ", folder_, "; create it first"});
    temporary_ = joined({target_, renames_ ? ".part" : ""});
  }
  unfinished_place(const unfinished_place&) = delete;
  unfinished_place& operator=(const unfinished_place&) = delete;
  ~unfinished_place() {
    if (begun_ && renames_) std::remove(temporary_.c_str());
  }

  /// What to open.
  [[nodiscard]] const char* temporary() const { return temporary_.c_str(); }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] bool renames() const { return renames_; }
  /// The file was opened.
  void begin() { begun_ = true; }
  /// It takes its name, unless the system forbids it.
  [[nodiscard, gnu::cold]] bool complete() {
    if (renames_ && std::rename(temporary_.c_str(), target_.c_str()) != 0) return false;
    begun_ = false;
    return true;
  }

private:
  std::string target_, folder_, temporary_;
  bool renames_ = true, begun_ = false;
};

/// A file in the making, in an `unfinished_place`. Throws `io_error` with the path and the system's reason.
class new_file {
public:
  [[gnu::cold]] explicit new_file(const file_path& path) : path_(path), place_(path) {
    out_ = std::fopen(place_.temporary(), "wb");
    if (out_ == nullptr) fail("cannot be opened for writing", errno);
    place_.begin();
  }
  new_file(const new_file&) = delete;
  new_file& operator=(const new_file&) = delete;
  ~new_file() {
    if (out_ != nullptr) std::fclose(out_);
  }

  void write(const void* bytes, std::size_t n) {
    if (n == 0) return; // an empty list may have no address, which std::fwrite must not see
    errno = 0;
    if (std::fwrite(bytes, 1, n, out_) != n) fail("cannot be written completely", errno);
  }
  /// Takes its name. `durable`: only when the bytes are on the disk, so that a power cut leaves the former file or
  /// this one.
  [[gnu::cold]] void complete(bool durable = false) {
    errno = 0;
    const bool synced = std::fflush(out_) == 0 && (!durable || !place_.renames() || ::fsync(::fileno(out_)) == 0);
    int reason = errno;
    const bool closed = std::fclose(std::exchange(out_, nullptr)) == 0;
    if (reason == 0) reason = errno;
    if (!synced || !closed) fail("cannot be written completely", reason);
    if (!place_.complete()) fail("cannot be put in place", errno);
    if (!durable || !place_.renames()) return;
    // The name is in the folder's own bytes.
    const int folder = ::open(place_.folder().empty() ? "." : place_.folder().c_str(), O_RDONLY | O_CLOEXEC);
    if (folder < 0) return;
    ::fsync(folder);
    ::close(folder);
  }

private:
  [[noreturn, gnu::cold]] void fail(std::string_view problem, int reason) const {
    refuse({path_.string(), ": ", problem, " (", words_for(reason),
            "); the data are still in memory, choose another place"});
  }

  file_path path_;
  unfinished_place place_;
  std::FILE* out_ = nullptr;
};

/// Writes bytes to a file at once; see `new_file`.
[[gnu::cold]] inline void write_file(const file_path& path, std::string_view bytes) {
  new_file out(path);
  out.write(bytes.data(), bytes.size());
  out.complete();
}

/// The bytes of a regular file. Throws `io_error` with the path and the system's reason.
[[nodiscard, gnu::cold]] inline std::string read_file(const file_path& path) {
  const file_kind kind = kind_of(path.c_str());
  if (kind == file_kind::folder) refuse({path.string(), ": is a folder, not a file"});
  if (kind == file_kind::other) refuse({path.string(), ": is not a regular file"});
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
  if (in.file == nullptr) refuse({path.string(), ": cannot be opened for reading (", words_for(errno), ")"});
  struct stat status {};
  const bool known = ::stat(path.c_str(), &status) == 0;
  std::string bytes(known ? static_cast<std::size_t>(status.st_size) : 0, '\0');
  if (!known || std::fread(bytes.data(), 1, bytes.size(), in.file) != bytes.size())
    refuse({path.string(), ": cannot be read to its end"});
  return bytes;
}

} // namespace cortexpr::detail
