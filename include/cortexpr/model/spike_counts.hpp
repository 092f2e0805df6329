// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>

namespace cortexpr {

/// Spikes at random as a Poisson process does, any number of times in a step:
///
///     static constexpr auto hazard(x, p) { return p.rate; }        its rate
///     static constexpr bool several_per_step = true;               the number of spikes per step has the Poisson
///                                                                  distribution of mean hazard dt
///
/// Without the second line a neuron spikes with probability hazard dt, at most once per step.
template <class M>
concept CountsHazard = Hazardous<M> && requires {
  requires M::several_per_step;
};

/// Says how many spikes a neuron emits in a step in which `spikes(x, p)` holds: `spike_count(x, p)`, taken to the
/// nearest whole number, at least 1. Each of them is a spike of its own: it is delivered, recorded and learnt from,
/// and `reset(x, p)` runs once for each (examples: `relay`).
template <class M>
concept CountsSpikes = Thresholded<M> && requires(detail::asked_state<M> x, detail::asked_parameters<M> p) {
  M::spike_count(x, p);
};

/// Its neurons may spike several times in one step.
template <class M>
concept SpikesSeveralTimes = CountsHazard<M> || CountsSpikes<M>;

} // namespace cortexpr
