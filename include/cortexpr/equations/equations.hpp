// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/text_members.hpp>
#include <cortexpr/detail/equations/reader/report.hpp>
#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

namespace detail::equation {

template <template <fixed_string> class Kind, class Option>
inline constexpr bool is_piece = false;
template <template <fixed_string> class Kind, fixed_string Text>
inline constexpr bool is_piece<Kind, Kind<Text>> = true;
template <class Option>
inline constexpr bool is_piece_of_model = is_piece<texts::threshold, Option> || is_piece<texts::reset, Option> ||
                                          is_piece<texts::initially, Option> || is_piece<texts::refractory, Option>;

template <fixed_string Equations, class... Options>
struct text_in_one_line {
  static_assert((is_piece_of_model<Options> && ... && true),
                "cortexpr: equations<\"...\", ...> takes beside the equations threshold<\"...\">, reset<\"...\">, "
                "refractory<\"...\"> and initially<\"...\">; integrators and values are options of the population");
  static constexpr source_text source = [] {
    source_text s;
    s.add(part_kind::equations, Equations.view());
    [[maybe_unused]] const auto add = [&]<class O>(std::type_identity<O>) {
      if constexpr (is_piece<texts::threshold, O>) s.add(part_kind::threshold, O::text);
      if constexpr (is_piece<texts::reset, O>) s.add(part_kind::reset, O::text);
      if constexpr (is_piece<texts::refractory, O>) s.add(part_kind::refractory, O::text);
      if constexpr (is_piece<texts::initially, O>) s.add(part_kind::start, O::text);
    };
    (add(std::type_identity<Options>{}), ...);
    return s;
  }();
};

/// The texts of a class with members `model`, `threshold`, `reset`, `refractory`, `start`.
template <class Cell>
struct text_of_class {
  static constexpr source_text source = [] {
    source_text s;
    s.add(part_kind::equations, Cell::model);
    if constexpr (requires { Cell::threshold; }) s.add(part_kind::threshold, Cell::threshold);
    if constexpr (requires { Cell::reset; }) s.add(part_kind::reset, Cell::reset);
    if constexpr (requires { Cell::refractory; }) s.add(part_kind::refractory, Cell::refractory);
    if constexpr (requires { Cell::start; }) s.add(part_kind::start, Cell::start);
    return s;
  }();
};

/// A model whose equations are a text: `Text::source`.
template <class Text, members_of_model Has = members_of_text<Text>>
struct text_model : report<Text>,
                    text_flow<Text, Has.flows, Has.flow_sees_inputs>,
                    text_noise<Text, Has.noise, Has.noise_sees_inputs>,
                    text_noise_sources<Text, Has.noise_is_common>,
                    text_threshold<Text, Has.threshold, Has.threshold_sees_inputs>,
                    text_hazard<Text, Has.hazard, Has.hazard_sees_inputs>,
                    text_reset<Text, Has.resets, Has.reset_sees_inputs>,
                    text_refractory<Text, Has.refractory, Has.refractory_sees_inputs>,
                    text_start<Text, Has.start> {
  template <class I>
  using state = row_of<Text, role::variable, I>;
  template <class I>
  using parameters = row_of<Text, role::parameter, I>;
  template <class I>
  using inputs = row_of<Text, role::input, I>;

  /// Whether a parameter has no default.
  static constexpr bool needs_value(std::string_view parameter) {
    for (const entry& e : program_of<Text>.names)
      if (e.what == role::parameter && e.name == parameter) return e.required;
    return false;
  }
  bool operator==(const text_model&) const = default;
};

} // namespace detail::equation

/// A model written as text, in the language of Brian2.
///
///     using namespace cortexpr::texts;
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

/// The same from the members of a class, which keeps symbols short and can be shared by files:
///
///     struct cell {
///       static constexpr std::string_view model = "dv/dt = (E_L - v)/tau_m : volt (unless refractory)",
///                                         threshold = "v > V_th", reset = "v = V_r", refractory = "5*ms";
///     };
///     population<"cells">(1000, model_from<cell>{}, parameter<"E_L">(-70_mV), ...)
template <class Cell>
using model_from = detail::equation::text_model<detail::equation::text_of_class<Cell>>;

} // namespace cortexpr
