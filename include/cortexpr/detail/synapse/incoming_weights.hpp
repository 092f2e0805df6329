// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/pick.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/weights.hpp>
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
      using view = sibling_view<unit_of_weights<Weights>, typename Weights::element>;
      view sibling{{}, decltype(view::w)::of_stored(weights[k])};
      f(sibling);
      if (!is_same_number(sibling.w.stored(), weights[k])) weights[k] = sibling.w.stored();
    });
  }
};

} // namespace cortexpr::detail
