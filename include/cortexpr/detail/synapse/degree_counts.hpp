// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// How many synapses each source and each target of a projection has, where rules ask for it.
struct degree_counts {
  sequence<std::uint32_t> out, in;

  [[gnu::cold]] void count(const synapse_rows& rows) {
    out.assign(rows.sources, 0);
    in.assign(rows.targets(), 0);
    for (const slice_rows& slice : rows.slices) {
      const std::size_t first = slice.first_target - rows.slices.front().first_target;
      for (std::size_t i = 0; i < rows.sources; ++i)
        out[i] += static_cast<std::uint32_t>(slice.row[i + 1] - slice.row[i]);
      for (const std::uint16_t j : slice.target) ++in[first + j];
    }
  }
};

} // namespace cortexpr::detail
