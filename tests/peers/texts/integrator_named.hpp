// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>

namespace peers::texts {

/// What Brian2 calls `Text::method`.
template <class Text>
constexpr auto integrator_named() {
  if constexpr (Text::method == "exact")
    return cortexpr::exact{};
  else if constexpr (Text::method == "exponential_euler")
    return cortexpr::exponential_euler{};
  else if constexpr (Text::method == "rk2")
    return cortexpr::rk2{};
  else if constexpr (Text::method == "rk4")
    return cortexpr::rk4{};
  else if constexpr (Text::method == "euler")
    return cortexpr::euler{};
}

} // namespace peers::texts
