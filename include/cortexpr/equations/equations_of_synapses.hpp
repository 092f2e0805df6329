// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_rules/text_rule.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cortexpr {

namespace detail::equation {

template <class Option>
concept IsIntegrator = requires {
  Option::stages;
};
template <class Option>
inline constexpr bool belongs_to_rule = IsFunction<Option> || IsIntegrator<Option>;
template <IsPiece Option>
inline constexpr bool belongs_to_rule<Option> =
    Option::kind == part_kind::on_pre || Option::kind == part_kind::on_post || Option::kind == part_kind::start;

/// The integrator among options, or the one that a class names.
template <class... Options>
struct integrator_among {};
template <class First, class... Others>
struct integrator_among<First, Others...> : integrator_among<Others...> {};
template <IsIntegrator First, class... Others>
struct integrator_among<First, Others...> {
  using integrator = First;
};
template <class Rule>
concept NamesAnIntegrator = requires {
  requires IsIntegrator<typename Rule::integrator>;
};
template <class Rule>
struct integrator_of_class {};
template <NamesAnIntegrator Rule>
struct integrator_of_class<Rule> {
  using integrator = typename Rule::integrator;
};

template <fixed_string Equations, class... Options>
struct synapses_in_one_line : integrator_among<Options...> {
  static constexpr bool fits = (belongs_to_rule<Options> && ... && true), said_before = !fits;
  template <bool Fits = fits>
  static constexpr void check_options() {
    static_assert(Fits, "cortexpr: synapse_equations<\"...\", ...> takes beside the equations on_pre<\"...\">, "
                        "on_path<\"name\", \"...\">, on_post<\"...\">, initially<\"...\">, "
                        "function<\"f\", lambda> and an integrator; weights and delays are options of the projection");
  }
  using functions = functions_among<Options...>;
  static constexpr source_text source = [] {
    source_text s;
    s.of_synapses = true;
    s.add(part_kind::equations, Equations.view());
    add_options_that<fits>(s, static_cast<const std::tuple<Options...>*>(nullptr));
    return s;
  }();
};

template <class Rule>
concept ListsPathTexts = requires {
  requires is_list<typename Rule::paths>;
};
/// The texts of a class with members `model`, `on_pre`, `on_post`, `start`, and types `functions`, `paths`,
/// `integrator`.
template <class Rule>
struct synapses_of_class : integrator_of_class<Rule> {
  using functions = typename decltype(functions_in<Rule>())::type;
  static constexpr source_text source = [] {
    source_text s;
    s.of_synapses = true;
    if constexpr (requires { Rule::model; })
      s.add(part_kind::equations, Rule::model);
    else
      s.add(part_kind::equations, "");
    if constexpr (requires { Rule::on_pre; }) s.add(part_kind::on_pre, Rule::on_pre);
    if constexpr (ListsPathTexts<Rule>) add_options(s, static_cast<const typename Rule::paths*>(nullptr));
    if constexpr (requires { Rule::on_post; }) s.add(part_kind::on_post, Rule::on_post);
    if constexpr (requires { Rule::start; }) s.add(part_kind::start, Rule::start);
    add_options(s, static_cast<const functions*>(nullptr));
    return s;
  }();
};

} // namespace detail::equation

/// A rule of synapses written as text, in the language of Brian2's Synapses.
///
/// Example (examples/reference/equations_of_synapses.cpp):
///
///     using pairs_of_spikes = synapse_equations<R"(
///       w : siemens
///       dApre/dt = -Apre/taupre : siemens (event-driven)
///       dApost/dt = -Apost/taupost : siemens (event-driven))",
///       on_pre<"g_e_post += w; Apre += dApre; w = clip(w + Apost, 0, wmax)">,
///       on_post<"Apost += dApost; w = clip(w + Apre, 0, wmax)">>;
///
/// `w` is the weight of the projection. Other variables are those of each synapse; traces that only one side raises
/// are kept once per neuron. `x_pre` and `x_post` are variables of the neurons. Names that are not declared are
/// parameters of the rule, given by `with`. An integrator among the options, as `euler`, advances its equations.
template <fixed_string Equations, class... Options>
using synapse_equations = detail::equation::text_rule<detail::equation::synapses_in_one_line<Equations, Options...>>;

/// The same from the members `model`, `on_pre`, `on_post` and `start` of a class. An integrator for equations that are
/// clock-driven is an option, `synapse_equations<"...", rk4>`, or a type `integrator` of the class.
template <class Rule>
using rule_from = detail::equation::text_rule<detail::equation::synapses_of_class<Rule>>;

} // namespace cortexpr
