// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equations/lexer/unit_names.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

/// A unit that is so many halves of a base unit is beyond reason, and near the end of integers.
[[nodiscard]] constexpr bool is_reasonable(const dimension& d) {
  for (const int halves : {d.V, d.A, d.s, d.m, d.mol, d.K})
    if (halves > 1000 || halves < -1000) return false;
  return true;
}

/// Where in the source something is written.
struct position {
  std::uint8_t part = 0;
  std::int16_t place = 0;
};

/// A mistake in words. They are taken by value: one function serves literals of all lengths.
template <class... Words>
[[nodiscard]] constexpr mistake mistake_at(const position& where, Words... said) {
  mistake m;
  m.found = true;
  m.part = where.part;
  m.place = where.place;
  words<std::tuple_size_v<decltype(m.words)>> all;
  (all.put(said), ...);
  m.words = all.text;
  m.size = all.size;
  return m;
}

/// That an expression has a unit: of a name that it is the value or the derivative of, or a given one.
struct wanted_unit {
  std::int16_t root = none;
  std::int16_t name = none; ///< `none` for a given unit
  bool derivative = false;  ///< per second
  dimension unit{};
  std::size_t after_nodes = 0; ///< it was wanted when so many nodes were made
};

/// A program while a text is read.
class draft {
public:
  /// What is known of a name only while its text is read.
  struct line {
    std::size_t from = 0, to = 0; ///< where its expression stands, if it has one
    enum class progress : std::uint8_t { unread, begun, read } state = progress::unread;
    bool unit_unknown = false; ///< it follows from the uses
  };
  static constexpr std::size_t max_wanted = max_names + max_statements + max_parts;

  constexpr explicit draft(const source_text& s) : source(s) {}
  draft(const draft&) = delete;
  draft& operator=(const draft&) = delete;

  const source_text& source;
  program<> result{};
  std::array<line, max_names> lines{};
  std::array<wanted_unit, max_wanted> wanted{};
  std::size_t wanted_count = 0;
  std::array<std::string_view, 2 * max_statements> written{}; ///< the names that statements set
  std::size_t written_count = 0;

  [[nodiscard]] constexpr bool failed() const { return result.error.found; }
  /// Only the first mistake counts. Returns a number of no node.
  template <class... Words>
  constexpr std::int16_t fail(const position& where, Words... said) {
    if (!result.error.found) result.error = mistake_at(where, said...);
    return none;
  }

  [[nodiscard]] constexpr const node& at(std::int16_t n) const { return nodes_[n]; }
  [[nodiscard]] constexpr node& at(std::int16_t n) { return nodes_[n]; }
  [[nodiscard]] constexpr const entry& name(std::int16_t e) const { return names_[e]; }
  [[nodiscard]] constexpr entry& name(std::int16_t e) { return names_[e]; }
  [[nodiscard]] constexpr line& line_of(std::int16_t e) { return lines[static_cast<std::size_t>(e)]; }
  [[nodiscard]] constexpr position position_of(std::int16_t n) const { return {at(n).part, at(n).place}; }

  constexpr std::int16_t add(const node& n) {
    if (failed()) return none;
    if (result.node_count == max_nodes)
      return fail({n.part, n.place}, "more than ", max_nodes, " operations; split the model or shorten it");
    result.nodes[result.node_count] = n;
    return static_cast<std::int16_t>(result.node_count++);
  }
  constexpr std::int16_t constant(const position& where, double value, const dimension& unit = dim::one,
                                  bool any_unit = false) {
    node n;
    n.any_unit = any_unit;
    n.part = where.part;
    n.place = where.place;
    n.value = value;
    n.unit = unit;
    if (!is_reasonable(unit)) return fail(where, "a unit to so high a power");
    return add(n);
  }
  constexpr std::int16_t leaf(const position& where, op what, std::int16_t a) {
    node n;
    n.what = what;
    n.part = where.part;
    n.place = where.place;
    n.a = a;
    return add(n);
  }

  /// The number of a name; `none` if there is none.
  [[nodiscard]] constexpr std::int16_t find(std::string_view wrote) const {
    const char first = wrote[0];
    for (std::size_t e = 0; e < result.name_count; ++e)
      if (const entry& x = names_[e]; *x.name.data() == first && same_text(x.name, wrote) && !x.random_uniform &&
                                      !x.random_normal && !x.out_of_scope)
        return static_cast<std::int16_t>(e);
    // A variable of the target may be written with and without its suffix.
    for (std::size_t e = 0; e < result.name_count; ++e)
      if (const entry& x = names_[e]; x.what == role::input && x.external && !is_of_source(x.name) &&
                                      !is_of_source(wrote) && is_of_target(x.name) != is_of_target(wrote) &&
                                      same_text(name_in_neuron(x.name), name_in_neuron(wrote)))
        return static_cast<std::int16_t>(e);
    return none;
  }
  /// Whether statements set that name.
  [[nodiscard]] constexpr bool is_written(std::string_view wrote) const {
    for (std::size_t k = 0; k < written_count; ++k)
      if (written[k] == wrote) return true;
    return false;
  }
  /// Whether the user gives a value for an undeclared name.
  [[nodiscard]] constexpr bool is_given(std::string_view wrote) const {
    for (std::size_t k = 0; k < source.given_count; ++k)
      if (same_text(source.given_units[k].name, wrote)) return true;
    return false;
  }
  constexpr std::int16_t add(const entry& e) {
    if (failed()) return none;
    if (result.name_count == max_names)
      return fail({e.part, e.place}, "more than ", max_names, " names; split the model");
    result.names[result.name_count] = e;
    return static_cast<std::int16_t>(result.name_count++);
  }

  constexpr void want(wanted_unit w) {
    if (failed()) return;
    w.after_nodes = result.node_count;
    wanted[wanted_count++] = w;
  }

  /// Whether the names of neurons at both ends may stand in a part.
  [[nodiscard]] constexpr bool between_neurons(std::uint8_t part) const {
    if (source.of_synapses || source.has(part_kind::on_pre) || source.has(part_kind::on_post)) return true;
    const part_kind kind = source.parts[part].kind;
    return kind == part_kind::condition || kind == part_kind::value || kind == part_kind::statements;
  }

  /// Whether a node is a condition or a name of a boolean.
  [[nodiscard]] constexpr bool is_truth(std::int16_t n) const {
    const node& x = at(n);
    return is_condition(x.what) || (x.what == op::name && name(x.a).boolean);
  }

private:
  // Plain pointers: constant evaluation pays for calls, and an array's operator[] is three.
  node* nodes_ = result.nodes.data();
  entry* names_ = result.names.data();
};

} // namespace cortexpr::detail::equation
