// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/file.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace cortexpr::io {

/// A user's text as a gnuplot string. Single quotes: gnuplot runs commands in backquotes within double ones.
[[nodiscard]] inline std::string gnuplot_text(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return result + "'";
}

namespace detail {

/// A new folder for temporary files, removed with all its files at the end.
class temporary_folder {
public:
  explicit temporary_folder(const std::string& for_what) {
    std::error_code none;
    std::string name = (std::filesystem::temp_directory_path(none) / "cortexpr-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      raise<io_error>(for_what + ": no temporary folder can be made (" + name + "); set TMPDIR to a place for it");
    path_ = name;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

inline std::string shell_quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

} // namespace detail

/// Lets gnuplot draw a script that writes to its standard output, and puts the picture in place. Throws `io_error` with
/// the path if gnuplot is missing (and which package has it) or fails (with its own words).
inline void draw_with_gnuplot(const std::filesystem::path& path, const std::string& script) {
  const detail::temporary_folder folder(path.string());
  const auto program = folder.path() / "script.gnuplot", complaints = folder.path() / "complaints";
  write_file(program, script);
  const std::string command = "gnuplot --default-settings " + detail::shell_quoted(program.string()) + " 2>" +
                              detail::shell_quoted(complaints.string());
  std::FILE* drawing = popen(command.c_str(), "r");
  if (drawing == nullptr) raise<io_error>(path.string() + ": gnuplot cannot be started");
  std::string picture;
  char buffer[1 << 14];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, drawing)) > 0;) picture.append(buffer, n);
  const int status = pclose(drawing);
  if (status != 0 && std::system("command -v gnuplot >/dev/null 2>&1") != 0)
    raise<io_error>(path.string() +
                    ": pictures are drawn by gnuplot, which was not found; install the package gnuplot-nox");
  if (status != 0 || picture.empty())
    raise<io_error>(path.string() + ": gnuplot could not draw the picture: " + read_file(complaints));
  write_file(path, picture);
}

} // namespace cortexpr::io
