// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/file.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>

namespace cortexpr::detail {

/// A user's text as a gnuplot string. Single quotes: gnuplot runs commands in backquotes within double ones.
[[nodiscard, gnu::cold]] inline std::string gnuplot_text(std::string_view text) {
  std::string result(1, '\'');
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  result += '\'';
  return result;
}

/// A new folder for the two files of a drawing, removed with them at the end.
class drawing_folder {
public:
  [[gnu::cold]] explicit drawing_folder(const std::string& for_what) {
    const char* place = nullptr;
    for (const char* variable : {"TMPDIR", "TMP", "TEMP", "TEMPDIR"})
      if (place == nullptr) place = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): only read
    path_ = joined({place == nullptr ? "/tmp" : place, "/cortexpr-XXXXXX"});
    if (mkdtemp(path_.data()) == nullptr)
      refuse({for_what, ": no temporary folder can be made (", path_, "); set TMPDIR to a place for it"});
  }
  drawing_folder(const drawing_folder&) = delete;
  drawing_folder& operator=(const drawing_folder&) = delete;
  [[gnu::cold]] ~drawing_folder() {
    std::remove(script().c_str());
    std::remove(complaints().c_str());
    ::rmdir(path_.c_str());
  }
  [[nodiscard]] std::string script() const { return joined({path_, "/script.gnuplot"}); }
  [[nodiscard]] std::string complaints() const { return joined({path_, "/complaints"}); }

private:
  std::string path_;
};

[[gnu::cold]] inline std::string shell_quoted(std::string_view word) {
  std::string text(1, '\'');
  for (const char c : word) {
    if (c == '\'') text += "'\\'";
    text += c;
  }
  text += '\'';
  return text;
}

/// Lets gnuplot draw a script that writes to its standard output, and puts the picture in place. Throws `io_error` with
/// the path if gnuplot is missing (and which package has it) or fails (with its own words).
[[gnu::cold]] inline void draw_with_gnuplot(const file_path& path, std::string_view script) {
  const drawing_folder folder(path.string());
  write_file(folder.script(), script);
  const std::string command =
      joined({"gnuplot --default-settings ", shell_quoted(folder.script()), " 2>", shell_quoted(folder.complaints())});
  std::FILE* drawing = popen(command.c_str(), "r");
  if (drawing == nullptr) refuse({path.string(), ": gnuplot cannot be started"});
  std::string picture;
  char buffer[1 << 14];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, drawing)) > 0;) picture.append(buffer, n);
  const int status = pclose(drawing);
  // NOLINTNEXTLINE(concurrency-mt-unsafe): says only whether there is a gnuplot
  if (status != 0 && std::system("command -v gnuplot >/dev/null 2>&1") != 0)
    refuse({path.string(), ": pictures are drawn by gnuplot, which was not found; install the package gnuplot-nox"});
  if (status != 0 || picture.empty())
    refuse({path.string(), ": gnuplot could not draw the picture: ", read_file(folder.complaints())});
  write_file(path, picture);
}

} // namespace cortexpr::detail
