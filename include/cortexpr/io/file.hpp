// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <cortexpr/base/error.hpp>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace cortexpr::io {

/// Writes bytes to a file at once: to a temporary file beside it first, which then takes the name, so that a full
/// disk never leaves half a file under it. A link is followed, a device (/dev/stdout) written directly. Throws
/// `io_error` with the path and the system's reason.
inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code none;
  std::filesystem::path target = path;
  if (std::filesystem::is_symlink(path, none)) target = std::filesystem::weakly_canonical(path, none);
  const bool rename = !std::filesystem::exists(target, none) || std::filesystem::is_regular_file(target, none);
  const auto folder = target.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, none))
    raise<io_error>(path.string() + ": there is no folder " + folder.string() + "; create it first");
  std::filesystem::path temporary = target;
  if (rename) temporary += ".part";
  std::FILE* out = std::fopen(temporary.string().c_str(), "wb");
  const auto refuse = [&](const char* what, int reason) {
    if (rename && out != nullptr) std::filesystem::remove(temporary, none);
    raise<io_error>(path.string() + ": " + what + " (" + std::strerror(reason) +
                    "); the data are still in memory, choose another place");
  };
  if (out == nullptr) refuse("cannot be opened for writing", errno);
  errno = 0;
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
  int reason = errno;
  const bool closed = std::fclose(out) == 0;
  if (reason == 0) reason = errno;
  if (!written || !closed) refuse("cannot be written completely", reason);
  if (rename && std::rename(temporary.string().c_str(), target.string().c_str()) != 0)
    refuse("cannot be put in place", errno);
}

/// The bytes of a regular file. Throws `io_error` with the path and the system's reason.
[[nodiscard]] inline std::string read_file(const std::filesystem::path& path) {
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (std::filesystem::is_directory(status)) raise<io_error>(path.string() + ": is a folder, not a file");
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    raise<io_error>(path.string() + ": is not a regular file");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(path.string().c_str(), "rb"), &std::fclose);
  if (in == nullptr) raise<io_error>(path.string() + ": cannot be opened for reading (" + std::strerror(errno) + ")");
  const std::uintmax_t size = std::filesystem::file_size(path, problem);
  std::string bytes(problem ? 0 : static_cast<std::size_t>(size), '\0');
  if (problem || std::fread(bytes.data(), 1, bytes.size(), in.get()) != bytes.size())
    raise<io_error>(path.string() + ": cannot be read to its end");
  return bytes;
}

} // namespace cortexpr::io
