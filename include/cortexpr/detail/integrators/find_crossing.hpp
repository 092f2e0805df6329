// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/dormand_prince_rule.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace cortexpr::detail {

/// The inputs of a step at any time in it, `part` of the step after its beginning: a parabola through the values at
/// three stages, which are Radau's, so that the mean over the step is that of a polynomial of degree 4. Inputs that
/// rest rest.
template <Model M, class U, class N>
[[nodiscard, gnu::always_inline]] inline U
inputs_within(const std::array<U, 3>& in, const std::array<double, 3>& stages, [[maybe_unused]] const N& part) {
  U u = in[0];
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    [[maybe_unused]] const auto put = [&](auto& now, const N& a, const N& b, const N& c)
        __attribute__((always_inline)) {
      const N first = (b - a) * N(1 / stages[1]), second = (c - a) * N(1 / stages[2]);
      now = a + part * (first + (part - N(stages[1])) * ((second - first) * N(1 / (stages[2] - stages[1]))));
    };
    (put(variable<K>(u), variable<K>(in[0]), variable<K>(in[1]), variable<K>(in[2])), ...);
  }
  (std::make_index_sequence<input_count<M>>{});
  return u;
}

/// Resets the lanes `bits` of `x`, one by one: a reset is written for one neuron.
template <Model M, class T, class X, class P, class U>
void reset_lanes(X& x, const P& p, const U& in, std::uint64_t bits) {
  if constexpr (Resets<M>)
    for (std::size_t lane = 0; bits >> lane != 0; ++lane) {
      if ((bits >> lane & 1U) == 0) continue;
      auto one = lane_of<state_of<M, numeric<T>>>(x, lane);
      reset_state<M>(one, lane_of<parameters_of<M, numeric<T>>>(p, lane), lane_of<inputs_of<M, numeric<T>>>(in, lane));
      put_lane(x, one, lane);
    }
}

/// A step of the rule of Dormand and Prince from `begin` to `end`, by the slopes `k`, in which the lanes `bits` cross
/// the threshold. It ends where they do: `end` becomes the state at the crossing, `h` the time that has passed till
/// then.
template <Model M, class T, class X, class Slope, class P, class U, class B>
[[gnu::noinline, gnu::cold]] void end_at_crossing(const X& begin, X& end, const std::array<Slope, 7>& k, lanes<B>& h,
                                                  const lanes<B>& passed, const lanes<B>& dt, const P& p,
                                                  const std::array<U, 3>& in, const std::array<double, 3>& stages,
                                                  std::uint64_t bits) {
  using one_state = state_of<M, numeric<T>>;
  using number = lanes<T>;
  constexpr std::size_t n = state_size<M>;
  const auto curves = [&]<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<interpolation<lanes<B>>, n>{interpolated<K, B>(begin, end, k, h)...};
  }
  (std::make_index_sequence<n>{});
  alignas(64) std::array<T, lanes<B>::size> values, lengths, times;
  store_lanes(lengths.data(), h);
  store_lanes(times.data(), passed);
  store_lanes(values.data(), dt);
  const T step = values[0];
  for (std::size_t lane = 0; bits >> lane != 0; ++lane) {
    if ((bits >> lane & 1U) == 0) continue;
    std::array<interpolation<number>, n> curve;
    for (std::size_t v = 0; v < n; ++v)
      for (std::size_t c = 0; c < 5; ++c) {
        store_lanes(values.data(), curves[v].c[c]);
        curve[v].c[c] = number(values[lane]);
      }
    const auto parameters = lane_of<parameters_of<M, numeric<T>>>(p, lane);
    const std::array own{lane_of<inputs_of<M, numeric<T>>>(in[0], lane), lane_of<inputs_of<M, numeric<T>>>(in[1], lane),
                         lane_of<inputs_of<M, numeric<T>>>(in[2], lane)};
    const auto state_at = [&](T part) {
      one_state x{};
      [&]<std::size_t... K>(std::index_sequence<K...>) { ((variable<K>(x) = curve[K].at(number(part))), ...); }
      (std::make_index_sequence<n>{});
      return x;
    };
    T before = 0, after = 1; // the condition holds at the end of the step
    for (int halvings = 0; halvings < std::numeric_limits<T>::digits; ++halvings) {
      const T middle = (before + after) / 2;
      const auto u = inputs_within<M>(own, stages, number((times[lane] + middle * lengths[lane]) / step));
      (any_lane(crossed_threshold<M>(state_at(middle), parameters, u)) ? after : before) = middle;
    }
    if (after < 1) put_lane(end, state_at(after), lane);
    lengths[lane] *= after;
  }
  h = load_lanes<B>(lengths.data());
}

} // namespace cortexpr::detail
