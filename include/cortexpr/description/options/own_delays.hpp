// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace cortexpr {

/// Option of a projection: the delay of one of its pathways, the same for all synapses. `delay_of<"down">(2_ms)` is
/// that between the spike of a source and the pathway "down" of a rule, `delay_of<"post">(1_ms)` that between the spike
/// of a target and on_post, with the traces that it raises. `delay(...)` is that of on_pre. Brian2: `S.down.delay`,
/// `S.post.delay`. A delay off the grid of steps is an error unless `.rounded()` asks for the nearest step.
///
/// Example (examples/reference/pathway.cpp):
///
///     plasticity{up_and_down{}}, delay(1_ms), delay_of<"down">(3_ms)
template <fixed_string Pathway>
struct delay_of {
  quantity<dim::second> time;
  bool rounds = false;

  constexpr explicit delay_of(quantity<dim::second> t) : time(t) {}
  [[nodiscard]] constexpr delay_of rounded() const {
    delay_of d = *this;
    d.rounds = true;
    return d;
  }
};

namespace detail {

/// The delay of a pathway as a plain value; without a name, none.
struct named_delay {
  std::string_view pathway{};
  quantity<dim::second> time{0};
  bool rounds = false;
};
using named_delays = std::array<named_delay, 8>;

template <class T>
inline constexpr bool is_delay_of = false;
template <fixed_string Pathway>
inline constexpr bool is_delay_of<delay_of<Pathway>> = true;

/// What an option says of the delay of a pathway; most say nothing.
template <class Option>
constexpr named_delay delay_in(const Option&) {
  return {};
}
template <fixed_string Pathway>
constexpr named_delay delay_in(const delay_of<Pathway>& d) {
  return {Pathway.view(), d.time, d.rounds};
}
template <class... Options>
[[nodiscard]] constexpr named_delays delays_among(const std::tuple<Options...>& options) {
  named_delays all{};
  std::size_t n = 0;
  const auto add = [&](const named_delay& d) {
    if (!d.pathway.empty() && n < all.size()) all[n++] = d;
  };
  std::apply([&](const auto&... option) { (add(delay_in(option)), ...); }, options);
  return all;
}

} // namespace detail

} // namespace cortexpr
