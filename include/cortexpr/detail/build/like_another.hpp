// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// A network is built by itself.
struct like_no_other {};

/// A network is built like another one that has just been built from the same description, the same structure_seed and
/// the same settings but those of `Varied`: synapses that are the same are shared. Without one it is built by itself.
template <class State, class... Varied>
struct like_another {
  std::shared_ptr<const State> other;

  /// Whether settings that differ name population or projection `item` itself (a size, a layout, connections), or one
  /// of these parts of it.
  static constexpr bool differs_in([[maybe_unused]] std::string_view item,
                                   [[maybe_unused]] std::initializer_list<std::string_view> parts) {
    [[maybe_unused]] const auto names = [&](const auto& paths) {
      for (const item_path& path : paths)
        if (path.item == item)
          for (const std::string_view part : parts)
            if (path.part == part) return true;
      return false;
    };
    return (names(Varied::paths) || ... || false);
  }
};

template <class T>
struct is_like_another : std::false_type {};
template <class State, class... Varied>
struct is_like_another<like_another<State, Varied...>> : std::true_type {};
template <>
struct is_like_another<like_no_other> : std::true_type {};

/// Whether what synapses are made of depends on their neurons' values, which differ between seeds.
template <class T>
inline constexpr bool looks_at_neurons = ValueFunction<T> || SeesNeurons<T>;

/// Whether projection K, if it only transmits, is that of the other network: nothing that differs decides about its
/// synapses.
template <auto const& D, std::size_t K, class Settings, class Like>
constexpr bool shares_synapses() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  if constexpr (std::is_same_v<Like, like_no_other> || !std::is_same_v<typename item::rules, plasticity<transmit>> ||
                s::template is_continuous<K>()) {
    return false;
  } else {
    constexpr setting_place rule_by = Settings::template find<is_connection>(item::label);
    constexpr setting_place weight_by = Settings::template find<is_value>(item::label, "w");
    constexpr setting_place delay_by = Settings::template find<is_value>(item::label, "delay");
    const auto type_of = []<setting_place By, class Described>(std::integral_constant<setting_place, By>,
                                                               std::type_identity<Described>) {
      if constexpr (By == not_found)
        return std::type_identity<Described>{};
      else
        return std::type_identity<
            std::remove_cvref_t<decltype(std::declval<const Settings&>().template value<By>())>>{};
    };
    using rule = typename decltype(type_of(std::integral_constant<setting_place, rule_by>{},
                                           std::type_identity<typename item::rule_type>{}))::type;
    using weight = typename decltype(type_of(std::integral_constant<setting_place, weight_by>{},
                                             std::type_identity<typename item::weight_type>{}))::type;
    using delay = typename decltype(type_of(std::integral_constant<setting_place, delay_by>{},
                                            std::type_identity<std::remove_cvref_t<decltype(item::delay)>>{}))::type;
    return !looks_at_neurons<rule> && !looks_at_neurons<weight> && !looks_at_neurons<delay> &&
           !Like::differs_in(item::label, {"", "w", "delay", "dendritic_delay"}) &&
           !Like::differs_in(item::path.source, {""}) && !Like::differs_in(item::path.target, {""});
  }
}

/// Whether this holds for all projections that leave population P in a bundle.
template <auto const& D, class Real, std::size_t P, class Settings, class Like>
constexpr bool shares_bundle() {
  bool all = !std::is_same_v<Like, like_no_other>;
  structure<D>::template for_each<item_kind::projection>([&](auto k) {
    if constexpr (bundling<D, Real>::members[k] && structure<D>::template source_of<k> == P)
      all = all && shares_synapses<D, k, Settings, Like>();
  });
  return all;
}

} // namespace cortexpr::detail
