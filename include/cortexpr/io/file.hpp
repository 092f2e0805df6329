// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cortexpr/base/error.hpp>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace cortexpr::io {

/// Writes bytes to a file at once: to a temporary file beside it first, which then takes the name, so that a full
/// disk never leaves half a file under it. Throws `io_error` with the path and the system's reason.
inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  // A device (/dev/full, /dev/stdout) has no neighbour to rename.
  std::error_code ignored;
  const bool regular = !std::filesystem::exists(path, ignored) || std::filesystem::is_regular_file(path, ignored);
  std::filesystem::path temporary = path;
  if (regular) temporary += ".part";
  std::FILE* out = std::fopen(temporary.string().c_str(), "wb");
  const auto refuse = [&](const char* what) {
    const std::string reason = std::strerror(errno);
    if (regular) std::remove(temporary.string().c_str());
    raise<io_error>(path.string() + ": " + what + " (" + reason +
                    "); the data are still in memory, choose another place");
  };
  if (out == nullptr) refuse("cannot be opened for writing");
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
  const bool closed = std::fclose(out) == 0;
  if (!written || !closed) refuse("cannot be written completely");
  if (regular && std::rename(temporary.string().c_str(), path.string().c_str()) != 0) refuse("cannot be put in place");
}

/// The bytes of a file. Throws `io_error` with the path.
[[nodiscard]] inline std::string read_file(const std::filesystem::path& path) {
  std::FILE* in = std::fopen(path.string().c_str(), "rb");
  if (in == nullptr) raise<io_error>(path.string() + ": cannot be opened for reading (" + std::strerror(errno) + ")");
  std::string bytes;
  char buffer[1 << 16];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, in)) > 0;) bytes.append(buffer, n);
  const bool failed = std::ferror(in) != 0;
  std::fclose(in);
  if (failed) raise<io_error>(path.string() + ": cannot be read to its end");
  return bytes;
}

} // namespace cortexpr::io
