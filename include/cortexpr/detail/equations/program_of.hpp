// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/equations/program.hpp>
#include <cortexpr/detail/equations/read_text.hpp>

namespace cortexpr::detail::equation {

/// The program of a class whose member `source` is a text, in arrays of just the size.
template <class Text>
constexpr auto read_and_crop() {
  constexpr auto size = [] {
    const auto read = read_text(Text::source);
    return program_size{read.node_count, read.name_count, read.statement_count};
  }();
  const auto read = read_text(Text::source);
  program<std::max<std::size_t>(size.nodes, 1), std::max<std::size_t>(size.names, 1),
          std::max<std::size_t>(size.statements, 1)>
      cropped;
  std::copy_n(read.nodes.begin(), size.nodes, cropped.nodes.begin());
  std::copy_n(read.names.begin(), size.names, cropped.names.begin());
  std::copy_n(read.statements.begin(), size.statements, cropped.statements.begin());
  cropped.roots = read.roots;
  cropped.noises = read.noises;
  cropped.node_count = read.node_count;
  cropped.name_count = read.name_count;
  cropped.statement_count = read.statement_count;
  cropped.noise_count = read.noise_count;
  cropped.error = read.error;
  return cropped;
}
template <class Text>
inline constexpr auto program_of = read_and_crop<Text>();

} // namespace cortexpr::detail::equation
