// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/plasticity/views.hpp>
#include <cortexpr/storage/rows.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr::detail {

/// The synapses of one target, for rules that look at them.
template <class Weights>
struct incoming_weights {
  const slice_rows& rows;
  Weights& weights;
  std::size_t target;
  template <class F>
  void each(std::size_t self, F& f) const {
    for_each_incoming(rows, target, [&](std::size_t k, std::size_t) {
      if (k == self) return;
      sibling_view<std::remove_reference_t<decltype(weights[k])>> sibling{weights[k]};
      f(sibling);
    });
  }
};

} // namespace cortexpr::detail
