// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/integrators/dormand_prince_rule.hpp>
#include <cortexpr/detail/integrators/propagator.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <utility>

// The variables of one neuron over a piece of a time step, as functions of the part of the piece that has passed. A
// curve may end sooner than it was asked to.

namespace cortexpr::detail {

/// Calls f(integral_constant<K>) for every variable of M.
template <Model M, class F>
[[gnu::always_inline]] inline void each_variable(const F& f) {
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    (f(std::integral_constant<std::size_t, K>{}), ...);
  }
  (std::make_index_sequence<state_size<M>>{});
}

/// The solution of linear equations with constant inputs: the Taylor series of the matrix exponential, up to rounding
/// errors. It ends sooner where so many terms would be needed that they cancel.
template <Model M>
class exact_curve {
public:
  using state = state_of<M, numeric<double>>;

  template <class Inputs>
  exact_curve(const linear_coefficients<M>& system, const state& x, [[maybe_unused]] const Inputs& in, double length,
              bool active)
      : length_(length) {
    constexpr std::size_t n = state_size<M>;
    std::array<double, n> constant;
    std::array<bool, n> rests;
    for (std::size_t i = 0; i < n; ++i) {
      rests[i] = Refractory<M> && !active && held_row<M>(i);
      constant[i] = system[i][column_count<M>];
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((constant[i] += system[i][n + K] * variable<K>(in).value), ...);
      }
      (std::make_index_sequence<input_count<M>>{});
    }
    each_variable<M>([&](auto k) { terms_[0][k] = variable<k>(x).value; });
    while (!expand(system, constant, rests)) length_ /= 2;
  }

  [[nodiscard]] double length() const { return length_; }
  [[nodiscard]] state at(double part) const {
    state x{};
    each_variable<M>([&](auto k) {
      double sum = terms_[degree_][k];
      for (std::size_t d = degree_; d-- > 0;) sum = terms_[d][k] + part * sum;
      variable<k>(x) = lanes<double>(sum);
    });
    return x;
  }

private:
  static constexpr std::size_t most_terms = 24;

  /// False if the series is too long for this length.
  bool expand(const linear_coefficients<M>& system, const std::array<double, state_size<M>>& constant,
              const std::array<bool, state_size<M>>& rests) {
    constexpr std::size_t n = state_size<M>;
    std::array<double, n> largest;
    for (std::size_t i = 0; i < n; ++i) largest[i] = std::abs(terms_[0][i]);
    int negligible = 0;
    for (degree_ = 1; degree_ <= most_terms; ++degree_) {
      const double factor = length_ / static_cast<double>(degree_);
      bool small = true;
      for (std::size_t i = 0; i < n; ++i) {
        double slope = degree_ == 1 ? constant[i] : 0;
        for (std::size_t j = 0; j < n; ++j) slope += system[i][j] * terms_[degree_ - 1][j];
        const double term = rests[i] ? 0 : slope * factor;
        terms_[degree_][i] = term;
        if (!std::isfinite(term)) return true; // no shorter piece would be better
        largest[i] = std::max(largest[i], std::abs(term));
        small = small && std::abs(term) <= 1e-18 * largest[i];
      }
      negligible = small ? negligible + 1 : 0;
      if (negligible == 2) return true;
    }
    degree_ = most_terms;
    return false;
  }

  std::array<std::array<double, state_size<M>>, most_terms + 1> terms_;
  std::size_t degree_ = 0;
  double length_;
};

/// One step of the rule of Dormand and Prince, as long as a relative error of 1e-9 lets it be, with its interpolation.
/// `slope(x, passed)`: the derivative when so much of the piece has passed.
template <Model M>
class runge_kutta_curve {
public:
  using state = state_of<M, numeric<double>>;

  template <class Slope>
  runge_kutta_curve(const Slope& slope, const state& x, double length) : length_(length) {
    using rule = dormand_prince_rule;
    std::array<decltype(slope(x, 0.)), rule::slopes> k;
    k[0] = slope(x, 0.);
    state y = x;
    for (int tries = 0;; ++tries) {
      const auto stage = [&]<std::size_t S>(std::integral_constant<std::size_t, S>) {
        each_variable<M>([&](auto v) {
          variable<v>(y) = variable<v>(x) + lanes<double>(length_) * weighted<v, S, double>(k, rule::weights[S]);
        });
        k[S] = slope(y, rule::times[S] * length_);
      };
      [&]<std::size_t... S>(std::index_sequence<S...>) { (stage(std::integral_constant<std::size_t, S + 1>{}), ...); }
      (std::make_index_sequence<rule::slopes - 1>{});
      double worst = 0;
      each_variable<M>([&](auto v) {
        const lanes<double> error = weighted<v, rule::slopes, double>(k, rule::error);
        const double allowed = 1e-9 * (std::max(std::abs(variable<v>(x).value), std::abs(variable<v>(y).value)) +
                                       std::abs(length_ * variable<v>(k[0]).value));
        const double share = std::abs(length_ * error.value) / std::max(allowed, 1e-300);
        worst = share <= worst ? worst : share; // also where it is no number
      });
      if (worst <= 1 || tries == most_tries) break;
      length_ *= worst < 1e6 ? std::max(0.1, 0.9 * std::pow(worst, -0.2)) : 0.1;
    }
    each_variable<M>([&](auto v) { curve_[v] = interpolated<v, double>(x, y, k, lanes<double>(length_)); });
  }

  [[nodiscard]] double length() const { return length_; }
  [[nodiscard]] state at(double part) const {
    state x{};
    each_variable<M>([&](auto k) { variable<k>(x) = curve_[k].at(lanes<double>(part)); });
    return x;
  }

private:
  static constexpr int most_tries = 20;
  std::array<interpolation<lanes<double>>, state_size<M>> curve_;
  double length_;
};

/// The inputs of a step when a part of it has passed: the polynomial through the values at the stages of an
/// integrator. Inputs that rest rest.
template <Model M, class U, std::size_t Stages>
[[nodiscard]] U inputs_between(const std::array<U, Stages>& in,
                               [[maybe_unused]] const std::array<double, Stages>& stages,
                               [[maybe_unused]] double part) {
  U u = in[0];
  for (std::size_t s = 1; s < Stages; ++s) {
    [[maybe_unused]] double share = 1;
    for (std::size_t o = 0; o < Stages; ++o)
      if (stages[o] != stages[s]) share *= (part - stages[o]) / (stages[s] - stages[o]);
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((variable<K>(u) = variable<K>(u) + lanes<double>(share) * (variable<K>(in[s]) - variable<K>(in[0]))), ...);
    }
    (std::make_index_sequence<input_count<M>>{});
  }
  return u;
}

} // namespace cortexpr::detail
