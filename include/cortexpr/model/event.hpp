// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <tuple>
#include <type_traits>

namespace cortexpr {

/// An event of a model beside its spikes: in every step in which `condition(x, p)` holds, at the threshold's place in
/// the step; `condition(x, p, in)` sees inputs, too. A model lists its events, each with a name:
///
/// Example (examples/reference/event.cpp):
///
///     static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
///
/// `"cells@high"` then stands where a population that spikes may stand: as the source of a projection, in
/// `record<"cells@high.spikes">()`, in `on_event<"name", "cells@high">(f)`. Nothing is reset or refractory by an event
/// unless an operation on it says so.
template <fixed_string Name, class Condition>
struct model_event {
  static constexpr auto name = Name;
  Condition condition;
};
template <fixed_string Name, class Condition>
[[nodiscard]] constexpr auto event(Condition condition) {
  return model_event<Name, Condition>{condition};
}

namespace detail {

/// Whether the condition of an event looks at inputs.
template <class Condition, class X, class P, class In>
inline constexpr bool condition_sees_inputs = std::is_invocable_v<const Condition&, const X&, const P&, const In&>;
/// The condition of an event, whether it looks at inputs or not.
template <class Condition, class X, class P, class In>
[[nodiscard, gnu::always_inline]] constexpr auto event_condition(const Condition& condition, const X& x, const P& p,
                                                                 [[maybe_unused]] const In& in) {
  if constexpr (condition_sees_inputs<Condition, X, P, In>)
    return condition(x, p, in);
  else
    return condition(x, p);
}

template <class M>
concept NamesEvents = requires {
  std::tuple_size<std::remove_cvref_t<decltype(M::events)>>::value;
};

} // namespace detail

} // namespace cortexpr
