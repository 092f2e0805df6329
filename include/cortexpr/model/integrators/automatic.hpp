// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/integrators/euler_maruyama.hpp>
#include <cortexpr/model/integrators/exact.hpp>
#include <cortexpr/model/integrators/exponential_midpoint.hpp>
#include <cortexpr/model/integrators/reset_at_crossing.hpp>
#include <cortexpr/model/integrators/runge_kutta.hpp>
#include <type_traits>

namespace cortexpr {

/// Leaves the choice to the library: euler_maruyama if the model has noise, exact if its equations are linear,
/// exponential_midpoint if each is linear in its own variable or a block of them is linear (conductances), else rk2.
/// The last two are reset_at_crossing of the rule where the threshold stands in an upstroke.
struct automatic {};

namespace detail {

template <Model M>
constexpr auto choose_rule() {
  using rule = std::conditional_t<conditionally_linear_model<M> || HasLinearBlock<M>, exponential_midpoint, rk2>;
  return std::type_identity<std::conditional_t<ThresholdInUpstroke<M>, reset_at_crossing<rule>, rule>>{};
}

template <Model M>
constexpr auto choose_integrator() {
  if constexpr (Noisy<M>)
    return std::type_identity<euler_maruyama>{};
  else if constexpr (linear_model<M>)
    return std::type_identity<exact>{};
  else
    return choose_rule<M>();
}

template <class Integrator, class M>
struct resolved {
  using type = Integrator;
};
template <class M>
struct resolved<automatic, M> {
  using type = typename decltype(choose_integrator<M>())::type;
};

} // namespace detail

/// What `automatic` means for `M`.
template <Model M>
using default_integrator = typename detail::resolved<automatic, M>::type;

namespace detail {

/// `Integrator` itself, or the default of `M` for `automatic`.
template <class Integrator, Model M>
using resolve_integrator = typename resolved<Integrator, M>::type;

} // namespace detail

} // namespace cortexpr
