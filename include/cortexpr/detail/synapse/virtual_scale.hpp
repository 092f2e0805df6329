// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/pick.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

/// Sums of weights that are held by a virtual scale per target: stored weights are `inverse_scale` times as large as
/// weights.

namespace cortexpr::detail {

/// The sum that is held; 0 while the rule that holds it is frozen.
template <class List, class Weights>
[[nodiscard]] double normalisation_goal(const projection_state<List, Weights>& p) {
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

/// The inverse scale of target j from its sum; a sum of zero, or one of the other sign than the goal, leaves it as it
/// is, and so does a held sum of 0, which is none.
template <class List, class Weights>
[[gnu::always_inline]] inline void rescale(slice_values<List, Weights>& values, std::size_t j, double held) {
  const double sum = values.fan_in.weight[j].value();
  values.inverse_scale[j] = pick(sum * held > 0, sum / held, values.inverse_scale[j]);
}
/// The same for all targets of slice s.
template <class List, class Weights>
void rescale(projection_state<List, Weights>& p, std::size_t s) {
  if constexpr (is_scaled<List>) {
    const std::size_t targets = p.connections->slices[s].targets;
    p.slices[s].inverse_scale.resize(targets, 1);
    const double held = normalisation_goal(p);
    for (std::size_t j = 0; j < targets; ++j) rescale(p.slices[s], j, held);
  }
}

// Stored weights grow without bound: before that costs digits the inverse scale is taken out of them.
template <class Real, class List, class Weights>
void fold_scales(projection_state<List, Weights>& p, std::size_t s) {
  const slice_rows& rows = p.connections->slices[s];
  auto& values = p.slices[s];
  const auto worn = [](double inverse_scale) { return !(inverse_scale > 1e-6 && inverse_scale < 1e6); };
  std::uint64_t any = 0; // in every step, so without a jump per target
  for (const double inverse_scale : values.inverse_scale) any |= worn(inverse_scale) ? 1U : 0U;
  if (any == 0) return;
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (worn(values.inverse_scale[rows.target[k]]))
      values.weights[k] = static_cast<Real>(values.weight(k, rows.target[k]));
  values.fan_in.any_stale = true;
  for (std::size_t j = 0; j < values.inverse_scale.size(); ++j)
    if (worn(values.inverse_scale[j])) {
      values.fan_in.stale[j] = 1;
      values.inverse_scale[j] = 1;
    }
  values.note_sums(rows);
  rescale(p, s);
}

} // namespace cortexpr::detail
