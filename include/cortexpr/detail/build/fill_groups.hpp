// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/build/fill_column.hpp>
#include <cortexpr/detail/state/groups_of.hpp>
#include <cortexpr/groups/neuron_groups.hpp>
#include <cortexpr/groups/per_group.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Fills a column with values of the neurons of all groups, with the random numbers that populations called as the
/// groups would have. `part`: the parameter or variable.
template <class Real, class V>
void fill_groups(column<Real>& out, const V& given_values, const neuron_groups& groups, bool own_cells,
                 std::uint64_t seed, std::string_view population, std::string_view part) {
  const std::string name = joined({population, ".", part});
  if constexpr (is_value_list<V>) {
    fill_column(out, given_values, groups.neurons(), own_cells, seed, name);
  } else if constexpr (is_per_group<V>) {
    const auto values = given_values.for_groups(groups.count(), name);
    out.assign(groups.neurons(), Real(0));
    for (std::size_t g = 0; g < groups.count(); ++g) {
      column<Real> mine;
      fill_column(mine, values[g], groups.size(g), true, seed, joined({groups.name(g), ".", part}));
      for (std::uint32_t i = 0; i < groups.size(g); ++i) out[groups.first(g) + i] = mine[i];
    }
    repeat_last(out);
  } else {
    const auto rule = as_values(given_values);
    if constexpr (is_constant_value<std::remove_cvref_t<decltype(rule)>>) {
      fill_column(out, given_values, groups.neurons(), own_cells, seed, name);
    } else {
      rule.validate(name);
      out.assign(groups.neurons(), Real(0));
      for (std::size_t g = 0; g < groups.count(); ++g) {
        const stream numbers = make_stream(seed, joined({groups.name(g), ".", part}));
        for (std::uint32_t i = 0; i < groups.size(g); ++i) {
          generator draws(numbers, i);
          out[groups.first(g) + i] = static_cast<Real>(rule(draws, groups.first(g) + i, 0));
        }
      }
      repeat_last(out);
    }
  }
}

/// Fills a column with values of the neurons of population K; `part`: the parameter or variable.
template <auto const& D, std::size_t K, class Real, class V>
void fill_neurons(column<Real>& out, const V& given_values, const network_state<D, Real>& state, bool own_cells,
                  std::string_view part) {
  const std::string_view population = structure<D>::names[K];
  if constexpr (is_grouped<D, K>) {
    fill_groups(out, given_values, state.groups[K], own_cells, state.seed, population, part);
  } else {
    constexpr bool fits = !is_per_group<std::remove_cvref_t<V>>;
    static_assert(fits, "cortexpr: per_group(...) is for a population of groups: population<\"cortex\">(groups(...), "
                        "...); here give one value, or a distribution");
    if constexpr (fits)
      fill_column(out, given_values, item_at<K>(state.items).size, own_cells, state.seed,
                  joined({population, ".", part}));
  }
}

} // namespace cortexpr::detail
