// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_rules/bounds_of_text.hpp>
#include <cortexpr/detail/equation_rules/events_of_text.hpp>
#include <cortexpr/detail/equation_rules/flow_of_text.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

/// Whether on_pre or on_post, pathways apart, has statements that run at each synapse.
template <class Text>
constexpr bool acts_at_synapses(part_kind kind) {
  for (std::size_t s = 0; s < program_of<Text>.statement_count; ++s)
    if (const text_part& part = Text::source.parts[program_of<Text>.statements[s].part];
        part.kind == kind && part.label.empty() && !layout_of<Text>.raises_trace[s])
      return true;
  return false;
}

/// The unit of the weight `w`, if the text has it.
template <class Text, bool Present>
struct rule_weight_unit {};
template <class Text>
struct rule_weight_unit<Text, true> {
  static constexpr dimension weight_unit = program_of<Text>.names[names_at_home<Text, home::weight>[0]].unit;
};

/// The variable of the target that arriving spikes raise, or, if they raise none, that is fed in every step: that of
/// the route.
template <class Text, bool Present>
struct rule_receptor {};
template <class Text>
struct rule_receptor<Text, true> {
  static constexpr std::string_view raises = name_in_neuron(
      program_of<Text>.names[receptor_name<Text> != no_part ? receptor_name<Text> : summed_name<Text>].name);
};
/// Whether a text feeds another variable in every step than the one that its spikes raise.
template <class Text>
inline constexpr bool feeds_another = [] {
  if constexpr (receptor_name<Text> == no_part || summed_name<Text> == no_part)
    return false;
  else
    return name_in_neuron(program_of<Text>.names[receptor_name<Text>].name) !=
           name_in_neuron(program_of<Text>.names[summed_name<Text>].name);
}();
template <class Text, bool Present>
struct rule_feeds {};
template <class Text>
struct rule_feeds<Text, true> {
  static constexpr std::string_view feeds = name_in_neuron(program_of<Text>.names[summed_name<Text>].name);
};

/// A rule declares neurons only if it looks at them: others learn from spikes of their targets later.
template <class Text>
inline constexpr bool reads_neurons =
    accessed_names<Text, access::read_source>.size() + accessed_names<Text, access::read_target>.size() > 0;
template <class Text>
inline constexpr bool writes_neurons =
    accessed_names<Text, access::write_source>.size() + accessed_names<Text, access::write_target>.size() > 0;
template <class Text, bool Present>
struct rule_reads {};
template <class Text>
struct rule_reads<Text, true> {
  using reads = pre_and_post<declared<Text, access::read_source, pre>, declared<Text, access::read_target, post>>;
};
template <class Text, bool Present>
struct rule_writes {};
template <class Text>
struct rule_writes<Text, true> {
  using writes = pre_and_post<declared<Text, access::write_source, pre>, declared<Text, access::write_target, post>>;
};

/// Whether all start values are constants.
template <class Text>
inline constexpr bool starts_from_constants = [] {
  for (std::size_t s = 0; s < program_of<Text>.statement_count; ++s) {
    const statement& t = program_of<Text>.statements[s];
    if (Text::source.parts[t.part].kind == part_kind::start &&
        program_of<Text>.nodes[static_cast<std::size_t>(t.root)].what != op::constant)
      return false;
  }
  return true;
}();

/// What statements of a text look at beyond a synapse and its neurons.
template <class Text>
inline constexpr bool draws_numbers = [] {
  for (const entry& e : program_of<Text>.names)
    if (e.random_uniform || e.random_normal) return true;
  return false;
}();
template <class Text>
inline constexpr bool asks_for_pair = [] {
  for (const entry& e : program_of<Text>.names)
    if (e.what == role::input && is_of_a_pair(e.name)) return true;
  return false;
}();
template <bool Draws, bool OfPair>
struct rule_services {};
template <>
struct rule_services<true, false> {
  using services = needs<rng>;
};
template <>
struct rule_services<false, true> {
  using services = needs<which_pair>;
};
template <>
struct rule_services<true, true> {
  using services = needs<rng, which_pair>;
};

/// Names that a rule reads and that are neither declared nor given: bit k for the parameter with index k.
using unknown_names = std::uint64_t;
/// A text of synapses in which some undeclared names are variables of the target.
template <class Text, unknown_names OfTarget>
struct text_at_target : Text {
  static constexpr source_text source = [] {
    source_text s = Text::source;
    for (const std::size_t k : names_with_role<Text, role::parameter>) {
      const entry& e = program_of<Text>.names[k];
      if (e.index < 64 && (OfTarget >> e.index) % 2 != 0) s.add_of_target(e.name);
    }
    return s;
  }();
};
/// Whether an equation dx/dt of a text reads name K.
template <class Text>
[[nodiscard]] constexpr bool moves_by(std::size_t k) {
  for (const entry& e : program_of<Text>.names)
    if (e.has_flow && reads_name(program_of<Text>, e.root, k)) return true;
  return false;
}

/// A rule whose equations and events are a text.
template <class Text>
struct text_rule
    : report<Text>,
      report_of_options<Text>,
      rule_receptor<Text, receptor_name<Text> != no_part || summed_name<Text> != no_part>,
      rule_feeds<Text, feeds_another<Text>>,
      rule_weight_unit<Text, (names_at_home<Text, home::weight>.size() > 0)>,
      row<Text, names_with_role<Text, role::parameter>, checked>,
      rule_bounds<Text, (bounds_of<Text>.size() > 0)>,
      rule_reads<Text, reads_neurons<Text>>,
      rule_writes<Text, writes_neurons<Text>>,
      rule_current<Text, summed_name<Text> != no_part>,
      rule_integrator<Text>,
      rule_update<Text>,
      rule_flow<Text, has_equations<Text>.flow, has_equations<Text>.flow_sees_around>,
      rule_noise<Text, has_equations<Text>.noise>,
      rule_traces<Text, (names_at_home<Text, home::source>.size() > 0), (names_at_home<Text, home::target>.size() > 0)>,
      rule_services<draws_numbers<Text>, asks_for_pair<Text>>,
      rule_pathways<Text, (pathway_parts<Text>.size() > 0)>,
      rule_on_pre<Text, acts_at_synapses<Text>(part_kind::on_pre)>,
      rule_on_post<Text, acts_at_synapses<Text>(part_kind::on_post)> {
  static_assert(starts_from_constants<Text>,
                "cortexpr: start values of synapses in a text are constants, initially<\"x = 1\">; for others write "
                "set<\"S.x\">(...)");
  static constexpr bool has_mistake = is_wrong<Text>;
  static constexpr std::string_view title = telling_line(Text::source.parts[0].text); ///< in messages
  static constexpr bool transmits = true; // a text says itself what a spike does
  template <class I>
  using synapse = row<Text, names_at_home<Text, home::synapse>, I>;

  /// The names that statements make for those after them.
  static constexpr auto own_names = [] {
    std::array<std::string_view, count_of<Text, role::local>> names{};
    for (std::size_t k = 0; k < names.size(); ++k)
      names[k] = program_of<Text>.names[names_with_role<Text, role::local>[k]].name;
    return names;
  }();

  /// Whether nothing gives a variable of each synapse a value: no start value, equation or event.
  static constexpr bool needs_value(std::string_view variable) {
    for (std::size_t k = 0; k < program_of<Text>.name_count && !is_wrong<Text>; ++k) {
      const entry& e = program_of<Text>.names[k];
      if (e.name == variable && e.what == role::variable && layout_of<Text>.of[k] != home::weight)
        return !e.has_flow && !is_set(variable);
    }
    return false;
  }
  /// Whether a start value or an event sets a variable of each synapse.
  static constexpr bool is_set(std::string_view variable) {
    for (std::size_t s = 0; s < program_of<Text>.statement_count; ++s)
      if (program_of<Text>.names[static_cast<std::size_t>(program_of<Text>.statements[s].target)].name == variable)
        return true;
    return false;
  }
  /// The same rule with another value of a parameter.
  template <fixed_string Name, class Value>
  [[nodiscard]] constexpr text_rule with([[maybe_unused]] const Value& given) const {
    constexpr std::size_t name = [] {
      for (const std::size_t k : names_with_role<Text, role::parameter>)
        if (program_of<Text>.names[k].name == Name.view()) return k;
      return no_part;
    }();
    static_assert(name != no_part || is_wrong<Text>,
                  "cortexpr: with<\"name\">(value): the equations have no parameter of this name");
    text_rule changed = *this;
    if constexpr (name != no_part && !is_wrong<Text>) {
      constexpr bool fits = requires { cell_of<name, Text>(changed) = given; };
      static_assert(fits,
                    "cortexpr: with<\"name\">(value) takes a quantity or a number, .with<\"w_max\">(1_nS); another "
                    "value later is set<\"S.w_max\">(2_nS)");
      if constexpr (fits) cell_of<name, Text>(changed) = given;
      changed.given_[static_cast<std::size_t>(program_of<Text>.names[name].index)] = true;
    }
    return changed;
  }
  /// Notes that a parameter has been given a value in place.
  constexpr void note_given(std::string_view parameter) {
    for (const std::size_t k : names_with_role<Text, role::parameter>)
      if (program_of<Text>.names[k].name == parameter)
        given_[static_cast<std::size_t>(program_of<Text>.names[k].index)] = true;
  }
  /// The name of the first parameter that has no default and has been given no value; empty if there is none.
  [[nodiscard]] constexpr std::string_view missing_parameter() const {
    for (const std::size_t k : names_with_role<Text, role::parameter>) {
      const entry& e = program_of<Text>.names[k];
      if (e.required && !given_[static_cast<std::size_t>(e.index)]) return e.name;
    }
    return {};
  }
  /// The names without a value for which `has(name, whether an equation reads it)` holds.
  template <class Has>
  [[nodiscard]] constexpr unknown_names names_of_target(const Has& has) const {
    unknown_names found = 0;
    for (const std::size_t k : names_with_role<Text, role::parameter>) {
      const entry& e = program_of<Text>.names[k];
      if (e.external && e.required && !given_[static_cast<std::size_t>(e.index)] && e.index < 64 &&
          has(e.name, moves_by<Text>(k)))
        found |= unknown_names{1} << e.index;
    }
    return found;
  }
  /// The same rule where these names are variables of the target.
  template <unknown_names OfTarget>
  [[nodiscard]] constexpr auto at_target_with() const {
    if constexpr (OfTarget == 0)
      return *this;
    else
      return with_values_of<OfTarget, 0>(text_rule<text_at_target<Text, OfTarget>>{});
  }
  /// Rules of one text differ in the values of their parameters.
  [[nodiscard]] bool operator==(const text_rule& o) const {
    using values = row<Text, names_with_role<Text, role::parameter>, checked>;
    return static_cast<const values&>(*this) == static_cast<const values&>(o);
  }

private:
  std::array<bool, count_of<Text, role::parameter> + 1> given_{};

  /// Another rule with the values of this one, from parameter K on, but for the names that it has no more.
  template <unknown_names Lost, std::size_t K, class Other>
  [[nodiscard]] constexpr Other with_values_of(const Other& other) const {
    if constexpr (K == count_of<Text, role::parameter>) {
      return other;
    } else if constexpr (K < 64 && (Lost >> K) % 2 != 0) {
      return with_values_of<Lost, K + 1>(other);
    } else {
      constexpr std::size_t name = names_with_role<Text, role::parameter>[K];
      constexpr std::string_view word = program_of<Text>.names[name].name;
      if (!given_[K]) return with_values_of<Lost, K + 1>(other);
      return with_values_of<Lost, K + 1>(other.template with<to_fixed<word.size()>(word)>(cell_of<name, Text>(*this)));
    }
  }
};

} // namespace cortexpr::detail::equation
