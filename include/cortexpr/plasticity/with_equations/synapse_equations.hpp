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
//   template <class S>
//   static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n)   the same with what is
//                                                  around: n.w, n.pre["x"_name], n.post["v"_name] as `reads` declares,
//                                                  traces of the rule by their names, too
//   template <class S>
//   static constexpr synapse<S> next(const synapse<S>& s, const auto& p, const auto& n)   in the place of flow: a
//                                                  recurrence, the variables one step later
//   auto prepared(quantity<dim::second> dt) const    what `next` is given for p: coefficients, derived once per step
//   using place = after_thresholds;  or before_traces: when in a step equations are advanced
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

/// Equations of a rule are advanced when spikes have been found and before they arrive, `using place =
/// after_thresholds;`: neurons have been integrated and not yet reset, traces know the spikes of the step before.
/// Without a place that is at the start of the step, when traces have decayed and before neurons are integrated.
///
/// Example (examples/reference/surroundings.cpp):
///
///     using place = after_thresholds;
struct after_thresholds {};

/// Equations of a rule are advanced before traces decay, at the very start of the step, `using place =
/// before_traces;`: neurons and traces are as the step before has left them.
///
/// Example (examples/reference/surroundings.cpp):
///
///     using place = before_traces;
struct before_traces {};

/// The variables of all synapses are integrated in every time step, many at a time. What equations are by default that
/// are not linear, have noise or name an integrator: `using update = clock_driven;` in a rule has it for others, too.
struct clock_driven {};

} // namespace cortexpr
