// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/noise.hpp>
#include <cortexpr/detail/integrators/own_slope.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>

namespace cortexpr {

namespace detail {

/// Milstein's rule for diagonal noise: the step of Euler-Maruyama and b b' (dW^2 - dt)/2 (Ito) or b b' dW^2/2
/// (Stratonovich), with b' = db_k/dx_k by automatic differentiation.
template <class Integrator, bool Ito, Model M, class T>
class milstein_stepper {
public:
  void prepare(const parameters_of<M, columns<T>>&, double dt, std::size_t) {
    require_fit<Integrator, M>();
    root_dt_ = static_cast<T>(std::sqrt(dt));
  }

  template <class X, class P, class In, class B>
  [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const block<B>& at,
                                             const standard_normals_of<M, B>& xi = {}) const {
    X y = moved(x, gated_flow<M>(x, p, in[0], at), at.dt);
    if constexpr (noise_count<M> != 0) {
      const lanes<B> root_dt{B(root_dt_)};
      add_noise<M>(
          y, at, xi,
          [&]<std::size_t K>(std::integral_constant<std::size_t, K>, const lanes<B>& normal)
              __attribute__((always_inline)) {
                const lanes<B> dw = root_dt * normal;
                const auto b = own_noise_slope<M, K, B>(x, p, in[0]);
                if constexpr (dependence_of_noise<M>[K].uses(K))
                  return b.value * (dw + lanes<B>(0.5) * b.slope(0) * (Ito ? dw * dw - at.dt : dw * dw));
                else
                  return b.value * dw;
              });
    }
    return y;
  }

private:
  T root_dt_ = 0;
};

} // namespace detail

/// Milstein's rule in the sense of Ito, for diagonal noise: the noise of a variable may depend on that variable and on
/// variables without noise. Strong order 1. Reference: Kloeden and Platen (1992), ch. 10.3.
struct milstein_ito {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "milstein_ito";
  static constexpr equation_kind serves = equation_kind::diagonal_noise;
  static constexpr bool needs_normals = true;

  template <Model M, class T>
  struct stepper : detail::milstein_stepper<milstein_ito, true, M, T> {};
};

/// The same in the sense of Stratonovich (as Brian2's `milstein`).
struct milstein_stratonovich {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "milstein_stratonovich";
  static constexpr equation_kind serves = equation_kind::diagonal_noise;
  static constexpr bool needs_normals = true;

  template <Model M, class T>
  struct stepper : detail::milstein_stepper<milstein_stratonovich, false, M, T> {};
};

} // namespace cortexpr
