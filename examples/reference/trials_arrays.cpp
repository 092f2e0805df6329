// SPDX-License-Identifier: BSL-1.0
// Results of trials as arrays, and in a file.
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(10, lif{}, start<"v">(uniform(-70_mV, -60_mV))),
                            drive<"cells.I">(0.1_nA), record<"cells.v">(every{1_ms}), record<"cells.spikes">());

int main() {
  trials<network<d>> sweep(4, vary<"cells.I">(values(std::vector<double>{0.2, 0.4, 0.6, 0.8}, 1_nA)));
  sweep.run(100_ms);
  const xt::xtensor<double, 3> v = collect<"cells.v">(sweep);         // trial x time x neuron
  const xt::xtensor<double, 2> spikes = spike_counts<"cells">(sweep); // trial x neuron
  std::cout << "spikes of neuron 0 in trial 3: " << spikes(3, 0) << '\n';
  sweep.save("reference_trials.npz");
  std::remove("reference_trials.npz");
  return v.shape(0) == 4 && v.shape(1) == 100 && v.shape(2) == 10 && spikes(3, 0) > 0 ? 0 : 1;
}
