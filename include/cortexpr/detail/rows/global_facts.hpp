// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

#include <algorithm>
#include <cstdint>

namespace cortexpr::detail {

/// What is true of all synapses of a projection, on whichever ranks they lie. A rank has the synapses onto its own
/// neurons only; what all ranks must decide alike (how spikes are exchanged and delivered, when synapses learn) is
/// decided from these facts, which are the same on all of them.
struct global_facts {
  std::uint64_t synapses = 0;
  std::uint32_t min_delay = 0, max_delay = 0; ///< steps
  /// Some source has two synapses onto one target. Looked at only where ranks share the synapses: who has all of them
  /// can see it.
  bool repeats_pairs = false;

  [[nodiscard]] bool one_delay() const { return min_delay == max_delay; }
  /// Facts of all synapses of two groups.
  [[gnu::noinline]] void add(const global_facts& o) {
    if (o.synapses == 0) return;
    min_delay = synapses == 0 ? o.min_delay : std::min(min_delay, o.min_delay);
    max_delay = std::max(max_delay, o.max_delay);
    synapses += o.synapses;
    repeats_pairs = repeats_pairs || o.repeats_pairs;
  }
  /// Of networks, whoever has looked for repeated pairs.
  [[nodiscard]] bool operator==(const global_facts& o) const {
    return synapses == o.synapses && min_delay == o.min_delay && max_delay == o.max_delay;
  }
};

} // namespace cortexpr::detail
