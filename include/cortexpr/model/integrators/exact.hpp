// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/integrators/propagator.hpp>
#include <cortexpr/model/integrators/step.hpp>

namespace cortexpr {

/// The exact solution of linear equations over one step, inputs constant in it: x <- P x + Q u + q. Any step size is
/// stable. The coefficients come from the equations by automatic differentiation and a matrix exponential at the
/// start of every run; those that are zero by structure are neither stored nor multiplied.
struct exact {
  static constexpr std::array stages{0.0};
  static constexpr const char* name = "exact";
  static constexpr equations serves = equations::linear;

  template <Model M, class T>
  class stepper {
  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t n) {
      require_fit<exact, M>();
      std::uint64_t read = 0;
      for (const auto& d : degrees_of_flow<M>) read |= d.parameters;
      const bool varying = !parameters_shared(p, read);
      moving_.resize(varying, n);
      holding_.resize(varying, n);
      for (std::size_t i = 0; i < (varying ? n : 1); ++i) {
        const auto system = detail::linear_system<M>(parameters_at<M, T>(p, i));
        moving_.fill(i, detail::propagate<M>(system, dt, false));
        if constexpr (holding_entries.size > 0) holding_.fill(i, detail::propagate<M>(system, dt, true));
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P&, const In& in, const block<B>& at) const {
      X y = x;
      const auto from = arguments<B>(x, in[0]);
      [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) { (row<K>(y, from, at), ...); }
      (std::make_index_sequence<state_size<M>>{});
      return y;
    }

  private:
    static constexpr bool gated = Refractory<M> && holds_any<M>;
    static constexpr auto moving_entries = detail::propagator_entries<M>([](std::size_t) { return true; });
    // While refractory, held variables rest; that changes the rows of those that depend on them.
    static constexpr auto holding_entries = detail::propagator_entries<M>(
        [](std::size_t row) { return gated && !detail::held_row<M>(row) && detail::reaches_held<M>(row); });

    template <class B, class X, class U>
    [[gnu::always_inline]] static constexpr auto arguments(const X& x, const U& u) {
      std::array<lanes<B>, state_size<M> + input_count<M>> all;
      [&]<std::size_t... K>(std::index_sequence<K...>) { ((all[K] = variable<K>(x)), ...); }
      (std::make_index_sequence<state_size<M>>{});
      [&]<std::size_t... K>(std::index_sequence<K...>) { ((all[state_size<M> + K] = variable<K>(u)), ...); }
      (std::make_index_sequence<input_count<M>>{});
      return all;
    }

    template <std::size_t K, class X, class From, class B>
    [[gnu::always_inline]] void row(X& y, const From& from, const block<B>& at) const {
      const lanes<B> moved = moving_.template dot<K, B>(from, at.first);
      if constexpr (gated && held<M, K>)
        variable<K>(y) = select(at.active, moved, from[K]);
      else if constexpr (gated && detail::reaches_held<M>(K))
        variable<K>(y) = select(at.active, moved, holding_.template dot<K, B>(from, at.first));
      else
        variable<K>(y) = moved;
    }

    detail::coefficient_table<T, moving_entries> moving_;
    [[no_unique_address]] detail::coefficient_table<T, holding_entries> holding_;
  };
};

} // namespace cortexpr
