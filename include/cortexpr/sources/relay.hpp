// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>

namespace cortexpr {

/// Passes spikes on, as many as came in: NEST's parrot_neuron.
///
///     a spike of weight 1 that arrives adds 1 to n;  in the next step the neuron spikes n times, each takes 1 from n
///
/// Projections end at `n` and have the weight 1, which is the number of spikes that one becomes; n counts to the
/// nearest whole number. A relay adds one step to the delays before and after it.
///
/// Example (examples/reference/relay.cpp):
///
///     population<"in">(3, spike_times{}), population<"relay">(1, relay{}),
///     projection<"in -> relay.n">(all_to_all{}, weight(1.0), delay(0.4_ms)),
///     projection<"relay -> cells.v">(all_to_all{}, weight(2_mV), delay(1_ms)),
struct relay {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.n >= 0.5; }
  static constexpr auto spike_count(const auto& x, const auto&) { return x.n; }
  static constexpr void reset(auto& x, const auto&) { x.n -= 1; }
};

} // namespace cortexpr
