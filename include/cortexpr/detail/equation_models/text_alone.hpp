// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equations/generator_parts.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace cortexpr::detail::equation {

/// Whether a text assigns: has a `=` that is no comparison.
[[nodiscard]] constexpr bool assigns(std::string_view text) {
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] != '=') continue;
    const bool after_sign = k > 0 && (text[k - 1] == '<' || text[k - 1] == '>' || text[k - 1] == '!');
    const bool doubled = (k + 1 < text.size() && text[k + 1] == '=') || (k > 0 && text[k - 1] == '=');
    if (!after_sign && !doubled) return true;
  }
  return false;
}

/// What a text says that belongs to no model: statements, a condition, or a value.
[[nodiscard]] constexpr part_kind kind_of_text(std::string_view text) {
  if (assigns(text)) return part_kind::statements;
  source_text condition;
  condition.add(part_kind::condition, text);
  return read_text(condition).error.found ? part_kind::value : part_kind::condition;
}
template <fixed_string Text>
struct text_alone {
  using functions = std::tuple<>;
  static constexpr source_text source = [] {
    source_text s;
    if (is_generator(Text.view()))
      generator_parts(s, Text.view()).cut();
    else
      s.add(kind_of_text(Text.view()), Text.view());
    return s;
  }();
};

} // namespace cortexpr::detail::equation
