// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/build/fill_groups.hpp>
#include <cortexpr/detail/description/check_slice.hpp>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// What `get`, `set`, `view` and watchdogs are about: all neurons of a population, those in a slice ("n[0:20].v") or
// those of a group, whose name comes at run time.

/// The item that a path names, and its slice. A label may look like a slice: it is taken as it is.
template <class Structure>
constexpr sliced_name holder_in_path(std::string_view item) {
  if (Structure::find_holder(item) != not_found) return {item, {}, true};
  return read_holder(item);
}
/// Refuses a slice that nothing can be in.
template <bool Good>
constexpr void check_slice_in_path() {
  static_assert(Good, "cortexpr: a slice in a path of sim.get, sim.set, sim.view or a watchdog, "
                      "\"population[begin:end].variable\", has begin < end, both whole numbers from 0");
}
/// Refuses a slice of what is no value of neurons.
template <bool Fits>
constexpr void check_sliced_place() {
  static_assert(Fits, "cortexpr: a slice in sim.get<\"population[begin:end].variable\">() and sim.set is of variables "
                      "and parameters of neurons; synapses and what a population shares have none");
}

/// Where values of neurons are.
inline constexpr place_kinds neuron_places(place_kind::neuron_variable, place_kind::parameter);
[[nodiscard]] constexpr bool is_of_neurons(const place& at) {
  return at.kind == place_kind::neuron_variable || at.kind == place_kind::parameter;
}

/// The neurons in a slice of population K; throws `invalid_value` if it ends after them. `what`: get, set, ...
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] reach neurons_in_path(const network_state<D, Real>& state, const slice& part, std::string_view what,
                                    const item_path& path) {
  const std::size_t neurons = item_at<K>(state.items).size;
  if (!part.whole && part.end > neurons)
    check_slice(part, neurons, what, joined({path.item, path.part.empty() ? "" : ".", path.part}));
  return part.of(neurons);
}

/// The neurons of a group of population K. Throws `invalid_value` if there is none of this name.
template <auto const& D, std::size_t K, class Real>
[[nodiscard]] reach neurons_of_group(const network_state<D, Real>& state, std::string_view group) {
  constexpr bool grouped = is_grouped<D, K>;
  static_assert(grouped, "cortexpr: the name of a group goes with a population of groups, population<\"cortex\">("
                         "groups(...), ...); neurons of others are a slice, \"n[0:20].v\"");
  if constexpr (grouped) {
    const neuron_groups& groups = state.groups[K];
    const std::size_t g = groups.index_of(group, structure<D>::names[K]);
    return {groups.first(g), std::size_t{groups.first(g)} + groups.size(g)};
  } else {
    return {};
  }
}

/// Values for some neurons of population K, one for each, with the random numbers that they draw as part of all.
/// `part`: the parameter or variable; `name`: the whole path.
template <auto const& D, std::size_t K, class Real, class V>
[[nodiscard]] column<Real> values_for(const V& given_values, const network_state<D, Real>& state, const reach& neurons,
                                      std::string_view part, const std::string& name) {
  column<Real> out;
  out.assign(neurons.size(), Real(0));
  if constexpr (is_value_list<V>) {
    require_list(given_values, name);
    if (given_values.si.size() != neurons.size())
      raise({"'", name, "': ", given_values.si.size(), " values for ", neurons.size(),
             " neurons; give one value per neuron"});
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = static_cast<Real>(given_values.si[k]);
  } else {
    constexpr bool fits = !is_per_group<V> || is_grouped<D, K>;
    static_assert(fits, "cortexpr: per_group(...) is for a population of groups: population<\"cortex\">(groups(...), "
                        "...); here give one value, or a distribution");
    const neuron_groups groups = groups_in<D, K>(state);
    const auto draw = [&](const auto& rule, std::size_t g, std::size_t origin) {
      if constexpr (!is_constant_value<std::remove_cvref_t<decltype(rule)>>) rule.validate(name);
      const reach mine = neurons.within(groups.first(g), std::size_t{groups.first(g)} + groups.size(g));
      const stream numbers = make_stream(state.seed, joined({groups.name(g), ".", part}));
      for (std::size_t i = mine.begin; i < mine.end; ++i) {
        generator draws(numbers, i - groups.first(g));
        out[i - neurons.begin] = static_cast<Real>(rule(draws, static_cast<std::uint32_t>(i - origin), 0));
      }
    };
    for (std::size_t g = 0; g < groups.count(); ++g)
      if constexpr (!is_per_group<V>)
        draw(as_values(given_values), g, 0);
      else if constexpr (fits)
        draw(as_values(given_values.for_groups(groups.count(), name)[g]), g, groups.first(g));
  }
  return out;
}

} // namespace cortexpr::detail
