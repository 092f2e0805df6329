// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/noise.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>

namespace cortexpr {

/// Euler-Maruyama: x + dt f(x, t) + sqrt(dt) noise(x) xi. Strong order 1/2 (1 where the amplitude is constant), in
/// the sense of Ito. The caller gives standard normals, one pack per variable with noise in order of declaration.
struct euler_maruyama {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "euler_maruyama";
  static constexpr equation_kind serves = equation_kind::noisy;
  static constexpr bool needs_normals = true;

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>&, double dt, std::size_t) {
      detail::require_fit<euler_maruyama, M>();
      root_dt_ = static_cast<T>(std::sqrt(dt));
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                               const detail::standard_normals_of<M, B>& xi = {}) const {
      X y = detail::moved(x, detail::gated_flow<M>(x, p, in[0], at), at.dt);
      if constexpr (detail::noise_count<M> != 0) {
        const auto amplitude = detail::noise_amplitude<M>(x, p, in[0]);
        const detail::lanes<B> root_dt{B(root_dt_)};
        detail::add_noise<M>(
            y, at, xi,
            [&]<std::size_t K>(std::integral_constant<std::size_t, K>, const detail::lanes<B>& normal)
                __attribute__((always_inline)) { return root_dt * variable<K>(amplitude) * normal; });
      }
      return y;
    }

  private:
    T root_dt_ = 0;
  };
};

} // namespace cortexpr
