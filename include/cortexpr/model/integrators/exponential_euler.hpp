// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/own_slope.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>

namespace cortexpr {

/// Every variable solves its own equation exactly, the others standing still:
/// x_k <- x_k + dt phi(J_kk dt) f_k with J_kk = df_k/dx_k and phi(z) = (exp(z) - 1)/z. Order 1, and stable where
/// euler explodes: conductances, gates. J_kk comes from the equations by automatic differentiation; where it depends
/// on parameters only, the factor is computed once at the start of every run.
struct exponential_euler {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "exponential_euler";
  static constexpr equation_kind serves = equation_kind::conditionally_linear;

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t n) {
      detail::require_fit<exponential_euler, M>();
      for (std::size_t k = 0; k < detail::state_size<M>; ++k) {
        if (!has_constant_slope[k]) continue;
        const auto factor = [&](std::size_t i) {
          return static_cast<T>(dt * exprel(slope_of(k, detail::parameters_at<M, T>(p, i)) * dt));
        };
        factors_[k] = column<T>(factor(0));
        if (detail::parameters_shared(p, detail::dependence_of_flow<M>[k].parameters)) continue;
        factors_[k].assign(n, T(0));
        for (std::size_t i = 0; i < n; ++i) factors_[k][i] = factor(i);
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return advance(
          x, p, in, at, [&](std::size_t k) __attribute__((always_inline)) {
            return detail::load_lanes<B>(factors_[k].data() + (factors_[k].shared() ? 0 : at.first));
          });
    }

    /// The same where all neurons have the same parameters: the factors stay in registers over a loop.
    template <class B, bool>
    class shared {
    public:
      explicit shared(const stepper& s) {
        for (std::size_t k = 0; k < detail::state_size<M>; ++k)
          factors_[k] = detail::load_lanes<B>(s.factors_[k].data());
      }
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
        return stepper::advance(
            x, p, in, at, [&](std::size_t k) __attribute__((always_inline)) { return factors_[k]; });
      }

    private:
      std::array<detail::lanes<B>, detail::state_size<M>> factors_;
    };

  private:
    static constexpr auto every_variable = std::make_index_sequence<detail::state_size<M>>{};
    static constexpr auto has_constant_slope = []<std::size_t... K>(std::index_sequence<K...>) {
      return std::array<bool, detail::state_size<M>>{detail::constant_slope<M, K>...};
    }
    (every_variable);

    template <class X, class P, class In, class B, class Factor>
    [[gnu::always_inline]] static constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                                      const Factor& factor) {
      const auto plain = detail::flow<M>(x, p, in[0]);
      // All derivatives before all updates: independent work side by side hides the latency of exponentials.
      std::array<detail::lanes<B>, detail::state_size<M>> values, slopes;
      [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
        (find_rate<K>(values[K], slopes[K], plain, x, p, in[0]), ...);
      }
      (std::make_index_sequence<detail::state_size<M>>{});
      return detail::replaced<M>(
          x, at,
          [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline))->detail::lanes<B> {
            if constexpr (detail::constant_slope<M, K>)
              return variable<K>(x) + factor(K) * values[K];
            else
              return variable<K>(x) + at.dt * detail::exprel_of_step(slopes[K] * at.dt) * values[K];
          });
    }

    template <std::size_t K, class B, class F, class X, class P, class U>
    [[gnu::always_inline]] static constexpr void find_rate(detail::lanes<B>& value, detail::lanes<B>& slope,
                                                           const F& plain, const X& x, const P& p, const U& u) {
      if constexpr (detail::constant_slope<M, K>) {
        value = variable<K>(plain);
      } else {
        const auto f = detail::own_slope<M, K, B>(x, p, u);
        value = f.value;
        slope = f.slope(0);
      }
    }

    /// d(dx_k/dt)/dx_k, for a variable where it depends on parameters only. One function for all variables, which
    /// compilers thank for.
    static double slope_of(std::size_t k, const parameters_of<M, numeric<double>>& p) {
      using reading = dual_numbers<double, 1>;
      auto x = detail::converted<state_of<M, reading>>(state_of<M, numeric<double>>{});
      return [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((K == k ? void(variable<K>(x) = detail::dual<double, 1>::of_variable(variable<K>(x).value, 0)) : void()), ...);
        const auto f = detail::flow<M>(x, p, inputs_of<M, reading>{});
        double slope = 0;
        ((K == k ? void(slope = variable<K>(f).slope(0).value) : void()), ...);
        return slope;
      }
      (every_variable);
    }

    std::array<column<T>, detail::state_size<M>> factors_;
  };
};

} // namespace cortexpr
