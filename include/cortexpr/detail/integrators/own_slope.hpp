// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// dx_K/dt with its derivative with respect to x_K. One dual number per variable: the equations are read with the
/// derivative in this one direction, from which the compiler keeps only what dx_K/dt needs.
template <Model M, std::size_t K, class B, class X, class P, class U>
[[gnu::always_inline]] constexpr auto own_slope(const X& x, const P& p, const U& u) {
  using reading = dual_numbers<B, 1>;
  auto dx = converted<state_of<M, reading>>(x);
  variable<K>(dx) = dual<B, 1>::of_variable(variable<K>(x), 0);
  const auto f = flow<M>(dx, p, converted<inputs_of<M, reading>>(u));
  return static_cast<const dual<B, 1>&>(variable<K>(f));
}

/// The same for all variables that `Seeds` marks at once: of variables that do not read each other, the derivative
/// along all of them together is that with respect to their own.
template <Model M, auto Seeds, class B, class X, class P, class U>
[[gnu::always_inline]] constexpr auto own_slopes(const X& x, const P& p, const U& u) {
  using reading = dual_numbers<B, 1>;
  auto dx = converted<state_of<M, reading>>(x);
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    ((Seeds[K] ? void(variable<K>(dx) = dual<B, 1>::of_variable(variable<K>(x), 0)) : void()), ...);
  }
  (std::make_index_sequence<state_size<M>>{});
  return flow<M>(dx, p, converted<inputs_of<M, reading>>(u));
}

/// The amplitude of the noise of x_K with its derivative with respect to x_K.
template <Model M, std::size_t K, class B, class X, class P, class U>
[[gnu::always_inline]] constexpr auto own_noise_slope(const X& x, const P& p, const U& u) {
  using reading = dual_numbers<B, 1>;
  auto dx = converted<state_of<M, reading>>(x);
  variable<K>(dx) = dual<B, 1>::of_variable(variable<K>(x), 0);
  const auto f = noise_amplitude<M>(dx, p, converted<inputs_of<M, reading>>(u));
  return static_cast<const dual<B, 1>&>(variable<K>(f));
}

} // namespace cortexpr::detail
