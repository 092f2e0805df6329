// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/groups/group_pairs.hpp>

namespace cortexpr::detail {

/// What becomes of a setting: one that no item takes would be lost silently.
enum class setting_fate { unknown, refused, taken };

/// What an item makes of a setting, and the dimension that the value needs if the item demands one.
struct setting_claim {
  setting_fate fate = setting_fate::unknown;
  bool has_dimension = false;
  dimension dims = dim::one;
};

constexpr setting_claim claim_if(bool named, bool takes) {
  return {.fate = !named ? setting_fate::unknown : takes ? setting_fate::taken : setting_fate::refused};
}
/// Of a part whose values have a dimension.
constexpr setting_claim claim_if(bool named, bool takes, dimension dims) {
  const setting_claim claim = claim_if(named, takes);
  return {claim.fate, claim.fate == setting_fate::taken, dims};
}

/// Whether item K, a Poisson input or a projection, ends at a population of groups.
template <auto const& D, std::size_t K>
inline constexpr bool is_onto_groups = [] {
  constexpr std::size_t target = structure<D>::template target_of<K>;
  if constexpr (target == not_found)
    return false;
  else
    return has_groups<typename structure<D>::template item<target>>;
}();
/// Whether drive K takes a value for each group.
template <auto const& D, std::size_t K>
constexpr bool takes_groups() {
  using item = typename structure<D>::template item<K>;
  constexpr std::size_t target = structure<D>::find_population(item::target.item);
  if constexpr (target == not_found)
    return false;
  else
    return has_groups<typename structure<D>::template item<target>> &&
           std::is_same_v<std::remove_const_t<decltype(item::policy)>, given_later>;
}

/// Whether a place takes values of this kind: values by group are for neurons, values by pair of groups for synapses.
template <class V>
constexpr bool fits_groups(const place& at) {
  const bool of_synapses = at.is_per_synapse() || at.kind == place_kind::delay;
  const bool of_neurons = at.kind == place_kind::neuron_variable || at.kind == place_kind::parameter;
  return is_per_group<V> ? of_neurons : !is_per_pair<V> || of_synapses;
}
/// Refuses values by group where all groups have one value, or none.
template <bool Fits>
constexpr void require_place_of_groups() {
  static_assert(Fits,
                "cortexpr: values by group have no place there: per_group(...) is for a population of groups, its "
                "parameters, variables, Poisson input and drives that are `given`, per_pair(...) for the weights, "
                "delays and variables of its synapses; a parameter of a rule is one number");
}

/// What item K of the description makes of a value of type V for a path: nothing if the path names another item; it is
/// refused if what it names takes another kind of value (a size where a weight is wanted, and so on).
template <auto const& D, std::size_t K, class V>
constexpr setting_claim claim_of_item([[maybe_unused]] std::string_view text, const item_path& path) {
  using item = typename structure<D>::template item<K>;
  if constexpr (item::kind == item_kind::population) {
    if (item::name.view() != path.item) return {};
    if (path.part.empty())
      return claim_if(true, !EventItem<item> &&
                                ((is_size<V>::value && !has_groups<item>) || (is_groups<V> && has_groups<item>) ||
                                 (item::listed && is_spike_list<V>::value) || (item::placed && is_layout<V>::value)));
    const place at = structure<D>::template find_place<K>(path.part, settable);
    return claim_if(at.exists(), is_value<V>::value && fits_groups<V>(at), at.dims);
  } else if constexpr (item::kind == item_kind::projection) {
    if (item::label != path.item) return {};
    if (path.part.empty()) return claim_if(true, is_connection<V>::value || is_rules<V>::value);
    const place at = structure<D>::template find_place<K>(path.part, settable);
    if (const rule_parameter one = find_rule_parameter<typename item::rules>(path.part); !at.exists() && one.exists())
      return claim_if(
          true, is_quantity<V> || Arithmetic<V>,
          dimension_of_rule_parameter<typename item::rules>(one, structure<D>::template weight_dimension<K>()));
    return claim_if(at.exists(), is_value<V>::value && fits_groups<V>(at), at.dims);
  } else if constexpr (item::kind == item_kind::modulation) {
    if (item::label != path.item) return {};
    if (path.part.empty()) return claim_if(true, is_connection<V>::value);
    if (path.part == "delay") return claim_if(true, is_quantity<V>, dim::second);
    return claim_if(path.part == "w", is_value<V>::value, structure<D>::template modulated_place<K>.dims);
  } else if constexpr (item::kind == item_kind::synapse_coupling) {
    if (item::label != path.item) return {};
    if (path.part.empty()) return claim_if(true, is_connection<V>::value || is_rules<V>::value);
    return claim_if(path.part == "w", is_value<V>::value); // its unit is checked where the network is built
  } else if constexpr (item::kind == item_kind::operation) {
    return claim_if(path.part.empty() && item::name.view() == path.item,
                    is_every<V>::value || std::is_same_v<V, std::remove_cvref_t<decltype(item::operation)>>);
  } else if constexpr (item::kind == item_kind::poisson_input) {
    constexpr bool fits = is_quantity<V> || (is_per_group<V> && is_onto_groups<D, K>);
    if (item::is_rate(text)) return claim_if(true, fits, dim::hertz);
    return claim_if(item::is_weight(text), fits, item::weight_dimension);
  } else {
    if constexpr (item::kind == item_kind::drive && is_per_group<V>)
      return claim_if(item::is_at(path), takes_groups<D, K>(), structure<D>::template target_place<K>.dims);
    else if constexpr (item::kind == item_kind::drive)
      return claim_if(item::is_at(path), is_drive<V>::value);
    else
      return claim_if(item::target.item == path.item && item::target.part == path.part, is_only<V>::value);
  }
}

/// What the description makes of each member of a setting.
template <auto const& D, class S>
constexpr auto claims_of_setting() {
  std::array<setting_claim, S::paths.size()> claims{};
  with_indices<structure<D>::size>([&]<std::size_t... K>(std::index_sequence<K...>) {
    for (std::size_t m = 0; m < claims.size(); ++m) {
      const auto take = [&](const setting_claim& claim) {
        if (claim.fate > claims[m].fate) claims[m] = claim;
      };
      (take(claim_of_item<D, K, typename S::value_type>(S::texts[m], S::paths[m])), ...);
    }
  });
  return claims;
}

/// The first member of a setting that has this fate, or `not_found`.
template <std::size_t N>
constexpr std::size_t first_of_fate(const std::array<setting_claim, N>& claims, setting_fate fate) {
  for (std::size_t m = 0; m < N; ++m)
    if (claims[m].fate == fate) return m;
  return not_found;
}
/// The first member of a setting that needs a value of another dimension, or `not_found`.
template <std::size_t N>
constexpr std::size_t first_of_other_dimension(const std::array<setting_claim, N>& claims, dimension have) {
  for (std::size_t m = 0; m < N; ++m)
    if (claims[m].has_dimension && claims[m].dims != have) return m;
  return not_found;
}

template <class V>
constexpr dimension dimension_of_setting() {
  if constexpr (is_value<V>::value && !ValueFunction<V>)
    return values_of<V>::dims;
  else
    return dim::one;
}

/// Refuses a setting that no item takes, or whose value has another dimension than what it sets.
template <auto const& D, class S>
constexpr void check_setting() {
  using s = structure<D>;
  constexpr auto claims = claims_of_setting<D, S>();
  constexpr bool fits = first_of_fate(claims, setting_fate::refused) == not_found;
  constexpr bool of_groups = is_per_group<typename S::value_type> || is_per_pair<typename S::value_type>;
  require_place_of_groups<fits || !of_groups>();
  static_assert(fits || of_groups,
                "cortexpr: a setting has a value that its item cannot take: a size is a whole number, weights and "
                "delays are bare values (no weight(...), no delay(...)), a drive is a quantity or a signal (0.1_nA, "
                "sinusoid{...}), only{...} is for recordings, every{...} for operations; the time step of a population "
                "stands in the description");
  constexpr std::size_t unknown = first_of_fate(claims, setting_fate::unknown);
  constexpr dimension have = dimension_of_setting<typename S::value_type>();
  constexpr std::size_t mistaken =
      ValueFunction<typename S::value_type> ? not_found : first_of_other_dimension(claims, have);
  if constexpr (unknown != not_found) {
    constexpr item_path path = S::paths[unknown];
    constexpr std::size_t holder = s::find_holder(path.item);
    if constexpr (holder == not_found || path.part.empty())
      refuse_name<
          no_such_setting,
          among_items<D, item_kind::population, item_kind::projection, item_kind::operation, item_kind::poisson_input>,
          to_fixed<path.item.size()>(path.item)>();
    else
      refuse_name<no_such_setting, among_settable<D, holder>, to_fixed<path.part.size()>(path.part)>();
  } else if constexpr (mistaken != not_found) {
    check_unit<unit_of_setting, S::name, have, claims[mistaken].dims>();
  }
}

} // namespace cortexpr::detail
