// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/program.hpp>
#include <cortexpr/detail/equations/reader/read_text.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

/// In the equations of neurons i, N and dt are parameters that the network knows.
constexpr program<> with_known_parameters(program<> read, const source_text& source) {
  if (!source.has(part_kind::equations) || source.has(part_kind::on_pre) || source.has(part_kind::on_post)) return read;
  std::int16_t inputs = 0, parameters = 0;
  for (std::size_t k = 0; k < read.name_count; ++k) {
    entry& e = read.names[k];
    if (e.what == role::input) {
      e.neuron_index = e.name == "i";
      e.neuron_count = e.name == "N";
      e.step_length = e.name == "dt";
      if (e.neuron_index || e.neuron_count || e.step_length) e.what = role::parameter;
    }
    if (e.what == role::input) e.index = inputs++;
    if (e.what == role::parameter) e.index = parameters++;
  }
  return read;
}

/// Start values that are constants are the defaults of their variables.
constexpr program<> with_start_values(program<> read, const source_text& source) {
  for (std::size_t k = 0; k < read.statement_count; ++k) {
    const statement& s = read.statements[k];
    if (source.parts[s.part].kind != part_kind::start || s.root == none) continue;
    const node& value = read.nodes[static_cast<std::size_t>(s.root)];
    if (value.what == op::constant) read.names[static_cast<std::size_t>(s.target)].value = value.value;
  }
  return read;
}
[[nodiscard]] constexpr program<> read_source(const source_text& source) {
  return with_start_values(with_known_parameters(read_text(source), source), source);
}

} // namespace cortexpr::detail::equation
