// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/link.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/assembly/row_cutter.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/build_bundles.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/rank_share.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// A slice whose synapses another rank has.
[[nodiscard]] inline slice_rows slice_elsewhere(const slice_rows& slice) {
  slice_rows kept;
  kept.first_target = slice.first_target;
  kept.targets = slice.targets;
  kept.part = slice.part;
  kept.elsewhere = true;
  return kept;
}

/// What remains of slices [begin, end), which other ranks have: the lengths of their rows, counted together, tell where
/// synapses of other slices stand in the order of creation.
[[gnu::cold]] inline void keep_lengths(synapse_rows& rows, std::size_t begin, std::size_t end) {
  if (begin == end) return;
  sequence<std::uint64_t> row(rows.sources + std::size_t{1}, 0);
  for (std::size_t k = begin; k < end; ++k) {
    const slice_rows& slice = rows.slices[k];
    for (std::size_t i = 0; i < slice.row.size(); ++i) row[i] += slice.row[i];
    rows.slices[k] = slice_elsewhere(slice);
  }
  rows.slices[begin].row = std::move(row);
}

/// Whether a recording or a monitor needs the order of creation of the synapses of projection K.
template <auto const& D, std::size_t K>
constexpr bool is_recorded() {
  using s = structure<D>;
  bool found = false;
  s::template for_each<item_kind::record>(
      [&](auto r) { found = found || s::find_holder(s::template item<r>::target.item) == K; });
  return found;
}

/// Gives back the memory of synapses that end at neurons of other ranks, where all had to be made: most projections
/// have none of them (`makes_own_only`).
template <auto const& D, std::size_t K, class Real>
[[gnu::cold]] void keep_own_synapses(network_state<D, Real>& state) {
  if (state.ranks == 1) return;
  using s = structure<D>;
  auto& p = item_at<K>(state.items);
  const std::size_t parts = item_at<s::template target_of<K>>(state.items).bounds.size() - 1;
  auto rows = std::const_pointer_cast<synapse_rows>(p.connections); // of this state alone, as it was just built
  const auto [first, last] = state.of_this_rank().share(parts);
  std::size_t begin = 0, end = 0; // own slices
  for (const slice_rows& slice : rows->slices) {
    begin += slice.part < first;
    end += slice.part < last;
  }
  // Rules and operations may draw by the order of creation, and recordings are in that order.
  constexpr bool numbered = !std::is_same_v<typename s::template item<K>::rules, plasticity<transmit>> ||
                            is_operated_on<D, K>() || is_recorded<D, K>();
  for (std::size_t k = 0; k < rows->slices.size(); ++k) {
    if (k >= begin && k < end) continue;
    if constexpr (!numbered) rows->slices[k] = slice_elsewhere(rows->slices[k]);
    // The kind of the weights stays.
    std::remove_cvref_t<decltype(p.slices[k])> kept;
    kept.weights = std::move(p.slices[k].weights);
    if constexpr (requires { kept.weights.values; }) kept.weights.values = {};
    p.slices[k] = std::move(kept);
    for (auto* const ring : {&p.dendrites.former, &p.dendrites.after})
      if (!ring->empty()) (*ring)[k] = {};
  }
  if constexpr (numbered) {
    keep_lengths(*rows, 0, begin);
    keep_lengths(*rows, end, rows->slices.size());
  }
}

/// The same of all bundles.
template <auto const& D, class Real>
[[gnu::cold]] void keep_own_bundles(network_state<D, Real>& state) {
  if constexpr (bundling<D, Real>::any) {
    if (state.ranks == 1) return;
    auto& bundles = state.bundles;
    const sequence<bool> own_slices = own_bundle_slices(state);
    for (std::size_t k = 0; k < own_slices.size(); ++k) {
      if (own_slices[k]) continue;
      for (auto& b : bundles.of_source)
        if (b) b->slices[k] = {};
      bundles.arriving[k] = {};
    }
  }
}

/// The same of all synapses of a state.
template <auto const& D, class Real>
[[gnu::cold]] void keep_own(network_state<D, Real>& state) {
  structure<D>::template for_each<item_kind::projection>([&](auto k) {
    if (!item_at<k>(state.items).connections->bundled) keep_own_synapses<D, k>(state);
  });
  keep_own_bundles(state);
}

/// Whether ranks that share projection K make the synapses onto their own neurons and no others. Values that are drawn
/// once synapses exist, and projections onto synapses, count through all of them.
template <auto const& D, std::size_t K, class Settings>
constexpr bool makes_own_only() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using rules = typename item::rules;
  if constexpr (item::mixed_dendrites || s::template has_dendrites<K>() || couples<rules> || is_link<rules> ||
                list_needs<rules, which_pair> || is_modulated<D, K>()) {
    return false;
  } else {
    bool is_set = false;
    const auto look = [&](const auto& names) {
      for (const auto& name : names)
        is_set = is_set || Settings::template find<is_value>(item::label, name.view()) != not_found;
    };
    look(variable_names<synapse_variables<rules>>);
    look(variable_names<target_variables<rules>>);
    return !is_set;
  }
}

/// What rank `rank` of `ranks` builds.
template <auto const& D, class Real, class Settings>
[[nodiscard, gnu::cold]] rank_share<network_state<D, Real>> share_of_rank(unsigned rank, unsigned ranks) {
  if (ranks == 1) return {};
  return {rank, ranks,
          [](std::size_t projection) {
            bool cuts = false;
            structure<D>::template for_each<item_kind::projection>(
                [&](auto k) { cuts = cuts || (k == projection && makes_own_only<D, k, Settings>()); });
            return cuts ? &row_cutter<created_row>::make : nullptr;
          },
          [](network_state<D, Real>& state, std::size_t projection) {
            structure<D>::template for_each<item_kind::projection>([&](auto k) {
              if (k == projection) keep_own_synapses<D, k>(state);
            });
          },
          &keep_own_bundles<D, Real>};
}

} // namespace cortexpr::detail
