// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cstddef>
#include <limits>
#include <type_traits>

namespace cortexpr::detail {

/// A few numbers about the weights of a projection. Those of the start are kept where weights may change, so that
/// `diagnose` can tell what has become of them.
struct weight_summary {
  bool known = false;
  double mean = 0, largest = 0;           ///< of absolute values
  double lowest_sum = 0, highest_sum = 0; ///< absolute incoming sums of the targets that have synapses and a sum

  [[nodiscard]] bool operator==(const weight_summary&) const = default;
};

template <class Projection>
[[gnu::noinline, gnu::cold]] weight_summary summarise_weights(const Projection& p) {
  weight_summary all{true, 0, 0, std::numeric_limits<double>::infinity(), 0};
  sequence<double> sum;
  double synapses = 0;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const auto& rows = p.connections->slices[s];
    sum.assign(rows.targets, 0);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const auto w = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
      sum[rows.target[k]] += w;
      all.mean += std::abs(w);
      all.largest = std::max(all.largest, std::abs(w));
    }
    synapses += static_cast<double>(rows.size());
    for (const double x : sum)
      if (x != 0) {
        all.lowest_sum = std::min(all.lowest_sum, std::abs(x));
        all.highest_sum = std::max(all.highest_sum, std::abs(x));
      }
  }
  if (synapses > 0) all.mean /= synapses;
  if (all.highest_sum == 0) all.lowest_sum = 0;
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
