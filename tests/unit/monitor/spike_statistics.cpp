// SPDX-License-Identifier: BSL-1.0
// Statistics of recorded spikes, against values worked out by hand and known distributions.
#include "catch.hpp"
#include "support/statistics.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/monitor/spike_statistics.hpp>
#include <limits>

using namespace cortexpr;

namespace {

using numbers = std::vector<double>;

spike_train train_of(std::size_t neurons, double dt,
                     const std::vector<std::pair<std::int64_t, std::uint32_t>>& spikes) {
  spike_train train;
  train.which.all(neurons);
  train.dt = dt;
  for (const auto& [step, neuron] : spikes) train.steps.push_back(step), train.neurons.push_back(neuron);
  return train;
}

} // namespace

TEST_CASE("spike statistics: rates count the window and silent neurons", "[monitor]") {
  const spike_train train = train_of(3, 1e-3, {{0, 0}, {99, 2}, {100, 0}, {150, 2}, {299, 2}, {300, 0}});
  CHECK(firing_rates(train, 100_ms, 300_ms) == numbers{5, 0, 10});
  CHECK(firing_rates(train, 0_ms, 500_ms) == numbers{6, 0, 6});
  CHECK_THROWS_WITH(firing_rates(train, 300_ms, 300_ms), "firing_rates: the times of the window must rise");
  CHECK_THROWS_AS(firing_rates(train, 0_ms, std::numeric_limits<double>::quiet_NaN() * 1_s), invalid_value);
}

TEST_CASE("spike statistics: only recorded neurons count", "[monitor]") {
  static constexpr auto d = describe(population<"in">(4, spike_times{}), record<"in.spikes">(only{1, 3}));
  const std::vector<std::int64_t> steps{1, 2, 5, 8, 9}, neurons{0, 1, 3, 3, 2};
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(steps, neurons))};
  sim.run(1_ms);
  CHECK(firing_rates(sim["in.spikes"_name], 0_ms, 1_ms) == numbers{1000, 2000});
}

TEST_CASE("spike statistics: variation of intervals", "[monitor]") {
  // Intervals of 10 and 30 in turn: mean 20, deviation 10. A clock. Two spikes are one interval.
  const spike_train train =
      train_of(3, 1e-4, {{5, 0}, {7, 1}, {9, 2}, {15, 0}, {17, 1}, {20, 2}, {27, 1}, {45, 0}, {55, 0}, {85, 0}});
  const numbers found = interval_variations(train, 0_ms, 10_ms);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == Approx(0.5));
  CHECK(found[1] == Approx(0).margin(1e-15));
  CHECK(interval_variations(train, 0_ms, 10_ms, 3).size() == 1);
  CHECK(interval_variations(train, 0_ms, 3_ms).size() == 1);
  CHECK_THROWS_AS(interval_variations(train, 0_ms, 10_ms, 1), invalid_value);
}

TEST_CASE("spike statistics: correlations of counts", "[monitor]") {
  // Bins of 2 steps: neuron 0 counts 1 0 2 0, neuron 1 0 1 0 1, neuron 2 is silent, neuron 3 does as neuron 0; the
  // spike at step 8 lies after the last whole bin of the window [0, 9).
  const spike_train train = train_of(4, 1e-3, {{1, 0}, {1, 3}, {2, 1}, {4, 0}, {4, 3}, {5, 0}, {5, 3}, {7, 1}, {8, 1}});
  const numbers found = count_correlations(train, 0_ms, 9_ms, 2_ms);
  REQUIRE(found.size() == 3);
  const double expected = (0.25 * -0.5 - 0.75 * 0.5 - 1.25 * 0.5 - 0.75 * 0.5) / std::sqrt(2.75 * 1);
  CHECK(found[0] == Approx(expected));
  CHECK(found[1] == Approx(1));
  CHECK(found[2] == Approx(expected));
  CHECK(count_correlations(train, 0_ms, 9_ms, 2_ms, 2).size() == 1);
  CHECK_THROWS_AS(count_correlations(train, 0_ms, 3_ms, 2_ms), invalid_value);
  CHECK_THROWS_AS(count_correlations(train, 0_ms, 9_ms, 0.1_ms), invalid_value);
}

TEST_CASE("spike statistics: Poisson spikes are irregular and uncorrelated", "[monitor]") {
  static constexpr auto d = describe(population<"in">(200, poisson{}, parameter<"rate">(20_Hz)), record<"in.spikes">());
  simulation<network<d>> sim{seed{11}};
  sim.run(50_s);
  const auto& train = sim["in.spikes"_name];
  CHECK(average_of(firing_rates(train, 0_s, 50_s)) == Approx(20).epsilon(0.01));
  CHECK(average_of(interval_variations(train, 0_s, 50_s)) == Approx(1).epsilon(0.01));
  CHECK(std::abs(average_of(count_correlations(train, 0_s, 50_s))) < 1e-3);
  // Rates of halves of the neurons are drawn from one distribution, rates at other times and doubled are not.
  numbers a = firing_rates(train, 0_s, 25_s), b = firing_rates(train, 25_s, 50_s);
  CHECK(kolmogorov_smirnov(a, b).p > 1e-3);
  for (double& x : b) x *= 1.05;
  CHECK(kolmogorov_smirnov(a, b).p < 1e-3);
}

TEST_CASE("spike statistics: distance of samples", "[monitor]") {
  const auto d = kolmogorov_smirnov({1, 2, 3, 4}, {3, 4, 5, 6, 7});
  CHECK(d.distance == Approx(0.6)); // below 3 two of four and none of five; below 4.5 all and two of five
  CHECK(kolmogorov_smirnov({1, 1, 2}, {2, 1, 1}).distance == 0);
  CHECK(kolmogorov_smirnov({1, 1, 2}, {2, 1, 1}).p == 1);
  // Tables: for samples of 1000 the critical distance at 5 % is 1.358 sqrt(2 / 1000).
  numbers x, y;
  for (int k = 0; k < 1000; ++k) x.push_back(k), y.push_back(k + 1000 * 1.358 * std::sqrt(0.002));
  CHECK(kolmogorov_smirnov(x, y).distance == Approx(0.061)); // the next multiple of 1 / 1000
  CHECK(kolmogorov_smirnov(x, y).p == Approx(0.046).epsilon(0.02));
  CHECK_THROWS_AS(kolmogorov_smirnov({}, {1}), invalid_value);
  CHECK_THROWS_AS(kolmogorov_smirnov({1}, {std::numeric_limits<double>::quiet_NaN()}), invalid_value);
}
