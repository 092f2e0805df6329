// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/description/item_path.hpp>
#include <tuple>

namespace cortexpr {

/// A value that is set when a network is built. Made by `set<"path">(value)`.
template <fixed_string Path, class V>
struct setting {
  static constexpr auto name = Path;
  static constexpr std::string_view text = Path.view();
  static constexpr detail::item_path path = detail::split_path(text);
  V value;
};

/// Sets or replaces a value of the description:
/// `set<"n1">(512)` a size; `set<"n1.V_th">(-53_mV)` a parameter, `set<"n1.v">(values(list, 1_mV))` a start value;
/// `set<"n1.I">(timed_array(...))` a drive; `set<"input">(spike_list::at_steps(...))` the spikes of spike_times;
/// `set<"S">(pairs{...})` connections, `set<"S.w">(...)` weights, `set<"S.delay">(...)` delays,
/// `set<"S">(plasticity{...})` parameters of rules; `set<"n1.v">(only(list))` what is recorded;
/// `set<"n1.exc.rate">(2_kHz)`, `set<"n1.exc.w">(1_nS)` a Poisson input (by its label, if it has one);
/// `set<"operation">(every{10_ms})` a period. S is the label of a projection or, without a label, its route.
template <fixed_string Path, class V>
[[nodiscard]] constexpr auto set(V value) {
  return setting<Path, V>{value};
}

namespace detail {

template <class T>
struct is_size : std::bool_constant<std::integral<T>> {};
template <class T>
struct is_value
    : std::bool_constant<is_quantity<T> || Arithmetic<T> || is_value_list<T> || (ValueRule<T> && !is_a<weight, T>)> {};
template <class T>
struct is_connection : std::bool_constant<ConnectionRule<T>> {};
template <class T>
struct is_spike_list : std::is_same<T, spike_list> {};
template <class T>
        struct is_drive : std::bool_constant < is_quantity<T> ||
    requires(const T& p) {
  p.value(0.0);
} > {};

/// The index of the setting that gives `item.part` a value of an accepted kind, or `not_found`.
template <template <class> class Accepts, class... Vs>
constexpr std::size_t find_setting_in(std::string_view item, std::string_view part, std::tuple<Vs...>*) {
  std::size_t k = 0, found = not_found;
  [[maybe_unused]] const auto test = [&]<class S>(std::type_identity<S>) {
    if (S::path.item == item && S::path.part == part && Accepts<decltype(S::value)>::value) found = k;
    ++k;
  };
  (test(std::type_identity<Vs>{}), ...);
  return found;
}

/// The setting of that name and kind, or else the fallback.
template <template <class> class Accepts, std::size_t K, class Settings, class Fallback>
constexpr decltype(auto) chosen(const Settings& settings, const Fallback& fallback) {
  if constexpr (K == not_found)
    return (fallback);
  else
    return (std::get<K>(settings).value);
}

/// Settings given to a build; looked up by name at compile time.
template <class... S>
struct settings {
  std::tuple<S...> list;

  template <template <class> class Accepts>
  static constexpr std::size_t find(std::string_view item, std::string_view part = {}) {
    return find_setting_in<Accepts>(item, part, static_cast<std::tuple<S...>*>(nullptr));
  }
};

} // namespace detail

} // namespace cortexpr
