// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/description/description.hpp>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/detail/structure/rules_at_target.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr::detail {

/// Facts of a description as plain constants: types by index, look-ups by name.
template <auto const& D>
struct structure {
  static constexpr std::size_t size = std::remove_cvref_t<decltype(D)>::size;
  template <std::size_t K>
  using item = std::remove_cvref_t<decltype(items_as_meant<D>::template value<K>())>;
  template <std::size_t K>
  static constexpr const item<K>& value() {
    return items_as_meant<D>::template value<K>();
  }

  static constexpr auto indices = std::make_index_sequence<size>{};

  static constexpr std::array<item_kind, size> kinds = with_indices<size>(
      []<std::size_t... K>(std::index_sequence<K...>) { return std::array<item_kind, size>{item<K>::kind...}; });
  static constexpr std::array<std::string_view, size> names = with_indices<size>([]<std::size_t... K>(
      std::index_sequence<K...>) { return std::array<std::string_view, size>{item_name<item<K>>()...}; });

  /// The index of the item of that kind and name, or `not_found`.
  static constexpr std::size_t find(item_kind kind, std::string_view name) {
    for (std::size_t k = 0; k < size; ++k)
      if (kinds[k] == kind && names[k] == name) return k;
    return not_found;
  }
  static constexpr std::size_t find_population(std::string_view name) { return find(item_kind::population, name); }
  /// What an operation or a recording works on.
  static constexpr std::size_t find_holder(std::string_view name) {
    const std::size_t k = find_population(name);
    return k != not_found ? k : find(item_kind::projection, name);
  }

  /// The indices of the items of a kind.
  template <item_kind Kind>
  static constexpr auto of_kind = [] {
    std::array<std::size_t, static_cast<std::size_t>(std::count(kinds.begin(), kinds.end(), Kind))> all{};
    for (std::size_t k = 0, n = 0; k < size; ++k)
      if (kinds[k] == Kind) all[n++] = k;
    return all;
  }();
  /// Calls f(integral_constant<K>) for every item of a kind.
  template <item_kind Kind, class F>
  static constexpr void for_each([[maybe_unused]] F&& f) {
    for_each_index<of_kind<Kind>.size()>([&](auto n) { f(std::integral_constant<std::size_t, of_kind<Kind>[n]> {}); });
  }

  template <std::size_t K>
  using model = typename item<K>::model;
  /// Whether population k locates its spikes between the steps.
  static constexpr bool is_precise(std::size_t k) {
    bool precise = false;
    for_each<item_kind::population>([&](auto p) { precise = precise || (p == k && item<p>::locates); });
    return precise;
  }
  /// The integrator of a population after `automatic` has chosen.
  template <std::size_t K>
  static constexpr auto choose_integrator() {
    if constexpr (is_precise(K))
      return located<resolve_integrator<typename item<K>::integrator, model<K>>>{};
    else if constexpr (item<K>::flows)
      return resolve_integrator<typename item<K>::integrator, model<K>>{};
    else
      return no_integrator{};
  }
  template <std::size_t K>
  using integrator = decltype(choose_integrator<K>());

  template <std::size_t P>
  static constexpr std::size_t source_of = find_population(item<P>::path.source);
  template <std::size_t P>
  static constexpr std::size_t target_of = find_population(item<P>::path.target);
  /// The population or event that runs `on_post` of the rules of projection P; `not_found` if there is no such event.
  template <std::size_t P>
  static constexpr std::size_t learns_from = value<P>().post_event.empty()
                                                 ? target_of<P>
                                                 : find_event(names, item<P>::path.target, value<P>().post_event);
  /// The projection whose synapses projection P reaches: "dopamine -> S.d".
  template <std::size_t P>
  static constexpr std::size_t modulated_by = find(item_kind::projection, item<P>::path.target);
  /// The projection whose synapses coupling P reads: "S -> astrocytes.Y".
  template <std::size_t P>
  static constexpr std::size_t read_by = find(item_kind::projection, item<P>::path.source);
  /// The index of the state variable that projection or Poisson input P acts on.
  template <std::size_t P>
  static constexpr std::size_t target_variable() {
    return variable_at<model<target_of<P>>>(item<P>::path.receptor);
  }
  /// The index of the input that projection P acts on, if its target names an input and not a variable.
  template <std::size_t P>
  static constexpr std::size_t target_input() {
    if constexpr (target_variable<P>() != not_found)
      return not_found;
    else
      return find_variable<own_inputs_of<model<target_of<P>>, checked>>(item<P>::path.receptor);
  }
  /// Whether projection P couples to an input instead of delivering spikes: outputs or a term of both sides.
  template <std::size_t P>
  static constexpr bool is_continuous() {
    if constexpr (item<P>::kind != item_kind::projection || target_of<P> == not_found)
      return false;
    else if constexpr (item<target_of<P>>::listed || feeds_currents<typename item<P>::rules>)
      return false;
    else
      return target_input<P>() != not_found;
  }
  /// Whether projection P adds up a term of both sides.
  template <std::size_t P>
  static constexpr bool has_coupling() {
    if constexpr (is_continuous<P>())
      return couples<typename item<P>::rules>;
    else
      return false;
  }
  /// Whether the spikes of projection P bring their places in the step with them.
  template <std::size_t P>
  static constexpr bool carries_offsets() {
    return is_precise(source_of<P>) && is_precise(target_of<P>) && !is_continuous<P>();
  }
  template <std::size_t P>
  static constexpr dimension weight_dimension() {
    if constexpr (has_coupling<P>())
      return coupling_weight<item<P>, model<source_of<P>>, model<target_of<P>>,
                             dimension_of<inputs_of<model<target_of<P>>, checked>, target_input<P>()>>();
    else if constexpr (is_continuous<P>())
      return dimension_of<inputs_of<model<target_of<P>>, checked>, target_input<P>()> /
             output_dimension<model<source_of<P>>>;
    else if constexpr (target_variable<P>() == not_found) // its synapses feed an input
      return written_weight_or<item<P>>(dimension_of<inputs_of<model<target_of<P>>, checked>, target_input<P>()>);
    else
      return weight_unit_or<item<P>>(dimension_of<state_of<model<target_of<P>>, checked>, target_variable<P>()>);
  }

  /// Whether the route of projection P leads to something that it can act on; `check_projection` refuses others.
  template <std::size_t P>
  static constexpr bool is_routed() {
    if constexpr (target_of<P> == not_found || source_of<P> == not_found)
      return false;
    else if constexpr (item<target_of<P>>::listed)
      return false;
    else if constexpr (is_continuous<P>())
      return !item<source_of<P>>::listed;
    else
      return target_variable<P>() != not_found ||
             (feeds_currents<typename item<P>::rules> && target_input<P>() != not_found);
  }
  /// Where `part` of population or projection K lies, if it is of one of the wanted kinds.
  template <std::size_t K>
  static constexpr place find_place([[maybe_unused]] std::string_view part, [[maybe_unused]] place_kinds wanted) {
    place found{};
    if constexpr (K == not_found) {
      return found;
    } else if constexpr (kinds[K] == item_kind::projection) {
      constexpr dimension weight = [] {
        if constexpr (is_routed<K>())
          return weight_dimension<K>();
        else
          return dim::one;
      }();
      found = find_in_rules<item<K>>(part, wanted, weight);
    } else if constexpr (item<K>::listed) {
      found = find_in_spike_list(part, wanted);
    } else {
      found = find_in_model<model<K>>(part, wanted);
    }
    found.item = K;
    return found;
  }
  /// Where the target of item K lies, which is a recording or a drive.
  template <std::size_t K>
  static constexpr place target_place = [] {
    constexpr std::size_t holder = find_holder(item<K>::target.item);
    place found = find_place<holder>(item<K>::target.part, item<K>::kind == item_kind::record ? recordable : drivable);
    if (records_function<item<K>>() && holder != not_found && !found.exists())
      found = {place_kind::function, not_found, dim::one, holder};
    return found;
  }();

  /// What the spikes or terms of projection P onto synapses change there.
  template <std::size_t P>
  static constexpr place modulated_place = find_place<modulated_by<P>>(item<P>::path.receptor,
                                                                       place_kinds(place_kind::synapse_variable,
                                                                                   place_kind::weight));

  /// Whether projection P has a dendritic delay.
  template <std::size_t P>
  static constexpr bool has_dendrites() {
    return value<P>().has_dendrites();
  }
  /// Whether the traces of targets of projection P rise in an entry of their own, after spikes have arrived.
  template <std::size_t P>
  static constexpr bool raises_apart() {
    return value<P>().coincident == coincident_pairs::not_counted &&
           any_rule<typename item<P>::rules, spikes_at_target>;
  }

  // The schedule: every item asks for its places; sorting settles the rest.
  static constexpr std::size_t entries = [] {
    std::size_t n = 0;
    for (const item_kind kind : kinds) n += kind == item_kind::population ? 3u : kind == item_kind::drive ? 0u : 1u;
    for_each<item_kind::population>([&](auto k) {
      if (EventItem<item<k>>) n -= 2;
      if (population_moves_shared<item<k>>()) ++n;
    });
    for_each<item_kind::record>([&](auto k) { n += watches_twice<item<k>>(); });
    for_each<item_kind::projection>([&](auto k) {
      using list = typename item<k>::rules;
      if (is_continuous<k>()) return;
      n += relaxes<list> + flows_every_step<list> + acts_every_step<list> + learns_on_post<list>;
      if constexpr (raises_apart<k>() && any_rule<list, names_on_post>) ++n;
    });
    return n;
  }();

  static constexpr std::array<schedule_entry, entries> schedule = [] {
    std::array<schedule_entry, entries> all{};
    std::size_t n = 0;
    [[maybe_unused]] const auto add = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      const auto& it = value<K>();
      if constexpr (EventItem<item<K>>) {
        all[n++] = {{slot::thresholds, 0}, K, verb::threshold};
      } else if constexpr (item<K>::kind == item_kind::population) {
        const auto reset = option_or<is_reset_place>(resets_at{}, it.options);
        if constexpr (population_moves_shared<item<K>>()) all[n++] = {{slot::groups, -1}, K, verb::share};
        all[n++] = {{slot::groups, 0}, K, verb::update};
        all[n++] = {{slot::thresholds, 0}, K, verb::threshold};
        all[n++] = {{reset.where, reset.order}, K, verb::reset};
      } else if constexpr (item<K>::kind == item_kind::projection) {
        using list = typename item<K>::rules;
        if constexpr (is_continuous<K>()) {
          all[n++] = {{slot::groups, -1}, K, verb::couple};
        } else {
          if constexpr (relaxes<list>) all[n++] = {{slot::groups, -1}, K, verb::relax};
          if constexpr (flows_every_step<list>) all[n++] = {place_in_step(place_of_flows<list>), K, verb::flow};
          if constexpr (acts_every_step<list>) all[n++] = {{slot::groups, -1}, K, verb::act};
          const at arrivals = carries_offsets<K>() ? at{slot::groups, -1} : it.place;
          all[n++] = {arrivals, K, item<K>::in_turn ? verb::deliver_in_turn : verb::deliver};
          // Unless a projection says otherwise it is as in Brian2: targets' spikes act after arriving ones.
          const int after = it.place.order + 2;
          const int learns = it.coincident == coincident_pairs::pre_before_post ? after : it.place.order - 1;
          if constexpr (raises_apart<K>()) {
            if constexpr (any_rule<list, names_on_post>) all[n++] = {{it.place.where, learns}, K, verb::learn};
            all[n++] = {{it.place.where, after}, K, verb::raise};
          } else if constexpr (learns_on_post<list>) {
            all[n++] = {{it.place.where, learns}, K, verb::learn};
          }
        }
      } else if constexpr (item<K>::kind == item_kind::modulation) {
        all[n++] = {it.place, K, verb::modulate};
      } else if constexpr (item<K>::kind == item_kind::synapse_coupling) {
        // Before any equation moves. Neurons read synapses as the last step left them, also where others set these.
        all[n++] = {{slot::before_groups, item<K>::onto_synapses ? -1 : -2}, K, verb::sum_up};
      } else if constexpr (item<K>::kind == item_kind::operation) {
        all[n++] = {it.place, K, verb::operate};
      } else if constexpr (item<K>::kind == item_kind::poisson_input) {
        all[n++] = {it.place, K, verb::stimulate};
      } else if constexpr (MonitorItem<item<K>>) {
        constexpr bool looks = watches_steps<item<K>>(), twice = watches_twice<item<K>>();
        all[n++] = {it.placed ? it.place : looks ? at{slot::start, 0} : at{slot::thresholds, 1}, K, verb::record};
        if constexpr (twice) all[n++] = {{slot::thresholds, 1}, K, verb::note};
      } else if constexpr (item<K>::kind == item_kind::record) {
        constexpr place_kind what = target_place<K>.kind;
        const at usual = what == place_kind::spikes ? at{slot::thresholds, 1}
                         : what == place_kind::rate ? at{slot::end, 0}
                                                    : at{slot::start, 0};
        all[n++] = {it.placed ? it.place : usual, K, verb::record};
      }
    };
    for_each_index<size>(add);
    return sorted_schedule(all);
  }();

  /// The place in the schedule of a verb on an item.
  static constexpr std::size_t entry_of(std::size_t k, verb what) {
    std::size_t e = 0;
    while (schedule[e].item != k || schedule[e].what != what) ++e;
    return e;
  }
  static constexpr std::size_t threshold_entry(std::size_t population) { return entry_of(population, verb::threshold); }
  static constexpr std::size_t record_entry(std::size_t recording) { return entry_of(recording, verb::record); }

  /// Whether one pass can do a population's update and its threshold.
  static constexpr bool fused(std::size_t population) { return stand_together(schedule, population); }
};

} // namespace cortexpr::detail
