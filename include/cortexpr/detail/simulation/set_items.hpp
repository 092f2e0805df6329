// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/base/replace_checked.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/step/poisson_step.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/network/network.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr::detail {

// What `simulation::set` changes besides values of neurons and synapses: drives, lists of spikes, Poisson input. What
// decides how a network is laid out cannot be changed.

/// Whether drives of input `path` exist, and how many of them a value of type V replaces.
struct drives_found {
  std::size_t all = 0, fit = 0;
};
template <class Net, class V>
constexpr drives_found find_drives(const item_path& path) {
  using structure = typename Net::structure;
  drives_found found;
  structure::template for_each<item_kind::drive>([&](auto k) {
    using item = typename structure::template item<k>;
    if (!item::is_at(path)) return;
    ++found.all;
    using policy = typename decltype(state_type<Net::description_value, typename Net::real, k>())::type;
    if constexpr (is_drive<V>::value)
      if (std::is_same_v<decltype(as_drive(std::declval<V>())), policy>) ++found.fit;
    if constexpr (is_per_group<V> && takes_groups<Net::description_value, k>()) ++found.fit;
  });
  return found;
}
/// A new value of drive K, checked and ready for a run.
template <class Net, std::size_t K, class Drive>
[[nodiscard]] Drive ready_drive(const typename Net::state& state, Drive fresh, const std::string& name) {
  fresh.validate(name);
  fresh.prepare(step_of_drive<Net::description_value, K>(state));
  return fresh;
}
/// Gives the drives of an input that have the type of the value this value.
template <class Net, fixed_string Path, class V>
void set_drives(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr drives_found found = find_drives<Net, V>(path);
  static_assert(found.fit != 0 || found.all == 0,
                "cortexpr: sim.set<\"n.I\">(...) of a driven input takes a drive of the type that the description has: "
                "a quantity for a quantity, sinusoid{...} for sinusoid{...}, timed_array for given; a live drive is "
                "written through sim.input<\"n.I\">(), and a function reads what its program changes");
  if constexpr (is_per_group<V>)
    structure::template for_each<item_kind::drive>([&](auto k) {
      using item = typename structure::template item<k>;
      if constexpr (item::is_at(path) && takes_groups<d, k>()) {
        constexpr dimension unit = structure::template target_place<k>.dims;
        if constexpr (check_unit<unit_of_setting, Path, V::dims, unit>()) {
          const std::string name(item::path.view());
          auto& drive = item_at<k>(state.items);
          drive = ready_drive<Net, k>(
              state,
              drive_of_groups<std::remove_cvref_t<decltype(drive)>>(
                  value, state.groups[structure::find_population(item::target.item)], item::sliced.part, name),
              name);
        }
      }
    });
  else if constexpr (found.fit != 0)
    structure::template for_each<item_kind::drive>([&](auto k) {
      using item = typename structure::template item<k>;
      using policy = std::remove_cvref_t<decltype(item_at<k>(state.items))>;
      if constexpr (item::is_at(path) && std::is_same_v<decltype(as_drive(value)), policy>) {
        const std::string name(item::path.view());
        replace_checked(item_at<k>(state.items), ready_drive<Net, k>(state, as_drive(value), name),
                        [&] { check_columns<d, k, typename Net::real>(state, name); });
      }
    });
}

/// The drive that gives the neurons of one group, or those in a slice, another value (SI), and leaves all others
/// theirs.
template <class Array>
[[nodiscard]] Array drive_with_group(const Array& before, double value, const neuron_groups& groups,
                                     std::string_view group, const slice& part, const std::string& name) {
  if (!before.is_constant())
    raise({"drive '", name,
           "': it changes with time, so that one group cannot be given a value; set it for all: "
           "sim.set<\"",
           name, "\">(timed_array(...)), or per_group(...)"});
  const reach neurons = part.of(groups.neurons());
  const std::size_t g = groups.index_of(group, name);
  const reach mine = neurons.within(groups.first(g), groups.first(g) + groups.size(g));
  if (mine.size() == 0) raise({"drive '", name, "': its slice holds no neuron of group '", group, "'"});
  std::vector<double> row = before.values();
  if (row.size() == 1) row.assign(neurons.size(), row[0]);
  std::fill(row.begin() + static_cast<std::ptrdiff_t>(mine.begin - neurons.begin),
            row.begin() + static_cast<std::ptrdiff_t>(mine.end - neurons.begin), value);
  return Array(row, row.size(), quantity<Array::dims>(1), 1_s);
}

/// Gives the neurons of one group another value of a drive that is `given`. Refused where the drive changes with time.
template <class Net, fixed_string Path, class V>
void set_drives_of_group(typename Net::state& state, std::string_view group, const V& value) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr bool taken =
      (is_quantity<V> || Arithmetic<V>)&&find_drives<Net, group_values<quantity<dim::one>>>(path).fit != 0;
  static_assert(taken, "cortexpr: sim.set<\"cortex.I\">(\"group\", value) of a driven input takes one value, 0.2_nA, "
                       "where the description has drive<\"cortex.I\">(given)");
  if constexpr (taken)
    structure::template for_each<item_kind::drive>([&](auto k) {
      using item = typename structure::template item<k>;
      if constexpr (item::is_at(path) && takes_groups<d, k>()) {
        if constexpr (check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(as_values(value).value)>::dims,
                                 structure::template target_place<k>.dims>()) {
          auto& drive = item_at<k>(state.items);
          const std::string name(item::path.view());
          drive = ready_drive<Net, k>(state,
                                      drive_with_group(drive, as_values(value).value.si(),
                                                       state.groups[structure::find_population(item::target.item)],
                                                       group, item::sliced.part, name),
                                      name);
        }
      }
    });
}

/// The Poisson input whose rate or weight a path names, or `not_found`.
template <class Net>
constexpr std::size_t find_poisson_input(std::string_view text) {
  using structure = typename Net::structure;
  std::size_t found = not_found;
  structure::template for_each<item_kind::poisson_input>([&](auto k) {
    using item = typename structure::template item<k>;
    if (item::is_rate(text) || item::is_weight(text)) found = k;
  });
  return found;
}
/// Gives a Poisson input another rate or weight (SI). If it is refused, nothing has changed.
template <bool Rate, class Real>
void change_poisson_input(poisson_input_state<Real>& input, double value, double dt, std::string_view name) {
  check_poisson_value(name, Rate ? value : 0, Rate ? 0 : value);
  if constexpr (Rate) {
    poisson_counts counts(value * dt, name); // refuses what is too much
    input.rate = value;
    input.counts = std::move(counts);
  } else {
    input.weight = static_cast<Real>(value);
  }
}
/// `only`: the group that it is for; none: all.
template <class Net, std::size_t K, fixed_string Path, class V>
void set_poisson_input(typename Net::state& state, const V& value, std::string_view only = {}) {
  using item = typename Net::structure::template item<K>;
  constexpr bool grouped = is_onto_groups<Net::description_value, K>;
  constexpr bool taken = is_quantity<V> || Arithmetic<V> || (grouped && is_per_group<V>);
  static_assert(taken, "cortexpr: sim.set<\"n.exc.rate\">(...) and \"n.exc.w\" of a Poisson input take one value for "
                       "all neurons: 2_kHz, 1_nS; or, of a population of groups, per_group(...)");
  if constexpr (taken) {
    constexpr bool rate = item::is_rate(Path.view());
    constexpr dimension wanted = rate ? dim::hertz : item::weight_dimension;
    const auto given_value = [&] {
      if constexpr (is_per_group<V>)
        return value;
      else
        return as_values(value).value;
    }();
    auto& input = item_at<K>(state.items);
    const double dt = step_of_population<Net::description_value, Net::structure::template target_of<K>>(state);
    if constexpr (check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(given_value)>::dims, wanted>()) {
      if constexpr (grouped) {
        const neuron_groups& groups = state.groups[Net::structure::template target_of<K>];
        const auto values = si_of_groups(given_value, groups.count(), std::string(Path.view()));
        auto fresh = input.of_group;
        const std::size_t chosen = only.empty() ? fresh.size() : groups.index_of(only, item::label);
        for (std::size_t g = 0; g < fresh.size(); ++g)
          if (only.empty() || g == chosen)
            change_poisson_input<rate>(fresh[g], values[g], dt, name_of_group_input<item>(groups.name(g)));
        input.of_group = std::move(fresh);
      } else {
        change_poisson_input<rate>(input, given_value.si(), dt, item::label);
      }
    }
  }
}

/// Whether item K is a population whose spikes are listed.
template <class Net, std::size_t K>
constexpr bool is_list_of_spikes() {
  if constexpr (K == not_found)
    return false;
  else
    return Net::structure::template item<K>::listed && !EventItem<typename Net::structure::template item<K>>;
}
/// Gives a population of listed spikes another list. Times are those of the simulation: what lies before now is not
/// caught up.
template <class Net, fixed_string Path>
void set_listed(typename Net::state& state, spike_list list) {
  using structure = typename Net::structure;
  constexpr std::size_t k = structure::find_population(Path.view());
  constexpr bool takes_list = is_list_of_spikes<Net, k>();
  static_assert(takes_list, "cortexpr: a list of spikes is set for a population of spike_times{}: "
                            "sim.set<\"in\">(spike_list::at_times(...))");
  if constexpr (takes_list) {
    auto& p = item_at<k>(state.items);
    list.prepare(state.dt, p.size, std::string(structure::names[k]));
    p.list = std::move(list);
    p.spikes.make_room(p.list.most_in_a_step());
  }
}

/// What `simulation::send` does: see there.
template <class Net, fixed_string Population, class Neurons>
void send_spikes(typename Net::state& state, const Neurons& neurons, std::int64_t later) {
  constexpr std::size_t k = Net::structure::find_population(Population.view());
  constexpr bool takes_list = is_list_of_spikes<Net, k>();
  static_assert(takes_list, "cortexpr: sim.send<\"in\">(neurons) is for a population of spike_times{}, whose spikes "
                            "come from outside: population<\"in\">(100, spike_times{})");
  if constexpr (takes_list) {
    auto& p = item_at<k>(state.items);
    p.list.add(state.step, state.step + later, neurons, p.size, Population.view());
    p.spikes.make_room(p.list.most_in_a_step());
  }
}

/// Whether a value does not decide how a network is laid out.
template <class Net, class V>
constexpr bool may_change_later(const item_path& path) {
  using structure = typename Net::structure;
  const std::size_t k = structure::find_holder(path.item);
  const bool delay = k != not_found && structure::kinds[k] == item_kind::projection &&
                     (path.part == "delay" || path.part == "dendritic_delay");
  const bool structural =
      k != not_found && path.part.empty() && (is_size<V>::value || is_layout<V>::value || is_connection<V>::value);
  return !delay && !structural;
}

} // namespace cortexpr::detail
