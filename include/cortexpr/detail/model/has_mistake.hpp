// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

namespace cortexpr::detail {

/// A model or a rule whose text has a mistake that is already reported: its consequences are not.
template <class M>
concept HasMistake = requires {
  requires M::has_mistake;
};

} // namespace cortexpr::detail
