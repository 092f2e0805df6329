// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/unit_check.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

/// Where in the population an integrator works: the first neuron of the block, the lanes whose held
/// variables may move (neurons that are not refractory), the time step.
template <class B>
struct block {
  std::size_t first = 0;
  typename lanes<B>::mask active{};
  lanes<B> dt;
};

// Struct operators run over all variables; written as named functions because they are the innermost code.
template <class S, class K, class B>
[[gnu::always_inline]] constexpr S moved(const S& x, const K& slope, const lanes<B>& h) {
  S y = x;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((variable<I>(y) = variable<I>(x) + h * variable<I>(slope)), ...);
  }
  (std::make_index_sequence<variable_count<S>>{});
  return y;
}

/// Every variable K of x becomes `next(K)`, but held ones stay in the lanes of refractory neurons.
template <Model M, class X, class B, class Next>
[[gnu::always_inline]] constexpr X replaced(const X& x, const block<B>& at, const Next& next) {
  X y = x;
  const auto replace = [&]<std::size_t K>(std::integral_constant<std::size_t, K> k) __attribute__((always_inline)) {
    const lanes<B> moved = next(k);
    if constexpr (Refractory<M> && held<M, K>)
      variable<K>(y) = select(at.active, moved, static_cast<const lanes<B>&>(variable<K>(x)));
    else
      variable<K>(y) = moved;
  };
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    (replace(std::integral_constant<std::size_t, K>{}), ...);
  }
  (std::make_index_sequence<state_size<M>>{});
  return y;
}

/// The derivative with held variables at rest in refractory lanes, as Brian2 multiplies by int(not_refractory).
template <Model M, class X, class P, class In, class B>
[[nodiscard, gnu::always_inline]] constexpr auto gated_flow(const X& x, const P& p, const In& in, const block<B>& at) {
  auto dx = flow<M>(x, p, in);
  if constexpr (Refractory<M>) [&]<std::size_t... K>(std::index_sequence<K...>) {
      const auto gate = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        if constexpr (held<M, I>) {
          auto& d = variable<I>(dx);
          d = select(at.active, static_cast<const lanes<B>&>(d), lanes<B>(0));
        }
      };
      (gate(std::integral_constant<std::size_t, K>{}), ...);
    }
  (std::make_index_sequence<state_size<M>>{});
  return dx;
}

/// The stepper for a loop over neurons: with its coefficients in registers if it has some and all neurons share them.
template <class B, bool Shared, bool WithInputs, class Stepper>
[[nodiscard, gnu::always_inline]] inline decltype(auto) for_loop(const Stepper& s) {
  if constexpr (Shared && requires { typename Stepper::template shared<B, WithInputs>; })
    return typename Stepper::template shared<B, WithInputs>(s);
  else
    return (s);
}

/// Whether an integrator finds the spikes of a model within its step, and resets the neurons there.
template <class Integrator, class M>
concept FindsSpikes = Thresholded<M> && requires {
  requires Integrator::finds_spikes;
};

/// Of those one that does not where a schedule wants work between the integration and the threshold.
template <class Integrator>
concept MayWait = requires {
  requires Integrator::may_wait;
};

/// What integrators without precomputed coefficients share.
template <Model M, class T>
struct stateless_stepper {
  void prepare(const parameters_of<M, columns<T>>&, double, std::size_t) { check_units<M>(); }
};

} // namespace cortexpr::detail
