// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/math.hpp>

namespace cortexpr {

// Transfer functions of rate units: from the activation x to the output y.

/// y = 1 / (1 + exp(-gain (x - bias))). Parameters: gain (default 4), bias (0.6).
struct sigmoid {
  template <class I>
  struct parameters {
    number<I> gain = 4, bias = 0.6;
  };
  static constexpr auto of(const auto& x, const auto& p) { return 1 / (1 + exp(-p.gain * (x - p.bias))); }
};
/// y = tanh(gain (x - bias)). Parameters: gain (default 1), bias (0).
struct hyperbolic_tangent {
  template <class I>
  struct parameters {
    number<I> gain = 1, bias = 0;
  };
  static constexpr auto of(const auto& x, const auto& p) { return tanh(p.gain * (x - p.bias)); }
};
/// y = gain max(x - bias, 0). Parameters: gain (default 1), bias (0).
struct threshold_linear {
  template <class I>
  struct parameters {
    number<I> gain = 1, bias = 0;
  };
  static constexpr auto of(const auto& x, const auto& p) { return p.gain * max(x - p.bias, x - x); }
};
/// y = x. No parameters.
struct linear {
  template <class I>
  struct parameters {};
  static constexpr auto of(const auto& x, const auto&) { return x; }
};

/// Rate unit: no spikes, an output in every step. Projections onto its input `net` are continuous: they add up weight
/// times the output of their sources.
///
///     tau dx/dt = -x + net + I,   y = f(x)
///
/// | parameter | meaning                                              | default |
/// | tau       | time constant                                        | 10 ms   |
/// | f.gain ...| parameters of the transfer function, see there       |         |
///
/// Inputs net (from other units) and I (a drive), dimensionless. Recorded as "units.x", "units.output", "units.net".
/// net is constant during a step; the default integrator is exact.
/// Reference: Wilson and Cowan (1972), Biophys. J. 12:1.
///
/// Example (examples/reference/rate_unit.cpp):
///
///     constexpr auto d = describe(population<"units">(2, rate_unit<linear>{}), drive<"units.I">(1.0),
///                                 projection<"units -> units.net">(all_to_all{}.without_autapses(), weight(0.5)),
///                                 record<"units.output">(every{1_ms}));
template <class Transfer = sigmoid>
struct rate_unit {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    typename Transfer::template parameters<I> f;
  };
  template <class T>
  struct inputs {
    number<T> net = 0, I = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.x = (in.net + in.I - x.x) / p.tau};
  }
  static constexpr auto output(const auto& x, const auto& p) { return Transfer::of(x.x, p.f); }
};

} // namespace cortexpr
