// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/plasticity/declared_neurons.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// Bounds the receptor, and so reads it.
template <class Rule>
struct reads_receptor : std::false_type {};
template <dimension D>
struct reads_receptor<clip_receptor<D>> : std::true_type {};

/// Refuses a population of a description (`Structure`) that cannot locate its spikes.
template <class Structure, std::size_t K>
constexpr void check_precise_population() {
  using s = Structure;
  using item = typename s::template item<K>;
  if constexpr (item::precise) {
    static_assert(!item::listed, "cortexpr: precise_spikes{} is for models, which cross a threshold; the times of a "
                                 "list of spikes are whole steps");
    if constexpr (!item::listed) {
      using m = typename item::model;
      constexpr bool located = s::is_precise(K);
      static_assert(!Noisy<m>, "cortexpr: precise_spikes{} needs equations without noise: where noise crosses a "
                               "threshold between two steps is not known; leave it out, or remove noise(x, p)");
      static_assert(located || Noisy<m>,
                    "cortexpr: precise_spikes{} is for models with equations and a threshold, spikes(x, p), to locate "
                    "its crossing; leave it out for sources and for models with a hazard");
      static_assert(!HasRefractoryFunction<m>,
                    "cortexpr: precise_spikes{} lets refractoriness end between two steps, which takes a parameter "
                    "t_ref; a function refractory(x, p) is asked once per step: leave one of them out");
      static_assert(!CountsSpikes<m>,
                    "cortexpr: precise_spikes{} locates one spike at a time, but the model's spike_count "
                    "says how many there are in a step; leave one of them out");
      static_assert(
          !given_to_neurons<m>,
          "cortexpr: precise_spikes{} does not know last_spike, not_refractory and random numbers between two "
          "steps; leave it out, or give the model a variable in their place");
      static_assert(count_options<is_reset_place>(static_cast<decltype(item::options)*>(nullptr)) == 0,
                    "cortexpr: a population with precise_spikes{} is reset where it crosses its threshold; resets_at "
                    "has no meaning for it");
      if constexpr (located)
        static_assert(s::fused(K),
                      "cortexpr: a population with precise_spikes{} finds its spikes while it is integrated, but the "
                      "schedule has other work between that and its threshold; move that work by at{slot, order}");
    }
  }
}

/// Refuses a projection between populations with precise spikes that cannot bring them to their places.
template <class Structure, std::size_t K>
constexpr void check_precise_projection() {
  using s = Structure;
  using item = typename s::template item<K>;
  using list = typename item::rules;
  if constexpr (s::template carries_offsets<K>()) {
    static_assert(
        s::template value<K>().place == at{slot::synapses, -1} && !item::in_turn &&
            s::template value<K>().coincident == coincident_pairs::pre_before_post,
        "cortexpr: between populations with precise_spikes{} spikes arrive in the order of their times, before "
        "the spikes of targets act; at{slot, order}, rules_in_turn{} and coincident_pairs have no meaning for "
        "this projection");
    static_assert(
        !s::template has_dendrites<K>(),
        "cortexpr: between populations with precise_spikes{} a delay is one time; write delay(...) in place of "
        "axonal_delay and dendritic_delay");
    static_assert(
        !feeds_currents<list> && !changes_neurons<list> && !any_rule<list, reads_receptor>,
        "cortexpr: between populations with precise_spikes{} a spike adds to the receptor within a step; a "
        "rule with a current, or one that changes neurons or bounds the receptor, acts at whole steps: remove "
        "precise_spikes{} from source or target");
    if constexpr (is_constant_value<std::remove_const_t<decltype(item::delay)>>)
      static_assert(s::template value<K>().delay.value.si() > 0,
                    "cortexpr: between populations with precise_spikes{} every projection has a delay of at least one "
                    "step; write delay(1_ms)");
  }
}

} // namespace cortexpr::detail
