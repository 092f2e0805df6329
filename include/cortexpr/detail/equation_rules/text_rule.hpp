// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/cells.hpp>
#include <cortexpr/detail/equation_rules/leaves_of_synapse.hpp>
#include <cortexpr/detail/equation_rules/neurons_of_rule.hpp>
#include <cortexpr/detail/equation_rules/synapse_layout.hpp>
#include <cortexpr/detail/equations/reader/report.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/with_equations/synapse_equations.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

template <class Text>
struct text_rule;

/// The value of an expression, `leaves` being what its names stand for.
template <class Text, computed Set, std::int16_t Root, class Leaves>
[[nodiscard, gnu::always_inline]] constexpr auto value_of(const Leaves& leaves) {
  return compiled<Text, Set>::with_kept(
      leaves, [&](const auto& kept, auto count) __attribute__((always_inline)) {
        return compiled<Text, Set>::template root<Root, count>(leaves, kept);
      });
}

/// Calls f(number of the statement) for all statements in parts of a kind.
template <class Text, part_kind Kind, class F>
[[gnu::always_inline]] constexpr void for_each_statement(const F& f) {
  const auto one = [&]<std::size_t S>(std::integral_constant<std::size_t, S> s) __attribute__((always_inline)) {
    if constexpr (Text::source.parts[program_of<Text>.statements[S].part].kind == Kind) f(s);
  };
  [&]<std::size_t... S>(std::index_sequence<S...>) __attribute__((always_inline)) {
    (one(std::integral_constant<std::size_t, S>{}), ...);
  }
  (std::make_index_sequence<program_of<Text>.statement_count>{});
}

/// Runs statement S at a synapse.
template <class Text, std::size_t S, class Rule, class Synapse>
[[gnu::always_inline]] constexpr void run_statement(const Rule& rule, Synapse& s) {
  const leaves_of_event<Text, Rule, Synapse> leaves{rule, s};
  constexpr const statement& t = program_of<Text>.statements[S];
  constexpr auto name = static_cast<std::size_t>(t.target);
  constexpr const entry& e = program_of<Text>.names[name];
  constexpr computed set{purpose::assignment, S};
  if constexpr (raises_receptor<Text>(S)) {
    s.receptor += value_of<Text, set, t.addend>(leaves);
  } else if constexpr (e.what == role::input) {
    if constexpr (t.adds && is_of_source(e.name))
      s.pre[name_constant_of<Text, name>] += value_of<Text, set, t.addend>(leaves);
    else if constexpr (is_of_source(e.name))
      s.pre[name_constant_of<Text, name>] = value_of<Text, set, t.root>(leaves);
    else if constexpr (t.adds)
      s.post[name_constant_of<Text, name>] += value_of<Text, set, t.addend>(leaves);
    else
      s.post[name_constant_of<Text, name>] = value_of<Text, set, t.root>(leaves);
  } else if constexpr (layout_of<Text>.of[name] == home::weight) {
    s.w = value_of<Text, set, t.root>(leaves);
  } else if constexpr (!layout_of<Text>.raises_trace[S]) {
    cell_of<name, Text>(s) = value_of<Text, set, t.root>(leaves);
  }
}
/// Runs the statements of an event at a synapse.
template <class Text, part_kind Kind, class Rule, class Synapse>
[[gnu::always_inline]] constexpr void run_at_synapse(const Rule& rule, Synapse& s) {
  for_each_statement<Text, Kind>([&]<std::size_t S>(std::integral_constant<std::size_t, S>)
                                     __attribute__((always_inline)) { run_statement<Text, S>(rule, s); });
}

/// Raises the traces of one side by a spike there.
template <class Text, part_kind Kind, class Rule, class Traces>
constexpr void raise_traces(const Rule& rule, Traces& x) {
  const leaves_of_synapse<Text, Rule, Traces, Traces> leaves{rule, x, x};
  for_each_statement<Text, Kind>([&]<std::size_t S>(std::integral_constant<std::size_t, S>) {
    constexpr const statement& t = program_of<Text>.statements[S];
    if constexpr (layout_of<Text>.raises_trace[S])
      cell_of<static_cast<std::size_t>(t.target), Text>(x) =
          value_of<Text, computed{purpose::assignment, S}, t.root>(leaves);
  });
}
/// The time constants of traces: x / (-dx/dt).
template <class Text, home H, class Rule>
constexpr auto times_of_traces(const Rule& rule) {
  constexpr auto& names = names_at_home<Text, H>;
  using traces = row<Text, names, checked>;
  traces one{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((cell_of<names[K], Text>(one) = quantity<program_of<Text>.names[names[K]].unit>(1)), ...);
  }
  (std::make_index_sequence<names.size()>{});
  const leaves_of_synapse<Text, Rule, traces, traces> leaves{rule, one, one};
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<quantity<dim::second>, sizeof...(K)>{
        -(cell_of<names[K], Text>(one) /
          value_of<Text, computed{purpose::derivatives}, program_of<Text>.names[names[K]].root>(leaves))...};
  }
  (std::make_index_sequence<names.size()>{});
}

template <class Text, bool Present>
struct rule_source_traces {};
template <class Text>
struct rule_source_traces<Text, true> {
  template <class I>
  using at_source = row<Text, names_at_home<Text, home::source>, I>;
  [[nodiscard]] constexpr auto time_constants(const at_source<checked>&) const {
    return times_of_traces<Text, home::source>(static_cast<const text_rule<Text>&>(*this));
  }
  constexpr void spike(at_source<checked>& x) const {
    raise_traces<Text, part_kind::on_pre>(static_cast<const text_rule<Text>&>(*this), x);
  }
};
template <class Text, bool Present>
struct rule_target_traces {};
template <class Text>
struct rule_target_traces<Text, true> {
  template <class I>
  using at_target = row<Text, names_at_home<Text, home::target>, I>;
  [[nodiscard]] constexpr auto time_constants(const at_target<checked>&) const {
    return times_of_traces<Text, home::target>(static_cast<const text_rule<Text>&>(*this));
  }
  constexpr void spike(at_target<checked>& y) const {
    raise_traces<Text, part_kind::on_post>(static_cast<const text_rule<Text>&>(*this), y);
  }
};

/// The traces of both sides.
template <class Text, bool OfSource, bool OfTarget>
struct rule_traces : rule_source_traces<Text, OfSource>, rule_target_traces<Text, OfTarget> {};
template <class Text>
struct rule_traces<Text, true, true> : rule_source_traces<Text, true>, rule_target_traces<Text, true> {
  using rule_source_traces<Text, true>::spike;
  using rule_target_traces<Text, true>::spike;
  using rule_source_traces<Text, true>::time_constants;
  using rule_target_traces<Text, true>::time_constants;
};

template <class Text, bool Present>
struct rule_on_pre {};
template <class Text>
struct rule_on_pre<Text, true> {
  constexpr void on_pre(auto& s) const {
    run_at_synapse<Text, part_kind::on_pre>(static_cast<const text_rule<Text>&>(*this), s);
  }
};
template <class Text, bool Present>
struct rule_on_post {};
template <class Text>
struct rule_on_post<Text, true> {
  constexpr void on_post(auto& s) const {
    run_at_synapse<Text, part_kind::on_post>(static_cast<const text_rule<Text>&>(*this), s);
  }
};

/// What equations of synapses have.
struct equations_of_synapses {
  bool flow = false, flow_sees_around = false, current = false;
};
template <class Text>
inline constexpr equations_of_synapses has_equations = [] {
  constexpr auto& program = program_of<Text>;
  equations_of_synapses has;
  for (std::size_t k = 0; k < program.name_count; ++k) {
    const entry& e = program.names[k];
    has.current = has.current || e.summed;
    if (e.what != role::variable || !e.has_flow || layout_of<Text>.of[k] != home::synapse) continue;
    has.flow = true;
    has.flow_sees_around = has.flow_sees_around || reads_role(program, e.root, role::input);
    for (const std::size_t weight : names_at_home<Text, home::weight>)
      has.flow_sees_around = has.flow_sees_around || reads_name(program, e.root, weight);
  }
  has.flow = has.flow || has.current; // who feeds its target in every step has equations
  return has;
}();

template <class Text, class Out, class Leaves>
[[nodiscard, gnu::always_inline]] constexpr Out flow_of_synapse(const Leaves& leaves) {
  constexpr auto& names = names_at_home<Text, home::synapse>;
  using evaluation = compiled<Text, computed{purpose::derivatives}>;
  Out out{};
  evaluation::with_kept(
      leaves, [&](const auto& kept, auto count) __attribute__((always_inline)) {
        const auto one = [&]<std::size_t Name>(std::integral_constant<std::size_t, Name>)
            __attribute__((always_inline)) {
          using type = std::remove_cvref_t<decltype(cell_of<Name, Text>(out))>;
          if constexpr (program_of<Text>.names[Name].has_flow)
            cell_of<Name, Text>(out) =
                type(evaluation::template root<program_of<Text>.names[Name].root, count>(leaves, kept));
          else
            cell_of<Name, Text>(out) = type(0);
        };
        [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
          (one(std::integral_constant<std::size_t, names[K]>{}), ...);
        }
        (std::make_index_sequence<names.size()>{});
      });
  return out;
}
template <class Text, bool Present, bool SeesAround>
struct rule_flow {};
template <class Text>
struct rule_flow<Text, true, false> {
  template <class S>
  [[gnu::always_inline]] constexpr auto flow(const row<Text, names_at_home<Text, home::synapse>, S>& s) const {
    using out = row<Text, names_at_home<Text, home::synapse>, ddt<S>>;
    using synapse = std::remove_cvref_t<decltype(s)>;
    const leaves_of_synapse<Text, text_rule<Text>, synapse, synapse> leaves{static_cast<const text_rule<Text>&>(*this),
                                                                            s, s};
    return flow_of_synapse<Text, out>(leaves);
  }
};
template <class Text>
struct rule_flow<Text, true, true> {
  template <class S>
  [[gnu::always_inline]] constexpr auto flow(const row<Text, names_at_home<Text, home::synapse>, S>& s,
                                             const text_rule<Text>& rule, const auto& n) const {
    using out = row<Text, names_at_home<Text, home::synapse>, ddt<S>>;
    using synapse = std::remove_cvref_t<decltype(s)>;
    using around = std::remove_cvref_t<decltype(n)>;
    return flow_of_synapse<Text, out>(leaves_of_synapse<Text, text_rule<Text>, synapse, around>{rule, s, n});
  }
};

/// Whether a part has statements that run at each synapse.
template <class Text>
constexpr bool acts_at_synapses(part_kind kind) {
  for (std::size_t s = 0; s < program_of<Text>.statement_count; ++s)
    if (Text::source.parts[program_of<Text>.statements[s].part].kind == kind && !layout_of<Text>.raises_trace[s])
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

/// The receptor that arriving spikes raise, if the text says one: that of the route.
template <class Text, bool Present>
struct rule_receptor {};
template <class Text>
struct rule_receptor<Text, true> {
  static constexpr std::string_view raises = name_in_neuron(program_of<Text>.names[receptor_name<Text>].name);
};

/// A rule whose equations and events are a text.
template <class Text>
struct text_rule
    : report<Text>,
      rule_receptor<Text, receptor_name<Text> != no_part>,
      rule_weight_unit<Text, (names_at_home<Text, home::weight>.size() > 0)>,
      row<Text, names_with_role<Text, role::parameter>, checked>,
      rule_flow<Text, has_equations<Text>.flow, has_equations<Text>.flow_sees_around>,
      rule_traces<Text, (names_at_home<Text, home::source>.size() > 0), (names_at_home<Text, home::target>.size() > 0)>,
      rule_on_pre<Text, acts_at_synapses<Text>(part_kind::on_pre)>,
      rule_on_post<Text, acts_at_synapses<Text>(part_kind::on_post)> {
  static constexpr bool transmits = true; // a text says itself what a spike does
  template <class I>
  using synapse = row<Text, names_at_home<Text, home::synapse>, I>;
  using reads = pre_and_post<declared<Text, access::read_source, pre>, declared<Text, access::read_target, post>>;
  using writes = pre_and_post<declared<Text, access::write_source, pre>, declared<Text, access::write_target, post>>;

  /// The same rule with another value of a parameter.
  template <fixed_string Name, class Value>
  [[nodiscard]] constexpr text_rule with(const Value& given) const {
    constexpr std::size_t name = [] {
      for (const std::size_t k : names_with_role<Text, role::parameter>)
        if (program_of<Text>.names[k].name == Name.view()) return k;
      return no_part;
    }();
    static_assert(name != no_part, "cortexpr: with<\"name\">(value): the equations have no parameter of this name");
    text_rule changed = *this;
    if constexpr (name != no_part) cell_of<name, Text>(changed) = given;
    return changed;
  }
  /// Rules of one text differ in the values of their parameters.
  [[nodiscard]] bool operator==(const text_rule& o) const {
    using values = row<Text, names_with_role<Text, role::parameter>, checked>;
    return static_cast<const values&>(*this) == static_cast<const values&>(o);
  }
};

} // namespace cortexpr::detail::equation
