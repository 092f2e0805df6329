// SPDX-License-Identifier: BSL-1.0
// Five levels of one neuron under one current: what is added makes it fire less.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"plain">(1, glif1{}), population<"reset_rules">(1, glif2{}, parameter<"delta_theta_s">(2_mV)),
             population<"currents">(1, glif3{}, parameter<"asc_2.delta_I">(-100_pA)), population<"both">(1, glif4{}),
             population<"all">(1, glif5{}, parameter<"a_v">(0.01 / 1_ms)), drive<"plain.I">(0.4_nA),
             drive<"reset_rules.I">(0.4_nA), drive<"currents.I">(0.4_nA), drive<"both.I">(0.4_nA),
             drive<"all.I">(0.4_nA), record<"plain.spikes">(), record<"reset_rules.spikes">(),
             record<"currents.spikes">(), record<"both.spikes">(), record<"all.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  const std::size_t spikes[] = {sim["plain.spikes"_name].size(), sim["reset_rules.spikes"_name].size(),
                                sim["currents.spikes"_name].size(), sim["both.spikes"_name].size(),
                                sim["all.spikes"_name].size()};
  for (const std::size_t n : spikes) std::cout << n << " spikes\n";
  return spikes[0] > spikes[2] && spikes[1] > spikes[3] && spikes[3] > spikes[4] && spikes[4] > 3 ? 0 : 1;
}
