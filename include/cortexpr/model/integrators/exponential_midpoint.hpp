// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/linear_block.hpp>
#include <cortexpr/detail/integrators/own_slope.hpp>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>

namespace cortexpr {

/// Exact where the equations are linear, of order 2 elsewhere. Variables whose equations are linear among themselves
/// (conductances, currents, adaptation that reads no other variable) are multiplied by the propagator of their block.
/// Every other variable makes a whole step with the coefficients that its equation has in the middle of the step, where
/// the block is known exactly: x_k <- x_k + dt phi(J_kk dt) f_k with J_kk = df_k/dx_k and phi(z) = (exp(z) - 1)/z; or
/// x_k + dt f_k where the equation is not linear in its own variable. Variables that need each other there make a half
/// step first: of Hodgkin and Huxley's, the potential only. Any equations; inputs are read in the middle of the step.
///
/// This is the exponential midpoint rule (Hochbruck and Ostermann, Acta Numerica 19 (2010) 209, 2.5), staggered.
struct exponential_midpoint {
  static constexpr std::array stages{0.0, 0.5};
  static constexpr const char* name = "exponential_midpoint";

  template <Model M, class T>
  class stepper {
    static constexpr std::size_t size = detail::state_size<M>;
    static constexpr auto every_variable = std::make_index_sequence<size>{};
    static constexpr auto part = detail::division_of<M>;
    using detail_by = detail::advance_by;

  public:
    void prepare(const parameters_of<M, columns<T>>& p, double dt, std::size_t n) {
      detail::require_fit<exponential_midpoint, M>();
      std::uint64_t read = 0;
      for (std::size_t k = 0; k < size; ++k)
        if (detail::in_linear_block<M>(k) || has_constant_slope[k]) read |= detail::dependence_of_flow<M>[k].parameters;
      const bool varying = !detail::parameters_shared(p, read);
      end_.resize(varying, n);
      middle_.resize(varying, n);
      held_end_.resize(varying, n);
      held_middle_.resize(varying, n);
      for (auto* factors : {&half_, &whole_})
        for (column<T>& factor : *factors) {
          factor = column<T>(T(0));
          if (varying) factor.assign(n, T(0));
        }
      for (std::size_t i = 0; i < (varying ? n : 1); ++i) {
        const auto system = detail::linear_system<M>(detail::parameters_at<M, T>(p, i));
        const auto block = detail::block_system<M>(system);
        if constexpr (end_entries.size > 0) end_.fill(i, detail::propagate<M>(block, dt, false));
        if constexpr (middle_entries.size > 0) middle_.fill(i, detail::propagate<M>(block, dt / 2, false));
        if constexpr (held_end_entries.size > 0) held_end_.fill(i, detail::propagate<M>(block, dt, true));
        if constexpr (held_middle_entries.size > 0) held_middle_.fill(i, detail::propagate<M>(block, dt / 2, true));
        for (std::size_t k = 0; k < size; ++k)
          if (has_constant_slope[k]) {
            const double slope = system[k][k];
            put(half_[k], i, dt / 2 * exprel(slope * dt / 2));
            put(whole_[k], i, dt * exprel(slope * dt));
          }
      }
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      return advance<true>(x, p, in[1], at, own_coefficients<B>{*this, at.first});
    }

  private:
    static constexpr auto has_constant_slope = []<std::size_t... K>(std::index_sequence<K...>) {
      return std::array<bool, size>{(!detail::in_linear_block<M>(K) && detail::constant_slope<M, K>)...};
    }
    (every_variable);
    static constexpr auto whole_steps = []<std::size_t... K>(std::index_sequence<K...>) {
      return std::array<bool, size>{(part[K] == detail_by::whole_step)...};
    }
    (every_variable);
    // While refractory, held variables rest; that changes the rows of those of the block that depend on them.
    static constexpr bool gated = Refractory<M> && detail::holds_any<M>;
    static constexpr bool held_row_differs(std::size_t row) {
      return gated && !detail::held_row<M>(row) && detail::reaches_held<M>(row);
    }
    static constexpr auto end_entries =
        detail::propagator_entries<M>([](std::size_t row) { return detail::in_linear_block<M>(row); });
    static constexpr auto middle_entries = detail::propagator_entries<M>(
        [](std::size_t row) { return detail::in_linear_block<M>(row) && detail::needed_in_the_middle<M>(row); });
    static constexpr auto held_end_entries = detail::propagator_entries<M>(
        [](std::size_t row) { return detail::in_linear_block<M>(row) && held_row_differs(row); });
    static constexpr auto held_middle_entries = detail::propagator_entries<M>([](std::size_t row) {
      return detail::in_linear_block<M>(row) && detail::needed_in_the_middle<M>(row) && held_row_differs(row);
    });

    /// The coefficients of the neurons of a block.
    template <class B>
    struct own_coefficients {
      using number = detail::lanes<B>;
      const stepper& s;
      std::size_t first;
      [[gnu::always_inline]] number end(std::size_t e) const { return s.end_.template at<B>(e, first); }
      [[gnu::always_inline]] number middle(std::size_t e) const { return s.middle_.template at<B>(e, first); }
      [[gnu::always_inline]] number held_end(std::size_t e) const { return s.held_end_.template at<B>(e, first); }
      [[gnu::always_inline]] number held_middle(std::size_t e) const { return s.held_middle_.template at<B>(e, first); }
      [[gnu::always_inline]] number half(std::size_t k) const { return of(s.half_[k]); }
      [[gnu::always_inline]] number whole(std::size_t k) const { return of(s.whole_[k]); }

    private:
      [[gnu::always_inline]] number of(const column<T>& factor) const {
        return detail::load_lanes<B>(factor.data() + (factor.shared() ? 0 : first));
      }
    };

    static void put(column<T>& factors, std::size_t i, double value) {
      if (factors.shared())
        factors = column<T>(static_cast<T>(value));
      else
        factors[i] = static_cast<T>(value);
    }
    template <std::size_t K, class B>
    [[gnu::always_inline]] static detail::lanes<B>
    unless_held(const detail::block<B>& at, const detail::lanes<B>& moved, const detail::lanes<B>& resting) {
      if constexpr (Refractory<M> && detail::held<M, K>)
        return select(at.active, moved, resting);
      else
        return moved;
    }
    template <std::size_t K, const auto& Entries, const auto& HeldEntries, class L, std::size_t N, class B,
              class Moving, class Holding>
    [[gnu::always_inline]] static L propagated(const std::array<L, N>& from, const detail::block<B>& at,
                                               const Moving& moving, const Holding& holding) {
      const L moved = detail::dot<Entries, K>(from, moving);
      if constexpr (held_row_differs(K))
        return select(at.active, moved, detail::dot<HeldEntries, K>(from, holding));
      else
        return unless_held<K>(at, moved, from[K]);
    }

    /// How far variable K moves in half a step and in a whole one, by its derivative `f` and that one's slope.
    template <std::size_t K, class B, class F, class C>
    [[gnu::always_inline]] static detail::increments<B> increments(const F& f, const detail::lanes<B>& dt, const C& c) {
      const detail::lanes<B> half_dt = dt * detail::lanes<B>(0.5);
      if constexpr (!detail::dependence_of_flow<M>[K].affine_in(K))
        return {half_dt * f.value, dt * f.value};
      else if constexpr (detail::constant_slope<M, K>)
        return {c.half(K) * f.value, c.whole(K) * f.value};
      else
        return detail::solve_affine<B>(f.value, f.slope(0), half_dt);
    }

    template <bool WithInputs, class X, class P, class U, class B, class C>
    [[gnu::always_inline]] static X advance(const X& x, const P& p, const U& u, const detail::block<B>& at,
                                            const C& c) {
      const auto from = detail::row_arguments<M, WithInputs, B>(x, u);
      X mid = x, y = x;
      const auto for_each = [](const auto& f) __attribute__((always_inline)) {
        [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
          (f(std::integral_constant<std::size_t, K>{}), ...);
        }
        (every_variable);
      };
      for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
        if constexpr (part[K] == detail_by::propagator) {
          if constexpr (detail::needed_in_the_middle<M>(K))
            variable<K>(mid) = propagated<K, middle_entries, held_middle_entries>(
                from, at, [&](std::size_t e) __attribute__((always_inline)) { return c.middle(e); },
                [&](std::size_t e) __attribute__((always_inline)) { return c.held_middle(e); });
          variable<K>(y) = propagated<K, end_entries, held_end_entries>(
              from, at, [&](std::size_t e) __attribute__((always_inline)) { return c.end(e); },
              [&](std::size_t e) __attribute__((always_inline)) { return c.held_end(e); });
        }
      });
      const X begin = mid;
      for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
        if constexpr (part[K] == detail_by::half_steps) {
          const auto step = increments<K>(detail::own_slope<M, K, B>(begin, p, u), at.dt, c);
          variable<K>(mid) = unless_held<K>(at, from[K] + step.half, from[K]);
        }
      });
      if constexpr (whole_steps != std::array<bool, size>{}) {
        const auto f = detail::own_slopes<M, whole_steps, B>(mid, p, u);
        for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
          if constexpr (whole_steps[K]) {
            const auto step = increments<K>(detail::dual<B, 1>(variable<K>(f)), at.dt, c);
            variable<K>(y) = unless_held<K>(at, from[K] + step.whole, from[K]);
            if constexpr (detail::needed_in_the_middle<M>(K))
              variable<K>(mid) = unless_held<K>(at, from[K] + step.half, from[K]);
          }
        });
      }
      for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
        if constexpr (part[K] == detail_by::half_steps) {
          X around = mid; // a linear equation solves for its own variable from where the step begins
          if constexpr (detail::dependence_of_flow<M>[K].affine_in(K)) variable<K>(around) = variable<K>(x);
          const auto step = increments<K>(detail::own_slope<M, K, B>(around, p, u), at.dt, c);
          variable<K>(y) = unless_held<K>(at, from[K] + step.whole, from[K]);
        }
      });
      return y;
    }

    detail::coefficient_table<T, end_entries> end_;
    [[no_unique_address]] detail::coefficient_table<T, middle_entries> middle_;
    [[no_unique_address]] detail::coefficient_table<T, held_end_entries> held_end_;
    [[no_unique_address]] detail::coefficient_table<T, held_middle_entries> held_middle_;
    std::array<column<T>, size> half_, whole_; ///< dt/2 phi(J dt/2) and dt phi(J dt) where J is constant

  public:
    /// The same where all neurons have the same parameters: the coefficients stay in registers over a loop. Without
    /// inputs: they are zero.
    template <class B, bool WithInputs>
    class shared {
    public:
      explicit shared(const stepper& s)
          : end_(s.end_.template shared<B>()),
            middle_(s.middle_.template shared<B>()),
            held_end_(s.held_end_.template shared<B>()),
            held_middle_(s.held_middle_.template shared<B>()) {
        for (std::size_t k = 0; k < size; ++k) {
          half_[k] = detail::load_lanes<B>(s.half_[k].data());
          whole_[k] = detail::load_lanes<B>(s.whole_[k].data());
        }
      }
      template <class X, class P, class In>
      [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
        return stepper::template advance<WithInputs>(x, p, in[1], at, *this);
      }
      [[gnu::always_inline]] detail::lanes<B> end(std::size_t e) const { return end_[e]; }
      [[gnu::always_inline]] detail::lanes<B> middle(std::size_t e) const { return middle_[e]; }
      [[gnu::always_inline]] detail::lanes<B> held_end(std::size_t e) const { return held_end_[e]; }
      [[gnu::always_inline]] detail::lanes<B> held_middle(std::size_t e) const { return held_middle_[e]; }
      [[gnu::always_inline]] detail::lanes<B> half(std::size_t k) const { return half_[k]; }
      [[gnu::always_inline]] detail::lanes<B> whole(std::size_t k) const { return whole_[k]; }

    private:
      std::array<detail::lanes<B>, end_entries.size> end_;
      std::array<detail::lanes<B>, middle_entries.size> middle_;
      std::array<detail::lanes<B>, held_end_entries.size> held_end_;
      std::array<detail::lanes<B>, held_middle_entries.size> held_middle_;
      std::array<detail::lanes<B>, size> half_, whole_;
    };
  };
};

} // namespace cortexpr
