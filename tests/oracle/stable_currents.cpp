// SPDX-License-Identifier: BSL-1.0
// Scenario s0: Poisson input onto LIF neurons with exponential synaptic currents; the variants without limits.

#include "stable_currents.hpp"

namespace oracle {
namespace {

using namespace stable_currents;

constexpr auto unlimited = network_of<cell<current>>(exc(plain), inh(plain));

} // namespace

void replay_stable_currents(const reference_case& c, comparison& result) {
  const std::string variant = c.meta("variant");
  if (variant.starts_with("c1") || variant.starts_with("c2") || variant.starts_with("c3"))
    replay_limited_currents(c, result);
  else if (variant.starts_with("e1"))
    replay_scaled_weights(c, result);
  else if (variant.starts_with("e2") || variant.starts_with("e3"))
    replay_effective_weights(c, result);
  else if (variant.starts_with("a_") || variant.starts_with("b_") || variant.starts_with("d_"))
    run<unlimited, cell<current>>(c, result);
  else
    c.refuse_meta("variant", "scenario s0 has a_..., b_..., c1_, c2_, c3_, d_, e1_, e2_, e3_");
}

} // namespace oracle
