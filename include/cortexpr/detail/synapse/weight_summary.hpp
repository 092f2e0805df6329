// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace cortexpr::detail {

/// A few numbers about the weights of a projection. Those of the start are kept where weights may change, so that
/// `diagnose` can tell what has become of them.
struct weight_summary {
  bool known = false;
  double mean = 0, largest = 0;           ///< of absolute values
  double lowest_sum = 0, highest_sum = 0; ///< absolute incoming sums of the targets that have synapses and a sum
  exact_sum total;                        ///< of absolute values, so that it does not tell how targets are dealt out
  std::uint64_t synapses = 0;
  bool of_rank = false; ///< of the synapses of this rank alone, which may be all; alike on all ranks

  /// Of the synapses of two groups of targets.
  [[gnu::noinline, gnu::cold]] void add(const weight_summary& o) {
    known = known || o.known;
    largest = std::max(largest, o.largest);
    if (o.highest_sum != 0) {
      lowest_sum = highest_sum == 0 ? o.lowest_sum : std::min(lowest_sum, o.lowest_sum);
      highest_sum = std::max(highest_sum, o.highest_sum);
    }
    total.add(o.total);
    synapses += o.synapses;
    mean = synapses == 0 ? 0 : total.value() / static_cast<double>(synapses);
  }
  [[nodiscard]] bool operator==(const weight_summary&) const = default;
};

template <class Projection>
[[gnu::noinline, gnu::cold]] weight_summary summarise_weights(const Projection& p, bool of_rank = false) {
  weight_summary all;
  all.known = true;
  all.of_rank = of_rank;
  sequence<double> sum, size;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const auto& rows = p.connections->slices[s];
    if (rows.elsewhere) continue;
    weight_summary of_slice;
    sum.assign(rows.targets, 0);
    size.assign(rows.targets, 0);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const auto w = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
      sum[rows.target[k]] += w;
      size[rows.target[k]] += std::abs(w);
      of_slice.largest = std::max(of_slice.largest, std::abs(w));
    }
    of_slice.synapses = rows.size();
    of_slice.lowest_sum = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < rows.targets; ++j) {
      of_slice.total.add(size[j]);
      if (sum[j] == 0) continue;
      of_slice.lowest_sum = std::min(of_slice.lowest_sum, std::abs(sum[j]));
      of_slice.highest_sum = std::max(of_slice.highest_sum, std::abs(sum[j]));
    }
    all.add(of_slice);
  }
  return all;
}

/// Whether rules or operations may change the weights of projection K.
template <class Structure, std::size_t K>
constexpr bool weights_may_change() {
  using item = typename Structure::template item<K>;
  bool operated = false;
  Structure::template for_each<item_kind::operation>(
      [&](auto o) { operated = operated || Structure::template item<o>::target.view() == item::label; });
  return operated || !std::is_same_v<typename item::rules, plasticity<transmit>>;
}

} // namespace cortexpr::detail
