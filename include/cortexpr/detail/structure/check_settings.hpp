// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>

namespace cortexpr::detail {

/// What becomes of a setting: one that nobody takes would be lost silently.
enum class setting_fate { unknown, refused, taken };

/// What item K of the description makes of a setting: nothing if its path names another item; it is refused if what it
/// names takes another kind of value (a size where a weight is wanted, and so on).
template <auto const& D, class S, std::size_t K>
constexpr setting_fate fate_with_item() {
  using item = typename structure<D>::template item<K>;
  using V = std::remove_cvref_t<decltype(S::value)>;
  constexpr item_path path = S::path;
  constexpr auto fate = [](bool named, bool takes) {
    return !named ? setting_fate::unknown : takes ? setting_fate::taken : setting_fate::refused;
  };
  if constexpr (item::kind == item_kind::population) {
    constexpr bool named = item::name.view() == path.item;
    if constexpr (path.part.empty())
      return fate(named, is_size<V>::value || (item::listed && is_spike_list<V>::value));
    else if constexpr (item::listed)
      return setting_fate::unknown;
    else
      return fate(named && (find_variable<parameters_of<typename item::model, checked>>(path.part) != not_found ||
                            find_variable<state_of<typename item::model, checked>>(path.part) != not_found),
                  is_value<V>::value);
  } else if constexpr (item::kind == item_kind::projection) {
    constexpr bool named = item::label == path.item;
    if constexpr (path.part.empty())
      return fate(named, is_connection<V>::value || is_rules<V>::value);
    else
      return fate(named && (path.part == "w" || path.part == "delay" ||
                            find_variable<synapse_variables<typename item::rules>>(path.part) != not_found ||
                            find_variable<target_variables<typename item::rules>>(path.part) != not_found),
                  is_value<V>::value);
  } else if constexpr (item::kind == item_kind::operation) {
    return fate(path.part.empty() && item::name.view() == path.item,
                is_every<V>::value || std::is_same_v<V, std::remove_cvref_t<decltype(item::operation)>>);
  } else if constexpr (item::kind == item_kind::poisson_input) {
    return fate(item::is_rate(S::text) || item::is_weight(S::text), is_quantity<V>);
  } else {
    constexpr bool named = item::target.item == path.item && item::target.part == path.part;
    if constexpr (item::kind == item_kind::drive)
      return fate(named, is_drive<V>::value);
    else
      return fate(named, is_only<V>::value);
  }
}

template <auto const& D, class S>
constexpr setting_fate fate_of_setting() {
  return []<std::size_t... K>(std::index_sequence<K...>) {
    return std::max({setting_fate::unknown, fate_with_item<D, S, K>()...});
  }
  (structure<D>::indices);
}

/// A setting of a parameter, a variable, a weight or a delay has the dimension of what it sets.
template <auto const& D, class S>
constexpr void check_dimension_of_setting() {
  using s = structure<D>;
  using V = std::remove_cvref_t<decltype(S::value)>;
  constexpr item_path path = S::path;
  constexpr std::size_t k = s::find_carrier(path.item);
  if constexpr (is_value<V>::value && k != not_found && !path.part.empty()) {
    constexpr dimension have = values_of<V>::dims;
    if constexpr (s::kinds[k] == item_kind::projection) {
      check_unit<unit_of_setting, S::name, have,
                 path.part == "delay" ? dim::second : s::template dimension_of_part<k>(path.part)>();
    } else if constexpr (!s::template item<k>::listed) {
      using m = typename s::template model<k>;
      constexpr std::size_t p = find_variable<parameters_of<m, checked>>(path.part);
      constexpr std::size_t v = find_variable<state_of<m, checked>>(path.part);
      if constexpr (p != not_found)
        check_unit<unit_of_setting, S::name, have, dimension_of<parameters_of<m, checked>, p>>();
      else if constexpr (v != not_found)
        check_unit<unit_of_setting, S::name, have, dimension_of<state_of<m, checked>, v>>();
    }
  }
}

/// Refuses a setting that nothing takes.
template <auto const& D, class S>
constexpr void check_setting() {
  using s = structure<D>;
  constexpr setting_fate fate = fate_of_setting<D, S>();
  static_assert(fate != setting_fate::refused,
                "cortexpr: a setting has a value that its item cannot take: a size is a whole number, weights and "
                "delays are bare values (no weight(...), no delay(...)), only{...} is for recordings, every{...} "
                "for operations");
  if constexpr (fate == setting_fate::unknown) {
    constexpr std::size_t carrier = s::find_carrier(S::path.item);
    if constexpr (carrier == not_found || S::path.part.empty())
      refuse_name<
          no_such_setting,
          among_items<D, item_kind::population, item_kind::projection, item_kind::operation, item_kind::poisson_input>,
          to_fixed<S::path.item.size()>(S::path.item)>();
    else
      refuse_name<no_such_setting, among_settable<D, carrier>, to_fixed<S::path.part.size()>(S::path.part)>();
  } else {
    check_dimension_of_setting<D, S>();
  }
}

} // namespace cortexpr::detail
