// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/base/error.hpp>
#include <cortexpr/description/description.hpp>
#include <cortexpr/description/settings.hpp>
#include <iterator>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// Where a name stands in the path of a family.
inline constexpr std::string_view name_mark = "{}";

constexpr std::size_t count_marks(std::string_view pattern) {
  std::size_t n = 0;
  for (auto k = first_place(pattern, name_mark); k != nowhere; k = first_place(pattern, name_mark, k + 2)) ++n;
  return n;
}

template <std::size_t Capacity>
struct path_text {
  std::array<char, Capacity> letters{};
  std::size_t size = 0;

  constexpr void append(std::string_view part) {
    for (const char letter : part) letters[size++] = letter;
  }
  [[nodiscard]] constexpr std::string_view view() const { return {letters.data(), size}; }
};

/// The paths of a family's members: the pattern with each mark replaced by a name, first names in the outer loop.
template <fixed_string Pattern, class First, class Second = name_list<"">>
struct member_paths {
  static constexpr std::size_t size = First::size * Second::size;
  static constexpr std::size_t capacity = Pattern.size() + First::longest + Second::longest;
  static constexpr auto letters = [] {
    std::array<path_text<capacity>, size> all{};
    for (std::size_t m = 0; m < size; ++m) {
      const std::string_view pattern = Pattern.view();
      const std::array<std::string_view, 2> members{First::all[m / Second::size], Second::all[m % Second::size]};
      std::size_t done = 0, mark = 0;
      for (auto k = first_place(pattern, name_mark); k != nowhere; k = first_place(pattern, name_mark, done)) {
        all[m].append(pattern.substr(done, k - done));
        all[m].append(members[mark++]);
        done = k + name_mark.size();
      }
      all[m].append(pattern.substr(done));
    }
    return all;
  }();
  static constexpr auto texts = [] {
    std::array<std::string_view, size> all{};
    for (std::size_t m = 0; m < size; ++m) all[m] = letters[m].view();
    return all;
  }();
  static constexpr auto paths = [] {
    std::array<item_path, size> all{};
    for (std::size_t m = 0; m < size; ++m) all[m] = split_path(texts[m]);
    return all;
  }();
};

} // namespace detail

/// Values for all members of a family. Made by `set<names>(table)` and `set_pair<sources, targets, "...">(table)`.
template <fixed_string Pattern, class Members, class V>
struct family_setting {
  using value_type = V;
  static constexpr auto name = Pattern;
  static constexpr const auto& texts = Members::texts;
  static constexpr const auto& paths = Members::paths;
  std::vector<V> values;

  [[nodiscard]] const V& value_of(std::size_t member) const { return values[member]; }
};

namespace detail {

template <class T>
concept ListOfValues = requires(const T& list) {
  std::begin(list);
  std::end(list);
};
template <ListOfValues T>
using value_in = std::remove_cvref_t<decltype(*std::begin(std::declval<const T&>()))>;

/// A matrix that knows its shape, as those of xtensor.
template <class T>
concept ShapedMatrix = requires(const T& m) {
  m.shape()[0];
  m.dimension();
  m(std::size_t{0}, std::size_t{0});
};

/// A value for each of n names, from a list, a function of the name's index, or one value for all.
template <class Table>
auto list_values(const Table& table, std::size_t n, std::string_view pattern) {
  if constexpr (ListOfValues<Table>) {
    std::vector<value_in<Table>> all;
    for (const auto& x : table) all.push_back(x);
    if (all.size() != n)
      raise({"set<names, \"", pattern, "\">: ", all.size(), " values for ", n, " names; give one value per name"});
    return all;
  } else if constexpr (std::invocable<const Table&, std::size_t>) {
    std::vector<std::remove_cvref_t<std::invoke_result_t<const Table&, std::size_t>>> all;
    for (std::size_t i = 0; i < n; ++i) all.push_back(table(i));
    return all;
  } else {
    return std::vector<Table>(n, table);
  }
}

[[noreturn]] inline void refuse_matrix(std::size_t rows, std::size_t columns, std::string_view pattern) {
  raise({"set_pair<sources, targets, \"", pattern, "\">: the table does not have ", rows, " rows of ", columns,
         " values; give a row for each source and in it a value for each target"});
}

/// A value for each pair of names, row by row, from a matrix, a list of rows, a function of the indices of source and
/// target, or one value for all.
template <class Table>
auto matrix_values(const Table& table, std::size_t rows, std::size_t columns, std::string_view pattern) {
  if constexpr (ShapedMatrix<Table>) {
    if (table.dimension() != 2 || table.shape()[0] != rows || table.shape()[1] != columns)
      refuse_matrix(rows, columns, pattern);
  }
  if constexpr (ListOfValues<Table> && !ShapedMatrix<Table>) {
    static_assert(ListOfValues<value_in<Table>>,
                  "cortexpr: the table of set_pair has a row for each source and in each row a value for each target; "
                  "a function of two indices or one value for all will do, too");
    std::vector<value_in<value_in<Table>>> all;
    std::size_t n = 0;
    for (const auto& row : table) {
      for (const auto& x : row) all.push_back(x);
      if (all.size() != ++n * columns) refuse_matrix(rows, columns, pattern);
    }
    if (n != rows) refuse_matrix(rows, columns, pattern);
    return all;
  } else if constexpr (std::invocable<const Table&, std::size_t, std::size_t>) {
    std::vector<std::remove_cvref_t<std::invoke_result_t<const Table&, std::size_t, std::size_t>>> all;
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j) all.push_back(table(i, j));
    return all;
  } else {
    return std::vector<Table>(rows * columns, table);
  }
}

/// Plain numbers, counted in a unit.
template <class Number, dimension D>
std::vector<quantity<D>> in_unit(const std::vector<Number>& numbers, quantity<D> unit) {
  static_assert(Arithmetic<Number>, "cortexpr: a unit beside the table of a family is for plain numbers; the values of "
                                    "this table have a unit, or are no numbers");
  std::vector<quantity<D>> all;
  for (const Number x : numbers) all.push_back(static_cast<double>(x) * unit);
  return all;
}

template <fixed_string Pattern, auto const& Names, class V>
family_setting<Pattern, member_paths<Pattern, std::remove_cvref_t<decltype(Names)>>, V>
setting_of_names(std::vector<V> values) {
  static_assert(count_marks(Pattern.view()) == 1,
                "cortexpr: the path of a setting of a family has {} once, where the names stand: "
                "set<layers, \"{}.V_th\">(values)");
  return {std::move(values)};
}
template <fixed_string Pattern, auto const& Sources, auto const& Targets, class V>
family_setting<Pattern,
               member_paths<Pattern, std::remove_cvref_t<decltype(Sources)>, std::remove_cvref_t<decltype(Targets)>>, V>
setting_of_pairs(std::vector<V> values) {
  static_assert(count_marks(Pattern.view()) == 2,
                "cortexpr: the path of a setting of pairs has {} twice, where the names of source and target stand: "
                "set_pair<layers, layers, \"{} -> {}.exc.w\">(values)");
  return {std::move(values)};
}

} // namespace detail

/// Sets a value of each member of a family; its cost for the compiler is that of one `set<"path">(value)`. In the path
/// `{}` stands for the names: `set<layers>(sizes)`, `set<layers, "{}.V_th">(thresholds)`,
/// `set<layers, "{}.I">(currents, 1_pA)` with a unit for plain numbers. `table`: a list of one value per name, a
/// function of the name's index, or one value for all.
template <auto const& Names, fixed_string Path = "{}", class Table>
[[nodiscard]] auto set(const Table& table) {
  return detail::setting_of_names<Path, Names>(detail::list_values(table, Names.size, Path.view()));
}
template <auto const& Names, fixed_string Path, class Table, dimension D>
[[nodiscard]] auto set(const Table& table, quantity<D> unit) {
  return detail::setting_of_names<Path, Names>(
      detail::in_unit(detail::list_values(table, Names.size, Path.view()), unit));
}

/// Sets a value for each pair of names, as `set<names>` does for each name: `set_pair<layers, layers, "{} -> {}.exc">`
/// connections, `set_pair<layers, layers, "{} -> {}.exc.w">` weights. `table`: rows of one value per target, one row
/// per source (a matrix, nested lists), a function of the indices of source and target, or one value for all.
template <auto const& Sources, auto const& Targets, fixed_string Path, class Table>
[[nodiscard]] auto set_pair(const Table& table) {
  return detail::setting_of_pairs<Path, Sources, Targets>(
      detail::matrix_values(table, Sources.size, Targets.size, Path.view()));
}
template <auto const& Sources, auto const& Targets, fixed_string Path, class Table, dimension D>
[[nodiscard]] auto set_pair(const Table& table, quantity<D> unit) {
  return detail::setting_of_pairs<Path, Sources, Targets>(
      detail::in_unit(detail::matrix_values(table, Sources.size, Targets.size, Path.view()), unit));
}

} // namespace cortexpr
