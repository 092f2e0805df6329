// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// How a variable is advanced where a model is linear in part.
enum class advance_by {
  propagator, ///< of the linear block: exactly
  half_steps, ///< needed in the middle of the step by variables that it needs there itself: a half step first
  whole_step  ///< needs only variables of the other two kinds in the middle of the step
};

/// The linear block: the largest set of variables whose equations are linear, with coefficients from parameters only,
/// and read variables of the set only. The rest is divided such that no two variables of `whole_step` read each other:
/// a cover of the graph of who reads whom, the variable with most neighbours first.
template <Model M>
constexpr auto divide_variables() {
  constexpr std::size_t n = state_size<M>;
  const auto& flows = dependence_of_flow<M>;
  std::array<advance_by, n> part{};
  for (std::size_t k = 0; k < n; ++k) part[k] = flows[k].affine() ? advance_by::propagator : advance_by::whole_step;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < n; ++j)
        if (part[k] == advance_by::propagator && part[j] != advance_by::propagator && flows[k].uses(j))
          part[k] = advance_by::whole_step, changed = true;
  }
  for (std::size_t k = 0; k < n; ++k)
    if (part[k] == advance_by::whole_step && !flows[k].affine_in(k)) part[k] = advance_by::half_steps;
  while (true) {
    std::size_t most = 0, which = 0;
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t neighbours = 0;
      for (std::size_t j = 0; j < n; ++j)
        if (j != k && part[k] == advance_by::whole_step && part[j] == advance_by::whole_step)
          neighbours += flows[k].uses(j) || flows[j].uses(k) ? 1U : 0U;
      if (neighbours > most) most = neighbours, which = k;
    }
    if (most == 0) return part;
    part[which] = advance_by::half_steps;
  }
}
template <Model M>
inline constexpr auto division_of = divide_variables<M>();

template <Model M>
constexpr bool in_linear_block(std::size_t k) {
  return division_of<M>[k] == advance_by::propagator;
}

/// Whether a variable of another kind reads variable `k`, which is then needed in the middle of the step.
template <Model M>
constexpr bool needed_in_the_middle(std::size_t k) {
  for (std::size_t j = 0; j < state_size<M>; ++j)
    if (division_of<M>[j] != division_of<M>[k] && !in_linear_block<M>(j) && dependence_of_flow<M>[j].uses(k))
      return true;
  return division_of<M>[k] == advance_by::half_steps;
}

template <Model M>
constexpr bool find_linear_block() {
  for (std::size_t k = 0; k < state_size<M>; ++k)
    if (in_linear_block<M>(k)) return true;
  return false;
}
template <class M>
concept HasLinearBlock = Flows<M> && find_linear_block<M>();

/// How far a variable moves in half a step and in a whole one.
template <class B>
struct increments {
  lanes<B> half, whole;
};

/// Those of x' = f + J (x - x_0), with exp(J dt) taken as 1/D^2, D = 1 - z + z^2/2 - z^3/6 + z^4/24, z = J dt/2: an
/// error of z^5/60 for small z; positive for all z and near 0 for large negative z, as equations that are faster than
/// the step want it. A third of the work of an exponential and, what counts in a chain of steps, a third of its
/// latency.
template <class B>
[[nodiscard, gnu::always_inline]] constexpr increments<B> solve_affine(const lanes<B>& f, const lanes<B>& J,
                                                                       const lanes<B>& half_dt) {
  using number = lanes<B>;
  const number z = J * half_dt, z2 = z * z;
  const number less_one = (number(1) - z * number(1. / 2)) + z2 * (number(1. / 6) - z * number(1. / 24)); // (D - 1)/-z
  const number r = number(1) / (number(1) - z * less_one);
  const number half = half_dt * f * less_one * r;
  return {half, half * (number(1) + r)};
}

/// The rows of the linear block.
template <Model M>
linear_coefficients<M> block_system(linear_coefficients<M> system) {
  for (std::size_t k = 0; k < state_size<M>; ++k)
    if (!in_linear_block<M>(k)) system[k] = {};
  return system;
}

} // namespace cortexpr::detail
