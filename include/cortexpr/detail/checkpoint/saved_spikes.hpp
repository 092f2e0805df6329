// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/exchange.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The remembered spikes of a population, independent of its division into parts.
inline void write_history(state_writer& file, const spike_history& spikes) {
  sequence<std::uint32_t> step;
  const std::size_t depth = file.count(spikes.depth(), sizeof(std::uint64_t));
  for (std::size_t k = 0; k < depth; ++k) {
    const step_spikes all = spikes.of(static_cast<std::int64_t>(k));
    step.assign(all.begin(), all.end());
    file(step);
  }
}
[[nodiscard]] inline spike_history read_history(state_reader& file, const sequence<std::uint32_t>& bounds) {
  const std::size_t depth = file.count(0, sizeof(std::uint64_t));
  if (depth == 0) file.damaged("a population remembers no step");
  sequence<sequence<std::uint32_t>> steps(depth);
  for (auto& step : steps) {
    file(step);
    for (std::size_t k = 0; k < step.size(); ++k)
      if (step[k] >= bounds.back() || (k > 0 && step[k] < step[k - 1])) file.damaged("spikes are out of order");
  }
  spike_history spikes(bounds, depth);
  for (std::size_t k = 0; k < depth; ++k)
    for (std::size_t part = 0, n = 0; part < spikes.parts(); ++part)
      for (; n < steps[k].size() && steps[k][n] < bounds[part + 1]; ++n)
        spikes.of_part(static_cast<std::int64_t>(k), part).push_back(steps[k][n]);
  return spikes;
}

} // namespace cortexpr::detail
