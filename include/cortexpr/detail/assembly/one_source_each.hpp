// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

/// Refuses connections of a link by which a neuron has no source or several.
[[gnu::cold]] inline void require_one_source_each(const synapse_rows& rows, std::string_view label) {
  for (const slice_rows& slice : rows.slices) {
    sequence<std::uint32_t> sources(slice.targets);
    for (std::size_t k = 0; k < slice.size(); ++k) ++sources[slice.target[k]];
    for (std::size_t j = 0; j < slice.targets; ++j)
      if (sources[j] != 1)
        raise({"link '", label, "': a linked input is the variable of one neuron, but neuron ", slice.first_target + j,
               " has ", sources[j], sources[j] == 0 ? " sources" : " sources; couple(...) adds up those of several"});
  }
}

} // namespace cortexpr::detail
