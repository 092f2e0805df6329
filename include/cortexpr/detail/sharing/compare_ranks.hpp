// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/same_on_all.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/units/format.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <xsimd/xsimd.hpp>

namespace cortexpr::detail {

/// What results depend on besides the source of a program: instruction sets differ in how they form sums.
[[nodiscard, gnu::cold]] inline std::string how_compiled() {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  constexpr std::string_view fused = " with fused multiply-adds";
#else
  constexpr std::string_view fused = "";
#endif
#if defined(__VERSION__)
  constexpr std::string_view compiler = __VERSION__;
#else
  constexpr std::string_view compiler = "its compiler";
#endif
  return joined({"a program for ", xsimd::default_arch::name(), fused, ", compiled by ", compiler});
}
/// A hash of the parameters and the initial values of neurons.
template <class Population>
[[nodiscard]] std::uint64_t hash_of_neurons(const Population& p) {
  std::uint64_t hash = hash_of_nothing;
  const auto add = [&](const auto& column) { hash = hash_of(hash, column.data(), column.size()); };
  for_each_index<variable_count<decltype(p.variables)>>([&](auto k) { add(variable<k>(p.variables)); });
  for_each_index<variable_count<decltype(p.parameters)>>([&](auto k) { add(variable<k>(p.parameters)); });
  return hash;
}

/// What must be the same on all ranks, in words.
template <auto const& D, class Real>
[[gnu::cold]] sequence<std::string> facts_of(const network_state<D, Real>& state) {
  sequence<std::string> facts;
  facts.push_back(how_compiled());
  facts.push_back(joined({"threads{", state.threads(), "}"}));
  facts.push_back(joined({"seed{", state.seed, "}"}));
  facts.push_back(joined({"structure_seed{", state.structure_seed, "}"}));
  facts.push_back(joined({"a time step of ", quantity_text(state.dt, dim::second)}));
  using s = structure<D>;
  s::template for_each<item_kind::population>([&](auto k) {
    facts.push_back(joined({item_at<k>(state.items).size, " neurons in '", s::names[k], "'"}));
  });
  s::template for_each<item_kind::projection>([&](auto k) {
    const synapse_rows& connections = *item_at<k>(state.items).connections;
    facts.push_back(joined({connections.synapses, " synapses with delays of ", connections.min_delay, " to ",
                            connections.max_delay, " steps in '", s::names[k], "'"}));
  });
  for_each_index<s::size>([&](auto k) {
    constexpr item_kind kind = s::kinds[k];
    if constexpr (kind == item_kind::population) {
      if constexpr (!EventItem<typename s::template item<k>> && !s::template item<k>::listed)
        if (state.step == 0)
          facts.push_back(joined({"parameters and first values with the checksum ",
                                  hash_of_neurons(item_at<k>(state.items)), " in '", s::names[k], "'"}));
    } else if constexpr (kind != item_kind::projection) {
      facts.push_back(joined({"an item '", s::names[k], "'"}));
    }
    if constexpr (kind == item_kind::poisson_input)
      if constexpr (requires { item_at<k>(state.items).rate; })
        facts.push_back(joined({"Poisson input of ", item_at<k>(state.items).rate, " Hz in '", s::names[k], "'"}));
  });
  return facts;
}

/// Refuses ranks that have built different networks.
template <auto const& D, class Real>
[[gnu::cold]] void compare_ranks(const network_state<D, Real>& state, rank_calls& calls) {
  sequence<std::uint8_t> mine;
  const sequence<std::string> facts = facts_of(state);
  for (const std::string& fact : facts) put_text(mine, fact);
  calls.meet("simulation", state.step, {mine.data(), mine.size()});
  for (unsigned r = 1; r < state.ranks; ++r) {
    message_reader zero(calls.from(0)), other(calls.from(r));
    while (!zero.done() && !other.done()) {
      const std::string_view here = zero.text(), there = other.text();
      if (here != there)
        raise<rank_failed>({"rank ", r, " has ", there, ", rank 0 ", here,
                            ": all ranks must run the same program with the same values"});
    }
    if (!zero.done() || !other.done())
      raise<rank_failed>({"rank ", r, " has another network than rank 0: all ranks must run the same program"});
  }
}

} // namespace cortexpr::detail
