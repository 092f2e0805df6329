// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/step.hpp>

namespace cortexpr {

/// Midpoint rule: k = dt f(x, t), x + dt f(x + k/2, t + dt/2). Order 2, any equations.
struct rk2 {
  static constexpr std::array stages{0.0, 0.5};
  static constexpr const char* name = "rk2";

  template <Model M, class T>
  struct stepper : detail::stateless_stepper<M, T> {
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      const auto middle = detail::moved(x, detail::gated_flow<M>(x, p, in[0], at), at.dt * detail::lanes<B>(0.5));
      return detail::moved(x, detail::gated_flow<M>(middle, p, in[1], at), at.dt);
    }
  };
};

/// Heun's rule: the mean of the slopes at both ends of an Euler step. Order 2, any equations.
struct heun {
  static constexpr std::array stages{0.0, 1.0};
  static constexpr const char* name = "heun";

  template <Model M, class T>
  struct stepper : detail::stateless_stepper<M, T> {
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      const auto k1 = detail::gated_flow<M>(x, p, in[0], at);
      const auto k2 = detail::gated_flow<M>(detail::moved(x, k1, at.dt), p, in[1], at);
      const detail::lanes<B> half = at.dt * detail::lanes<B>(0.5);
      return detail::moved(detail::moved(x, k1, half), k2, half);
    }
  };
};

/// Classical Runge-Kutta. Order 4, any equations.
struct rk4 {
  static constexpr std::array stages{0.0, 0.5, 1.0};
  static constexpr const char* name = "rk4";

  template <Model M, class T>
  struct stepper : detail::stateless_stepper<M, T> {
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      const detail::lanes<B> half = at.dt * detail::lanes<B>(0.5);
      const auto k1 = detail::gated_flow<M>(x, p, in[0], at);
      const auto k2 = detail::gated_flow<M>(detail::moved(x, k1, half), p, in[1], at);
      const auto k3 = detail::gated_flow<M>(detail::moved(x, k2, half), p, in[1], at);
      const auto k4 = detail::gated_flow<M>(detail::moved(x, k3, at.dt), p, in[2], at);
      const detail::lanes<B> sixth = at.dt / detail::lanes<B>(6);
      const detail::lanes<B> third = at.dt / detail::lanes<B>(3);
      return detail::moved(detail::moved(detail::moved(detail::moved(x, k1, sixth), k2, third), k3, third), k4, sixth);
    }
  };
};

} // namespace cortexpr
