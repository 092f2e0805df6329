// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/fwd.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace cortexpr {

/// Values of a list (SI): one per neuron or synapse, or, for synapses, a matrix of sources x targets. N numbers that
/// stand in the program, or as many as are known at run time.
template <dimension D, std::size_t N>
struct value_list {
  static constexpr dimension dims = D;
  std::conditional_t<N == 0, std::vector<double>, std::array<double, N>> si;
  detail::matrix_size size; ///< of a matrix; a list has none

  [[nodiscard]] constexpr bool is_matrix() const { return size.rows > 1 && size.columns > 1; }
  /// The value of a synapse: of the pair (i, j) in a matrix, by its number in a list; null if there is none.
  [[nodiscard]] const double* find(std::uint32_t i, std::uint32_t j, std::uint64_t number) const {
    const std::uint64_t place = is_matrix() ? i * size.columns + j : number;
    return place < si.size() ? &si[place] : nullptr;
  }
};

/// Values known at run time, counted in `unit`: any range or xtensor expression, read at once.
///
///     set<"n.V_th">(values(V_th, 1_mV))         // a list: by the number of the neuron
///     set<"S.w">(values(w, 1_nS))               // by the number of the synapse, in the order of creation,
///     set<"S.w">(values(nS, 1_nS))              // or a matrix of sources x targets: w(i, j) is that of i -> j
///     set<"n.v">(values(xt::random::randn<double>({100}, -65.0, 3.0), 1_mV))
///
/// An array of two dimensions of which one is 1 is a list. Throws `invalid_value` for more dimensions.
template <class Range, dimension D = dim::one>
[[nodiscard]] value_list<D> values(const Range& range, quantity<D> unit = quantity<D>(1)) {
  value_list<D> list;
  if constexpr (detail::Shaped<Range>)
    if (range.shape().size() > 1) list.size = detail::size_of_matrix("values", range);
  detail::for_each_element(range, [&](const auto& x) { list.si.push_back(static_cast<double>(x) * unit.si()); });
  return list;
}
/// The same, of numbers in braces: `set<"n.I">(values({0.4, 2, 4}, 1_nA))`. They may stand in a description, too.
template <std::size_t N, dimension D = dim::one>
[[nodiscard]] constexpr value_list<D, N> values(const double (&numbers)[N], quantity<D> unit = quantity<D>(1)) {
  value_list<D, N> list{};
  for (std::size_t k = 0; k < N; ++k) list.si[k] = numbers[k] * unit.si();
  return list;
}

namespace detail {

template <class T>
inline constexpr bool is_value_list = false;
template <dimension D, std::size_t N>
inline constexpr bool is_value_list<value_list<D, N>> = true;
/// A list that may stand in a description.
template <class T>
inline constexpr bool is_fixed_list = false;
template <dimension D, std::size_t N>
inline constexpr bool is_fixed_list<value_list<D, N>> = N != 0;

/// Refuses a matrix of values for what has one value per neuron.
template <dimension D, std::size_t N>
void require_list(const value_list<D, N>& list, const std::string& name) {
  if (list.is_matrix())
    raise({"'", name, "': ", list.size.rows, " x ", list.size.columns,
           " values, a matrix, where a list is wanted; give one value per neuron (xt::flatten makes a list of rows)"});
}
/// Refuses a matrix of another size than sources x targets; other values pass.
template <class V>
void require_matrix_of(const V& given_values, std::size_t sources, std::size_t targets, const std::string& name) {
  if constexpr (is_value_list<V>)
    if (given_values.is_matrix() && (given_values.size.rows != sources || given_values.size.columns != targets))
      raise({"'", name, "': the matrix of values is ", given_values.size.rows, " x ", given_values.size.columns,
             ", but there are ", sources, " sources and ", targets, " targets (rows are sources)"});
}

} // namespace detail

} // namespace cortexpr
