// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/groups/group_pairs.hpp>
#include <cortexpr/groups/named_groups.hpp>
#include <cortexpr/space/layouts.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// A value that is set when a network is built. Made by `set<"path">(value)`.
template <fixed_string Path, class V>
struct setting {
  using value_type = V;
  static constexpr auto name = Path;
  /// What is set: one path here, one for each member in a setting of a family.
  static constexpr std::array<std::string_view, 1> texts{Path.view()};
  static constexpr std::array<detail::item_path, 1> paths{detail::split_path(Path.view())};
  V value;

  [[nodiscard]] constexpr const V& value_of(std::size_t) const { return value; }
};

/// Sets or replaces a value of the description:
/// `set<"n1">(512)` a size; `set<"cortex">(groups(names, sizes))` groups; `set<"n1">(positions(x, y, 1_um))` a layout;
/// `set<"n1.V_th">(-53_mV)` a parameter, `set<"n1.v">(values(list, 1_mV))` a start value;
/// `set<"n1.I">(timed_array(...))` a drive; `set<"input">(spike_list::at_steps(...))` the spikes of spike_times;
/// `set<"S">(pairs{...})` connections, `set<"S.w">(...)` weights, `set<"S.delay">(...)` delays,
/// `set<"S">(plasticity{...})` parameters of rules, `set<"S.a_pre">(0.02)` one of them;
/// `set<"n1.v">(only(list))` what is recorded;
/// `set<"n1.exc.rate">(2_kHz)`, `set<"n1.exc.w">(1_nS)` a Poisson input (by its label, if it has one);
/// `set<"operation">(every{10_ms})` a period. S is the label of a projection or, without a label, its route. Values for
/// all members of a family: <cortexpr/description/family_settings.hpp>.
template <fixed_string Path, class V>
[[nodiscard]] constexpr auto set(V value) {
  return setting<Path, V>{value};
}

namespace detail {

/// Several settings that stand for one option of a simulation.
template <class... S>
struct gathered_settings {
  std::tuple<S...> list;
  explicit gathered_settings(std::tuple<S...> all) : list(std::move(all)) {}
};
template <class T>
inline constexpr bool is_gathered = false;
template <class... S>
inline constexpr bool is_gathered<gathered_settings<S...>> = true;

template <class T>
struct is_size : std::bool_constant<std::integral<T>> {};
template <class T>
struct is_list_of_groups : std::bool_constant<is_groups<T>> {};
template <class T>
struct is_value : std::bool_constant<is_quantity<T> || Arithmetic<T> || is_value_list<T> || ValueFunction<T> ||
                                     (ValueRule<T> && !is_a<weight, T>) || is_per_group<T> || is_per_pair<T>> {};
template <class T>
struct is_connection : std::bool_constant<ConnectionRule<T>> {};
template <class T>
struct is_layout : std::bool_constant<Layout<T>> {};
template <class T>
struct is_spike_list : std::is_same<T, spike_list> {};
template <class T>
concept GivesValuesInTime = requires(const T& p) {
  p.value(0.0);
};
template <class T>
struct is_drive : std::bool_constant<is_quantity<T> || GivesValuesInTime<T>> {};

/// Which setting gives a value, and to which of its members; equal to `not_found` if none does.
struct setting_place {
  std::size_t setting = not_found, member = 0;
  [[nodiscard]] constexpr bool operator==(std::size_t other) const { return setting == other; }
};

/// Settings given to a build; looked up by name at compile time.
template <class... S>
struct settings {
  std::tuple<S...> list;

  /// The last setting of an accepted kind that names `item.part`.
  template <template <class> class Accepts>
  static constexpr setting_place find(std::string_view item, std::string_view part = {}) {
    return find_if<Accepts>(
        [&](std::string_view, const item_path& path) { return path.part == part && path.item == item; });
  }
  /// The last setting of an accepted kind whose text or path is the wanted one.
  template <template <class> class Accepts, class Wanted>
  static constexpr setting_place find_if(const Wanted& wanted) {
    setting_place found;
    std::size_t k = 0;
    [[maybe_unused]] const auto look = [&]<class One>(std::type_identity<One>) {
      if constexpr (Accepts<typename One::value_type>::value)
        for (std::size_t m = 0; m < One::paths.size(); ++m)
          if (wanted(One::texts[m], One::paths[m])) found = {k, m};
      ++k;
    };
    (look(std::type_identity<S>{}), ...);
    return found;
  }

  /// The value at a place that was found.
  template <setting_place Place>
  [[nodiscard]] constexpr const auto& value() const {
    return std::get<Place.setting>(list).value_of(Place.member);
  }
  /// The value at that place, or else the fallback.
  template <setting_place Place, class Fallback>
  [[nodiscard]] constexpr const auto& value_or(const Fallback& fallback) const {
    if constexpr (Place == not_found)
      return fallback;
    else
      return value<Place>();
  }
};

} // namespace detail

} // namespace cortexpr
