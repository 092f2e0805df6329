// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/numbers_where.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

inline constexpr std::size_t no_part = static_cast<std::size_t>(-1);

/// The first part of a kind, or `no_part`.
[[nodiscard]] constexpr std::size_t find_part(const source_text& source, part_kind kind) {
  for (std::size_t k = 0; k < source.count; ++k)
    if (source.parts[k].kind == kind) return k;
  return no_part;
}

/// Whether an expression reads a name of a role.
template <class Program>
[[nodiscard]] constexpr bool reads_role(const Program& program, std::int16_t root, role what) {
  return reads_any(program, root, [&](std::size_t name) { return program.names[name].what == what; });
}

/// What a model has, and which of it looks at inputs.
struct members_of_model {
  bool flows = false, flow_sees_inputs = false;
  bool noise = false, noise_sees_inputs = false, noise_is_common = false;
  bool threshold = false, threshold_sees_inputs = false;
  bool hazard = false, hazard_sees_inputs = false;
  bool resets = false, reset_sees_inputs = false;
  bool refractory = false, refractory_sees_inputs = false;
  bool holds_inputs = false;
  bool shares = false, moves_shared = false; ///< variables of the population
  bool linked = false;
  bool start = false; ///< start values that are no constants
  std::size_t threshold_part = no_part, refractory_part = no_part;
};

template <class Text>
constexpr members_of_model find_members() {
  constexpr auto& program = program_of<Text>;
  members_of_model m;
  for (std::size_t k = 0; k < program.name_count; ++k) {
    const entry& e = program.names[k];
    m.linked = m.linked || e.linked;
    m.holds_inputs = m.holds_inputs || (e.held_in_step && e.what == role::input);
    m.shares = m.shares || e.of_population;
    m.moves_shared = m.moves_shared || (e.of_population && e.has_flow);
    if (e.what != role::variable) continue;
    m.flows = m.flows || e.has_flow;
    m.flow_sees_inputs = m.flow_sees_inputs || reads_role(program, e.root, role::input);
    m.noise = m.noise || e.noise[0] != none;
    m.noise_sees_inputs = m.noise_sees_inputs || reads_role(program, e.noise[0], role::input);
    m.noise_is_common = m.noise_is_common || e.noise_is_common;
  }
  m.threshold_part = find_part(Text::source, part_kind::threshold);
  if (m.threshold_part != no_part) {
    const std::int16_t root = program.roots[m.threshold_part];
    const bool sees_inputs = reads_role(program, root, role::input);
    m.threshold = is_condition(program.nodes[static_cast<std::size_t>(root)].what);
    m.hazard = !m.threshold;
    m.threshold_sees_inputs = m.hazard_sees_inputs = sees_inputs;
  }
  for (std::size_t k = 0; k < program.statement_count; ++k) {
    const statement& s = program.statements[k];
    const part_kind kind = Text::source.parts[s.part].kind;
    m.start =
        m.start || (kind == part_kind::start && program.nodes[static_cast<std::size_t>(s.root)].what != op::constant);
    if (kind != part_kind::reset) continue;
    m.resets = true;
    m.reset_sees_inputs = m.reset_sees_inputs || reads_role(program, s.root, role::input);
  }
  const std::size_t part = find_part(Text::source, part_kind::refractory);
  if (part != no_part && program.roots[part] != none) {
    m.refractory = true;
    m.refractory_part = part;
    m.refractory_sees_inputs = reads_role(program, program.roots[part], role::input);
  }
  return m;
}
/// The parts that are conditions of events.
template <class Text>
inline constexpr auto event_parts = numbers_where<Text::source.count>([](std::size_t k) {
  return Text::source.parts[k].kind == part_kind::event;
});

template <class Text>
inline constexpr members_of_model members_of_text = find_members<Text>();

} // namespace cortexpr::detail::equation
