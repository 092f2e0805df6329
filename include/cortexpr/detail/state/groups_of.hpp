// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/groups/pair_names.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// Whether item K is a population of groups.
template <auto const& D, std::size_t K>
inline constexpr bool is_grouped = has_groups<typename structure<D>::template item<K>>;

/// The groups of population K; one that has none is one group.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] neuron_groups groups_in(const network_state<D, Real>& state) {
  if constexpr (is_grouped<D, K>)
    return state.groups[K];
  else
    return {std::string(structure<D>::names[K]), item_at<K>(state.items).size};
}

/// Whether projection K connects groups: a side consists of groups, and the route holds no slice.
template <auto const& D, std::size_t K>
constexpr bool connects_groups() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  return item::path.source_slice.whole && item::path.target_slice.whole &&
         (is_grouped<D, s::template source_of<K>> || is_grouped<D, s::template target_of<K>>);
}

/// The pairs of groups that projection K connects.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] std::shared_ptr<const pair_names> pairs_of_groups(const network_state<D, Real>& state) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const bool labelled = item::label != trimmed(item::text.view());
  return std::make_shared<const pair_names>(pair_names{groups_in<D, s::template source_of<K>>(state),
                                                       groups_in<D, s::template target_of<K>>(state),
                                                       labelled ? std::string(item::label) + ": " : std::string(),
                                                       "." + std::string(item::path.receptor), state.structure_seed});
}

} // namespace cortexpr::detail
