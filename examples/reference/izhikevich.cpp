// SPDX-License-Identifier: BSL-1.0
// Two cells of the paper: regular spiking, the default, and fast spiking.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"regular">(1, izhikevich{}),
             population<"fast">(1, izhikevich{}, parameter<"a">(0.1 / 1_ms), parameter<"d">(2_mV / 1_ms)),
             drive<"regular.I">(10_mV / 1_ms), drive<"fast.I">(10_mV / 1_ms), record<"regular.spikes">(),
             record<"fast.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  const std::size_t regular = sim["regular.spikes"_name].size(), fast = sim["fast.spikes"_name].size();
  std::cout << "regular spiking " << regular << " Hz, fast spiking " << fast << " Hz\n";
  return regular > 10 && fast > 3 * regular ? 0 : 1;
}
