// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/numbers_where.hpp>
#include <cortexpr/detail/equation_models/parts_of_text.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail::equation {

/// Where a variable of a synapse lives. A trace that only the spikes of one side raise, by what is no synapse's own, is
/// the same in all synapses of that neuron: it is kept once per neuron.
enum class home : std::uint8_t { weight, synapse, source, target };

struct synapse_layout {
  std::array<home, max_names> of{};                ///< by number of the name
  std::array<bool, max_statements> raises_trace{}; ///< statements that a spike runs once, not at each synapse
};

/// Whether an expression reads a variable of a synapse, the one given or any.
template <class Program>
[[nodiscard]] constexpr bool reads_variable(const Program& program, std::int16_t root, std::int16_t which = none) {
  return reads_any(program, root, [&](std::size_t name) {
    return program.names[name].what == role::variable && (which == none || static_cast<std::size_t>(which) == name);
  });
}

/// Whether the equation of a variable is dx/dt = -x / tau, with what no synapse and no neuron has of its own.
template <class Program>
[[nodiscard]] constexpr bool decays_plainly(const Program& program, std::int16_t name) {
  const auto node_at = [&](std::int16_t n) -> const node& { return program.nodes[static_cast<std::size_t>(n)]; };
  const auto is_own = [&](std::int16_t n) { return node_at(n).what == op::name && node_at(n).a == name; };
  const auto is_minus_own = [&](std::int16_t n) { return node_at(n).what == op::negative && is_own(node_at(n).a); };
  const auto is_plain = [&](std::int16_t n) {
    return !reads_variable(program, n) && !reads_role(program, n, role::input);
  };
  const node& root = node_at(program.names[static_cast<std::size_t>(name)].root);
  if (root.what == op::divide) return is_minus_own(root.a) && is_plain(root.b);
  return root.what == op::negative && node_at(root.a).what == op::divide && is_own(node_at(root.a).a) &&
         is_plain(node_at(root.a).b);
}

/// tau of a variable whose equation is -x/tau.
template <class Program>
[[nodiscard]] constexpr std::int16_t time_of_decay(const Program& program, std::size_t name) {
  const node& root = program.nodes[static_cast<std::size_t>(program.names[name].root)];
  return root.what == op::divide ? root.b : program.nodes[static_cast<std::size_t>(root.a)].b;
}

template <class Program>
constexpr synapse_layout make_synapse_layout(const Program& program, const source_text& source) {
  synapse_layout layout;
  for (std::size_t k = 0; k < program.name_count; ++k) {
    const entry& e = program.names[k];
    const auto name = static_cast<std::int16_t>(k);
    layout.of[k] = e.name == "w" ? home::weight : home::synapse;
    if (e.what != role::variable || !e.has_flow || e.clock_driven || e.noise[0] != none ||
        !decays_plainly(program, name))
      continue;
    std::size_t by_pre = 0, by_post = 0;
    bool plain = true, read_after = false;
    std::array<bool, max_parts> raised_in{};
    for (std::size_t s = 0; s < program.statement_count; ++s) {
      const statement& t = program.statements[s];
      if (t.target == name) {
        (source.parts[t.part].kind == part_kind::on_pre ? by_pre : by_post) += 1;
        raised_in[t.part] = true;
        const std::int16_t by = t.adds ? t.addend : t.root;
        plain = plain && source.parts[t.part].label.empty() && !reads_variable(program, by) &&
                !reads_role(program, by, role::input) && !reads_role(program, by, role::local);
      } else if (raised_in[t.part] && reads_variable(program, t.root, name)) {
        read_after = true;
      }
    }
    // The equations of other variables may look at a trace only where it is one of each synapse.
    for (std::size_t other = 0; other < program.name_count; ++other)
      if (other != k && program.names[other].what == role::variable && program.names[other].has_flow)
        plain = plain && !reads_variable(program, program.names[other].root, name);
    if (!plain || read_after) continue;
    if (by_pre != 0 && by_post == 0) layout.of[k] = home::source;
    if (by_post != 0 && by_pre == 0) layout.of[k] = home::target;
  }
  for (std::size_t s = 0; s < program.statement_count; ++s) {
    const home h = layout.of[static_cast<std::size_t>(program.statements[s].target)];
    const bool own = program.names[static_cast<std::size_t>(program.statements[s].target)].what == role::variable;
    layout.raises_trace[s] = own && (h == home::source || h == home::target);
  }
  return layout;
}
template <class Text>
inline constexpr synapse_layout layout_of = make_synapse_layout(program_of<Text>, Text::source);

/// The variables of a home, by their numbers among all names.
template <class Text, home H>
inline constexpr auto names_at_home = numbers_where<program_of<Text>.name_count>([](std::size_t k) {
  return program_of<Text>.names[k].what == role::variable && layout_of<Text>.of[k] == H;
});

} // namespace cortexpr::detail::equation
