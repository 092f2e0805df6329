// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>

namespace cortexpr {

/// A readout: integrates the spikes of others, does not spike, and puts out how far it is from its target.
///
///     tau_out dy/dt = b - y,   output = y - target
///
/// | parameter | meaning       | default |
/// | tau_out   | time constant | 20 ms   |
/// | b         | bias          | 0       |
///
/// A spike adds its weight to y. Input: target. The output is the error, from which a continuous projection makes the
/// learning signals of `eprop`. Source: Bellec et al. (2020), Nature Communications 11:3625.
///
/// Example (examples/reference/eprop.cpp):
///
///     population<"out">(1, leaky_readout{}),
///     drive<"out.target">(1.0),
///     projection<"B: out -> cells.L">(all_to_all{}, weight(0.3)),
struct leaky_readout {
  template <class I>
  struct state {
    number<I> y = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_out = 20_ms;
    number<I> b = 0;
  };
  template <class T>
  struct inputs {
    number<T> target = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>&) {
    return {.y = (p.b - x.y) / p.tau_out};
  }
  static constexpr auto output(const auto& x, const auto&, const auto& in) { return x.y - in.target; }
};

} // namespace cortexpr
