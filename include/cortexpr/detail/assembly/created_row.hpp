// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The synapses of one source in the order of their creation: what drawing gives and placing takes.
struct created_row {
  sequence<std::uint32_t> target; ///< counted from the projection's first one
  sequence<std::uint32_t> delay;  ///< steps; empty if all have `one_delay`
  std::uint32_t one_delay = 0;
  sequence<double> weight;        ///< empty if weights are not stored
  sequence<std::uint64_t> number; ///< empty if synapses are numbered row by row

  [[nodiscard]] std::uint32_t delay_of(std::size_t k) const { return delay.empty() ? one_delay : delay[k]; }
  void clear() {
    target.clear();
    delay.clear();
    weight.clear();
    number.clear();
  }
};

} // namespace cortexpr::detail
