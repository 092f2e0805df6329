// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cstddef>

namespace cortexpr::detail {

/// The part of a network that a rank builds, and how it keeps no more than that. Pointers to functions, so that
/// programs without ranks do not compile them.
template <class State>
struct rank_share {
  unsigned rank = 0, ranks = 1;
  row_cutter_maker (*cutter_of)(std::size_t projection) = &cuts_nothing;
  /// Give back synapses of other ranks, where all had to be made: of a projection, of all bundles.
  void (*keep_synapses)(State&, std::size_t projection) = nullptr;
  void (*keep_bundles)(State&) = nullptr;
};

/// What rank `rank` of `ranks` builds: <cortexpr/detail/sharing/keep_own.hpp>, which core.hpp leaves out.
template <auto const& D, class Real, class Settings>
[[nodiscard]] rank_share<network_state<D, Real>> share_of_rank(unsigned rank, unsigned ranks);

} // namespace cortexpr::detail
