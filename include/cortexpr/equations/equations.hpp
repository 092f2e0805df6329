// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/text_members.hpp>
#include <cortexpr/detail/equation_models/text_shared.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cortexpr {

namespace detail::equation {

template <class Option>
inline constexpr bool belongs_to_model = IsFunction<Option>;
template <IsPiece Option>
inline constexpr bool belongs_to_model<Option> =
    Option::kind == part_kind::threshold || Option::kind == part_kind::reset || Option::kind == part_kind::refractory ||
    Option::kind == part_kind::start || Option::kind == part_kind::event;

template <fixed_string Equations, class... Options>
struct text_in_one_line {
  static constexpr bool fits = (belongs_to_model<Options> && ... && true), said_before = !fits;
  static constexpr bool takes_units = true;
  template <bool Fits = fits>
  static constexpr void check_options() {
    static_assert(Fits, "cortexpr: equations<\"...\", ...> takes beside the equations threshold<\"...\">, "
                        "reset<\"...\">, refractory<\"...\">, initially<\"...\">, custom_event<\"name\", \"...\"> and "
                        "function<\"f\", lambda>; integrators and values are options of the population");
  }
  using functions = functions_among<Options...>;
  static constexpr source_text source = [] {
    source_text s;
    s.add(part_kind::equations, Equations.view());
    add_options_that<fits>(s, static_cast<const std::tuple<Options...>*>(nullptr));
    return s;
  }();
};

/// The texts of a class with members `model`, `threshold`, `reset`, `refractory`, `start`, and types `events`,
/// `functions`.
template <class Cell>
struct text_of_class {
  static constexpr bool takes_units = true;
  using functions = typename decltype(functions_in<Cell>())::type;
  static constexpr source_text source = [] {
    source_text s;
    s.add(part_kind::equations, Cell::model);
    if constexpr (requires { Cell::threshold; }) s.add(part_kind::threshold, Cell::threshold);
    if constexpr (requires { Cell::reset; }) s.add(part_kind::reset, Cell::reset);
    if constexpr (requires { Cell::refractory; }) s.add(part_kind::refractory, Cell::refractory);
    if constexpr (requires { Cell::start; }) s.add(part_kind::start, Cell::start);
    if constexpr (ListsEvents<Cell>) add_options(s, static_cast<const typename Cell::events*>(nullptr));
    add_options(s, static_cast<const functions*>(nullptr));
    return s;
  }();
};

template <class Option>
constexpr void note_unit([[maybe_unused]] source_text& source) {
  if constexpr (requires { decltype(Option::value)::dims; })
    source.add(given_unit{Option::variable.view(), decltype(Option::value)::dims});
  else if constexpr (requires { requires Arithmetic<std::remove_cvref_t<decltype(Option::value)>>; })
    source.add(given_unit{Option::variable.view(), dim::one});
}
template <class... Options>
constexpr source_text with_units_of(source_text source) {
  (note_unit<Options>(source), ...);
  return source;
}
/// A text with the units that the values of a population have.
template <class Text, class... Options>
struct text_with_values {
  static constexpr bool said_before = is_wrong<Text>;
  using functions = typename Text::functions;
  static constexpr source_text source = with_units_of<Options...>(Text::source);
};
/// The variables of a model whose units are known; else the mistake is said.
template <class Text, class Row>
struct closed_row {
  using type = Row;
};
template <class Text, class Row>
  requires leaves_units_open<Text>
struct closed_row<Text, Row> {
  static_assert(sizeof(mistake_found<Text>) != 0);
  using type = Row;
};

template <class Text, members_of_model Has = members_of_text<Text>>
struct text_model;
/// The model of a text with the units of a population's values, if the text leaves some open or has a mistake.
template <class Text, class... Options>
constexpr auto model_with_values() {
  if constexpr (leaves_units_open<Text> || is_wrong<Text>)
    return std::type_identity<text_model<text_with_values<Text, Options...>>>{};
  else
    return std::type_identity<text_model<Text>>{};
}

/// A model whose equations are a text: `Text::source`.
template <class Text, members_of_model Has>
struct text_model : report<Text>,
                    report_of_options<Text>,
                    text_flow<Text, Has.flows, Has.flow_sees_inputs>,
                    text_noise<Text, Has.noise, Has.noise_sees_inputs>,
                    text_noise_sources<Text, Has.noise_is_common>,
                    text_threshold<Text, Has.threshold, Has.threshold_sees_inputs>,
                    text_hazard<Text, Has.hazard, Has.hazard_sees_inputs>,
                    text_reset<Text, Has.resets, Has.reset_sees_inputs>,
                    text_refractory<Text, Has.refractory, Has.refractory_sees_inputs>,
                    text_held_inputs<Text, Has.holds_inputs>,
                    text_shared<Text, Has.shares>,
                    text_shared_flow<Text, Has.moves_shared>,
                    text_linked<Text, Has.linked>,
                    text_expressions<Text, (expression_lines<Text>.size() > 0)>,
                    text_events<Text, (event_parts<Text>.size() > 0)>,
                    text_start<Text, Has.start> {
  template <class I>
  using state = typename closed_row<Text, row_of<Text, role::variable, I>>::type;
  template <class I>
  using parameters = row_of<Text, role::parameter, I>;
  template <class I>
  using inputs = row<Text, names_from_outside<Text, false>, I>;

  /// The same model with the units that values of a population have, where the text leaves some open.
  template <class... Options>
  using with_values = typename decltype(model_with_values<Text, Options...>())::type;

  /// Whether the text has a mistake; it is already reported, and its consequences are not.
  static constexpr bool has_mistake = is_wrong<Text>;
  /// Whether a parameter has no default.
  static constexpr bool needs_value(std::string_view parameter) {
    for (const entry& e : program_of<Text>.names)
      if (e.what == role::parameter && e.name == parameter) return e.required;
    return false;
  }
  constexpr bool operator==(const text_model&) const { return true; }
};

} // namespace detail::equation

/// A model written as text, in the language of Brian2.
///
/// Example (examples/reference/equations.cpp):
///
///     using cell = equations<R"(
///       dv/dt   = (g_L*(E_L - v) + g_e*(E_e - v) + I)/C_m : volt (unless refractory)
///       dg_e/dt = -g_e/tau_e : siemens
///       I : amp (input)
///       C_m = 200*pF : farad)", threshold<"v > V_th">, reset<"v = V_r">, refractory<"5*ms">>;
///
/// The text is read by the compiler. It becomes an ordinary model: integrators, units, SIMD, diagnosis, recordings and
/// checkpoints are those of models in C++. Names that it uses and does not declare are parameters, whose units follow
/// from their uses; `x = 200*pF : farad` is a parameter with a default, `x : farad` one that must be given. A mistake
/// is one compile error that names the line, the column and what is wrong.
template <fixed_string Equations, class... Options>
using equations = detail::equation::text_model<detail::equation::text_in_one_line<Equations, Options...>>;

/// The same from the members of a class, which keeps symbols short and can be shared by files.
///
/// Example (examples/reference/equations.cpp):
///
///     struct leaky {
///       static constexpr std::string_view model = "dv/dt = (E_L - v)/tau_m : volt (unless refractory)",
///                                         threshold = "v > V_th", reset = "v = V_r", refractory = "5*ms";
///     };
///
///     population<"cells">(10, model_from<leaky>{}, parameter<"E_L">(-70_mV), parameter<"tau_m">(20_ms),
template <class Cell>
using model_from = detail::equation::text_model<detail::equation::text_of_class<Cell>>;

} // namespace cortexpr
