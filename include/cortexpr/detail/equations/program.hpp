// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// What a text of equations says, as a tree of operations that is known at compile time.

namespace cortexpr::detail::equation {

/// What a piece of text is.
enum class part_kind : std::uint8_t {
  equations,  ///< lines `dx/dt = ... : unit`, `x = ... : unit`, `x : unit`
  threshold,  ///< a condition
  reset,      ///< statements
  refractory, ///< a time or a condition
  start,      ///< statements: the values of variables at the start
  event,      ///< the condition of an event; its name is the label
  on_pre,     ///< statements; the label is the name of the pathway, if it has one
  on_post,    ///< statements
  statements, ///< those of an operation
  condition,  ///< which pairs are connected
  value       ///< an expression: of a start value, a weight, a delay, a probability
};

/// A piece of the text of a model, with the name that belongs to it.
struct text_part {
  part_kind kind = part_kind::equations;
  std::string_view text{};
  std::string_view label{};
  bool has_unit = false; ///< a value has a unit that is known: externals in it take theirs from it
  dimension unit{};
  std::size_t from = 0, to = std::string_view::npos; ///< where in the text it stands
};
/// A generator of connections, "k for k in range(i, i + 3) if k != i": numbers of its parts, -1 of those it has not.
struct generator_text {
  bool present = false, samples = false, by_size = false;
  std::string_view variable{}; ///< k; empty without a loop, "2*i if i < 5"
  std::int16_t variable_place = 0;
  std::int8_t element = -1, begin = -1, end = -1, step = -1, amount = -1, condition = -1;
};
/// A function that the user brings: `f(x)` or `f(x, y)`.
struct user_function {
  std::string_view name{};
  std::size_t arguments = 1;
  std::array<dimension, 2> takes{};
  dimension gives{};
};
/// The unit of a value that the user gives for an undeclared name.
struct given_unit {
  std::string_view name{};
  dimension unit{};
};
inline constexpr std::size_t max_given_units = 32;
inline constexpr std::size_t max_parts = 16, max_user_functions = 16;
/// All pieces that a model, a rule, a condition or a value consists of.
struct source_text {
  std::array<text_part, max_parts> parts{};
  std::size_t count = 0;
  std::array<user_function, max_user_functions> functions{};
  std::size_t function_count = 0;
  std::array<given_unit, max_given_units> given_units{};
  std::size_t given_count = 0;
  std::array<std::string_view, max_given_units> target_names{}; ///< undeclared names that are variables of the target
  std::size_t target_count = 0;
  generator_text generator{};
  std::string_view refusal{}; ///< what is wrong with the text before it is read
  std::int16_t refusal_place = 0;
  bool of_synapses = false; ///< also without on_pre and on_post: the text of a synapse

  constexpr void add(part_kind kind, std::string_view text, std::string_view label = {}) {
    if (count < max_parts) parts[count++] = {kind, text, label};
  }
  constexpr void add(const user_function& f) {
    if (function_count < max_user_functions) functions[function_count++] = f;
  }
  constexpr void add(const given_unit& g) {
    if (given_count < max_given_units) given_units[given_count++] = g;
  }
  constexpr void add_of_target(std::string_view name) {
    if (target_count < max_given_units) target_names[target_count++] = name;
  }
  [[nodiscard]] constexpr bool is_of_target(std::string_view name) const {
    for (std::size_t k = 0; k < target_count; ++k)
      if (target_names[k] == name) return true;
    return false;
  }
  [[nodiscard]] constexpr bool has(part_kind kind) const {
    for (std::size_t k = 0; k < count; ++k)
      if (parts[k].kind == kind) return true;
    return false;
  }
};

enum class op : std::uint8_t {
  // leaves
  constant,
  name,        ///< operand a is the number of the name: in `program::names`
  white_noise, ///< operand a is the number of the noise; before it is split off
  // operations
  add,
  subtract,
  multiply,
  divide,
  modulo,         ///< with the sign of the divisor, as in Python
  whole_quotient, ///< rounded down
  power,          ///< a to the power b, where b is no whole constant
  poisson,        ///< a Poisson number of mean a, made of the uniform number b
  negative,
  // conditions
  less,
  greater,
  at_most,
  at_least,
  equal,
  unequal,
  both,
  either,
  opposite,
  // functions
  choose, ///< b where a holds, else c
  minimum,
  maximum,
  clip,
  function,     ///< operand b is the number of the function in the table of cortexpr/units/functions.hpp
  user_function ///< operand b is the number of the function that the user gave
};
[[nodiscard]] constexpr bool is_leaf(op o) { return o <= op::white_noise; }
[[nodiscard]] constexpr bool is_condition(op o) { return o >= op::less && o <= op::opposite; }

inline constexpr std::int16_t none = -1;

/// An operation; operands stand before it.
struct node {
  op what = op::constant;
  bool any_unit = false;  ///< the literal 0 or inf, which fits every unit
  std::uint8_t part = 0;  ///< where in the source it is written
  std::int16_t place = 0; ///< the character in that part
  std::int16_t a = none, b = none, c = none;
  double value = 0; ///< of a constant, in base units
  dimension unit{};

  [[nodiscard]] constexpr std::array<std::int16_t, 3> operands() const {
    if (is_leaf(what)) return {none, none, none};
    return {a, what == op::function || what == op::user_function ? none : b, c};
  }
};

enum class role : std::uint8_t {
  variable,  ///< of the state, with an equation or changed by statements
  parameter, ///< a value that users give, or a default
  input,     ///< fed by drives and receptors, or given by the network: t, dt, i, rand()
  shorthand, ///< stands for an expression
  local      ///< set by a statement and known to those after it in the same piece of text
};

/// A name that a text declares or uses.
struct entry {
  std::string_view name{};
  role what = role::parameter;
  dimension unit{};
  bool has_flow = false;      ///< has an equation dx/dt
  bool held = false;          ///< (unless refractory)
  bool required = false;      ///< a parameter without a default
  bool external = false;      ///< never declared
  bool any_unit = false;      ///< an input of a synapse, as x_post: its uses fit every unit
  bool shared = false;        ///< (shared)
  bool of_population = false; ///< a variable of which the population has one: it reaches neurons as inputs do
  bool constant = false;      ///< (constant)
  bool held_in_step = false;  ///< (constant over dt)
  bool linked = false;        ///< (linked)
  bool summed = false;        ///< (summed)
  bool event_driven = false, clock_driven = false;
  bool boolean = false, integer = false;
  bool random_uniform = false, random_normal = false;                   ///< an input that rand() or randn() made
  bool out_of_scope = false;                                            ///< a local of a piece that has been read
  bool timed = false;                                                   ///< a timed array: an input that a drive feeds
  bool neuron_index = false, neuron_count = false, step_length = false; ///< parameters that the network knows
  double value = 0;                                                     ///< the default of a parameter
  std::int16_t index = none;                                            ///< among the names of its role
  std::int16_t root = none; ///< the expression: of the derivative, without noise, or of a shorthand
  std::array<std::int16_t, 4> noise{none, none, none, none}; ///< the amplitude of each noise in the derivative
  std::int16_t noise_source = none;                          ///< its number among all noises
  bool noise_is_common = false;                              ///< another variable has it, too
  std::uint8_t part = 0;
  std::int16_t place = 0;
};

/// `target = value`; `target += x` is target = target + x.
struct statement {
  std::int16_t root = none;   ///< the value
  std::int16_t target = none; ///< the number of the name that is set
  std::uint8_t part = 0;      ///< the piece of text to which it belongs
  bool adds = false;          ///< written with += or -=: the value is target + x, and `addend` is x
  std::int16_t addend = none;
};

/// The first mistake of a text.
struct mistake {
  bool found = false;
  std::uint8_t part = 0;
  std::int16_t place = 0;
  std::array<char, 200> words{};
  std::size_t size = 0;
  bool open_unit = false; ///< a unit does not follow, and the value of the name can tell it

  [[nodiscard]] constexpr std::string_view view() const { return {words.data(), size}; }
};

inline constexpr std::size_t max_nodes = 1024, max_names = 128, max_statements = 32, max_noises = 4;

inline constexpr auto no_roots = [] {
  std::array<std::int16_t, max_parts> all{};
  for (std::int16_t& root : all) root = none;
  return all;
}();

/// A whole text, read. `roots[k]` is the expression of part k where that is a condition or a value. A refractory part
/// that is a constant time is the default of a parameter t_ref, one that is the name t_ref is that parameter: these
/// have no root.
///
/// What a name of role `shorthand` stands for is a shared operand of the expressions that use it, but for one that is
/// constant over a step: that is a leaf `name`, as its value is not computed anew.
template <std::size_t Nodes = max_nodes, std::size_t Names = max_names, std::size_t Statements = max_statements>
struct program {
  std::array<node, Nodes> nodes{};
  std::array<entry, Names> names{};
  std::array<statement, Statements> statements{};
  std::array<std::int16_t, max_parts> roots = no_roots;
  std::array<std::string_view, max_noises> noises{}; ///< "xi", "xi_1"
  std::size_t node_count = 0, name_count = 0, statement_count = 0, noise_count = 0;
  mistake error{};
};

} // namespace cortexpr::detail::equation
