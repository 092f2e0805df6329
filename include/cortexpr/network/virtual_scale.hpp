// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/network/synapse_state.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>

/// Sums of weights that are held by a virtual scale per target.

namespace cortexpr::detail {

/// The sum that is held; 0 while the rule that holds it is frozen.
template <class List, class Weights>
[[nodiscard]] double held_sum(const projection_state<List, Weights>& p) {
  double g = 0;
  std::size_t k = 0;
  std::apply(
      [&](const auto&... rule) {
        const auto look = [&](const auto& r) {
          if constexpr (has_virtual_scale<std::remove_cvref_t<decltype(r)>>::value)
            if (!p.frozen[k]) g = r.goal.si();
          ++k;
        };
        (look(rule), ...);
      },
      p.rules.rules);
  return g;
}

/// The scale of target j from its sum; a sum of zero, or one of the other sign than the goal, leaves it as it is.
template <class List, class Weights>
void rescale(const projection_state<List, Weights>& p, slice_values<List, Weights>& values, std::size_t j) {
  const double sum = values.fan_in.weight[j].value(), held = held_sum(p);
  if (sum * held > 0) values.scale[j] = held / sum;
}
/// The same for all targets of slice s.
template <class List, class Weights>
void rescale(projection_state<List, Weights>& p, std::size_t s) {
  if constexpr (is_scaled<List>) {
    const std::size_t targets = p.connections->slices[s].targets;
    p.values[s].scale.resize(targets, 1);
    for (std::size_t j = 0; j < targets; ++j) rescale(p, p.values[s], j);
  }
}

// Stored weights grow without bound while their scale shrinks: before that costs digits the scale goes into them.
template <class Real, class List, class Weights>
void fold_scales(projection_state<List, Weights>& p, std::size_t s) {
  const slice_rows& rows = p.connections->slices[s];
  auto& values = p.values[s];
  const auto worn = [](double scale) { return !(scale > 1e-6 && scale < 1e6); };
  if (std::none_of(values.scale.begin(), values.scale.end(), worn)) return;
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (const double scale = values.scale[rows.target[k]]; worn(scale))
      values.weights[k] = static_cast<Real>(values.weights[k] * scale);
  values.fan_in.any_stale = true;
  for (std::size_t j = 0; j < values.scale.size(); ++j)
    if (worn(values.scale[j])) {
      values.fan_in.stale[j] = 1;
      values.scale[j] = 1;
    }
  values.note_sums(rows);
  rescale(p, s);
}

} // namespace cortexpr::detail
