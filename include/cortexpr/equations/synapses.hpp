// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_rules/text_rule.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_options.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

namespace detail::equation {

template <fixed_string Equations, class... Options>
struct synapses_in_one_line {
  static constexpr source_text source = [] {
    source_text s;
    s.of_synapses = true;
    s.add(part_kind::equations, Equations.view());
    [[maybe_unused]] const auto add = [&]<class O>(std::type_identity<O>) {
      if constexpr (is_piece<texts::on_pre, O>) s.add(part_kind::on_pre, O::text);
      if constexpr (is_piece<texts::on_post, O>) s.add(part_kind::on_post, O::text);
    };
    (add(std::type_identity<Options>{}), ...);
    return s;
  }();
};

/// The texts of a class with members `model`, `on_pre`, `on_post`.
template <class Rule>
struct synapses_of_class {
  static constexpr source_text source = [] {
    source_text s;
    s.of_synapses = true;
    if constexpr (requires { Rule::model; })
      s.add(part_kind::equations, Rule::model);
    else
      s.add(part_kind::equations, "");
    if constexpr (requires { Rule::on_pre; }) s.add(part_kind::on_pre, Rule::on_pre);
    if constexpr (requires { Rule::on_post; }) s.add(part_kind::on_post, Rule::on_post);
    return s;
  }();
};

} // namespace detail::equation

/// A rule of synapses written as text, in the language of Brian2's Synapses.
///
///     using namespace cortexpr::texts;
///     using stdp = synapses<R"(
///       w : siemens
///       dApre/dt = -Apre/taupre : siemens (event-driven)
///       dApost/dt = -Apost/taupost : siemens (event-driven))",
///       on_pre<"g_e_post += w; Apre += dApre; w = clip(w + Apost, 0, wmax)">,
///       on_post<"Apost += dApost; w = clip(w + Apre, 0, wmax)">>;
///     projection<"S: in -> cells.g_e">(all_to_all{}, weight(0.5_nS), plasticity{stdp{}.with<"wmax">(1_nS)})
///
/// `w` is the weight of the projection. Other variables are those of each synapse; traces that only one side raises
/// are kept once per neuron. `x_pre` and `x_post` are variables of the neurons. Names that are not declared are
/// parameters of the rule, given by `with`.
template <fixed_string Equations, class... Options>
using synapses = detail::equation::text_rule<detail::equation::synapses_in_one_line<Equations, Options...>>;

/// The same from the members `model`, `on_pre` and `on_post` of a class.
template <class Rule>
using rule_from = detail::equation::text_rule<detail::equation::synapses_of_class<Rule>>;

} // namespace cortexpr
