// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// How many synapses each source and each target of a projection has, and the numbers of neurons, where rules ask for
/// them. Real numbers: equations of synapses read them as columns of neurons.
struct degree_counts {
  sequence<double> out, in, number; ///< number[i] is i
  double sources = 0, targets = 0;

  [[gnu::cold]] void count(const synapse_rows& rows) {
    out.assign(rows.sources, 0);
    in.assign(rows.targets(), 0);
    sources = static_cast<double>(rows.sources);
    targets = static_cast<double>(rows.targets());
    number.resize(std::max(out.size(), in.size()));
    for (std::size_t k = 0; k < number.size(); ++k) number[k] = static_cast<double>(k);
    for (const slice_rows& slice : rows.slices) {
      const std::size_t first = slice.first_target - rows.slices.front().first_target;
      for (std::size_t i = 0; i < rows.sources; ++i) out[i] += static_cast<double>(slice.row[i + 1] - slice.row[i]);
      for (const std::uint16_t j : slice.target) ++in[first + j];
    }
  }
};

} // namespace cortexpr::detail
