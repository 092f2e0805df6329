// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/simd/exact_sum.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// The weights of a slice, target by target, as operations see them that work on all synapses of a target at once.
template <class List, class Weights>
class target_weights {
public:
  target_weights(slice_values<List, Weights>& values, const slice_rows& rows, sequence<exact_sum>& step_scratch)
      : values_(values), rows_(rows), sums_(step_scratch) {}

  /// Multiplies the weights of every target so that their sum is `goal`; a sum of zero or of the other sign is
  /// left alone.
  void normalise(double goal) {
    sums_.assign(rows_.targets, {});
    for (std::size_t k = 0; k < rows_.size(); ++k)
      sums_[rows_.target[k]].add(static_cast<double>(values_.weight(k, rows_.target[k])));
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      const double sum = sums_[rows_.target[k]].value();
      if (sum * goal > 0)
        values_.weights[k] *= static_cast<std::remove_cvref_t<decltype(values_.weights[k])>>(goal / sum);
    }
  }

private:
  slice_values<List, Weights>& values_;
  const slice_rows& rows_;
  sequence<exact_sum>& sums_;
};

/// An operation that works on all synapses of each target at once says so.
template <class Operation, class Target>
concept WorksOnTargets = requires(const Operation& f, Target& target) {
  f.on_target(target);
};

/// Room for what an operation needs while it runs.
template <class List, class Weights, class Operation>
void reserve_for(projection_state<List, Weights>& p, const Operation&) {
  if constexpr (WorksOnTargets<Operation, target_weights<List, Weights>>)
    for (const slice_rows& rows : p.connections->slices) p.sums.reserve(rows.targets);
}

} // namespace cortexpr::detail
