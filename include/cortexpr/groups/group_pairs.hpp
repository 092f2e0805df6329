// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/base/callback.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/groups/per_group.hpp>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// A value for each pair of groups: a table whose rows are the groups of sources, or a function of both numbers.
template <class T>
struct pair_table {
  std::size_t rows = 0, columns = 0; ///< of a table
  std::vector<T> values;             ///< row by row
  callback<T(std::size_t, std::size_t)> function;

  /// One value for each pair of so many groups, row by row.
  [[nodiscard]] std::vector<T> for_groups(std::size_t sources, std::size_t targets, std::string_view item) const {
    if (!function) {
      if (rows != sources || columns != targets)
        raise({"'", item, "': the table is ", rows, " x ", columns, ", but there are ", sources,
               " groups of sources and ", targets, " groups of targets (rows are sources)"});
      return values;
    }
    std::vector<T> all;
    all.reserve(sources * targets);
    for (std::size_t g = 0; g < sources; ++g)
      for (std::size_t h = 0; h < targets; ++h) all.push_back(function(g, h));
    return all;
  }
};

template <class Table>
concept ListOfRows = requires(const Table& table) {
  std::begin(*std::begin(table));
};

/// Reads a table of pairs: a function of two numbers, a matrix of xtensor or a list of rows. `convert(x)` makes an
/// entry.
template <class Table, class Convert>
[[nodiscard]] auto read_pair_table(std::string_view what, const Table& table, const Convert& convert) {
  if constexpr (!Shaped<Table> && std::invocable<const Table&, std::size_t, std::size_t>) {
    using T = std::remove_cvref_t<decltype(convert(table(std::size_t{0}, std::size_t{0})))>;
    return pair_table<T>{0, 0, {}, [table, convert](std::size_t g, std::size_t h) { return convert(table(g, h)); }};
  } else if constexpr (Shaped<Table>) {
    using T = std::remove_cvref_t<decltype(convert(*std::begin(table)))>;
    pair_table<T> all;
    const auto size = size_of_matrix(what, table);
    all.rows = size.rows, all.columns = size.columns;
    for_each_element(table, [&](const auto& x) { all.values.push_back(convert(x)); });
    return all;
  } else if constexpr (!ListOfRows<Table>) {
    static_assert(
        ListOfRows<Table>,
        "cortexpr: what differs between pairs of groups is a table with a row for each group of sources, "
        "std::vector<std::vector<double>>{{1, 2}, {3, 4}} or a matrix of xtensor, or a function of the numbers "
        "of both, [](std::size_t from, std::size_t to) { ... }");
    return pair_table<int>{};
  } else {
    using T = std::remove_cvref_t<decltype(convert(*std::begin(*std::begin(table))))>;
    pair_table<T> all;
    for (const auto& row : table) {
      const std::size_t before = all.values.size();
      for (const auto& x : row) all.values.push_back(convert(x));
      const std::size_t length = all.values.size() - before;
      if (all.rows++ == 0) all.columns = length;
      if (length != all.columns)
        raise({what, ": row ", all.rows - 1, " of the table has ", length, " entries and those before it ", all.columns,
               "; give one entry per group of targets"});
    }
    return all;
  }
}

/// A value for each pair of groups. Made by `per_pair(table)` or `per_pair(function)`.
template <class V>
struct pair_values_of_groups {
  using value_type = V;
  static constexpr dimension dims = dimension_of_entry<V>();
  pair_table<V> table;
};

} // namespace detail

/// A weight or a delay for each pair of groups: a table whose rows are the groups of sources and whose columns are the
/// groups of targets (a list of lists, a matrix of xtensor), or a function of both numbers. Entries are quantities,
/// numbers or distributions; `values(matrix, unit)` is a table of quantities. A population without groups counts as one
/// group.
///
/// Example (examples/reference/groups.cpp):
///
///     set<"cortex -> cortex.syn.w">(
///         per_pair([&](std::size_t from, std::size_t) { return normal(w[from] * 1_pA, 10_pA); }))
template <class Table>
[[nodiscard]] auto per_pair(const Table& table) {
  if constexpr (detail::CountedInUnit<Table>) {
    using V = quantity<Table::dims>;
    return detail::pair_values_of_groups<V>{{table.size.rows, table.size.columns, detail::quantities_of(table), {}}};
  } else {
    const auto same = [](const auto& x) { return x; };
    auto read = detail::read_pair_table("per_pair", table, same);
    using V = std::remove_cvref_t<decltype(read.values[0])>;
    return detail::pair_values_of_groups<V>{std::move(read)};
  }
}

namespace detail {

template <class T>
inline constexpr bool is_per_pair = false;
template <class V>
inline constexpr bool is_per_pair<pair_values_of_groups<V>> = true;

} // namespace detail

} // namespace cortexpr
