// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/base/callback.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// The dimension of an entry of a table: of a quantity, a number or a distribution.
template <class V>
constexpr dimension dimension_of_entry() {
  constexpr bool known = requires { V::dims; }
  || std::is_arithmetic_v<V>;
  static_assert(known, "cortexpr: per_group(...) and per_pair(...) hold quantities (2_nS), numbers or distributions "
                       "(normal(2_nS, 1_nS), ...), all of one type; connection rules go by between_groups(...)");
  if constexpr (requires { V::dims; })
    return V::dims;
  else
    return dim::one;
}

template <class T>
concept HasEntries = requires(const T& list) {
  *std::begin(list);
};
/// What `values(numbers, unit)` makes: numbers in SI and their dimension.
template <class T>
concept CountedInUnit = requires(const T& list) {
  T::dims;
  list.is_matrix();
  *std::begin(list.si);
};
/// Its entries as quantities.
template <CountedInUnit Values>
[[nodiscard]] auto quantities_of(const Values& values) {
  std::vector<quantity<Values::dims>> all;
  for (const double x : values.si) all.push_back(quantity<Values::dims>(x));
  return all;
}

/// A value for each group of a population. Made by `per_group(list)` or `per_group(function)`.
template <class V>
struct group_values {
  using value_type = V;
  static constexpr dimension dims = dimension_of_entry<V>();
  std::vector<V> list;
  callback<V(std::size_t)> function; ///< of the group's number; empty if there is a list

  /// One value for each of n groups; `item` is named if the list has another length.
  [[nodiscard]] std::vector<V> for_groups(std::size_t n, std::string_view item) const {
    if (!function) {
      if (list.size() != n)
        raise({"'", item, "': ", list.size(), " values for ", n, " groups; give one value per group"});
      return list;
    }
    std::vector<V> all;
    all.reserve(n);
    for (std::size_t g = 0; g < n; ++g) all.push_back(function(g));
    return all;
  }
};

} // namespace detail

/// A value for each group of a population, wherever a setting takes one value for all: parameters, start values,
/// drives, rates and weights of Poisson input. A list (any range, in the order of the groups) or a function of the
/// group's number; values are quantities, numbers or distributions, or `values(numbers, unit)`.
///
/// Example (examples/reference/groups.cpp):
///
///     set<"cortex.v">(per_group([&](std::size_t g) { return normal(means[g] * 1_mV, 5_mV); }))
///
///     set<"cortex.I">(per_group(std::vector{0.4_nA, 0.2_nA}))
template <class Values>
[[nodiscard]] auto per_group(const Values& values) {
  if constexpr (std::invocable<const Values&, std::size_t>) {
    using V = std::remove_cvref_t<std::invoke_result_t<const Values&, std::size_t>>;
    return detail::group_values<V>{{}, values};
  } else if constexpr (detail::CountedInUnit<Values>) {
    return detail::group_values<quantity<Values::dims>>{detail::quantities_of(values), {}};
  } else if constexpr (!detail::HasEntries<Values>) {
    static_assert(detail::HasEntries<Values>,
                  "cortexpr: per_group(...) takes a list with a value for each group, "
                  "std::vector{1_nS, 2_nS} or values(list, 1_nS), or a function of the number of a group, "
                  "[](std::size_t g) { ... }; one value for all groups needs no per_group");
    return detail::group_values<double>{};
  } else {
    using V = std::remove_cvref_t<decltype(*std::begin(values))>;
    return detail::group_values<V>{std::vector<V>(std::begin(values), std::end(values)), {}};
  }
}

namespace detail {

template <class T>
inline constexpr bool is_per_group = false;
template <class V>
inline constexpr bool is_per_group<group_values<V>> = true;

/// A value for each group (SI): the same, or its own.
template <class V>
[[nodiscard]] std::vector<double> si_of_groups(const V& value, std::size_t groups, const std::string& name) {
  if constexpr (is_per_group<V>) {
    std::vector<double> all;
    for (const auto& x : value.for_groups(groups, name)) {
      constexpr bool single = is_quantity<std::remove_cvref_t<decltype(x)>>;
      static_assert(single,
                    "cortexpr: per_group(...) of a Poisson input or a drive holds quantities, 2_kHz, 1_nS; one that "
                    "changes with time is a function, drive<\"cortex.I\">([](auto t, auto n) { ... })");
      if constexpr (single) all.push_back(x.si());
    }
    return all;
  } else {
    return std::vector<double>(groups, value.si());
  }
}

} // namespace detail

} // namespace cortexpr
