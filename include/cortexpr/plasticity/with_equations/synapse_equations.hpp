// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

namespace cortexpr {

// Variables of a synapse may have equations, in the form of those of a model:
//
//   template <class I> struct synapse { number<I> x = 1; second<I> tau = 20_ms; };   variables with units
//   template <class S>
//   static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p)        their time derivatives;
//                                                  p: the rule, whose data members are parameters of all its synapses
//   template <class S>
//   static constexpr synapse<per_root_second<S>> noise(const synapse<S>& s, const auto& p)   white noise (Ito)
//   using integrator = rk4;          an integrator of the library, in every step
//   using update = event_driven;     or clock_driven: by name what else is derived
//
// `flow(s) const` and `noise(s) const` are the same with the rule's members by their names. A variable whose derivative
// is written as 0 is a parameter of its own for every synapse.

/// The variables of a synapse are advanced from its last event to the next one, exactly, and nothing is done in
/// between. What linear equations without noise are by default: `using update = event_driven;` in a rule demands it,
/// so that equations for which it is impossible do not compile.
///
/// Example (examples/reference/event_driven.cpp):
///
///     using update = event_driven;
///     quantity<dim::second> tau = 20_ms;
///
///     constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
///       return {.n = -s.n / tau};
///     }
struct event_driven {};

/// The variables of all synapses are integrated in every time step, many at a time. What equations are by default that
/// are not linear, have noise or name an integrator: `using update = clock_driven;` in a rule has it for others, too.
struct clock_driven {};

} // namespace cortexpr
