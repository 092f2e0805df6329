// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// How the threads of a rank reach the other ranks within a step. The functions get the state of the network and the
/// number of the entry of the schedule in front of which ranks talk; programs without ranks contain none of them.
struct rank_talk {
  using tell = void (*)(void* state, const rank_talk& talk, std::size_t entry);

  rank_calls* calls = nullptr;
  std::string_view call;       ///< what the user has called, "run"
  tell spikes_found = nullptr; ///< tells those of this step; null where none arrive in the step in which they are fired
  tell what_is_seen = nullptr; ///< tells what the entry looks at: neurons and events of all ranks
};

} // namespace cortexpr::detail
