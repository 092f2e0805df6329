// SPDX-License-Identifier: BSL-1.0
// Scenario s0, variants e2 and e3: what is transmitted shrinks with the number of spikes, computed or stored.

#include "stable_currents.hpp"

namespace oracle {
namespace {

using namespace stable_currents;

/// Transmits w / (1 + spikes so far); the weight stays.
struct transmit_by_count {
  static constexpr bool transmits = true;
  static void on_pre(auto& s) { s.receptor += s.w / (1 + s.spike_count); }
  bool operator==(const transmit_by_count&) const = default;
};
/// Transmits a stored effective weight.
struct transmit_effective {
  static constexpr bool transmits = true;
  struct synapse {
    weight_amount w_eff;
  };
  static void on_pre(auto& s) { s.receptor += s.w_eff; }
  bool operator==(const transmit_effective&) const = default;
};

constexpr auto forget_count = [](auto& s) { s.spike_count = 0; };
constexpr auto store_effective = [](auto& s) {
  s.w_eff = s.w / (1 + s.spike_count);
  s.spike_count = 0;
};

constexpr auto effective = network_of<cell<current>>(record<"Se.w">(), record<"Se.spike_count">(),
                                                     exc(plasticity{transmit_by_count{}, count_spikes{}}), inh(plain),
                                                     regularly<"scale", "Se">(every{}, forget_count));
constexpr auto stored = network_of<cell<current>>(record<"Se.w">(), record<"Se.spike_count">(), record<"Se.w_eff">(),
                                                  exc(plasticity{transmit_effective{}, count_spikes{}}), inh(plain),
                                                  regularly<"scale", "Se">(every{}, store_effective));

} // namespace

void replay_effective_weights(const reference_case& c, comparison& result) {
  constexpr double in_volt = 1e-3;
  if (c.meta("variant").starts_with("e2"))
    run<effective, cell<current>>(c, result, set<"scale">(period_of(c)), set<"Se.w">(recorded_synapses(c)),
                                  set<"Se.spike_count">(recorded_synapses(c)));
  else
    run<stored, cell<current>>(c, result, set<"scale">(period_of(c)),
                               set<"Se.w_eff">(values(c.input("w_exc"), quantity<dim::volt>(in_volt))),
                               set<"Se.w">(recorded_synapses(c)), set<"Se.spike_count">(recorded_synapses(c)),
                               set<"Se.w_eff">(recorded_synapses(c)));
}

} // namespace oracle
