// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// The variables of rule R of a list as rows of numbers in SI units, one for each variable.
template <class List, std::size_t R, class Columns>
[[nodiscard]] auto variable_rows(Columns& columns) {
  using rule = std::tuple_element_t<R, decltype(List::rules)>;
  constexpr std::size_t first = first_variable_of<List, R>;
  const auto row = []<class Column>(Column& column) {
    using value = typename Column::value_type;
    static_assert(std::is_standard_layout_v<value> && sizeof(value) == sizeof(double));
    return reinterpret_cast<double*>(column.data()); // the one member of a quantity
  };
  return [&]<std::size_t... V>(std::index_sequence<V...>) {
    return std::array<double*, sizeof...(V)>{row(std::get<first + V>(columns))...};
  }
  (std::make_index_sequence<state_size<equations_of<rule>>>{});
}

/// Calls f(integral constant R) for the rules of a list that fulfil a condition.
template <class List, template <class> class Condition, class F>
constexpr void for_rules([[maybe_unused]] F&& f) {
  [&]<std::size_t... R>(std::index_sequence<R...>) {
    [[maybe_unused]] const auto call = [&]<std::size_t K>([[maybe_unused]] std::integral_constant<std::size_t, K> r) {
      if constexpr (Condition<std::tuple_element_t<K, decltype(List::rules)>>::value) f(r);
    };
    (call(std::integral_constant<std::size_t, R>{}), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(List::rules)>>{});
}

/// A pack from a place in a row, which need not be aligned.
[[nodiscard, gnu::always_inline]] inline lanes<pack<double>> load_pack(const double* from) {
  return lanes<pack<double>>(pack<double>::load_unaligned(from));
}
[[gnu::always_inline]] inline void store_pack(double* to, const lanes<pack<double>>& x) { x.value.store_unaligned(to); }

/// Calls f(rows, k) for packs of synapses that begin at k, from `begin` on. The last ones, which do not fill a pack,
/// are copied to one that repeats its first: numbers do not depend on where a row is cut.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void for_packs(const std::array<double*, N>& rows, std::size_t begin, std::size_t end,
                                             F&& f) {
  constexpr std::size_t size = lanes<pack<double>>::size;
  std::size_t k = begin;
  for (; k + size <= end; k += size) f(rows, k, k, size);
  if (k == end) return;
  std::array<std::array<double, size>, N> rest;
  std::array<double*, N> rest_rows;
  for (std::size_t v = 0; v < N; ++v) {
    rest_rows[v] = rest[v].data();
    for (std::size_t l = 0; l < size; ++l) rest[v][l] = rows[v][k + l < end ? k + l : k];
  }
  f(rest_rows, std::size_t{0}, k, end - k);
  for (std::size_t v = 0; v < N; ++v)
    for (std::size_t l = 0; k + l < end; ++l) rows[v][k + l] = rest[v][l];
}

} // namespace cortexpr::detail
