// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/structure/structure.hpp>

namespace cortexpr::detail {

/// Which projections of a description are bundled: static ones with 16-bit weights whose source population has more
/// than one of them or consists of groups, unless something reads or changes their synapses one by one, or acts between
/// their deliveries.
template <auto const& D, class Real>
struct bundling {
  using s = structure<D>;

  template <std::size_t K>
  static constexpr bool could_be() {
    if constexpr (s::kinds[K] != item_kind::projection) {
      return false;
    } else if constexpr (s::template is_continuous<K>()) {
      return false;
    } else {
      using item = typename s::template item<K>;
      if constexpr (std::is_same_v<typename item::rules, plasticity<transmit>> &&
                    std::is_same_v<typename item::template weights<Real>, fixed_point_weights<Real, std::int16_t>>) {
        bool alone = s::template has_dendrites<K>() || s::template carries_offsets<K>();
        s::template for_each<item_kind::record>(
            [&](auto r) { alone = alone || s::template item<r>::target.item == item::label; });
        s::template for_each<item_kind::operation>(
            [&](auto o) { alone = alone || s::template item<o>::target.view() == item::label; });
        return !alone;
      } else {
        return false;
      }
    }
  }
  static constexpr std::array<bool, s::size> grouped = []<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<bool, s::size>{has_groups<typename s::template item<K>>...};
  }
  (s::indices);
  static constexpr std::array<bool, s::size> candidates = []<std::size_t... K>(std::index_sequence<K...>) {
    return std::array<bool, s::size>{could_be<K>()...};
  }
  (s::indices);

  struct ends {
    std::size_t source = not_found, target = not_found, variable = not_found;
    [[nodiscard]] constexpr bool operator==(const ends&) const = default;
  };
  static constexpr std::array<ends, s::size> all_ends = [] {
    std::array<ends, s::size> e{};
    s::template for_each<item_kind::projection>([&](auto k) {
      if constexpr (candidates[k])
        e[k] = {s::template source_of<k>, s::template target_of<k>, s::template target_variable<k>()};
    });
    return e;
  }();

  /// Whether nothing but deliveries stands between the first and the last delivery of the candidates.
  static constexpr bool side_by_side = [] {
    bool inside = false, gap = false, broken = false;
    for (const schedule_entry& entry : s::schedule) {
      const bool mine = entry.what == verb::deliver && candidates[entry.item];
      broken = broken || (mine && gap);
      inside = inside || mine;
      // Spikes that change synapses touch no neurons.
      gap = gap || (inside && entry.what != verb::deliver && entry.what != verb::modulate);
    }
    return !broken;
  }();

  /// Whether projection K is in a bundle.
  static constexpr std::array<bool, s::size> members = [] {
    std::array<bool, s::size> m{};
    if (!side_by_side) return m;
    for (std::size_t k = 0; k < s::size; ++k) {
      if (!candidates[k]) continue;
      std::size_t companions = 0;
      bool first = true;
      for (std::size_t o = 0; o < s::size; ++o) {
        if (!candidates[o]) continue;
        if (o < k && all_ends[o] == all_ends[k]) first = false;
        if (all_ends[o].source == all_ends[k].source && all_ends[o] != all_ends[k]) ++companions;
      }
      m[k] = first && (companions != 0 || grouped[all_ends[k].source]);
    }
    return m;
  }();
  static constexpr bool any = [] {
    for (const bool m : members)
      if (m) return true;
    return false;
  }();
  /// The first member of all that projection K shares its target variable with: it stands for the column.
  static constexpr std::size_t column_of(std::size_t k) {
    for (std::size_t o = 0; o < s::size; ++o)
      if (members[o] && all_ends[o].target == all_ends[k].target && all_ends[o].variable == all_ends[k].variable)
        return o;
    return not_found;
  }
  /// The entry of the schedule that delivers all bundles.
  static constexpr std::size_t entry = [] {
    std::size_t e = 0;
    while (e < s::entries && !(s::schedule[e].what == verb::deliver && members[s::schedule[e].item])) ++e;
    return e;
  }();
};

/// Whether item k is a member of a bundle whose source is population p.
template <auto const& D, class Real>
constexpr bool is_member_from(std::size_t k, std::size_t p) {
  return bundling<D, Real>::members[k] && bundling<D, Real>::all_ends[k].source == p;
}

/// Calls f(integral_constant<K>) for all members of bundles whose source is population P (or for all: `not_found`).
template <auto const& D, class Real, std::size_t P = not_found, class F>
void for_each_member(F&& f) {
  structure<D>::template for_each<item_kind::projection>([&](auto k) {
    if constexpr (P == not_found ? bundling<D, Real>::members[k] : is_member_from<D, Real>(k, P)) f(k);
  });
}

} // namespace cortexpr::detail
