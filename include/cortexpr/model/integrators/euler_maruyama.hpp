// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>

namespace cortexpr {

namespace detail {

template <Model M>
constexpr std::size_t count_noise(std::size_t before) {
  std::size_t count = 0;
  for (std::size_t k = 0; k < before; ++k) count += dependence_of_noise<M>[k].zero() ? 0U : 1U;
  return count;
}

/// The number of variables that have noise: so many standard normals per neuron and step are needed.
template <Model M>
inline constexpr std::size_t noise_count = count_noise<M>(state_size<M>);

} // namespace detail

/// Euler-Maruyama: x + dt f(x, t) + sqrt(dt) noise(x) xi. Strong order 1/2 (1 where the amplitude is constant), in
/// the sense of Ito. The caller gives standard normals, one pack per variable with noise in order of declaration.
struct euler_maruyama {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "euler_maruyama";
  static constexpr equations serves = equations::noisy;
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
                                               const std::array<detail::lanes<B>, detail::noise_count<M>>& xi) const {
      X y = detail::moved(x, detail::gated_flow<M>(x, p, in[0], at), at.dt);
      if constexpr (detail::noise_count<M> != 0) {
        const auto amplitude = detail::noise_amplitude<M>(x, p, in[0]);
        const detail::lanes<B> root_dt{B(root_dt_)};
        const auto kick = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
          if constexpr (!detail::dependence_of_noise<M>[K].zero()) {
            detail::lanes<B> dw = root_dt * variable<K>(amplitude) * xi[detail::count_noise<M>(K)];
            if constexpr (Refractory<M> && detail::held<M, K>) dw = select(at.active, dw, detail::lanes<B>(0));
            variable<K>(y) += dw;
          }
        };
        [&]<std::size_t... K>(std::index_sequence<K...>) { (kick(std::integral_constant<std::size_t, K>{}), ...); }
        (std::make_index_sequence<detail::state_size<M>>{});
      }
      return y;
    }

  private:
    T root_dt_ = 0;
  };
};

namespace detail {

/// Whether an integrator takes standard normals as the last argument of `advance`.
template <class Integrator>
concept NeedsNormals = requires {
  requires Integrator::needs_normals;
};

} // namespace detail

} // namespace cortexpr
