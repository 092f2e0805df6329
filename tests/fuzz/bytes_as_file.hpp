// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

/// Bytes under a name that readers can open, without a disk.
class bytes_as_file {
public:
  explicit bytes_as_file(std::string_view bytes) : file_(memfd_create("bytes", MFD_CLOEXEC)) {
    if (file_ < 0 || write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
  }
  bytes_as_file(const bytes_as_file&) = delete;
  bytes_as_file& operator=(const bytes_as_file&) = delete;
  ~bytes_as_file() { close(file_); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

private:
  int file_;
};

/// The input of a fuzzer as text.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
