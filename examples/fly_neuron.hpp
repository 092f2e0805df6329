// SPDX-License-Identifier: BSL-1.0
#pragma once

// The neuron of the brain of a fly, as Shiu et al. (2024), Nature 634:210, have it.

#include <cortexpr/core.hpp>

namespace examples {

using namespace cortexpr;

/// Both variables stand still while the neuron is refractory, and the reset clears both.
struct fly_neuron {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -52_mV, g = 0_mV;
  };
  template <class I>
  struct parameters {
    volt<I> v_0 = -52_mV, v_rst = -52_mV, v_th = -45_mV;
    second<I> t_mbr = 20_ms, tau = 5_ms, t_ref = 2.2_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.v_0 - x.v + x.g) / p.t_mbr, .g = -x.g / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.v_rst;
    x.g = 0_mV;
  }
};

inline constexpr auto weight_of_synapse = 0.275_mV;

} // namespace examples
