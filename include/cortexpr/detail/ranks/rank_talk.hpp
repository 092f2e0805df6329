// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <string_view>

namespace cortexpr::detail {

/// How the threads of a rank reach the other ranks within a step.
struct rank_talk {
  rank_calls* calls = nullptr;
  std::string_view call;       ///< what the user has called, "run"
  bool spikes_at_once = false; ///< some arrive in the step in which they are fired
};

} // namespace cortexpr::detail
