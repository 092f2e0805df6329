// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

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

  template <class Time>
  constexpr explicit delay_of(const Time& t) {
    constexpr bool is_time = std::is_same_v<Time, quantity<dim::second>>;
    static_assert(is_time, "cortexpr: the delay of a pathway is one time for all synapses, delay_of<\"down\">(2_ms); "
                           "those of each synapse are delays of on_pre, delay(uniform(1_ms, 2_ms))");
    if constexpr (is_time) time = t;
  }
  [[nodiscard]] constexpr delay_of rounded() const {
    delay_of d = *this;
    d.rounds = true;
    return d;
  }
};

namespace detail {

/// The delays of pathways as plain values. An array for each: g++ 12 does not read an array of records that stands in a
/// description as a constant.
struct named_delays {
  std::array<std::string_view, 8> pathway;
  std::array<double, 8> seconds;
  std::array<bool, 8> rounds;
  std::size_t count;

  constexpr void add(std::string_view name, double time, bool is_rounded) {
    if (count == pathway.size()) return;
    pathway[count] = name;
    seconds[count] = time;
    rounds[count++] = is_rounded;
  }
  /// The number of a pathway, or `count`.
  [[nodiscard]] constexpr std::size_t find(std::string_view name) const {
    std::size_t k = 0;
    while (k < count && pathway[k] != name) ++k;
    return k;
  }
  [[nodiscard]] constexpr double time_of(std::string_view name) const {
    const std::size_t k = find(name);
    return k == count ? 0 : seconds[k];
  }
};

template <class T>
inline constexpr bool is_delay_of = false;
template <fixed_string Pathway>
inline constexpr bool is_delay_of<delay_of<Pathway>> = true;

/// What an option says of the delay of a pathway; most say nothing.
template <class Option>
constexpr void add_delay(named_delays&, const Option&) {}
template <fixed_string Pathway>
constexpr void add_delay(named_delays& all, const delay_of<Pathway>& d) {
  all.add(Pathway.view(), d.time.si(), d.rounds);
}
template <class... Options>
[[nodiscard]] constexpr named_delays delays_among(const std::tuple<Options...>& options) {
  named_delays all{};
  std::apply([&](const auto&... option) { (add_delay(all, option), ...); }, options);
  return all;
}

} // namespace detail

} // namespace cortexpr
