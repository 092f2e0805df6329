// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>

/// The pieces of a model or a rule beside its equations, as template arguments of `equations` and `synapse_equations`.
/// They are common words and stand in a namespace of their own, which `using namespace cortexpr::texts;` opens.

namespace cortexpr {

namespace detail::equation {

template <part_kind Kind, fixed_string Text, fixed_string Label = "">
struct piece {
  static constexpr part_kind kind = Kind;
  static constexpr std::string_view text = Text.view(), label = Label.view();
};
template <class Option>
concept IsPiece = requires {
  Option::kind;
  Option::text;
};
template <class Option>
concept IsFunction = requires {
  Option::described.arguments;
};

template <class Option>
constexpr void add_option(source_text& source) {
  if constexpr (IsFunction<Option>)
    source.add(Option::described);
  else if constexpr (IsPiece<Option>)
    source.add(Option::kind, Option::text, Option::label);
}
template <class... Options>
constexpr void add_options(source_text& source, const std::tuple<Options...>*) {
  (add_option<Options>(source), ...);
}

/// The same if all options fit; else the text counts as wrong, and `check_options` reports why.
template <bool Fit, class... Options>
constexpr void add_options_that(source_text& source, const std::tuple<Options...>* all) {
  if constexpr (Fit)
    add_options(source, all);
  else
    source.refusal = "an option does not belong here";
}

/// The types of a class that is called as its member type might be names the class itself: only lists count.
template <class T>
inline constexpr bool is_list = false;
template <class... T>
inline constexpr bool is_list<std::tuple<T...>> = true;
template <class Class>
concept ListsFunctions = requires {
  requires is_list<typename Class::functions>;
};
template <class Class>
concept ListsEvents = requires {
  requires is_list<typename Class::events>;
};
template <class Class>
constexpr auto functions_in() {
  if constexpr (ListsFunctions<Class>)
    return std::type_identity<typename Class::functions>{};
  else
    return std::type_identity<std::tuple<>>{};
}

/// The functions among options, in their order.
template <class... Options>
using functions_among =
    decltype(std::tuple_cat(std::conditional_t<IsFunction<Options>, std::tuple<Options>, std::tuple<>>{}...));

} // namespace detail::equation

namespace texts {

/// The condition for a spike: `threshold<"v > V_th">`.
template <fixed_string Text>
struct threshold : detail::equation::piece<detail::equation::part_kind::threshold, Text> {};
/// What a spike does to its neuron: `reset<"v = V_r; w += b">`.
template <fixed_string Text>
struct reset : detail::equation::piece<detail::equation::part_kind::reset, Text> {};
/// How long a neuron is refractory after a spike: a time, `refractory<"5*ms">`, or as long as a condition holds,
/// `refractory<"v > V_th">`.
template <fixed_string Text>
struct refractory : detail::equation::piece<detail::equation::part_kind::refractory, Text> {};
/// The values of variables at the start, 0 without it: `initially<"v = E_L; w = 0*pA">`.
template <fixed_string Text>
struct initially : detail::equation::piece<detail::equation::part_kind::start, Text> {};
/// An event beside spikes, in every step in which a condition holds: `custom_event<"high", "v > V_th - 5*mV">`; then
/// "cells@high" stands where a population that spikes may stand.
template <fixed_string Name, fixed_string Text>
struct custom_event : detail::equation::piece<detail::equation::part_kind::event, Text, Name> {};

/// What happens at a synapse when a spike arrives: `on_pre<"g_e_post += w">`.
template <fixed_string Text>
struct on_pre : detail::equation::piece<detail::equation::part_kind::on_pre, Text> {};
/// What happens at a synapse when its target spikes: `on_post<"w = clip(w + a, 0, w_max)">`.
template <fixed_string Text>
struct on_post : detail::equation::piece<detail::equation::part_kind::on_post, Text> {};

/// What happens at a synapse when a spike arrives there along another pathway, with a delay of its own:
/// `on_path<"down", "w -= 0.1">` beside `delay_of<"down">(2_ms)` of the projection.
template <fixed_string Name, fixed_string Text>
struct on_path : detail::equation::piece<detail::equation::part_kind::on_pre, Text, Name> {};

/// A function of the user's that texts may call, with the units of its value and of its arguments (pure numbers
/// without them): `function<"sigmoid", [](auto x) { return 1 / (1 + exp(-x)); }>`,
/// `function<"gain", f, dim::hertz, dim::volt>`. It is written over the vocabulary of models (exp, sqrt, select ...).
template <fixed_string Name, auto F, dimension Gives = dim::one, dimension... Takes>
struct function {
  static_assert(sizeof...(Takes) <= 2,
                "cortexpr: function<\"f\", lambda, unit, units of arguments...>: a function of a "
                "text has one argument or two");
  static constexpr detail::equation::user_function described{
      Name.view(), sizeof...(Takes) == 0 ? 1 : sizeof...(Takes), {Takes...}, Gives};
  template <class... X>
  [[gnu::always_inline]] static constexpr auto of(const X&... x) {
    return F(x...);
  }
};

} // namespace texts

} // namespace cortexpr
