// SPDX-License-Identifier: BSL-1.0
// Scenario s0: Poisson input onto LIF neurons with exponential synaptic currents; the variants without limits.

#include "stable_currents.hpp"

namespace oracle {
namespace {

using namespace stable_currents;

constexpr auto exact_case = network_of<cell<current>, exact>(exc(plain), inh(plain));
constexpr auto euler_case = network_of<cell<current>, euler>(exc(plain), inh(plain));

} // namespace

void replay_stable_currents(const reference_case& c, comparison& result) {
  const std::string variant = c.meta("variant"), method = c.meta("method");
  if (variant.starts_with("c1") || variant.starts_with("c2") || variant.starts_with("c3"))
    replay_limited_currents(c, result);
  else if (variant.starts_with("e1"))
    replay_scaled_weights(c, result);
  else if (variant.starts_with("e2") || variant.starts_with("e3"))
    replay_effective_weights(c, result);
  else if (method == "exact")
    run<exact_case>(c, result);
  else if (method == "euler")
    run<euler_case>(c, result);
  else
    throw std::runtime_error(c.folder().string() + ": no replay for method " + method);
}

} // namespace oracle
