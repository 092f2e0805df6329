// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

struct given_later;

/// A group of a population: a name and a number of neurons.
struct group {
  std::string_view name;
  std::int64_t size = 0;
  [[nodiscard]] constexpr bool operator==(const group&) const = default;
};

namespace detail {

/// Groups that a description holds.
template <std::size_t N>
struct described_groups {
  std::array<group, N> list;
  [[nodiscard]] constexpr bool operator==(const described_groups&) const = default;
};
/// Groups that are known at run time.
struct listed_groups {
  std::vector<std::pair<std::string, std::int64_t>> list;
};
/// Groups that come with a setting.
struct given_groups {
  [[nodiscard]] constexpr bool operator==(const given_groups&) const = default;
};

} // namespace detail

/// The groups of a population, in place of its size. Names and sizes are values: a population of 254 groups is one type
/// and compiles as fast as one of a single group. Neurons are numbered group by group. A group is called by its name
/// where a population of its own would be: its random numbers (start values, connections, weights, delays, Poisson
/// input) are those of a population of that name. Names are not empty, differ and hold none of the letters . : [ ] { }
/// and no space; "V1/L4E" is a name.
///
/// * `groups(std::array{group{"E", 800}, group{"I", 200}})` in a description,
/// * `groups(given)` in a description, with `set<"cortex">(groups(list))` at run time, where a list is any range of
///   `group`, or two ranges: names and sizes.
///
/// Example (examples/reference/groups.cpp):
///
///     population<"cortex">(groups(given), cell{}, start<"v">(given))
///
///     set<"cortex">(groups(std::vector{group{"E", 800}, group{"I", 200}}))
///
///     const spike_train of_e = sim["cortex.spikes"_name].of("E");
template <std::size_t N>
[[nodiscard]] constexpr detail::described_groups<N> groups(const std::array<group, N>& list) {
  return {list};
}
[[nodiscard]] constexpr detail::given_groups groups(const given_later&) { return {}; }
template <class List>
  requires requires(const List& list) { std::string_view(std::begin(list)->name); }
[[nodiscard]] detail::listed_groups groups(const List& list) {
  detail::listed_groups all;
  for (const auto& one : list)
    all.list.emplace_back(std::string(std::string_view(one.name)), static_cast<std::int64_t>(one.size));
  return all;
}
template <class Names, class Sizes>
[[nodiscard]] detail::listed_groups groups(const Names& names, const Sizes& sizes) {
  detail::listed_groups all;
  for (const auto& name : names) all.list.emplace_back(std::string(std::string_view(name)), 0);
  std::size_t k = 0;
  detail::for_each_in_list("groups", sizes, [&](const auto& size) {
    if (k < all.list.size()) all.list[k].second = detail::whole_number(size);
    ++k;
  });
  if (k != all.list.size())
    raise({"groups(names, sizes): ", all.list.size(), " names and ", k, " sizes; give one size per name"});
  return all;
}

namespace detail {

template <class T>
inline constexpr bool is_groups = false;
template <std::size_t N>
inline constexpr bool is_groups<described_groups<N>> = true;
template <>
inline constexpr bool is_groups<listed_groups> = true;
template <>
inline constexpr bool is_groups<given_groups> = true;

} // namespace detail

} // namespace cortexpr
