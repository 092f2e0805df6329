// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/integrators/dormand_prince_rule.hpp>
#include <cortexpr/detail/integrators/find_crossing.hpp>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/columns.hpp>
#include <limits>
#include <tuple>

namespace cortexpr {

/// An error of a variable that `dormand_prince` may make in a sub-step: `tolerance<"w">(0.01_pA)`.
template <fixed_string Variable, dimension D>
struct variable_tolerance {
  static constexpr auto variable = Variable;
  static constexpr dimension unit = D;
  quantity<D> value{0};
};
template <fixed_string Variable, class Value>
[[nodiscard]] constexpr auto tolerance(Value value) {
  if constexpr (detail::Arithmetic<Value>)
    return variable_tolerance<Variable, dim::one>{quantity<dim::one>(static_cast<double>(value))};
  else
    return variable_tolerance<Variable, Value::dims>{value};
}

/// The error that `dormand_prince` may make in a sub-step, as a share of the value; default 1e-6.
struct relative_tolerance {
  double value = 1e-6;
  constexpr relative_tolerance() = default;
  constexpr explicit relative_tolerance(double share) : value(share) {}
};

/// Runge-Kutta of order 5 by Dormand and Prince, with sub-steps as short as the tolerances want: each neuron has its
/// own. A sub-step is repeated, shorter, if the estimated error of a variable x exceeds
///
///     relative tolerance * (|x| + |h dx/dt|) + tolerance<"x">
///
/// with the relative tolerance 1e-6 and no other one by default. The threshold is looked for at the end of every
/// sub-step; a neuron that crosses it is reset at the crossing (by the rule's own interpolation), and the rest of the
/// step is integrated from there, or held if the neuron is refractory. One that is above the threshold when a step
/// begins spikes at once. Spikes are those of the step, at most one per neuron. Any equations without noise; inputs are
/// read at three times of the step.
///
/// Example (examples/reference/dormand_prince.cpp):
///
///     constexpr auto d = describe(
///         population<"cell">(1, adex{}, dormand_prince{relative_tolerance(1e-8), tolerance<"w">(0.01_pA)}),
///         drive<"cell.I">(0.8_nA), record<"cell.spikes">());
template <class... Tolerances>
struct dormand_prince {
  static constexpr std::array stages{0.0, 0.35505102572168219, 0.84494897427831781}; // of Radau's quadrature
  static constexpr const char* name = "dormand_prince";
  static constexpr bool finds_spikes = true;

  std::tuple<Tolerances...> tolerances{};

  constexpr dormand_prince() = default;
  template <class... T>
    requires(sizeof...(T) > 0)
  constexpr explicit dormand_prince(T... all) : tolerances{all...} {}

  /// Refuses tolerances that a model has no use for.
  template <class M>
  static constexpr void check() {
    (check_tolerance<M, Tolerances>(), ...);
  }

  template <Model M, class T>
  class stepper {
  public:
    void configure(const dormand_prince& method) {
      std::apply([&](const auto&... each) { (take(each), ...); }, method.tolerances);
    }
    void prepare(const parameters_of<M, columns<T>>&, double, std::size_t n) {
      detail::require_fit<dormand_prince, M>();
      neurons_ = n;
    }

    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at) const {
      typename detail::lanes<B>::mask none;
      X nowhere;
      return advance<false>(x, p, in, at, none, nowhere);
    }
    /// The same, with resets at the threshold. The neurons of the block that spike are entered in `fired`; `crossing`
    /// holds their states at the threshold.
    template <class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(const X& x, const P& p, const In& in, const detail::block<B>& at,
                                     typename detail::lanes<B>::mask& fired, X& crossing) const {
      return advance<true>(x, p, in, at, fired, crossing);
    }

  private:
    static constexpr std::size_t size = detail::state_size<M>;
    static constexpr int most_sub_steps = 20'000;

    void take(const relative_tolerance& t) {
      relative_ = static_cast<T>(std::max(t.value, 16. * static_cast<double>(std::numeric_limits<T>::epsilon())));
    }
    template <fixed_string Variable, dimension D>
    void take(const variable_tolerance<Variable, D>& t) {
      absolute_[find_variable<state_of<M, checked>>(Variable.view())] = static_cast<T>(t.value.si());
    }

    template <class F>
    [[gnu::always_inline]] static void for_each(const F& f) {
      [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, K>{}), ...);
      }
      (std::make_index_sequence<size>{});
    }

    template <bool Finds, class X, class P, class In, class B>
    [[gnu::always_inline]] X advance(X x, const P& p, const In& in, const detail::block<B>& at,
                                     [[maybe_unused]] typename detail::lanes<B>::mask& fired,
                                     [[maybe_unused]] X& crossing) const {
      using rule = detail::dormand_prince_rule;
      using L = detail::lanes<B>;
      detail::block<B> here = at;
      L left = at.dt; // of the step, for each neuron; padding has none
      if (at.first + L::size > neurons_)
        left = select(detail::mask_of_bits<B>((std::uint64_t{1} << (neurons_ - at.first)) - 1), left, L(0));
      const L per_dt = L(1) / at.dt;
      const auto inputs_at = [&](const L& passed) __attribute__((always_inline)) {
        return detail::inputs_within<M>(in, stages, passed * per_dt);
      };
      const auto slope = [&](const X& y, const L& passed) __attribute__((always_inline)) {
        return detail::gated_flow<M>(y, p, inputs_at(passed), here);
      };
      [[maybe_unused]] const auto spike = [&](X& y, const auto& crossed, const auto& u) {
        fired = fired | crossed;
        for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
          variable<K>(crossing) = select(crossed, L(variable<K>(y)), L(variable<K>(crossing)));
        });
        detail::reset_lanes<M, T>(y, p, u, detail::bits_of_mask<B>(crossed));
        if constexpr (detail::HasRefractoryFunction<M> && !detail::refractory_is_time<M>) {
          here.active = here.active & !crossed; // the condition is read when the next step begins
        } else if constexpr (Refractory<M>) {
          const L t_ref = [&]() -> L {
            if constexpr (detail::refractory_is_time<M>)
              return detail::refractory_outcome<M>(y, p, u);
            else
              return variable<find_variable<parameters_of<M, checked>>("t_ref")>(p);
          }();
          here.active = here.active & !(crossed & (t_ref >= at.dt * L(0.999)));
        }
      };
      if constexpr (Finds) {
        fired = L(1) < L(0);
        const auto above = detail::crossed_threshold<M>(x, p, in[0]) & here.active & (left > L(0));
        if (detail::any_lane(above)) [[unlikely]]
          spike(x, above, in[0]);
      }
      std::array<decltype(slope(x, left)), rule::slopes> k;
      k[0] = slope(x, L(0));
      L h = left;
      for (int tries = 0; detail::any_lane(left > L(0)); ++tries) {
        if (tries == most_sub_steps) { // not a number, or a singularity: nothing that could go on
          for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
            variable<K>(x) = select(left > L(0), L(std::numeric_limits<T>::quiet_NaN()), L(variable<K>(x)));
          });
          break;
        }
        h = min(h, left);
        const L passed = at.dt - left;
        X y = x;
        const auto stage = [&]<std::size_t S>(std::integral_constant<std::size_t, S>) __attribute__((always_inline)) {
          for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
            variable<K>(y) = variable<K>(x) + h * detail::weighted<K, S, B>(k, rule::weights[S]);
          });
          k[S] = slope(y, passed + L(rule::times[S]) * h);
        };
        [&]<std::size_t... S>(std::index_sequence<S...>) __attribute__((always_inline)) {
          (stage(std::integral_constant<std::size_t, S + 1>{}), ...);
        }
        (std::make_index_sequence<rule::slopes - 1>{});
        auto accepted = left > L(0);
        L worst(0);
        for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
          const L error = abs(h * detail::weighted<K, rule::slopes, B>(k, rule::error));
          const L allowed = L(absolute_[K]) + L(relative_) * (max(abs(L(variable<K>(x))), abs(L(variable<K>(y)))) +
                                                              abs(h * L(variable<K>(k[0]))));
          accepted = accepted & (error <= allowed); // not where one of them is no number
          worst = max(worst, error / max(allowed, L(std::numeric_limits<T>::min())));
        });
        const L sane = select(worst < L(1e10), worst, L(1e10)) + L(1e-10);
        L factor = max(L(0.2), min(L(5), L(0.9) * exp(L(-0.2) * log(sane))));
        factor = select(accepted, factor, min(factor, L(0.5)));
        L length = h;
        if constexpr (Finds) {
          const auto crossed =
              detail::crossed_threshold<M>(y, p, inputs_at(passed + h)) & accepted & here.active & !fired;
          if (detail::any_lane(crossed)) [[unlikely]] {
            if constexpr (Resets<M>)
              detail::end_at_crossing<M, T>(x, y, k, length, passed, at.dt, p, in, stages,
                                            detail::bits_of_mask<B>(crossed));
            spike(y, crossed, inputs_at(passed + length));
            k[6] = slope(y, passed + length);
            factor = select(crossed, at.dt / h, factor);
          }
        }
        for_each([&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
          variable<K>(x) = select(accepted, L(variable<K>(y)), L(variable<K>(x)));
          variable<K>(k[0]) = select(accepted, L(variable<K>(k[6])), L(variable<K>(k[0])));
        });
        left = select(accepted, left - length, left);
        h = h * factor;
      }
      return x;
    }

    std::size_t neurons_ = 1;
    T relative_ = static_cast<T>(std::max(1e-6, 16. * static_cast<double>(std::numeric_limits<T>::epsilon())));
    std::array<T, size> absolute_{};
  };

private:
  template <class M, class Each>
  static constexpr void check_tolerance() {
    static_assert(
        std::is_same_v<Each, relative_tolerance> || requires { Each::unit; },
        "cortexpr: dormand_prince takes relative_tolerance(1e-8) and tolerance<\"v\">(1_uV)");
    if constexpr (requires { Each::unit; }) {
      constexpr std::size_t k = find_variable<state_of<M, checked>>(Each::variable.view());
      static_assert(k != not_found, "cortexpr: tolerance<\"...\"> names no state variable of this population's model");
      if constexpr (k != not_found)
        static_assert(Each::unit == detail::dimension_of<state_of<M, checked>, k>,
                      "cortexpr: unit mistake: a tolerance<\"...\"> has another unit than the variable in the model");
    }
  }
};
dormand_prince()->dormand_prince<>;
template <class... Tolerances>
dormand_prince(Tolerances...) -> dormand_prince<Tolerances...>;

} // namespace cortexpr
