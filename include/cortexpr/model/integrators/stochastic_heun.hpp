// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/noise.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>

namespace cortexpr {

/// Heun's rule for noise in the sense of Stratonovich: the mean of drift and of amplitude at both ends of a step of
/// Euler-Maruyama, along one Brownian increment. Strong order 1 for diagonal noise, else 1/2; order 2 without noise.
/// Reference: Kloeden and Platen, Numerical Solution of Stochastic Differential Equations (1992), ch. 11 and 14.
struct stochastic_heun {
  static constexpr std::array stages{0.0, 1.0};
  static constexpr const char* name = "stochastic_heun";
  static constexpr equation_kind serves = equation_kind::noisy;
  static constexpr bool needs_normals = true;

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>&, double dt, std::size_t) {
      detail::require_fit<stochastic_heun, M>();
      root_dt_ = static_cast<T>(std::sqrt(dt));
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                               const detail::standard_normals_of<M, B>& xi = {}) const {
      const auto drift = detail::gated_flow<M>(x, p, in[0], at);
      X end = detail::moved(x, drift, at.dt);
      if constexpr (detail::noise_count<M> == 0) {
        return mean_drift(x, drift, end, p, in, at);
      } else {
        const detail::lanes<B> root_dt{B(root_dt_)};
        const auto amplitude = detail::noise_amplitude<M>(x, p, in[0]);
        detail::add_noise<M>(
            end, at, xi,
            [&]<std::size_t K>(std::integral_constant<std::size_t, K>, const detail::lanes<B>& normal)
                __attribute__((always_inline)) { return root_dt * variable<K>(amplitude) * normal; });
        const auto amplitude_at_end = detail::noise_amplitude<M>(end, p, in[1]);
        X y = mean_drift(x, drift, end, p, in, at);
        const detail::lanes<B> half = root_dt * detail::lanes<B>(0.5);
        detail::add_noise<M>(
            y, at, xi,
            [&]<std::size_t K>(std::integral_constant<std::size_t, K>, const detail::lanes<B>& normal) __attribute__((
                always_inline)) { return half * (variable<K>(amplitude) + variable<K>(amplitude_at_end)) * normal; });
        return y;
      }
    }

  private:
    template <class X, class D, class P, class In, class B>
    [[gnu::always_inline]] static constexpr X mean_drift(const X& x, const D& drift, const X& end, const P& p,
                                                         const In& in, const detail::block<B>& at) {
      const detail::lanes<B> half = at.dt * detail::lanes<B>(0.5);
      return detail::moved(detail::moved(x, drift, half), detail::gated_flow<M>(end, p, in[1], at), half);
    }

    T root_dt_ = 0;
  };
};

} // namespace cortexpr
