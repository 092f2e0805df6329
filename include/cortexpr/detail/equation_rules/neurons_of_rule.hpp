// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/numbers_where.hpp>
#include <cortexpr/detail/equation_rules/leaves_of_synapse.hpp>
#include <cortexpr/detail/equation_rules/synapse_layout.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace cortexpr::detail::equation {

// What a text reads and writes of the neurons of a synapse, as a rule declares it.

/// Whether an expression reads the name with this number.
template <class Program>
[[nodiscard]] constexpr bool reads_name(const Program& program, std::int16_t root, std::size_t name) {
  return reads_any(program, root, [&](std::size_t read) { return read == name; });
}

/// Whether a name is a variable of the target: `x_post` or, where a statement sets it, `x` alone.
[[nodiscard]] constexpr bool is_at_target(const entry& e) {
  return e.what == role::input && e.external && !is_of_source(e.name);
}

enum class access : std::uint8_t { read_source, read_target, write_source, write_target };

/// The variable of the target that arriving spikes raise first: the receptor of the route. Others are written as such.
template <class Text>
inline constexpr std::size_t receptor_name = [] {
  constexpr auto& program = program_of<Text>;
  for (std::size_t s = 0; s < program.statement_count; ++s) {
    const statement& t = program.statements[s];
    const auto name = static_cast<std::size_t>(t.target);
    if (Text::source.parts[t.part].kind == part_kind::on_pre && t.adds && is_at_target(program.names[name]))
      return name;
  }
  return no_part;
}();
/// Whether statement `s` raises the receptor.
template <class Text>
constexpr bool raises_receptor(std::size_t s) {
  const statement& t = program_of<Text>.statements[s];
  return t.adds && static_cast<std::size_t>(t.target) == receptor_name<Text> &&
         Text::source.parts[t.part].kind == part_kind::on_pre;
}

template <class Text>
constexpr bool has_access(std::size_t name, access how) {
  constexpr auto& program = program_of<Text>;
  const entry& e = program.names[name];
  if (e.what != role::input || is_of_a_pair(e.name)) return false;
  const bool source = how == access::read_source || how == access::write_source;
  if (source ? !is_of_source(e.name) : !is_at_target(e)) return false;
  bool written = false, read = false;
  for (std::size_t s = 0; s < program.statement_count; ++s) {
    const statement& t = program.statements[s];
    const bool to_receptor = raises_receptor<Text>(s);
    written = written || (static_cast<std::size_t>(t.target) == name && !to_receptor);
    read = read || reads_name(program, t.adds ? t.addend : t.root, name);
  }
  for (std::size_t k = 0; k < program.name_count; ++k)
    if (program.names[k].what != role::shorthand || program.names[k].summed)
      read = read || reads_name(program, program.names[k].root, name);
  return how == access::write_source || how == access::write_target ? written : read && !written;
}
template <class Text, access How>
inline constexpr auto accessed_names = numbers_where<program_of<Text>.name_count>([](std::size_t k) {
  return has_access<Text>(k, How);
});

template <class Text, access How, template <fixed_string...> class Side, std::size_t... K>
constexpr auto declare_names(std::index_sequence<K...>) {
  return Side<name_constant_of<Text, accessed_names<Text, How>[K]>.value...>{};
}
template <class Text, access How, template <fixed_string...> class Side>
using declared = decltype(declare_names<Text, How, Side>(std::make_index_sequence<accessed_names<Text, How>.size()>{}));

} // namespace cortexpr::detail::equation
