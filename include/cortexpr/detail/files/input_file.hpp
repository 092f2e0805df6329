// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cortexpr/detail/base/file.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <sys/stat.h>

namespace cortexpr::detail {

/// A regular file that is read piece by piece. Throws `io_error` with the path and the system's reason.
class input_file {
public:
  [[gnu::cold]] explicit input_file(const file_path& path) : path_(path.string()) {
    struct stat status {};
    if (::stat(path_.c_str(), &status) == 0) {
      if (S_ISDIR(status.st_mode)) refuse({path_, ": is a folder, not a file"});
      if (!S_ISREG(status.st_mode)) refuse({path_, ": is not a regular file"});
      size_ = static_cast<std::uint64_t>(status.st_size);
    }
    file_ = std::fopen(path_.c_str(), "rb");
    if (file_ == nullptr) refuse({path_, ": cannot be opened for reading (", words_for(errno), ")"});
  }
  input_file(const input_file&) = delete;
  input_file& operator=(const input_file&) = delete;
  ~input_file() { std::fclose(file_); }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Reads up to n bytes; 0 at the end.
  [[nodiscard]] std::size_t read(char* to, std::size_t n) {
    errno = 0;
    const std::size_t got = std::fread(to, 1, n, file_);
    if (got < n && std::ferror(file_) != 0) refuse({path_, ": cannot be read to its end (", words_for(errno), ")"});
    return got;
  }

private:
  std::string path_;
  std::FILE* file_ = nullptr;
  std::uint64_t size_ = 0;
};

} // namespace cortexpr::detail
