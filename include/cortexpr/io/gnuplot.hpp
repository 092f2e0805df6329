// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/file.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace cortexpr::io {

/// A user's text as a gnuplot string.
[[nodiscard]] inline std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result + "\"";
}

/// Lets gnuplot draw a script into a file. Throws `io_error` if gnuplot is missing or complains.
inline void draw_with_gnuplot(const std::filesystem::path& path, const std::string& script) {
  const auto folder = path.parent_path();
  std::error_code none;
  if (!folder.empty() && !std::filesystem::is_directory(folder, none))
    raise<io_error>(path.string() + ": there is no folder " + folder.string() + "; create it first");
  if (std::system("command -v gnuplot >/dev/null 2>&1") != 0)
    raise<io_error>(path.string() +
                    ": pictures are drawn by gnuplot, which was not found; install the package gnuplot-nox");
  const std::filesystem::path program = path.string() + ".gnuplot", complaints = path.string() + ".log";
  write_file(program, script);
  const auto shell_quoted = [](const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
  };
  const std::string command =
      "gnuplot " + shell_quoted(program.string()) + " >/dev/null 2>" + shell_quoted(complaints.string());
  const int status = std::system(command.c_str());
  const std::string words = read_file(complaints);
  std::filesystem::remove(program, none);
  std::filesystem::remove(complaints, none);
  if (status != 0) raise<io_error>(path.string() + ": gnuplot could not draw it: " + words);
  if (!std::filesystem::exists(path, none)) raise<io_error>(path.string() + ": gnuplot wrote no picture: " + words);
}

} // namespace cortexpr::io
