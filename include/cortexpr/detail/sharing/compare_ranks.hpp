// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cortexpr/units/format.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// What must be alike on all ranks, in words.
template <auto const& D, class Real>
[[gnu::cold]] sequence<std::string> facts_of(const network_state<D, Real>& state) {
  sequence<std::string> facts;
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
  return facts;
}

/// Refuses ranks of which one has built another network.
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
