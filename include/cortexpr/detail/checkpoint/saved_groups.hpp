// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/groups/neuron_groups.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cortexpr::detail {

/// Names and sizes of groups, which must be those of the simulation.
inline void write_groups(state_writer& file, const neuron_groups& groups) {
  file(groups.bounds());
  for (const std::string& name : groups.names()) file.text(name);
}
inline void read_groups(state_reader& file, const neuron_groups& present, const std::string& population) {
  std::vector<std::uint32_t> bounds;
  file(bounds);
  if (bounds != present.bounds())
    refuse({file.path(), ": the groups of population '", population, "' have other sizes there than here"});
  for (std::size_t g = 0; g < present.count(); ++g) {
    const std::string there = file.text();
    if (there != present.name(g))
      refuse({file.path(), ": group ", g, " of population '", population, "' is called '", there, "' there and '",
              present.name(g), "' here"});
  }
}

} // namespace cortexpr::detail
