// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/connectivity/one_to_one.hpp>
#include <cortexpr/description/projection.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr {

/// What `link` adds to an input: the variable of the source as it is.
template <fixed_string Variable>
struct linked_variable {
  static constexpr bool couples = true, transmits = true, links = true;

  [[nodiscard, gnu::always_inline]] static constexpr auto term(const auto& pre, const auto&, const auto& w) {
    return w * pre[name_constant<Variable>{}];
  }
  [[nodiscard]] bool operator==(const linked_variable&) const = default;
};

namespace detail {

/// "label: noise[0:5].n -> cells.inp" without its ".n", and "n".
struct parts_of_link {
  std::string_view before, variable, after;
};
constexpr parts_of_link read_link(std::string_view text) {
  const auto arrow = first_place(text, "->");
  if (arrow == std::string_view::npos) return {text, {}, {}};
  const std::string_view left = text.substr(0, arrow);
  const auto close = last_place(left, "]");
  const auto dot = first_place(left, ".", close == std::string_view::npos ? 0 : close);
  if (dot == std::string_view::npos) return {text, {}, {}};
  return {left.substr(0, dot), trimmed(left.substr(dot + 1)), text.substr(arrow)};
}
template <fixed_string Link>
struct route_of_link {
  static constexpr parts_of_link parts = read_link(Link.view());
  static constexpr auto route =
      to_fixed<parts.before.size()>(parts.before) + fixed_string(" ") + to_fixed<parts.after.size()>(parts.after);
  static constexpr auto variable = to_fixed<parts.variable.size()>(parts.variable);
};

/// Whether the list of rules of a projection is a link.
template <class List>
inline constexpr bool is_link = false;
template <fixed_string Variable>
inline constexpr bool is_link<plasticity<linked_variable<Variable>>> = true;

} // namespace detail

/// Makes an input of one population a variable of another (or of the same): in every step, before the integration,
/// the input becomes the source's variable as it is at the start of the step, and is held during the step. Brian2's
/// `G.inp = linked_var(H, 'n')`, with `index=`: neuron by neuron; with a rule by which every neuron has one source,
/// otherwise: `all_to_all{}` from one neuron, `targets_of(f)`, or `given` and `set<"label">(from_index(list))`.
///
/// With `delay(2_ms)` the variable is that of so long ago. A neuron that has two sources is refused when the network is
/// built. The unit of the variable is that of the input. docs/network_layer.md#links
///
/// Example (examples/reference/link.cpp):
///
///     link<"noise.n -> cells.inp">()
template <fixed_string Link, class Rule = one_to_one, class... Options>
[[nodiscard]] constexpr auto link(Rule rule = {}, Options... options) {
  using parts = detail::route_of_link<Link>;
  constexpr bool names_a_variable = parts::variable.size() != 0;
  static_assert(names_a_variable, "cortexpr: a link names a variable and the input that it becomes: "
                                  "link<\"noise.n -> cells.inp\">()");
  static_assert((detail::is_delay<Options>::value && ... && true),
                "cortexpr: link<\"noise.n -> cells.inp\">(rule, delay(...)) takes no other options: it has no weights "
                "and no spikes");
  if constexpr (names_a_variable)
    return projection<parts::route>(rule, weight(1), linked_variable<parts::variable>{}, options...);
}

} // namespace cortexpr
