// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// Refuses a slice that ends after the last of `neurons`; `kind` and `name` are those of the item that has it.
[[gnu::cold]] inline void check_slice(const slice& part, std::size_t neurons, std::string_view kind,
                                      std::string_view name) {
  if (!part.whole && part.end > neurons)
    raise({kind, " '", name, "': its slice ends at ", part.end, ", but there are ", neurons, " neurons"});
}

} // namespace cortexpr::detail
