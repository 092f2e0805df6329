// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <vector>

namespace cortexpr::detail {

/// How alike the inputs are that neighbouring targets of a projection get from independent sources: the correlation
/// of sums of weighted spikes, averaged over up to 16 pairs. 1 means that targets hear the same; 0 that they share
/// nothing.
template <class List, class Weights>
double shared_inputs(const projection_state<List, Weights>& p) {
  const synapse_rows& connections = *p.connections;
  if (connections.slices.empty()) return 0;
  const slice_rows& rows = connections.slices[0];
  const std::uint32_t chosen = std::min<std::uint32_t>(rows.targets, 17);
  if (chosen < 2) return 0;
  std::vector<double> products(chosen - 1, 0), squares(chosen, 0), w(chosen);
  for (std::uint32_t i = 0; i < connections.sources; ++i) {
    std::fill(w.begin(), w.end(), 0);
    for (std::uint64_t k = rows.row[i]; k < rows.row[i + 1]; ++k)
      if (rows.target[k] < chosen) w[rows.target[k]] += static_cast<double>(p.slices[0].weight(k, rows.target[k]));
    for (std::uint32_t j = 0; j < chosen; ++j) {
      squares[j] += w[j] * w[j];
      if (j + 1 < chosen) products[j] += w[j] * w[j + 1];
    }
  }
  double sum = 0;
  for (std::uint32_t j = 0; j + 1 < chosen; ++j) {
    const double norm = std::sqrt(squares[j] * squares[j + 1]);
    if (norm > 0) sum += products[j] / norm;
  }
  return sum / (chosen - 1);
}

} // namespace cortexpr::detail
