// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/network/structure.hpp>
#include <tuple>

namespace cortexpr {

/// A value that is set when a network is built. Made by `set<"path">(value)`.
template <fixed_string Path, class V>
struct setting {
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
template <class T>
struct is_any : std::true_type {};

/// The index of the setting that gives `item.part` a value of an accepted kind, or `not_found`.
template <template <class> class Accepts, class... Paths, class... Vs>
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

} // namespace detail

/// Settings given to a build; looked up by name at compile time.
template <class... S>
struct settings {
  std::tuple<S...> list;

  template <template <class> class Accepts>
  static constexpr std::size_t find(std::string_view item, std::string_view part = {}) {
    return detail::find_setting_in<Accepts>(item, part, static_cast<std::tuple<S...>*>(nullptr));
  }
};

namespace detail {

template <auto const& D, class S>
constexpr bool setting_is_known() {
  using s = structure<D>;
  constexpr item_path path = S::path;
  if (path.part.empty())
    return s::find_carrier(path.item) != not_found || s::find(item_kind::operation, path.item) != not_found;
  bool known = false;
  s::template for_each<item_kind::record>([&](auto k) {
    const auto target = s::template item<k>::target;
    known = known || (target.item == path.item && target.part == path.part);
  });
  s::template for_each<item_kind::drive>([&](auto k) {
    const auto target = s::template item<k>::target;
    known = known || (target.item == path.item && target.part == path.part);
  });
  s::template for_each<item_kind::poisson_input>([&](auto k) {
    using item = typename s::template item<k>;
    known = known || item::is_rate(S::text) || item::is_weight(S::text);
  });
  s::template for_each<item_kind::population>([&](auto k) {
    using item = typename s::template item<k>;
    if constexpr (!item::listed)
      known = known || (item::name.view() == path.item &&
                        (find_variable<parameters_of<typename item::model, checked>>(path.part) != not_found ||
                         find_variable<state_of<typename item::model, checked>>(path.part) != not_found));
  });
  s::template for_each<item_kind::projection>([&](auto k) {
    using item = typename s::template item<k>;
    known = known || (item::label == path.item &&
                      (path.part == "w" || path.part == "delay" ||
                       find_variable<synapse_variables<typename item::rules>>(path.part) != not_found ||
                       find_variable<target_variables<typename item::rules>>(path.part) != not_found));
  });
  return known;
}

/// Whether something of that name takes a value of this kind: a size where a size is wanted, and so on. A setting
/// that nobody took would be lost silently.
template <auto const& D, class S>
constexpr bool setting_is_taken() {
  using s = structure<D>;
  using V = std::remove_cvref_t<decltype(S::value)>;
  constexpr item_path path = S::path;
  bool taken = false;
  s::template for_each<item_kind::population>([&](auto k) {
    using item = typename s::template item<k>;
    if (item::name.view() != path.item) return;
    if (path.part.empty())
      taken = taken || is_size<V>::value || (item::listed && is_spike_list<V>::value);
    else
      taken = taken || is_value<V>::value;
  });
  s::template for_each<item_kind::projection>([&](auto k) {
    if (s::template item<k>::label != path.item) return;
    taken = taken || (path.part.empty() ? is_connection<V>::value || is_rules<V>::value : is_value<V>::value);
  });
  s::template for_each<item_kind::operation>([&](auto k) {
    using item = typename s::template item<k>;
    taken = taken || (item::name.view() == path.item &&
                      (is_every<V>::value || std::is_same_v<V, std::remove_cvref_t<decltype(item::operation)>>));
  });
  s::template for_each<item_kind::drive>([&](auto k) {
    const auto target = s::template item<k>::target;
    taken = taken || (target.item == path.item && target.part == path.part && is_drive<V>::value);
  });
  s::template for_each<item_kind::poisson_input>([&](auto k) {
    using item = typename s::template item<k>;
    taken = taken || ((item::is_rate(S::text) || item::is_weight(S::text)) && is_quantity<V>);
  });
  s::template for_each<item_kind::record>([&](auto k) {
    const auto target = s::template item<k>::target;
    taken = taken || (target.item == path.item && target.part == path.part && is_only<V>::value);
  });
  return taken;
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
      if constexpr (path.part == "w")
        require_same_dimension<have, s::template weight_dimension<k>()>();
      else
        require_same_dimension<have, path.part == "delay" ? dim::second : dim::one>();
    } else if constexpr (!s::template item<k>::listed) {
      using m = typename s::template model<k>;
      constexpr std::size_t p = find_variable<parameters_of<m, checked>>(path.part);
      constexpr std::size_t v = find_variable<state_of<m, checked>>(path.part);
      if constexpr (p != not_found)
        require_same_dimension<have, dimension_of<parameters_of<m, checked>, p>>();
      else if constexpr (v != not_found)
        require_same_dimension<have, dimension_of<state_of<m, checked>, v>>();
    }
  }
}

} // namespace detail

} // namespace cortexpr
