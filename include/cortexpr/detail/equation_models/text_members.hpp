// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/equation_models/evaluate.hpp>
#include <cortexpr/detail/equation_models/parts_of_text.hpp>
#include <cortexpr/model/event.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

// The functions of a model that a text describes. Bases, so that the model has a function only if its text says so;
// with inputs if its expressions look at them, as the library asks of models in C++.

template <class X>
using reading_of = typename std::remove_cvref_t<X>::reading;
template <class X>
using number_of = carrier<reading_of<X>, dim::one>;
template <class X>
inline constexpr bool only_checks_units = std::is_same_v<reading_of<X>, checked>;

/// The inputs of a function that looks at them, or none.
[[nodiscard, gnu::always_inline]] constexpr no_inputs inputs_or_none() { return {}; }
template <class In>
[[nodiscard, gnu::always_inline]] constexpr const In& inputs_or_none(const In& in) {
  return in;
}

template <class Text, class X, class P, class In>
[[gnu::always_inline]] constexpr auto flow_of_text(const X& x, const P& p, const In& in) {
  using out = row_of<Text, role::variable, ddt<reading_of<X>>>;
  if constexpr (only_checks_units<X>) // the text's units have been checked when it was read
    return out{};
  else
    return all_variables<Text, computed{purpose::derivatives}, out, number_of<X>>(x, p, in);
}
template <class Text, bool Present, bool SeesInputs>
struct text_flow {};
template <class Text, bool SeesInputs>
struct text_flow<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr auto flow(const auto& x, const auto& p,
                                                    const auto&... in) requires(sizeof...(in) == SeesInputs) {
    return flow_of_text<Text>(x, p, inputs_or_none(in...));
  }
};

template <class Text, class X, class P, class In>
[[gnu::always_inline]] constexpr auto noise_of_text(const X& x, const P& p, const In& in) {
  using out = row_of<Text, role::variable, per_root_second<reading_of<X>>>;
  if constexpr (only_checks_units<X>)
    return out{};
  else
    return all_variables<Text, computed{purpose::noise}, out, number_of<X>>(x, p, in);
}
template <class Text, bool Present, bool SeesInputs>
struct text_noise {};
template <class Text, bool SeesInputs>
struct text_noise<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr auto noise(const auto& x, const auto& p,
                                                     const auto&... in) requires(sizeof...(in) == SeesInputs) {
    return noise_of_text<Text>(x, p, inputs_or_none(in...));
  }
};

template <class Text, bool Present>
struct text_noise_sources {};
template <class Text>
struct text_noise_sources<Text, true> {
  static constexpr auto noise_sources = [] {
    std::array<std::size_t, count_of<Text, role::variable>> sources{};
    for (std::size_t k = 0; k < sources.size(); ++k) {
      const std::int16_t source = program_of<Text>.names[names_with_role<Text, role::variable>[k]].noise_source;
      sources[k] = source == none ? 0 : static_cast<std::size_t>(source);
    }
    return sources;
  }();
};

/// The condition, time or rate that part `Part` of a text is.
template <class Text, std::size_t Part, class X, class P, class In>
[[gnu::always_inline]] constexpr auto part_of_text(const X& x, const P& p, const In& in) {
  constexpr std::int16_t root = program_of<Text>.roots[Part];
  constexpr const node& n = program_of<Text>.nodes[static_cast<std::size_t>(root)];
  if constexpr (!only_checks_units<X>)
    return one_value<Text, computed{purpose::part, Part}, root, number_of<X>>(x, p, in);
  else if constexpr (is_condition(n.what))
    return true;
  else
    return quantity<n.unit>(0);
}
template <class Text, bool Present, bool SeesInputs>
struct text_threshold {};
template <class Text, bool SeesInputs>
struct text_threshold<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr auto spikes(const auto& x, const auto& p,
                                                      const auto&... in) requires(sizeof...(in) == SeesInputs) {
    return part_of_text<Text, members_of_text<Text>.threshold_part>(x, p, inputs_or_none(in...));
  }
};
template <class Text, bool Present, bool SeesInputs>
struct text_hazard {};
template <class Text, bool SeesInputs>
struct text_hazard<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr auto hazard(const auto& x, const auto& p,
                                                      const auto&... in) requires(sizeof...(in) == SeesInputs) {
    return part_of_text<Text, members_of_text<Text>.threshold_part>(x, p, inputs_or_none(in...));
  }
};
template <class Text, bool Present, bool SeesInputs>
struct text_refractory {};
template <class Text, bool SeesInputs>
struct text_refractory<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr auto refractory(const auto& x, const auto& p,
                                                          const auto&... in) requires(sizeof...(in) == SeesInputs) {
    return part_of_text<Text, members_of_text<Text>.refractory_part>(x, p, inputs_or_none(in...));
  }
};

/// Runs the statements of part `Part`, one after the other.
template <class Text, std::size_t Part, class X, class P, class In>
[[gnu::always_inline]] constexpr void run_statements(X& x, const P& p, const In& in) {
  if constexpr (!only_checks_units<X>) {
    row_of<Text, role::local, reading_of<X>> local{};
    const auto run = [&]<std::size_t S>(std::integral_constant<std::size_t, S>) __attribute__((always_inline)) {
      constexpr const statement& s = program_of<Text>.statements[S];
      if constexpr (s.part == Part && !program_of<Text>.names[static_cast<std::size_t>(s.target)].of_population) {
        constexpr auto target = static_cast<std::size_t>(s.target);
        const auto value = one_value<Text, computed{purpose::assignment, S}, s.root, number_of<X>>(x, p, in, local);
        if constexpr (program_of<Text>.names[target].what == role::local)
          cell_of<target, Text>(local) = value;
        else
          cell_of<target, Text>(x) = value;
      }
    };
    [&]<std::size_t... S>(std::index_sequence<S...>) __attribute__((always_inline)) {
      (run(std::integral_constant<std::size_t, S>{}), ...);
    }
    (std::make_index_sequence<program_of<Text>.statement_count>{});
  }
}
template <class Text, bool Present, bool SeesInputs>
struct text_reset {};
template <class Text, bool SeesInputs>
struct text_reset<Text, true, SeesInputs> {
  [[gnu::always_inline]] static constexpr void reset(auto& x, const auto& p,
                                                     const auto&... in) requires(sizeof...(in) == SeesInputs) {
    run_statements<Text, find_part(Text::source, part_kind::reset)>(x, p, inputs_or_none(in...));
  }
};

/// Lines `x = f : unit`, which can be recorded by their names.
template <class Text>
inline constexpr auto expression_lines = numbers_where<program_of<Text>.name_count>([](std::size_t k) {
  const entry& e = program_of<Text>.names[k];
  return e.what == role::shorthand && e.root != none &&
         !is_condition(program_of<Text>.nodes[static_cast<std::size_t>(e.root)].what);
});
template <class Text, bool Present>
struct text_expressions {};
template <class Text>
struct text_expressions<Text, true> {
  static constexpr std::size_t expression_count = expression_lines<Text>.size();
  static constexpr auto expression_names = [] {
    std::array<std::string_view, expression_count> names{};
    for (std::size_t k = 0; k < names.size(); ++k) names[k] = program_of<Text>.names[expression_lines<Text>[k]].name;
    return names;
  }();
  static constexpr auto expression_units = [] {
    std::array<dimension, expression_count> units{};
    for (std::size_t k = 0; k < units.size(); ++k) units[k] = program_of<Text>.names[expression_lines<Text>[k]].unit;
    return units;
  }();
  template <std::size_t K, class X, class P, class In>
  static constexpr auto expression(const X& x, const P& p, const In& in) {
    constexpr std::size_t name = expression_lines<Text>[K];
    constexpr dimension unit = program_of<Text>.names[name].unit;
    return carrier<reading_of<X>, unit>(
        one_value<Text, computed{purpose::shorthand, name}, program_of<Text>.names[name].root, number_of<X>>(x, p, in));
  }
};

/// Lines that are (constant over dt).
template <class Text, bool Present>
struct text_held_inputs {};
template <class Text>
struct text_held_inputs<Text, true> {
  static constexpr auto held_inputs = [] {
    std::array<bool, names_from_outside<Text, false>.size()> held{};
    for (std::size_t k = 0; k < held.size(); ++k)
      held[k] = program_of<Text>.names[names_from_outside<Text, false>[k]].held_in_step;
    return held;
  }();
  template <std::size_t K, class X, class P, class In>
  static constexpr auto held(const X& x, const P& p, const In& in) {
    constexpr std::size_t name = names_from_outside<Text, false>[K];
    return one_value<Text, computed{purpose::shorthand, name}, program_of<Text>.names[name].root, number_of<X>>(x, p,
                                                                                                                in);
  }
};

/// Inputs that are variables of other populations.
template <class Text, bool Present>
struct text_linked {};
template <class Text>
struct text_linked<Text, true> {
  static constexpr auto linked = [] {
    constexpr auto numbers =
        numbers_where<program_of<Text>.name_count>([](std::size_t k) { return program_of<Text>.names[k].linked; });
    std::array<std::string_view, numbers.size()> names{};
    for (std::size_t k = 0; k < numbers.size(); ++k) names[k] = program_of<Text>.names[numbers[k]].name;
    return names;
  }();
};

/// The condition of an event.
template <class Text, std::size_t Part, bool SeesInputs>
struct text_event {
  [[gnu::always_inline]] constexpr auto operator()(const auto& x, const auto& p, const auto&... in) const
      requires(sizeof...(in) == SeesInputs) {
    return part_of_text<Text, Part>(x, p, inputs_or_none(in...));
  }
};
template <class Text, bool Present>
struct text_events {};
template <class Text>
struct text_events<Text, true> {
  template <std::size_t Part>
  static constexpr auto make() {
    constexpr std::string_view name = Text::source.parts[Part].label;
    return event<to_fixed<name.size()>(name)>(
        text_event<Text, Part, reads_role(program_of<Text>, program_of<Text>.roots[Part], role::input)>{});
  }
  static constexpr std::tuple events = []<std::size_t... K>(std::index_sequence<K...>) {
    return std::tuple{make<event_parts<Text>[K]>()...};
  }
  (std::make_index_sequence<event_parts<Text>.size()>{});
};

/// Start values that depend on parameters.
template <class Text, bool Present>
struct text_start {};
template <class Text>
struct text_start<Text, true> {
  static constexpr void start(auto& x, const auto& p) {
    run_statements<Text, find_part(Text::source, part_kind::start)>(x, p, no_inputs{});
  }
};

} // namespace cortexpr::detail::equation
