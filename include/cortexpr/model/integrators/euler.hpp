// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/integrators/step.hpp>

namespace cortexpr {

/// Forward Euler: x + dt f(x, t). Order 1, any equations. Where all neurons have the same parameters, equations that
/// are linear (the decay of a conductance) are a few multiplications by coefficients that were computed once.
struct euler {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "euler";

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t) {
      check_units<M>();
      if constexpr (linear_entries.size > 0) {
        if (!detail::parameters_shared(p, detail::parameters_of_flow<M>)) return; // no loop will ask for coefficients
        auto system = detail::linear_system<M>(detail::parameters_at<M, T>(p, 0));
        for (std::size_t i = 0; i < detail::state_size<M>; ++i) {
          for (double& a : system[i]) a *= dt;
          system[i][i] += 1;
        }
        linear_.resize(false, 1);
        linear_.fill(0, system);
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] constexpr X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return detail::moved(x, detail::gated_flow<M>(x, p, in[0], at), at.dt);
    }

  private:
    static constexpr bool is_linear(std::size_t row) { return detail::dependence_of_flow<M>[row].affine(); }
    static constexpr auto linear_entries = detail::list_entries<M>([](std::size_t row, std::size_t column) {
      constexpr std::size_t constant = detail::column_count<M>;
      const auto& d = detail::dependence_of_flow<M>[row];
      return is_linear(row) && (column == row || (column == constant ? d.offset : d.uses(column)));
    });
    detail::coefficient_table<T, linear_entries> linear_;

  public:
    /// The same where all neurons have the same parameters. Without inputs: they are zero.
    template <class B, bool WithInputs>
    class shared {
    public:
      explicit shared(const stepper& s) : linear_(s.linear_.template shared<B>()) {}
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
        const auto slope = detail::flow<M>(x, p, in[0]);
        const auto from = detail::row_arguments<M, WithInputs, B>(x, in[0]);
        return detail::replaced<M>(
            x, at,
            [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline))
                ->detail::lanes<B> {
                  if constexpr (is_linear(K))
                    return detail::dot<linear_entries, K>(
                        from, [&](std::size_t e) __attribute__((always_inline)) { return linear_[e]; });
                  else
                    return from[K] + at.dt * variable<K>(slope);
                });
      }

    private:
      std::array<detail::lanes<B>, linear_entries.size> linear_;
    };
  };
};

} // namespace cortexpr
