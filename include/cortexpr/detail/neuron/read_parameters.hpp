// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// Whether an integrator reads parameters through the equations and the noise of a model alone. Those that reset
/// neurons within a step read more, and those that users write may read anything.
template <class Integrator>
inline constexpr bool reads_equations_only = false;
template <class... Known>
struct integrators_of_equations {
  template <class Integrator>
  static constexpr bool have = (std::is_same_v<Integrator, Known> || ...);
};
template <class Integrator>
requires integrators_of_equations<euler, rk2, heun, rk4, exact, exponential_euler, exponential_midpoint, euler_maruyama,
                                  milstein_ito, milstein_stratonovich,
                                  stochastic_heun>::template have<Integrator> inline constexpr bool
    reads_equations_only<Integrator> = true;

/// The parameters that a pass over the neurons reads (one bit each, in the order of `variables`): those of equations,
/// noise, threshold, hazard and a refractory function. What is not known to be unread counts as read. A reset and the
/// refractory period read theirs for the neurons that spike, wherever these lie.
template <Model M>
struct trace_parameters_of_pass {
  constexpr std::uint64_t operator()() const {
    using term = dependency<column_count<M>>;
    const dependence_arguments<M> a;
    std::uint64_t read = 0;
    if constexpr (Flows<M>) read |= parameters_of_flow<M>;
    if constexpr (Noisy<M>)
      for (const term& d : dependence_of_noise<M>) read |= d.parameters;
    if constexpr (Thresholded<M>) read |= term(crossed_threshold<M>(a.x, a.p, a.in)).parameters;
    if constexpr (Hazardous<M>) read |= term(spike_rate<M>(a.x, a.p, a.in)).parameters;
    if constexpr (HasRefractoryFunction<M>) read |= term(refractory_outcome<M>(a.x, a.p, a.in)).parameters;
    return read;
  }
};

/// Whether a call is a constant expression: the threshold of a user need not be constexpr.
template <class F, auto = F{}()>
constexpr bool is_constant_call(F) {
  return true;
}
constexpr bool is_constant_call(...) { return false; }

template <Model M, class Integrator>
constexpr std::uint64_t find_parameters_of_pass() {
  constexpr std::uint64_t all = ~std::uint64_t{0};
  if constexpr (CountsSpikes<M> || (Flows<M> && !reads_equations_only<Integrator>))
    return all;
  else if constexpr (is_constant_call(trace_parameters_of_pass<M>{}))
    return trace_parameters_of_pass<M>{}();
  else
    return all;
}
template <Model M, class Integrator>
inline constexpr std::uint64_t parameters_of_pass = find_parameters_of_pass<M, Integrator>();

} // namespace cortexpr::detail
