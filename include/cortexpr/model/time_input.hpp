// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cstddef>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// Whether input K is the time: an input `second<T> t`, of the membrane or a receptor, which nothing drives.
template <Model M, std::size_t K>
inline constexpr bool is_time = [] {
  if constexpr (K >= input_count<M>) {
    return false;
  } else {
    constexpr std::string_view name = variable_names<inputs_of<M, checked>>[K].view();
    return (name == "t" || ends_with(name, ".t")) && dimension_of<inputs_of<M, checked>, K> == dim::second;
  }
}();
/// Whether the time is among a model's inputs.
template <Model M>
inline constexpr bool sees_time = []<std::size_t... K>(std::index_sequence<K...>) {
  return (is_time<M, K> || ... || false);
}
(std::make_index_sequence<input_count<M>>{});

} // namespace cortexpr::detail
