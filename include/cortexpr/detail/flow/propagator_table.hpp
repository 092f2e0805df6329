// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/integrators/matrix_exponential.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>
#include <cortexpr/units/math.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// What becomes of N variables over some time: x <- P x + q.
template <std::size_t N>
struct affine_map {
  std::array<std::array<double, N>, N> p{};
  std::array<double, N> q{};

  /// First `before`, then this.
  [[nodiscard]] affine_map after(const affine_map& before) const {
    affine_map both;
    for (std::size_t i = 0; i < N; ++i) {
      both.q[i] = q[i];
      for (std::size_t k = 0; k < N; ++k) {
        both.q[i] += p[i][k] * before.q[k];
        for (std::size_t j = 0; j < N; ++j) both.p[i][j] += p[i][k] * before.p[k][j];
      }
    }
    return both;
  }
};

/// The coefficients of x' = A x + b, b in the last column, of a rule whose equations are linear; `x` tells the
/// variables that are constant.
template <class Rule, std::size_t N = state_size<equations_of<Rule>>>
[[nodiscard]] std::array<std::array<double, N + 1>, N> linear_system_of(const Rule& rule,
                                                                        const std::array<double, N>& x) {
  using model = equations_of<Rule>;
  using reading = dual_numbers<double, N>;
  state_of<model, reading> at{};
  seed(at, [&](std::size_t k) {
    dual<double, N> number = dual<double, N>::of_variable(lanes<double>(0.0), k);
    if (constants_of<Rule>[k]) number = dual<double, N>(lanes<double>(x[k]));
    return number;
  });
  const auto slope = cortexpr::detail::flow<model>(at, parameters_of<model, reading>{rule}, no_inputs{});
  std::array<std::array<double, N + 1>, N> system{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    const auto row = [&](auto& out, const dual<double, N>& number) {
      for (std::size_t j = 0; j < N; ++j) out[j] = number.slope(j).value;
      out[N] = number.value.value;
    };
    (row(system[K], variable<K>(slope)), ...);
  }
  (std::make_index_sequence<N>{});
  return system;
}

/// The solution of the linear equations of a rule over some seconds. Each variable is solved with those that it depends
/// on: squaring a matrix as often as the fastest of all variables needs would cost the slow ones their last digits.
template <class Rule, std::size_t N = state_size<equations_of<Rule>>>
[[nodiscard]] affine_map<N> solve_over(const std::array<std::array<double, N + 1>, N>& system, double seconds) {
  constexpr const auto& reach = reach_of<equations_of<Rule>>;
  affine_map<N> map;
  for (std::size_t i = 0; i < N; ++i) {
    bool alone = true;
    for (std::size_t j = 0; j < N; ++j) alone = alone && (j == i || !reach[i][j] || constants_of<Rule>[j]);
    if (alone) {
      const double z = system[i][i] * seconds;
      map.p[i][i] = std::exp(z);
      map.q[i] = system[i][N] * seconds * exprel(z);
      continue;
    }
    square_matrix<N + 1> m{};
    for (std::size_t k = 0; k < N; ++k)
      if (reach[i][k])
        for (std::size_t j = 0; j <= N; ++j) m[k][j] = system[k][j] * seconds;
    const auto e = matrix_exponential(m);
    for (std::size_t j = 0; j < N; ++j) map.p[i][j] = e[i][j];
    map.q[i] = e[i][N];
  }
  return map;
}

/// The solutions of the equations of an event-driven rule over any number of steps: every entry is an exponential of
/// its own, so that errors do not grow with time.
template <class Rule>
class propagator_table {
public:
  static constexpr std::size_t count = state_size<equations_of<Rule>>;
  using map = affine_map<count>;

  propagator_table() = default;
  [[gnu::cold]] propagator_table(const Rule& rule, double dt) : rule_(rule), dt_(dt) {
    if constexpr (!has_constants<Rule>) {
      system_ = linear_system_of(rule_, {});
      for (std::size_t level = 0; level < tables_.size(); ++level) {
        tables_[level].resize(level + 1 == tables_.size() ? top : base);
        for (std::size_t k = 0; k < tables_[level].size(); ++k)
          tables_[level][k] = solve(static_cast<double>(k << (bits * level)));
      }
    }
  }
  /// Whether it was made from these.
  [[nodiscard]] bool is_of(const Rule& rule, double dt) const { return rule_ == rule && dt_ == dt; }
  /// Whether all coefficients are numbers.
  [[nodiscard]] bool finite() const {
    for (const auto& row : system_)
      for (const double a : row)
        if (!std::isfinite(a)) return false;
    return true;
  }

  /// What happens in so many steps, the same for all synapses.
  [[nodiscard]] map over(std::uint32_t steps) const {
    if (steps >= std::uint32_t{top} << (2 * bits)) [[unlikely]]
      return solve(steps);
    map all = tables_[0][steps % base];
    if (const std::uint32_t k = steps >> bits & (base - 1); k != 0) all = tables_[1][k].after(all);
    if (const std::uint32_t k = steps >> (2 * bits); k != 0) all = tables_[2][k].after(all);
    return all;
  }
  /// The same to one synapse with the values x.
  void advance(std::array<double, count>& x, std::uint32_t steps) const {
    if constexpr (has_constants<Rule>) {
      apply(solve_over<Rule>(linear_system_of(rule_, x), steps * dt_), x);
    } else if (steps >= std::uint32_t{top} << (2 * bits)) {
      apply(solve(steps), x);
    } else {
      apply(tables_[0][steps % base], x);
      if (const std::uint32_t k = steps >> bits & (base - 1); k != 0) apply(tables_[1][k], x);
      if (const std::uint32_t k = steps >> (2 * bits); k != 0) apply(tables_[2][k], x);
    }
  }

  /// Whether variable i depends on variable j over a finite time.
  [[nodiscard]] static constexpr bool reaches(std::size_t i, std::size_t j) {
    return reach_of<equations_of<Rule>>[i][j];
  }

private:
  static constexpr std::size_t bits = 8, base = std::size_t{1} << bits, top = 64;

  [[gnu::noinline, gnu::cold]] map solve(double steps) const { return solve_over<Rule>(system_, steps * dt_); }
  static void apply(const map& m, std::array<double, count>& x) {
    std::array<double, count> y = m.q;
    [&]<std::size_t... E>(std::index_sequence<E...>) {
      ((reaches(E / count, E % count) ? void(y[E / count] += m.p[E / count][E % count] * x[E % count]) : void()), ...);
    }
    (std::make_index_sequence<count * count>{});
    x = y;
  }

  Rule rule_{};
  double dt_ = 0;
  std::array<std::array<double, count + 1>, count> system_{};
  std::array<sequence<map>, 3> tables_; ///< over 0, 1, ... steps; over 0, 256, ...; over 0, 65536, ...
};

} // namespace cortexpr::detail
