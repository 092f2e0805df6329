// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/description/options/precise_spikes.hpp>
#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/detail/model_checks/check_model.hpp>
#include <cortexpr/groups/named_groups.hpp>
#include <cortexpr/model/integrators/own_integrator.hpp>
#include <cortexpr/space/layouts.hpp>

namespace cortexpr {

/// Option of a population: where its neurons are. A layout (`grid`, `hexagonal`, `random_in`, `positions`), or `given`.
template <class LayoutType>
struct placed {
  LayoutType layout;
  constexpr explicit placed(LayoutType where) : layout(where) {
    static_assert(detail::Layout<LayoutType> || std::is_same_v<LayoutType, given_later>,
                  "cortexpr: placed(...) takes a layout: grid(columns, rows, spacing), hexagonal(columns, rows, "
                  "spacing), random_in(width, height), or given, with set<\"population\">(positions(x, y, 1_um))");
  }
};

namespace detail {

template <class T>
struct is_placed : std::bool_constant<is_a<placed, T>> {};

} // namespace detail

/// A group of neurons of one model. Made by `population<"name">(size, model, options...)`.
template <fixed_string Name, class ModelType, class Size, class... Options>
struct population_item {
  static constexpr item_kind kind = item_kind::population;
  static constexpr auto name = Name;
  using model = ModelType;
  static constexpr bool listed = std::is_same_v<ModelType, spike_times>;

  /// Whether it consists of groups.
  static constexpr bool grouped = detail::is_groups<Size>;
  static constexpr bool placed = (detail::is_placed<Options>::value || ...);
  /// Whether it has a time step of its own.
  static constexpr bool paced = (detail::is_time_step<Options>::value || ...);

  Size size;
  std::tuple<Options...> options;

  static constexpr auto choose_integrator() {
    return decltype(detail::option_or<detail::is_integrator>(automatic{}, std::declval<std::tuple<Options...>>())){};
  }
  static constexpr bool flows = [] {
    if constexpr (listed)
      return false;
    else
      return Flows<ModelType>;
  }();
  using integrator = decltype(choose_integrator());
  /// Whether the option is there, and whether the model's spikes can be located.
  static constexpr bool precise = (std::is_same_v<Options, precise_spikes> || ...);
  static constexpr bool locates = [] {
    if constexpr (precise && flows)
      return Thresholded<ModelType> && !Noisy<ModelType>;
    else
      return false;
  }();
};

namespace detail {

/// Whether an item is a population of groups.
template <class Item>
inline constexpr bool has_groups = false;
template <class Item>
  requires requires { Item::grouped; }
inline constexpr bool has_groups<Item> = Item::grouped;

} // namespace detail

namespace detail {

template <class M, class... Options>
concept TakesUnits = requires {
  typename M::template with_values<Options...>;
};
/// The model of a population; one in words may take units from the values that it is given.
template <class Written, class... Options>
constexpr auto find_model() {
  if constexpr (TakesUnits<Written, Options...>)
    return std::type_identity<typename Written::template with_values<Options...>>{};
  else
    return std::type_identity<Written>{};
}

} // namespace detail

/// A population. `size` is a number, `groups(...)` or `given`; the model is a neuron, a source or your own; options in
/// any order: an integrator (`rk2{}`; default `automatic{}`), `parameter<"V_th">(-53_mV)`, `start<"v">(uniform(...))`,
/// `placed(grid(100, 100, 10_um))`, `resets_at{slot, order}`, `precise_spikes{}`, `time_step{1_ms}`.
template <fixed_string Name, class Size, class Written, class... Options>
[[nodiscard]] constexpr auto population(Size size, Written, Options... options) {
  using detail::is_groups;
  using ModelType = typename decltype(detail::find_model<Written, Options...>())::type;
  static_assert(std::integral<Size> || std::is_same_v<Size, given_later> || is_groups<Size>,
                "cortexpr: the first argument of a population is its size: a whole number, groups(...), or `given`");
  static_assert(sizeof(ModelType) != 0); // a mistake in a text is said here, not on the way to a check
  if constexpr (!std::is_same_v<ModelType, spike_times>) static_assert(detail::check_model<ModelType>());
  static_assert(((detail::is_integrator<Options>::value || detail::is_parameter<Options> || detail::is_start<Options> ||
                  detail::is_placed<Options>::value || std::is_same_v<Options, resets_at> ||
                  std::is_same_v<Options, precise_spikes> || detail::is_time_step<Options>::value) &&
                 ...),
                "cortexpr: a population takes as options an integrator, parameter<\"...\">(value), "
                "start<\"...\">(value), placed(layout), resets_at{slot, order}, precise_spikes{}, time_step{1_ms}");
  using item = population_item<Name, ModelType, std::int64_t, Options...>;
  static_assert(!is_groups<Size> || !item::listed,
                "cortexpr: a population of spike_times has no groups; give it a number of neurons");
  static_assert(!item::paced || !item::listed,
                "cortexpr: a list of spikes has the time step of the network; leave time_step{...} of this population "
                "out");
  static_assert(!item::paced || !item::precise,
                "cortexpr: a population with precise_spikes{} has the time step of the network, within which its "
                "spikes are located; leave time_step{...} out, or precise_spikes{}");
  if constexpr (item::flows && !std::is_same_v<typename item::integrator, automatic>)
    if constexpr (detail::check_integrator<typename item::integrator, ModelType>())
      detail::require_fit<typename item::integrator, ModelType>();
  if constexpr (std::integral<Size>)
    return item{static_cast<std::int64_t>(size), {options...}};
  else
    return population_item<Name, ModelType, Size, Options...>{size, {options...}};
}

} // namespace cortexpr
