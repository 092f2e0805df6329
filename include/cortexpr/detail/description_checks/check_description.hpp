// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/names_in_brackets.hpp>
#include <cortexpr/detail/description/check_precise.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/description_checks/check_links.hpp>
#include <cortexpr/detail/description_checks/check_own_delays.hpp>
#include <cortexpr/detail/description_checks/check_weight_values.hpp>
#include <cortexpr/detail/plasticity/missing_parameter.hpp>
#include <cortexpr/detail/plasticity/raised_variable.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <cortexpr/detail/structure/check_neurons.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/plasticity/transmit.hpp>

namespace cortexpr::detail {

// Each check is a static_assert on plain constants, in an order in which the first failure explains the rest.

template <auto const& D>
constexpr bool names_are_unique() {
  using s = structure<D>;
  for (std::size_t a = 0; a < s::size; ++a)
    for (std::size_t b = a + 1; b < s::size; ++b) {
      // Drives add up; a recording is called as what it records.
      const bool may_share = s::kinds[a] == item_kind::drive || s::kinds[b] == item_kind::drive ||
                             (s::kinds[a] == item_kind::record) != (s::kinds[b] == item_kind::record);
      if (!may_share && s::names[a] == s::names[b]) return false;
    }
  return true;
}

/// Whether clash(a, b) is false for all pairs of items of a kind.
template <auto const& D, item_kind Kind, class Clash>
constexpr bool none_clash(const Clash& clash) {
  bool any = false;
  structure<D>::template for_each<Kind>([&](auto a) {
    structure<D>::template for_each<Kind>([&](auto b) {
      if constexpr (a < b) any = any || clash(a, b);
    });
  });
  return !any;
}

/// Two Poisson inputs that would draw the same random numbers for a neuron.
template <auto const& D>
constexpr bool poisson_numbers_differ() {
  using s = structure<D>;
  return none_clash<D, item_kind::poisson_input>([](auto a, auto b) {
    return draw_alike(s::template item<a>::path, s::template item<b>::path) &&
           s::template item<a>::sliced.part.overlaps(s::template item<b>::sliced.part);
  });
}

/// Whether operations on two slices of population K do the same in either order, as far as the library can know: the
/// slices share no neuron, and nothing is shared by all neurons.
template <auto const& D, std::size_t K>
constexpr bool slices_are_apart(const slice& a, const slice& b) {
  if constexpr (K == not_found)
    return false;
  else if constexpr (structure<D>::template item<K>::listed)
    return false;
  else
    return !a.overlaps(b) && shared_count<typename structure<D>::template model<K>> == 0;
}

/// Two operations on one item at one place: which comes first would be an accident.
template <auto const& D>
constexpr bool operations_are_ordered() {
  using s = structure<D>;
  return none_clash<D, item_kind::operation>([](auto a, auto b) {
    return s::template item<a>::target == s::template item<b>::target &&
           s::template value<a>().place == s::template value<b>().place &&
           !slices_are_apart<D, s::find_population(s::template item<a>::target.view())>(
               s::template item<a>::sliced.part, s::template item<b>::sliced.part);
  });
}

/// A rule that acts when targets spike is for targets that do.
template <class List, class M>
inline constexpr bool targets_serve = !learns_on_post<List> || Spiking<M>;

template <class... Rules>
constexpr bool rules_do_something(const plasticity<Rules...>&) {
  return (does_something<Rules> && ... && true);
}

template <auto const& D, std::size_t K>
constexpr bool check_projection() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr route_fault fault = item::path.fault;
  static_assert(fault != route_fault::no_arrow, "cortexpr: a route has an arrow: \"source -> target.receptor\"");
  static_assert(fault != route_fault::no_source, "cortexpr: a route names its source: \"source -> target.receptor\"");
  static_assert(fault != route_fault::no_target, "cortexpr: a route names its target: \"source -> target.receptor\"");
  static_assert(fault != route_fault::no_receptor,
                "cortexpr: a route names the receptor (or variable) it acts on: \"source -> target.exc\"");
  static_assert(fault != route_fault::bad_slice, "cortexpr: a slice in a route is [begin:end] with begin < end");
  if constexpr (fault == route_fault::none) {
    if constexpr (s::template source_of<K> == not_found)
      refuse_name<no_such_source, among_populations<D>, to_fixed<item::path.source.size()>(item::path.source)>();
    if constexpr (s::template target_of<K> == not_found)
      refuse_name<no_such_target, among_holders<D>, to_fixed<item::path.target.size()>(item::path.target)>();
    if constexpr (s::template source_of<K> != not_found && s::template target_of<K> != not_found) {
      constexpr std::size_t target = s::template target_of<K>;
      if constexpr (s::template item<target>::listed) {
        static_assert(!s::template item<target>::listed,
                      "cortexpr: a projection cannot end at a list of spikes: a source has no receptors");
      } else {
        using m = typename s::template model<target>;
        static_assert(state_size<m> != 0,
                      "cortexpr: a projection cannot end at a source: it has no receptors and no variables");
        if constexpr (s::template is_continuous<K>() || couples<typename item::rules>) {
          check_continuous<D, K>();
        } else if constexpr (state_size<m> != 0) {
          if constexpr (!s::template is_routed<K>())
            refuse_name<no_such_receptor, among_receptors<m>,
                        to_fixed<item::path.receptor.size()>(item::path.receptor)>();
          if constexpr (s::template is_routed<K>()) {
            if constexpr (KnowsUnit<typename item::weight_type>)
              check_unit<unit_of_weight, item::text, item::weight_type::dims, s::template weight_dimension<K>()>();
            if constexpr (KnowsUnit<std::remove_cvref_t<decltype(item::delay)>>)
              check_unit<unit_of_delay, item::text, decltype(item::delay)::dims, dim::second>();
            if constexpr (KnowsUnit<std::remove_cvref_t<decltype(item::dendrite)>>)
              check_unit<unit_of_delay, item::text, decltype(item::dendrite)::dims, dim::second>();
            constexpr std::string_view missing = missing_parameter(s::template value<K>().list);
            if constexpr (!missing.empty())
              static_cast<void>(sizeof(rule_value_is_missing<to_fixed<missing.size()>(missing)>));
            static_assert(
                rules_raise(static_cast<const typename item::rules*>(nullptr), item::path.receptor),
                "cortexpr: the text of a rule raises another variable of the target than the one at which the "
                "projection ends: end the route there, \"S: a -> b.g_e\" for on_pre<\"g_e_post += w\">");
            constexpr std::string_view twice =
                name_of_two(static_cast<const typename item::rules*>(nullptr), [](std::string_view name) {
                  return find_variable<state_of<m, checked>>(name) != not_found;
                });
            if constexpr (!twice.empty())
              static_cast<void>(sizeof(name_is_of_target_too<to_fixed<twice.size()>(twice)>));
            check_weights_of_rules<s, K>();
            static_assert(!s::template has_dendrites<K>() ||
                              !(feeds_currents<typename item::rules> || list_sees_neurons<typename item::rules>),
                          "cortexpr: a rule with a current or one that looks at neurons acts where the soma is, and a "
                          "dendritic_delay has no meaning for it; write one delay(...)");
            check_own_delays<D, K>();
            static_assert(!s::template has_dendrites<K>() || !any_rule<typename item::rules, writes_target>,
                          "cortexpr: a projection with a dendritic_delay shows rules their targets' variables as they "
                          "were before it, so that a rule cannot write to them; write one delay(...)");
            static_assert(!s::template has_dendrites<K>() || !any_rule<typename item::rules, reads_receptor>,
                          "cortexpr: a projection with a dendritic_delay does not know the receptor when a spike is at "
                          "the synapse, so that clip_receptor has no meaning; write one delay(...)");
            if constexpr (s::template learns_from<K> == not_found) {
              constexpr std::string_view event = s::template value<K>().post_event;
              refuse_name<no_such_post_event, among_events<D, K>, to_fixed<event.size()>(event)>();
            }
            static_assert(
                s::template value<K>().post_event.empty() || learns_on_post<typename item::rules>,
                "cortexpr: a projection has post_event<\"...\">, but no rule that acts when the target spikes "
                "(on_post) or keeps a trace of it (spikes_at_target); leave it out");
            static_assert(!s::template value<K>().post_event.empty() || targets_serve<typename item::rules, m>,
                          "cortexpr: a rule of a projection acts when the target spikes (on_post), but the target's "
                          "model never spikes; choose a rule without on_post, or a target with spikes(x, p)");
            static_assert(rules_do_something(s::template value<K>().list),
                          "cortexpr: a synapse rule of a projection does nothing: it defines none of on_pre, on_post, "
                          "on_step; is one misspelt?");
            if constexpr (check_neurons<D, K>()) check_surroundings<D, K>(std::type_identity<typename item::rules>{});
            check_precise_projection<s, K>();
            if constexpr (feeds_currents<typename item::rules>)
              check_currents<D, K>(std::type_identity<typename item::rules>{});
            return true;
          }
        }
      }
    }
  }
  return false;
}

template <auto const& D, std::size_t K>
constexpr void check_poisson_input() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr std::size_t target = s::template target_of<K>;
  if constexpr (target == not_found)
    refuse_name<no_such_poisson_target, among_populations<D>, to_fixed<item::path.target.size()>(item::path.target)>();
  if constexpr (target != not_found) {
    static_assert(!s::template item<target>::listed,
                  "cortexpr: poisson_input<\"population.receptor\"> cannot end at a list of spikes");
    if constexpr (!s::template item<target>::listed) {
      if constexpr (s::template target_variable<K>() == not_found)
        refuse_name<no_such_poisson_receptor, among_receptors<typename s::template model<target>>,
                    to_fixed<item::path.receptor.size()>(item::path.receptor)>();
      if constexpr (s::template target_variable<K>() != not_found) {
        if constexpr (item::weighs_by_function)
          check_weight_function<D, K>();
        else
          check_unit<unit_of_weight, item::text, item::weight_dimension, s::template weight_dimension<K>()>();
      }
    }
  }
}

/// Refuses a description that cannot be simulated, in one sentence at compile time.
template <auto const& D>
constexpr bool check_description() {
  using s = structure<D>;
  static_assert(names_are_unique<D>(), "cortexpr: two items of the description have one name; give projections "
                                       "a label (\"label: a -> b.exc\") and populations different names");
  static_assert(poisson_numbers_differ<D>(),
                "cortexpr: two Poisson inputs of one receptor reach the same neurons, which would get the same random "
                "numbers twice; give one of them a label: poisson_input<\"label: n[0:20].exc\">(...)");
  static_assert(operations_are_ordered<D>(),
                "cortexpr: two operations (regularly) work on one item at the same place of the step: say which comes "
                "first with at{slot::start, 1}");
  s::template for_each<item_kind::population>([](auto k) {
    if constexpr (EventItem<typename s::template item<k>>)
      check_event(s::template value<k>());
    else
      check_population<D, k>();
  });
  s::template for_each<item_kind::projection>([](auto k) { check_projection<D, k>(); });
  s::template for_each<item_kind::population>([](auto k) { check_links<D, k>(); });
  static_assert(links_are_apart<D>(),
                "cortexpr: two links end at one input of the same neurons; a linked input is one variable: declare it "
                "as (input) and write couple(...), which adds up, or give each link a slice");
  s::template for_each<item_kind::drive>([](auto k) { check_drive<D, k>(); });
  s::template for_each<item_kind::poisson_input>([](auto k) { check_poisson_input<D, k>(); });
  s::template for_each<item_kind::operation>([](auto k) {
    if constexpr (OperatesOnEvent<typename s::template item<k>>) {
      if constexpr (s::find_population(s::template item<k>::event.view()) == not_found)
        refuse_name<no_such_event, among_populations<D>, s::template item<k>::event>();
    } else if constexpr (s::find_holder(s::template item<k>::target.view()) == not_found)
      refuse_name<no_such_holder, among_holders<D>, s::template item<k>::target>();
    constexpr std::size_t population = s::find_population(s::template item<k>::target.view());
    constexpr std::size_t projection = s::find(item_kind::projection, s::template item<k>::target.view());
    if constexpr (projection != not_found) {
      static_assert(s::template item<k>::sliced.part.whole,
                    "cortexpr: a slice in regularly<\"name\", \"item[begin:end]\"> is of neurons of a population; an "
                    "operation on a projection sees all its synapses");
      static_assert(
          !is_population_wide<decltype(s::template item<k>::operation)>,
          "cortexpr: population_wide is for operations on a population; one on a projection sees its synapses "
          "one by one");
    }
    if constexpr (population == not_found && projection != not_found) check_weights_of_operation<s, k, projection>();
    if constexpr (population != not_found)
      static_assert(!s::template item<population>::listed,
                    "cortexpr: regularly<\"name\", \"item\"> cannot work on a list of spikes: it has no variables");
  });
  return true;
}

} // namespace cortexpr::detail
