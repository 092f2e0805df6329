// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/population_wide.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Whether values of type T consist of numbers: no pointers, no references, no captures.
template <class T>
constexpr bool is_of_numbers() {
  if constexpr (std::is_arithmetic_v<T> || is_quantity<T>)
    return true;
  else if constexpr (std::is_aggregate_v<T> && !std::is_array_v<T> && !std::is_empty_v<T>)
    return with_indices<members_of<T>::size>([]<std::size_t... K>(std::index_sequence<K...>) {
      return (is_of_numbers<std::remove_const_t<member_type<T, K>>>() && ... && true);
    });
  else
    return std::is_empty_v<T>;
}
/// Whether every rank calls operation K for the neurons of all ranks: it may count or collect something, or change
/// shared variables.
template <auto const& D, std::size_t K>
constexpr bool sees_all_neurons() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using operation = std::remove_cvref_t<decltype(item::operation)>;
  constexpr std::size_t population = s::find_population(item::target.view());
  if constexpr (population == not_found)
    return false;
  else
    return is_population_wide<operation> || SharesVariables<typename s::template model<population>> ||
           !is_of_numbers<operation>();
}

} // namespace cortexpr::detail
