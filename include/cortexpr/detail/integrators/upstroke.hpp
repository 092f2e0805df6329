// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/integrators/own_slope.hpp>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cstddef>
#include <limits>
#include <utility>

namespace cortexpr::detail {

/// The one variable that a threshold reads, or `not_found`: where it reads several, or an input.
template <Model M>
constexpr std::size_t find_threshold_variable() {
  const dependence_arguments<M> a;
  const auto read = static_cast<dependency<column_count<M>>>(crossed_threshold<M>(a.x, a.p, a.in)).used;
  std::size_t found = not_found;
  for (std::size_t k = 0; k < column_count<M>; ++k)
    if ((read >> k & 1U) != 0) {
      if (found != not_found || k >= state_size<M>) return not_found;
      found = k;
    }
  return found;
}
template <class M>
inline constexpr std::size_t threshold_variable = not_found;
template <class M>
  requires Flows<M> && Thresholded<M>
inline constexpr std::size_t threshold_variable<M> = find_threshold_variable<M>();

template <Model M, std::size_t K>
inline constexpr bool bends_in = !dependence_of_flow<M>[K].affine_in(K);
/// A neuron with a reset whose threshold stands in an upstroke: the variable that is compared with it makes itself
/// faster.
template <class M>
concept ThresholdInUpstroke =
    Flows<M> && Resets<M> && !Noisy<M> && threshold_variable<M> != not_found && bends_in<M, threshold_variable<M>>;

/// Where a neuron's upstroke begins, and the threshold.
struct upstroke_levels {
  double begin = 0, top = 0;
};

/// Finds the levels for a neuron: an upstroke is where the growth rate d(dx/dt)/dx of the variable x exceeds `rate`,
/// the other variables being as at the start. Without an upstroke it begins at the threshold; without a threshold above
/// nowhere.
template <Model M>
[[gnu::cold]] upstroke_levels find_upstroke(const parameters_of<M, numeric<double>>& p, double rate) {
  constexpr std::size_t K = threshold_variable<M>;
  using state = state_of<M, numeric<double>>;
  const inputs_of<M, numeric<double>> in{};
  state rest{};
  const double start = static_cast<const lanes<double>&>(variable<K>(rest)).value;
  const auto at = [&](double level) {
    state x = rest;
    variable<K>(x) = lanes<double>(level);
    return x;
  };
  const auto spikes = [&](double level) { return any_lane(crossed_threshold<M>(at(level), p, in)); };
  const auto grows = [&](double level) { return own_slope<M, K, double>(at(level), p, in).slope(0).value > rate; };
  // Between a level where `condition` does not hold and one where it does.
  const auto limit = [](double no, double yes, const auto& condition) {
    for (int k = 0; k < 100; ++k) {
      const double middle = no + (yes - no) / 2;
      (condition(middle) ? yes : no) = middle;
    }
    return yes;
  };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double up = 1e-9, down = 1e-9;
  while (!spikes(start + up) && up < 1e12) up *= 2;
  while (spikes(start - down) && down < 1e12) down *= 2;
  if (!spikes(start + up) || spikes(start - down)) return {infinity, infinity};
  upstroke_levels levels;
  levels.top = limit(start - down, start + up, spikes);
  const double below = levels.top - 1e-6 * (up + down);
  levels.begin = levels.top;
  if (grows(below)) {
    double depth = 1e-6 * (up + down);
    while (grows(below - depth) && depth < 1e3 * (up + down)) depth *= 2;
    levels.begin = grows(below - depth) ? -infinity : limit(below - depth, below, grows);
  }
  return levels;
}

/// What a step has made of one neuron.
template <class X>
struct upstroke_end {
  X x;        ///< at the end of the step
  X crossing; ///< at the threshold, before the reset
  bool fired = false;
};

/// A step of one neuron that is in its upstroke or has crossed the threshold, `begin` before it and `plain` after it by
/// the rule that is used elsewhere. The time that the variable takes from level to level is an integral of 1/(dx/dt),
/// which Simpson's rule finds in steps in which dx/dt grows by exp(1.5): in the upstroke x is a bad function of time,
/// and time a good one of x. The other variables are integrated over the same levels. At the threshold the neuron is
/// reset; it goes on from there by the midpoint rule, or rests if it is refractory.
template <Model M, class T>
[[gnu::noinline, gnu::flatten]] upstroke_end<state_of<M, numeric<T>>>
step_in_upstroke(const state_of<M, numeric<T>>& begin, const state_of<M, numeric<T>>& plain,
                 const parameters_of<M, numeric<T>>& p, const inputs_of<M, numeric<T>>& in, T dt, T top) {
  constexpr std::size_t K = threshold_variable<M>, n = state_size<M>;
  using number = lanes<T>;
  using state = state_of<M, numeric<T>>;
  constexpr auto every_variable = std::make_index_sequence<n>{};
  const auto for_each = [&](const auto& f) {
    [&]<std::size_t... J>(std::index_sequence<J...>) { (f(std::integral_constant<std::size_t, J>{}), ...); }
    (every_variable);
  };
  using slopes = std::array<T, n>;
  struct view {
    slopes f;
    T growth;
  };
  const auto level_of = [](const state& y) { return static_cast<const number&>(variable<K>(y)).value; };
  const auto slopes_at = [&](const state& y) {
    const auto f = flow<M>(y, p, in);
    slopes all;
    for_each([&](auto j) { all[j] = static_cast<const number&>(variable<j>(f)).value; });
    return all;
  };
  const auto look = [&](const state& y) {
    using reading = dual_numbers<T, 1>;
    auto dy = converted<state_of<M, reading>>(y);
    variable<K>(dy) = dual<T, 1>::of_variable(variable<K>(y), 0);
    const auto f = flow<M>(dy, p, converted<inputs_of<M, reading>>(in));
    view all;
    for_each([&](auto j) { all.f[j] = static_cast<const dual<T, 1>&>(variable<j>(f)).value.value; });
    all.growth = static_cast<const dual<T, 1>&>(variable<K>(f)).slope(0).value;
    return all;
  };
  const auto move = [&](state& y, const slopes& f, T h) {
    for_each([&](auto j) { variable<j>(y) = variable<j>(y) + number(h * f[j]); });
  };
  state x = begin;
  T passed = 0;
  view here_now = look(x);
  // Moves y to a level above it; what that takes is returned, or a negative number if it does not get there.
  const auto climb = [&](state& y, const slopes& first, view& last, T to) {
    const T from = level_of(y);
    state middle = y, end = y;
    variable<K>(middle) = number(from + (to - from) / 2);
    variable<K>(end) = number(to);
    const slopes half = slopes_at(middle);
    last = look(end);
    if (!(first[K] > 0 && half[K] > 0 && last.f[K] > 0)) return T(-1);
    const T sixth = (to - from) / 6, a = sixth / first[K], b = 4 * sixth / half[K], c = sixth / last.f[K];
    for_each([&](auto j) { variable<j>(y) = variable<j>(y) + number(a * first[j] + b * half[j] + c * last.f[j]); });
    variable<K>(y) = number(to);
    return a + b + c;
  };
  const auto finish = [&](state end) {
    for_each([&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      if constexpr (!reach_of<M>[J][K]) variable<J>(end) = variable<J>(plain);
    });
    return upstroke_end<state>{end, end, false};
  };
  // The neuron is at the threshold when so much of the step has passed.
  const auto spike_at = [&](state y, T after_begin) {
    // What does not depend on the variable moves as everywhere.
    const T part = after_begin / dt;
    for_each([&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      if constexpr (!reach_of<M>[J][K])
        variable<J>(y) = variable<J>(begin) + number(part) * (variable<J>(plain) - variable<J>(begin));
    });
    const state crossing = y;
    reset_state<M>(y, p, in);
    block<T> here;
    here.dt = number(dt - after_begin);
    here.active = true;
    if constexpr (HasRefractoryFunction<M> && !refractory_is_time<M>) {
      here.active = false; // the condition is read when the next step begins
    } else if constexpr (Refractory<M>) {
      const T t_ref = [&] {
        if constexpr (refractory_is_time<M>)
          return lanes<T>(refractory_outcome<M>(y, p, in)).value;
        else
          return static_cast<const number&>(variable<find_variable<parameters_of<M, checked>>("t_ref")>(p)).value;
      }();
      here.active = t_ref < dt * T(0.999);
    }
    const state after = y;
    const auto middle = moved(y, gated_flow<M>(y, p, in, here), here.dt * number(T(0.5)));
    y = moved(y, gated_flow<M>(middle, p, in, here), here.dt);
    for_each([&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
      if constexpr (!reach_of<M>[J][K])
        variable<J>(y) = variable<J>(plain) + (variable<J>(after) - variable<J>(crossing));
    });
    return upstroke_end<state>{y, crossing, true};
  };
  const auto as_elsewhere = [&] {
    return level_of(plain) < top ? upstroke_end<state>{plain, plain, false} : spike_at(plain, dt);
  };
  for (int steps = 0; level_of(x) < top; ++steps) {
    const T rate = here_now.f[K], growth = here_now.growth, left = dt - passed;
    // What is not in an upstroke after all (an input holds it back) steps by the plain rule.
    if (steps == 60 || !(rate > 0) || !(growth * dt > T(0.01))) return as_elsewhere();
    const T fold = rate / growth;
    if (growth * left < T(0.65)) { // a gentle one: Runge and Kutta's rule
      state y = x, end = x;
      move(y, here_now.f, left / 2);
      const slopes k2 = slopes_at(y);
      y = x;
      move(y, k2, left / 2);
      const slopes k3 = slopes_at(y);
      y = x;
      move(y, k3, left);
      const slopes k4 = slopes_at(y);
      slopes mean;
      for (std::size_t j = 0; j < n; ++j) mean[j] = (here_now.f[j] + 2 * (k2[j] + k3[j]) + k4[j]) / 6;
      move(end, mean, left);
      if (level_of(end) < top) return finish(end);
    }
    if (1 / growth < T(0.03) * dt) { // the rest is over in no time
      const T takes = -std::expm1((level_of(x) - top) / fold) / growth;
      if (takes < left) {
        variable<K>(x) = number(top);
        passed += takes;
        break;
      }
    }
    view next;
    if (growth * left > T(0.95)) { // it may well climb so far
      state end = x;
      const T takes = climb(end, here_now.f, next, std::min(level_of(x) + T(1.5) * fold, top));
      if (takes < 0) return as_elsewhere();
      if (takes <= left) {
        x = end;
        here_now = next;
        passed += takes;
        continue;
      }
    }
    // The step ends on the way. By the equation's exponential approximation, then by Newton's rule.
    T to = std::min(level_of(x) - fold * std::log1p(-std::min(growth * left, T(0.95))), top);
    for (int k = 0;; ++k) {
      state end = x;
      const T miss = left - climb(end, here_now.f, next, to);
      if (!(miss <= left)) return as_elsewhere();
      if (to == top && miss >= 0) { // it is there before
        x = end;
        passed += left - miss;
        break;
      }
      if (k == 3 || std::abs(miss) < T(0.01) * left) {
        move(end, next.f, miss);
        return finish(end);
      }
      to = std::min(std::max(to + miss * next.f[K], level_of(x)), top);
    }
  }
  return spike_at(x, passed);
}

} // namespace cortexpr::detail
