// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/matrix_exponential.hpp>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/readings/dual_numbers.hpp>

namespace cortexpr::detail {

/// The coefficients of x' = A x + B u + b of a linear model: A, then B, then b in the last column.
template <Model M>
using linear_coefficients = std::array<std::array<double, column_count<M> + 1>, state_size<M>>;

template <Model M>
linear_coefficients<M> linear_system(const parameters_of<M, numeric<double>>& numbers) {
  constexpr std::size_t n = column_count<M>;
  using reading = dual_numbers<double, n>;
  state_of<M, reading> x{};
  inputs_of<M, reading> in{};
  seed(x, [](std::size_t k) { return dual<double, n>::of_variable(lanes<double>(0.0), k); });
  seed(in, [](std::size_t k) { return dual<double, n>::of_variable(lanes<double>(0.0), state_size<M> + k); });
  const auto p = converted<parameters_of<M, reading>>(numbers);
  const auto dx = cortexpr::detail::flow<M>(x, p, in);
  linear_coefficients<M> system{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    const auto row = [&](std::array<double, n + 1>& out, const dual<double, n>& number) {
      for (std::size_t j = 0; j < n; ++j) out[j] = number.slope(j).value;
      out[n] = number.value.value;
    };
    (row(system[K], variable<K>(dx)), ...);
  }
  (std::make_index_sequence<state_size<M>>{});
  return system;
}

template <Model M>
constexpr bool held_row(std::size_t row) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) { return ((held<M, K> && K == row) || ... || false); }
  (std::make_index_sequence<state_size<M>>{});
}

/// The coefficients of x <- P x + Q u + q after one step; `hold` keeps the held variables at rest.
template <Model M>
linear_coefficients<M> propagate(const linear_coefficients<M>& system, double dt, bool hold) {
  constexpr std::size_t size = column_count<M> + 1;
  square_matrix<size> m{};
  for (std::size_t i = 0; i < state_size<M>; ++i)
    if (!(hold && held_row<M>(i)))
      for (std::size_t j = 0; j < size; ++j) m[i][j] = system[i][j] * dt;
  const auto e = matrix_exponential(m);
  linear_coefficients<M> step{};
  for (std::size_t i = 0; i < state_size<M>; ++i) step[i] = e[i];
  return step;
}

/// Which variables a variable depends on over a finite time: the transitive closure of the equations' pattern.
template <Model M>
constexpr auto make_reach() {
  constexpr std::size_t n = state_size<M>;
  std::array<std::array<bool, n>, n> reach{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) reach[i][j] = i == j || dependence_of_flow<M>[i].uses(j);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) reach[i][j] = reach[i][j] || (reach[i][k] && reach[k][j]);
  return reach;
}
template <Model M>
inline constexpr auto reach_of = make_reach<M>();

/// Whether variable `row` depends on another variable that is held.
template <Model M>
constexpr bool reaches_held(std::size_t row) {
  for (std::size_t j = 0; j < state_size<M>; ++j)
    if (j != row && reach_of<M>[row][j] && held_row<M>(j)) return true;
  return false;
}

/// Whether the coefficient in `column` (variable, input or constant) of a row may differ from zero.
template <Model M>
constexpr bool in_propagator(std::size_t row, std::size_t column) {
  if (column < state_size<M>) return reach_of<M>[row][column];
  for (std::size_t j = 0; j < state_size<M>; ++j)
    if (reach_of<M>[row][j])
      if (column < column_count<M> ? dependence_of_flow<M>[j].uses(column) : dependence_of_flow<M>[j].offset)
        return true;
  return false;
}

/// The coefficients that are kept, row by row: entries of row i stand at first[i] .. first[i + 1].
template <std::size_t Rows, std::size_t Columns>
struct entry_list {
  static constexpr std::size_t constant = Columns - 1;
  std::array<std::size_t, Rows + 1> first{};
  std::array<std::size_t, Rows * Columns> column{};
  std::size_t size = 0;
};

/// Entries (row, column) for which `occurs` says so.
template <Model M, class Occurs>
constexpr auto list_entries(Occurs occurs) {
  entry_list<state_size<M>, column_count<M> + 1> list;
  for (std::size_t i = 0; i < state_size<M>; ++i) {
    list.first[i] = list.size;
    for (std::size_t j = 0; j <= column_count<M>; ++j)
      if (occurs(i, j)) list.column[list.size++] = j;
  }
  list.first[state_size<M>] = list.size;
  return list;
}

/// The rows of the propagator that `keep` wants.
template <Model M, class Keep>
constexpr auto propagator_entries(Keep keep) {
  return list_entries<M>([keep](std::size_t i, std::size_t j) { return keep(i) && in_propagator<M>(i, j); });
}

/// Coefficients one after the other, each a cache line (shared by all neurons) or a padded column (one per neuron).
template <class T, const auto& Entries>
class coefficient_table {
public:
  void resize(bool varying, std::size_t n) {
    constexpr std::size_t line = column<T>::line;
    stride_ = varying ? 1 : 0;
    length_ = varying ? (n + line - 1) / line * line : line;
    data_.assign(length_ * Entries.size, T(0));
  }

  template <class Matrix>
  void fill(std::size_t i, const Matrix& matrix) {
    for (std::size_t r = 0; r + 1 < Entries.first.size(); ++r)
      for (std::size_t e = Entries.first[r]; e < Entries.first[r + 1]; ++e) {
        const T value = static_cast<T>(matrix[r][Entries.column[e]]);
        if (stride_ == 0)
          std::fill_n(data_.begin() + static_cast<std::ptrdiff_t>(e * length_), length_, value);
        else
          data_[e * length_ + i] = value;
      }
  }

  /// Entry `e` for the neurons of the block that begins at `first`.
  template <class B>
  [[nodiscard, gnu::always_inline]] lanes<B> at(std::size_t e, std::size_t first) const {
    return load_lanes<B>(data_.data() + first * stride_ + e * length_);
  }
  /// All entries, where neurons share them: in registers over a loop.
  template <class B>
  [[nodiscard, gnu::always_inline]] std::array<lanes<B>, Entries.size> shared() const {
    std::array<lanes<B>, Entries.size> all;
    for (std::size_t e = 0; e < Entries.size; ++e) all[e] = load_lanes<B>(data_.data() + e * length_);
    return all;
  }

private:
  sequence<T, memory::cache_lines> data_;
  std::size_t stride_ = 0, length_ = 0;
};

/// Nothing is kept where no coefficient is needed.
template <class T, const auto& Entries>
  requires(Entries.size == 0)
class coefficient_table<T, Entries> {
public:
  void resize(bool, std::size_t) {}
  template <class B>
  [[nodiscard]] lanes<B> at(std::size_t, std::size_t) const {
    return {};
  }
  template <class B>
  [[nodiscard]] std::array<lanes<B>, 0> shared() const {
    return {};
  }
};

/// What the columns of a row multiply: the variables and, unless they are zero, the inputs.
template <Model M, bool WithInputs, class B, class X, class U>
[[nodiscard, gnu::always_inline]] constexpr auto row_arguments(const X& x, [[maybe_unused]] const U& u) {
  std::array<lanes<B>, state_size<M> + (WithInputs ? input_count<M> : 0)> all;
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((all[K] = variable<K>(x)), ...); }
  (std::make_index_sequence<state_size<M>>{});
  if constexpr (WithInputs) {
    [&]<std::size_t... K>(std::index_sequence<K...>) { ((all[state_size<M> + K] = variable<K>(u)), ...); }
    (std::make_index_sequence<input_count<M>>{});
  }
  return all;
}

/// The sum over row R of coefficient times variable; `coefficient(e)` gives the entries of the table. What comes
/// after the columns of `from` is zero, but for the constant.
template <const auto& Entries, std::size_t R, class L, std::size_t N, class Coefficient>
[[nodiscard, gnu::always_inline]] inline L dot(const std::array<L, N>& from, const Coefficient& coefficient) {
  constexpr std::size_t begin = Entries.first[R], count = Entries.first[R + 1] - begin;
  L sum;
  bool empty = true;
  const auto add = [&]<std::size_t E>(std::integral_constant<std::size_t, E>) __attribute__((always_inline)) {
    constexpr std::size_t column = Entries.column[begin + E];
    if constexpr (column == Entries.constant)
      sum = coefficient(begin + E), empty = false;
    else if constexpr (column < N)
      sum = empty ? coefficient(begin + E) * from[column] : sum + coefficient(begin + E) * from[column], empty = false;
  };
  // The constant, if there is one, is the last entry and begins the sum.
  [&]<std::size_t... E>(std::index_sequence<E...>) __attribute__((always_inline)) {
    (add(std::integral_constant<std::size_t, count - 1 - E>{}), ...);
  }
  (std::make_index_sequence<count>{});
  return sum;
}

} // namespace cortexpr::detail
