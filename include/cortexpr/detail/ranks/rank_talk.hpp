// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// How the threads of a rank talk to the other ranks within a step. The functions take the state of the network and
/// the number of the schedule entry before which ranks talk. They are pointers so that programs without ranks contain
/// none of them.
struct rank_talk {
  using tell = void (*)(void* state, const rank_talk& talk, std::size_t entry);

  rank_calls* calls = nullptr;
  std::string_view call;       ///< what the user has called, "run"
  tell spikes_found = nullptr; ///< sends this step's spikes; null if none arrive in the step in which they are fired
  tell what_is_seen = nullptr; ///< sends what the entry reads: neurons and events of all ranks
};

} // namespace cortexpr::detail
