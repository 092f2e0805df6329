// SPDX-License-Identifier: BSL-1.0
// Scenario s0, variants c: the currents are limited at arrival, once per step, or in their effect.

#include "stable_currents.hpp"

#include <algorithm>

namespace oracle {
namespace {

using namespace stable_currents;

/// The current variables, clipped once per step.
struct clip_currents {
  quantity<dim::volt> exc_max, inh_max;
  void operator()(const auto& n) const {
    n["exc.I"_name] = clip(n["exc.I"_name], 0_V, exc_max);
    n["inh.I"_name] = clip(n["inh.I"_name], 0_V, inh_max);
  }
};

constexpr plasticity clipped{transmit{}, clip_receptor{0_V, 0_V}};
constexpr auto at_arrival = network_of<cell<current>>(exc(clipped), inh(clipped));
constexpr auto per_step = network_of<cell<current>>(
    exc(plain), inh(plain), regularly<"clip", "G">(every{}, clip_currents{}, at{slot::before_groups}));
constexpr auto effect_only = network_of<cell<saturating>>(exc(plain), inh(plain));

} // namespace

void replay_limited_currents(const reference_case& c, comparison& result) {
  const quantity<dim::volt> exc_max(c.parameter("I_max_e")), inh_max(c.parameter("I_max_i"));
  const std::string variant = c.meta("variant");
  if (variant.starts_with("c1"))
    run<at_arrival, cell<current>>(c, result, set<"Se">(plasticity{transmit{}, clip_receptor{0_V, exc_max}}),
                                   set<"Si">(plasticity{transmit{}, clip_receptor{0_V, inh_max}}));
  else if (variant.starts_with("c2"))
    run<per_step, cell<current>>(c, result, set<"clip">(clip_currents{exc_max, inh_max}));
  else
    run<effect_only, cell<saturating>>(c, result, set<"G.exc.I_max">(exc_max), set<"G.inh.I_max">(inh_max));
}

} // namespace oracle
