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

/// Where in their steps the remembered spikes happened, and refractory periods end.
template <class M, Located Integrator, class Real>
void write_precise(state_writer& file, const precise_state<M, Integrator, Real>& x) {
  for (std::size_t k = 0; k < x.offsets.depth(); ++k) file(x.offsets.of(static_cast<std::int64_t>(k)));
  write_column(file, x.releases);
}
/// `spikes` have been read.
template <class M, Located Integrator, class Real>
void read_precise(state_reader& file, precise_state<M, Integrator, Real>& x, const sequence<std::uint32_t>& bounds,
                  const spike_history& spikes, double dt) {
  x.offsets = spike_offsets(bounds, spikes.depth());
  for (std::size_t k = 0; k < spikes.depth(); ++k) {
    const auto step = static_cast<std::int64_t>(k);
    sequence<double> all;
    file(all);
    if (all.size() != spikes.of(step).size()) file.damaged("spikes have too few or too many places in their steps");
    for (const double offset : all)
      if (!(offset >= 0 && offset <= dt)) file.damaged("a spike is not in its step");
    for (std::size_t part = 0, n = 0; part < spikes.parts(); ++part) {
      const std::size_t count = spikes.of_part(step, part).size();
      x.offsets.of_part(step, part).append(all.data() + n, count);
      n += count;
    }
  }
  read_column(file, x.releases, bounds.back(), true);
  for (const Real release : x.releases)
    if (!(release >= 0 && static_cast<double>(release) <= dt))
      file.damaged("a neuron is refractory for an impossible time");
}

} // namespace cortexpr::detail
