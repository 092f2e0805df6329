// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/saved_columns.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/neuron/precise_state.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/rows/spike_offsets.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

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
