// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/description/options/own_delays.hpp>
#include <cortexpr/detail/assembly/delay_steps.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// Whether rules act along pathways, or when targets spike.
template <class List>
inline constexpr bool has_own_delays = learns_on_post<List> || has_pathways<List>;

/// Delays in steps that a projection has beside those of its synapses: of its pathways, and of the spikes of targets.
template <class List>
struct pathway_delays {
  std::array<std::uint32_t, pathways_of<List>.count + 1> of_pathway{};
  std::uint32_t post = 0;

  [[gnu::cold]] void set(const named_delays& described, double dt, const std::string& label) {
    for (std::size_t k = 0; k < described.count; ++k) {
      const std::string_view name = described.pathway[k];
      const std::uint32_t steps = delay_steps(described.seconds[k], dt, described.rounds[k],
                                              label + ": delay_of<\"" + std::string(name) + "\">");
      (name == "post" ? post : of_pathway[pathways_of<List>.find(name)]) = steps;
    }
  }
};

} // namespace cortexpr::detail
