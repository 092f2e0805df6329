// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equations/generator_parts.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <tuple>

namespace cortexpr::detail::equation {

/// Whether a text assigns: has a `=` that is no comparison, outside comments.
[[nodiscard]] constexpr bool assigns(std::string_view text) {
  bool comment = false;
  for (std::size_t k = 0; k < text.size(); ++k) {
    comment = text[k] == '#' || (comment && text[k] != '\n');
    if (comment) continue;
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

// What a name stands for where a function is called.
enum class meaning : std::uint8_t {
  time,
  step,
  source_number,
  target_number,
  population_size,
  source_size,
  target_size,
  uniform,
  normal,
  of_source,
  of_target,
  own
};
[[nodiscard]] constexpr meaning meaning_of(const entry& e) {
  if (e.random_uniform) return meaning::uniform;
  if (e.random_normal) return meaning::normal;
  if (e.name == "t") return meaning::time;
  if (e.name == "dt") return meaning::step;
  if (e.name == "i") return meaning::source_number;
  if (e.name == "j") return meaning::target_number;
  if (e.name == "N") return meaning::population_size;
  if (e.name == "N_pre") return meaning::source_size;
  if (e.name == "N_post") return meaning::target_size;
  if (is_of_source(e.name)) return meaning::of_source;
  if (is_of_target(e.name)) return meaning::of_target;
  return meaning::own;
}
template <class Text>
constexpr bool uses(std::initializer_list<meaning> which) {
  for (const entry& e : program_of<Text>.names)
    for (const meaning m : which)
      if (!e.name.empty() && meaning_of(e) == m) return true;
  return false;
}

template <class Text>
constexpr bool uses_name(std::string_view name) {
  for (const entry& e : program_of<Text>.names)
    if (e.name == name && e.what != role::shorthand) return true;
  return false;
}

} // namespace cortexpr::detail::equation
