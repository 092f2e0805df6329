// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Throws `io_error` with a message in pieces.
[[noreturn, gnu::cold]] inline void refuse(std::initializer_list<text_piece> pieces) { raise<io_error>(pieces); }

/// Where a file is: text, or anything that gives text by `.string()` such as std::filesystem::path. That class itself
/// would cost every user a quarter of a second of compile time.
class file_path {
public:
  template <class Path>
    requires std::is_convertible_v<const Path&, std::string_view> || requires(const Path& path) { path.string(); }
  file_path(const Path& path) { // NOLINT(google-explicit-constructor): stands for the text
    if constexpr (std::is_convertible_v<const Path&, std::string_view>)
      text_ = std::string_view(path);
    else
      text_ = path.string();
  }
  [[nodiscard]] const std::string& string() const { return text_; }
  [[nodiscard]] const char* c_str() const { return text_.c_str(); }
  /// The folder that the file is in; empty if the path names none.
  [[nodiscard, gnu::cold]] std::string folder() const {
    std::size_t end = name();
    while (end > 1 && text_[end - 1] == '/') --end;
    return text_.substr(0, end);
  }
  /// ".npz" of "results/run.npz"; empty if there is none.
  [[nodiscard, gnu::cold]] std::string ending() const { return text_.substr(dot()); }
  /// "results/run" of "results/run.npz".
  [[nodiscard, gnu::cold]] std::string without_ending() const { return text_.substr(0, dot()); }

private:
  [[nodiscard]] std::size_t name() const {
    std::size_t k = text_.size();
    while (k > 0 && text_[k - 1] != '/') --k;
    return k;
  }
  // A dot at the beginning of the name makes a hidden file, not an ending.
  [[nodiscard, gnu::cold]] std::size_t dot() const {
    const std::size_t first = name();
    for (std::size_t k = text_.size(); k > first + 1;)
      if (text_[--k] == '.') return std::string_view(text_).substr(first) == ".." ? text_.size() : k;
    return text_.size();
  }

  std::string text_;
};

} // namespace cortexpr::detail
