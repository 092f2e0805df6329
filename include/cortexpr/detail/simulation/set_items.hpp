// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/step/poisson_step.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// What `simulation::set` changes besides values of neurons and synapses: drives, lists of spikes, Poisson input. What
// decides how a network is laid out cannot be changed.

/// Puts a new value in the place of an old one, and the old one back if what follows refuses it.
template <class T, class Check>
void replace_checked(T& place, T value, const Check& check) {
  std::swap(place, value);
#if defined(__cpp_exceptions)
  try {
    check();
  } catch (...) {
    std::swap(place, value);
    throw;
  }
#else
  check();
#endif
}

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
  });
  return found;
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
  if constexpr (found.fit != 0)
    structure::template for_each<item_kind::drive>([&](auto k) {
      using item = typename structure::template item<k>;
      using policy = std::remove_cvref_t<decltype(item_at<k>(state.items))>;
      if constexpr (item::is_at(path) && std::is_same_v<decltype(as_drive(value)), policy>) {
        const std::string name(item::path.view());
        policy fresh = as_drive(value);
        fresh.validate(name);
        fresh.prepare(step_of_drive<d, k>(state));
        replace_checked(item_at<k>(state.items), std::move(fresh),
                        [&] { check_columns<d, k, typename Net::real>(state, name); });
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
template <class Net, std::size_t K, fixed_string Path, class V>
void set_poisson_input(typename Net::state& state, const V& value) {
  using item = typename Net::structure::template item<K>;
  static_assert(is_quantity<V> || Arithmetic<V>,
                "cortexpr: sim.set<\"n.exc.rate\">(...) and \"n.exc.w\" of a Poisson input take one value for all "
                "neurons: 2_kHz, 1_nS");
  if constexpr (is_quantity<V> || Arithmetic<V>) {
    constexpr bool rate = item::is_rate(Path.view());
    constexpr dimension wanted = rate ? dim::hertz : item::weight_dimension;
    const auto one = as_values(value).value;
    if constexpr (check_unit<unit_of_setting, Path, std::remove_cvref_t<decltype(one)>::dims, wanted>()) {
      auto& input = item_at<K>(state.items);
      check_poisson_value(item::label, rate ? one.si() : 0, rate ? 0 : one.si());
      if constexpr (rate) {
        poisson_counts counts(
            one.si() * step_of_population<Net::description_value, Net::structure::template target_of<K>>(state),
            std::string(item::label)); // refuses what is too much
        input.rate = one.si();
        input.counts = std::move(counts);
      } else {
        input.weight = static_cast<typename Net::real>(one.si());
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
