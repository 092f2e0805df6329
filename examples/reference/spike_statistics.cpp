// SPDX-License-Identifier: BSL-1.0
// Poisson spikes: known rate, intervals with a coefficient of variation of 1, no correlations.
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/monitor/spike_statistics.hpp>
#include <iostream>
#include <numeric>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"E">(200, poisson{}, parameter<"rate">(50_Hz)), record<"E.spikes">());

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(4_s);
  const std::vector<double> hertz = firing_rates(sim["E.spikes"_name], 200_ms, 4_s);
  const std::vector<double> variation = interval_variations(sim["E.spikes"_name], 200_ms, 4_s);
  const std::vector<double> correlation = count_correlations(sim["E.spikes"_name], 200_ms, 4_s, 10_ms);
  std::cout << "rate " << mean(hertz) << " Hz, CV " << mean(variation) << ", correlation " << mean(correlation) << '\n';
  return std::abs(mean(hertz) - 50) < 1 && std::abs(mean(variation) - 1) < 0.05 && std::abs(mean(correlation)) < 0.01
             ? 0
             : 1;
}
