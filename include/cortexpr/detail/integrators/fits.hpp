// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/integrators/noise.hpp>
#include <cortexpr/detail/model/has_mistake.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/unit_check.hpp>

namespace cortexpr {

/// What an integrator asks of the equations; it says so by `static constexpr auto serves = equation_kind::linear`
/// (without that line it serves any equations without noise).
enum class equation_kind { any, conditionally_linear, linear, noisy, diagonal_noise };

namespace detail {

template <class Integrator>
constexpr equation_kind served_by() {
  if constexpr (requires { Integrator::serves; })
    return Integrator::serves;
  else
    return equation_kind::any;
}

enum class misfit { none, noise, not_linear, not_conditionally_linear, not_diagonal };

template <class Integrator, Model M>
constexpr misfit find_misfit() {
  constexpr equation_kind e = served_by<Integrator>();
  if constexpr (Noisy<M> && e != equation_kind::noisy && e != equation_kind::diagonal_noise) return misfit::noise;
  if constexpr (Noisy<M> && e == equation_kind::diagonal_noise)
    if (!has_diagonal_noise<M>()) return misfit::not_diagonal;
  if constexpr (e == equation_kind::linear)
    if (!linear_model<M>) return misfit::not_linear;
  if constexpr (e == equation_kind::conditionally_linear)
    if (!conditionally_linear_model<M>) return misfit::not_conditionally_linear;
  return misfit::none;
}

template <class Integrator, class M>
inline constexpr bool has_no_misfit = find_misfit<Integrator, M>() == misfit::none;
template <class Integrator, class M>
concept Fits = Flows<M> && has_no_misfit<Integrator, M>;

} // namespace detail

/// Whether `Integrator` can advance the equations of `M`.
template <class Integrator, class M>
inline constexpr bool fits = detail::Fits<Integrator, M>;

namespace detail {

/// Refuses an integrator that does not fit, in words.
template <class Integrator, class M>
constexpr void require_fit() {
  static_assert(Flows<M> || HasMistake<M>,
                "cortexpr: a model without equations has nothing to integrate; write flow(x, p) that "
                "returns state<ddt<S>>");
  if constexpr (Flows<M> && !HasMistake<M>) {
    check_units<M>();
    constexpr misfit m = find_misfit<Integrator, M>();
    static_assert(m != misfit::noise, "cortexpr: the model has noise, which this integrator would ignore; use "
                                      "euler_maruyama, or remove noise(x, p) from the model");
    static_assert(m != misfit::not_linear,
                  "cortexpr: exact needs equations that are linear with constant coefficients; products, quotients or "
                  "functions of variables do not fit; use exponential_euler or rk2");
    static_assert(m != misfit::not_conditionally_linear,
                  "cortexpr: exponential_euler needs every derivative to be linear in its own variable; use rk2, rk4 "
                  "or euler");
    static_assert(m != misfit::not_diagonal,
                  "cortexpr: milstein needs diagonal noise: the noise of a variable may depend on that variable and on "
                  "variables without noise; use euler_maruyama (Ito) or stochastic_heun (Stratonovich)");
    if constexpr (requires { Integrator::template check<M>(); }) Integrator::template check<M>();
  }
}

} // namespace detail

} // namespace cortexpr
