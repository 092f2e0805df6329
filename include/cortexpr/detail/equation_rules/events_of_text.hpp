// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/local_values.hpp>
#include <cortexpr/detail/equation_rules/leaves_of_synapse.hpp>
#include <cortexpr/detail/equation_rules/neurons_of_rule.hpp>
#include <cortexpr/detail/equation_rules/synapse_layout.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

template <class Text>
struct text_rule;

/// Calls f(number of the statement) for all statements in parts of a kind, on the pathway of that name.
template <class Text, part_kind Kind, fixed_string Path = "", class F>
[[gnu::always_inline]] constexpr void for_each_statement(const F& f) {
  const auto one = [&]<std::size_t S>(std::integral_constant<std::size_t, S> s) __attribute__((always_inline)) {
    constexpr const text_part& part = Text::source.parts[program_of<Text>.statements[S].part];
    if constexpr (part.kind == Kind && part.label == Path.view()) f(s);
  };
  [&]<std::size_t... S>(std::index_sequence<S...>) __attribute__((always_inline)) {
    (one(std::integral_constant<std::size_t, S>{}), ...);
  }
  (std::make_index_sequence<program_of<Text>.statement_count>{});
}

/// Runs statement S at a synapse.
template <class Text, std::size_t S, class Rule, class Synapse, class Locals>
[[gnu::always_inline]] constexpr void run_statement(const Rule& rule, Synapse& s, const Locals& locals) {
  const leaves_of_event<Text, Rule, Synapse, Locals> leaves{rule, s, locals};
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
/// Runs the statements of an event at a synapse, from number S on.
template <class Text, part_kind Kind, fixed_string Path = "", std::size_t S = 0, class Rule, class Synapse,
          class Locals = no_locals>
[[gnu::always_inline]] constexpr void run_at_synapse(const Rule& rule, Synapse& s, const Locals& locals = {}) {
  if constexpr (S < program_of<Text>.statement_count) {
    constexpr const statement& t = program_of<Text>.statements[S];
    constexpr auto name = static_cast<std::size_t>(t.target);
    if constexpr (Text::source.parts[t.part].kind != Kind || Text::source.parts[t.part].label != Path.view()) {
      run_at_synapse<Text, Kind, Path, S + 1>(rule, s, locals);
    } else if constexpr (program_of<Text>.names[name].what == role::local) {
      const auto value = value_of<Text, computed{purpose::assignment, S}, t.root>(
          leaves_of_event<Text, Rule, Synapse, Locals>{rule, s, locals});
      run_at_synapse<Text, Kind, Path, S + 1>(rule, s, with_local<name, decltype(value), Locals>{value, locals});
    } else {
      run_statement<Text, S>(rule, s, locals);
      run_at_synapse<Text, Kind, Path, S + 1>(rule, s, locals);
    }
  }
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
/// The time constants of traces.
template <class Text, home H, class Rule>
constexpr auto times_of_traces(const Rule& rule) {
  constexpr auto& names = names_at_home<Text, H>;
  using traces = row<Text, names, checked>;
  const traces none_yet{};
  const leaves_of_synapse<Text, Rule, traces, traces> leaves{rule, none_yet, none_yet};
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<quantity<dim::second>, sizeof...(K)>{
        value_of<Text, computed{purpose::derivatives}, time_of_decay(program_of<Text>, names[K])>(leaves)...};
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
/// The statements of a pathway.
template <class Text, fixed_string Path>
struct text_pathway {
  [[gnu::always_inline]] constexpr void operator()(const auto& rule, auto& s) const {
    run_at_synapse<Text, part_kind::on_pre, Path>(rule, s);
  }
};
/// The parts of a source that are pathways.
template <class Text>
inline constexpr auto pathway_parts = numbers_where<max_parts>([](std::size_t k) {
  return k < Text::source.count && Text::source.parts[k].kind == part_kind::on_pre &&
         !Text::source.parts[k].label.empty();
});
template <class Text, bool Present>
struct rule_pathways {};
template <class Text>
struct rule_pathways<Text, true> {
  template <std::size_t Part>
  static constexpr auto make() {
    constexpr std::string_view name = Text::source.parts[Part].label;
    return pathway<to_fixed<name.size()>(name)>(text_pathway<Text, to_fixed<name.size()>(name)>{});
  }
  static constexpr std::tuple pathways = []<std::size_t... K>(std::index_sequence<K...>) {
    return std::tuple{make<pathway_parts<Text>[K]>()...};
  }
  (std::make_index_sequence<pathway_parts<Text>.size()>{});
};

template <class Text, bool Present>
struct rule_on_post {};
template <class Text>
struct rule_on_post<Text, true> {
  constexpr void on_post(auto& s) const {
    run_at_synapse<Text, part_kind::on_post>(static_cast<const text_rule<Text>&>(*this), s);
  }
};

} // namespace cortexpr::detail::equation
