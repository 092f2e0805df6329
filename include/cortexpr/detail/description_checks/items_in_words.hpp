// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/items.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <tuple>
#include <type_traits>

// Which items of a description have texts at all: most have none, and then nothing more is compiled.

namespace cortexpr::detail {

template <class Option>
concept HasTextValue = requires {
  requires IsText<std::remove_cvref_t<decltype(Option::value)>>;
};
template <class... Options>
constexpr bool have_text_values(std::type_identity<std::tuple<Options...>>) {
  return (HasTextValue<Options> || ... || false);
}
template <class Item>
concept OptionsInWords = Item::kind == item_kind::population && !Item::listed &&
                         have_text_values(std::type_identity<std::remove_cvref_t<decltype(Item::options)>>{});
template <class Rule>
inline constexpr bool rule_in_words = false;
template <class Rule>
  requires requires { Rule::rule, Rule::filter; }
inline constexpr bool rule_in_words<Rule> = true;
template <class Rule>
  requires requires { requires IsText<decltype(Rule::holds)>; }
inline constexpr bool rule_in_words<Rule> = true;
template <class Rule>
  requires requires { requires IsText<decltype(Rule::partners.list)>; }
inline constexpr bool rule_in_words<Rule> = true;
template <class Item>
concept ConnectedInWords = Item::kind == item_kind::projection &&
                           (IsText<std::remove_cvref_t<decltype(Item::weight)>> ||
                            IsText<std::remove_cvref_t<decltype(Item::delay)>> ||
                            IsText<std::remove_cvref_t<decltype(Item::dendrite)>> ||
                            rule_in_words<std::remove_cvref_t<decltype(Item::rule)>>);
template <class Item>
concept DrivenInWords = Item::kind == item_kind::drive&& IsText<std::remove_cvref_t<decltype(Item::policy.f)>>;
template <class Item>
concept WeighedInWords = Item::kind == item_kind::poisson_input&& IsText<std::remove_cvref_t<decltype(Item::weight.f)>>;
template <class Item>
concept RecordedInWords = Item::kind == item_kind::record&& IsText<typename Item::function_type>;
template <class Item>
concept OperatedInWords = Item::kind == item_kind::operation&& IsText<std::remove_cvref_t<decltype(Item::operation)>>;

} // namespace cortexpr::detail
