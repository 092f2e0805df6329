// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <string_view>

namespace cortexpr::detail::equation {

// A name with _pre or _post: of which end of a synapse, and which variable of the neuron there.

[[nodiscard]] constexpr bool is_of_source(std::string_view name) { return name.size() > 4 && name.ends_with("_pre"); }
[[nodiscard]] constexpr bool is_of_target(std::string_view name) { return name.size() > 5 && name.ends_with("_post"); }
[[nodiscard]] constexpr bool is_of_an_end(std::string_view name) { return is_of_source(name) || is_of_target(name); }
/// Names that say which synapse it is, and how many there are: not of a neuron's variables.
[[nodiscard]] constexpr bool is_of_a_pair(std::string_view name) {
  for (const std::string_view word : {"i", "j", "N_pre", "N_post", "N_incoming", "N_outgoing"})
    if (name == word) return true;
  return false;
}
/// x of x_pre and x_post; other names as they are.
[[nodiscard]] constexpr std::string_view name_in_neuron(std::string_view name) {
  return name.substr(0, name.size() - (is_of_source(name) ? 4U : is_of_target(name) ? 5U : 0U));
}

} // namespace cortexpr::detail::equation
