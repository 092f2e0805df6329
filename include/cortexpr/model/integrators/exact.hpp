// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/integrators/step.hpp>

namespace cortexpr {

/// The exact solution of linear equations over one step, inputs constant in it: x <- P x + Q u + q. Any step size is
/// stable. The coefficients come from the equations by automatic differentiation and a matrix exponential at the
/// start of every run; those that are zero by structure are neither stored nor multiplied.
struct exact {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "exact";
  static constexpr equation_kind serves = equation_kind::linear;

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t n) {
      detail::require_fit<exact, M>();
      const bool varying = !detail::parameters_shared(p, detail::parameters_of_flow<M>);
      moving_.resize(varying, n);
      holding_.resize(varying, n);
      for (std::size_t i = 0; i < (varying ? n : 1); ++i) {
        const auto system = detail::linear_system<M>(detail::parameters_at<M, T>(p, i));
        moving_.fill(i, detail::propagate<M>(system, dt, false));
        if constexpr (holding_entries.size > 0) holding_.fill(i, detail::propagate<M>(system, dt, true));
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P&, const In& in, const detail::block<B>& at) const {
      return rows(
          x, detail::row_arguments<M, true, B>(x, in[0]),
          at, [&](std::size_t e) __attribute__((always_inline)) { return moving_.template at<B>(e, at.first); },
          [&](std::size_t e) __attribute__((always_inline)) { return holding_.template at<B>(e, at.first); });
    }

  private:
    static constexpr bool gated = Refractory<M> && detail::holds_any<M>;
    static constexpr auto moving_entries = detail::propagator_entries<M>([](std::size_t) { return true; });
    // While refractory, held variables rest; that changes the rows of those that depend on them.
    static constexpr auto holding_entries = detail::propagator_entries<M>(
        [](std::size_t row) { return gated && !detail::held_row<M>(row) && detail::reaches_held<M>(row); });

    template <class X, class From, class B, class Moving, class Holding>
    [[gnu::always_inline]] static X rows(const X& x, const From& from, const detail::block<B>& at, const Moving& moving,
                                         const Holding& holding) {
      return detail::replaced<M>(
          x, at,
          [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline))->detail::lanes<B> {
            const detail::lanes<B> moved = detail::dot<moving_entries, K>(from, moving);
            if constexpr (gated && !detail::held<M, K> && detail::reaches_held<M>(K))
              return select(at.active, moved, detail::dot<holding_entries, K>(from, holding));
            else
              return moved;
          });
    }

    detail::coefficient_table<T, moving_entries> moving_;
    [[no_unique_address]] detail::coefficient_table<T, holding_entries> holding_;

  public:
    /// The same where all neurons have the same parameters: the coefficients stay in registers over a loop. Without
    /// inputs: they are zero.
    template <class B, bool WithInputs>
    class shared {
    public:
      explicit shared(const stepper& s)
          : moving_(s.moving_.template shared<B>()), holding_(s.holding_.template shared<B>()) {}
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P&, const In& in, const detail::block<B>& at) const {
        return rows(
            x, detail::row_arguments<M, WithInputs, B>(x, in[0]),
            at, [&](std::size_t e) __attribute__((always_inline)) { return moving_[e]; },
            [&](std::size_t e) __attribute__((always_inline)) { return holding_[e]; });
      }

    private:
      std::array<detail::lanes<B>, moving_entries.size> moving_;
      std::array<detail::lanes<B>, holding_entries.size> holding_;
    };
  };
};

} // namespace cortexpr
