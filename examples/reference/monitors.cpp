// SPDX-License-Identifier: BSL-1.0
// Monitors of the library: what is asked of a network is summed up while it runs.
#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(
    population<"E">(100, adex{}, start<"v">(uniform(-70_mV, -56_mV))), drive<"E.I">(0.9_nA),
    projection<"S: E -> E.v">(fixed_probability{0.1}, weight(uniform(0_mV, 1_mV)), delay(1_ms)),
    monitor<"E.mean_v", "E">(mean_of<"v">{}, every{1_ms}), monitor<"E.spread", "E">(deviation_of<"v">{}, every{1_ms}),
    monitor<"S.mean_w", "S">(mean_of<"w">{}, every{10_ms}),
    monitor<"S.weights", "S">(histogram_of<"w", 20>(0_mV, 1_mV), every{10_ms}),
    monitor<"E.quartiles", "E">(quantiles_of<"v">(std::array{0.25, 0.5, 0.75}, -80_mV, -40_mV), every{1_ms}),
    monitor<"E.cv", "E">(interval_variation{}, in_total{}),
    monitor<"first half", "E[0:50]">(mean_rate{}, window{10_ms}),
    monitor<"E.w_at_spikes", "E">(value_at_spikes<"w">{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(0.5_s);
  const auto& mean = sim["E.mean_v"_name];
  const auto& quartiles = sim["E.quartiles"_name];
  const auto& weights = sim["S.weights"_name];
  double synapses = 0;
  for (std::size_t bin = 0; bin < weights.columns(); ++bin) synapses += weights(0, bin);
  std::cout << "mean " << mean(20) * 1e3 << " mV, standard deviation " << sim["E.spread"_name](20) * 1e3
            << " mV, median " << quartiles(20, 1) * 1e3 << " mV; " << synapses << " synapses of mean weight "
            << sim["S.mean_w"_name](0) * 1e3 << " mV; coefficient of variation " << sim["E.cv"_name].result() << ", "
            << sim["E.w_at_spikes"_name].rows() << " spikes\n";
  return mean.rows() == 500 && quartiles(20, 0) <= quartiles(20, 1) &&
                 std::abs(sim["S.mean_w"_name](0) - 0.5e-3) < 0.05e-3 && sim["first half"_name].rows() == 50
             ? 0
             : 1;
}
