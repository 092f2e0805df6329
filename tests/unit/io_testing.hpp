// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/io/file.hpp>
#include <cortexpr/io/gnuplot.hpp>
#include <filesystem>
#include <string>

/// A folder for the files of a test, removed at its end.
struct temporary_folder {
  cortexpr::io::detail::temporary_folder folder{"test"};
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder.path() / name; }
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
