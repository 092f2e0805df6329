// SPDX-License-Identifier: BSL-1.0
// Scenario s0, variant e1: weights shrink with the number of spikes.

#include "stable_currents.hpp"

#include <algorithm>

namespace oracle {
namespace {

using namespace stable_currents;

constexpr auto halve_weight = [](auto& s) {
  s.w = clip(s.w / (1 + s.spike_count), 0_mV, 1_mV);
  s.spike_count = 0;
};

constexpr auto thread_rule =
    network_of<cell<current>>(record<"Se.w">(), record<"Se.spike_count">(), exc(plasticity{transmit{}, count_spikes{}}),
                              inh(plain), regularly<"scale", "Se">(every{}, halve_weight));

} // namespace

void replay_scaled_weights(const reference_case& c, comparison& result) {
  run<thread_rule, cell<current>>(c, result, set<"scale">(period_of(c)), set<"Se.w">(recorded_synapses(c)),
                                  set<"Se.spike_count">(recorded_synapses(c)));
}

} // namespace oracle
