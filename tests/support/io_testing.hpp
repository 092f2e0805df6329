// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/file.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

/// A folder for the files of a test, removed with all of them at its end.
class temporary_folder {
public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "cortexpr-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw cortexpr::io_error(name + ": cannot be made");
    path_ = name;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
  }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
  std::filesystem::path path_;
};

/// What the library says when `f` fails with `Exception`; empty if it does not fail.
template <class Exception, class F>
std::string complaint_of(F f) {
  try {
    f();
  } catch (const Exception& problem) {
    return problem.what();
  }
  return "";
}

/// Whether a text holds all of some words.
template <class... Words>
bool says(const std::string& text, const Words&... words) {
  return ((text.find(words) != std::string::npos) && ...);
}
