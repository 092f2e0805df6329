// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Fits the base class of an aggregate, and nothing else.
template <class Rule>
struct only_a_base {
  template <class Base>
    requires(std::is_base_of_v<Base, Rule> && !std::is_same_v<Base, Rule>)
  constexpr operator Base() const; // NOLINT(google-explicit-constructor): never defined, only asked about
};
/// An aggregate that inherits cannot be taken apart.
template <class Rule>
concept Inherits = requires {
  Rule{only_a_base<Rule>{}};
};

/// Whether the parameters of a rule or an operation can be listed: a plain aggregate without a base class, of no more
/// members than reflection reads, or a class that lists its members itself.
template <class Rule>
inline constexpr bool lists_parameters = false;
template <class Rule>
  requires(PlainAggregate<Rule> && !std::is_empty_v<Rule> && !Inherits<Rule>)
inline constexpr bool lists_parameters<Rule> = !initialisable_with<Rule>(std::make_index_sequence<max_members + 1>{});
template <SelfDescribing Rule>
inline constexpr bool lists_parameters<Rule> = true;

/// Calls f(integral constant k, member of `a`, same member of `b`) for the parameters of two rules of one type.
template <class Rule, class F>
constexpr void each_parameter([[maybe_unused]] const Rule& a, [[maybe_unused]] const Rule& b, [[maybe_unused]] F&& f) {
  if constexpr (lists_parameters<Rule>) {
    const auto list_a = detail::tie_members(a);
    const auto list_b = detail::tie_members(b);
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      (f(std::integral_constant<std::size_t, K>{}, field_at<K>(list_a), field_at<K>(list_b)), ...);
    }
    (std::make_index_sequence<decltype(list_a)::size>{});
  }
}

} // namespace cortexpr::detail
