// SPDX-License-Identifier: BSL-1.0
// The monitors of the library against what is computed from recorded values.
#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/monitor/spike_statistics.hpp>
#include <numeric>
#include <vector>

using namespace cortexpr;

namespace {

constexpr auto d = describe(
    population<"n">(150, adex{}, start<"v">(uniform(-70_mV, -55_mV))), drive<"n.I">([](auto t, const auto& n) {
      return 0.8_nA + 3_pA * static_cast<double>(n.index()) + 0.2_nA * sin(6.28 * 20_Hz * t);
    }),
    record<"n.v">(every{1_ms}), record<"n.spikes">(), record<"n.rate">(every{20_ms}),
    monitor<"mean", "n">(mean_of<"v">{}, every{1_ms}), monitor<"sum", "n">(sum_of<"v">{}, every{1_ms}),
    monitor<"deviation", "n">(deviation_of<"v">{}, every{1_ms}), monitor<"no spread", "n">(deviation_of<"V_r">{}),
    monitor<"deviation of all", "n">(deviation_of<"v">{}, every{1_ms}, in_total{}),
    monitor<"range", "n">(range_of<"v">{}, every{1_ms}),
    monitor<"counts", "n">(histogram_of<"v", 30>(-75_mV, -45_mV), every{1_ms}),
    monitor<"quartiles", "n">(quantiles_of<"v">(std::array{0.25, 0.5, 0.75}, -100_mV, 0_mV), every{1_ms}),
    monitor<"rate", "n">(mean_rate{}, window{20_ms}), monitor<"number", "n">(spike_count{}, in_total{}),
    monitor<"interval", "n">(mean_interval{}, in_total{}), monitor<"cv", "n">(interval_variation{}, in_total{}));

/// Sums in long double, in the order of neurons.
struct moments {
  long double mean = 0, deviation = 0;
  explicit moments(const std::vector<double>& list) {
    const auto n = static_cast<long double>(list.size());
    for (const double x : list) mean += x / n;
    for (const double x : list) deviation += (x - mean) * (x - mean) / n;
    deviation = std::sqrt(deviation);
  }
};
bool near(double a, long double b, double share = 1e-12) { return std::abs(a - b) <= share * std::abs(b); }

} // namespace

TEST_CASE("statistics of a population are those of its recorded values") {
  simulation<network<d>> sim{seed{4}};
  sim.run(200_ms);
  const auto& v = sim["n.v"_name];
  REQUIRE(v.rows() == 200);
  REQUIRE(sim["deviation"_name].rows() == 200);
  for (std::size_t row = 0; row < 200; ++row) {
    std::vector<double> list(150);
    for (std::size_t i = 0; i < 150; ++i) list[i] = v(row, i);
    const moments of(list);
    CHECK(near(sim["mean"_name](row), of.mean));
    CHECK(near(sim["sum"_name](row), of.mean * 150));
    CHECK(near(sim["deviation"_name](row), of.deviation, 1e-9));
    CHECK(sim["range"_name](row, 0) == *std::min_element(list.begin(), list.end()));
    CHECK(sim["range"_name](row, 1) == *std::max_element(list.begin(), list.end()));
    for (std::size_t bin = 0; bin < 30; ++bin) {
      const double low = -75 + static_cast<double>(bin);
      const auto inside = [&](double x) { return x * 1e3 >= low && x * 1e3 < low + 1; };
      CHECK(std::abs(sim["counts"_name](row, bin) -
                     static_cast<double>(std::count_if(list.begin(), list.end(), inside))) < 0.5);
    }
    std::sort(list.begin(), list.end());
    for (std::size_t q = 0; q < 3; ++q) {
      const double wanted = 0.25 * static_cast<double>(q + 1) * 150;
      const double found = sim["quartiles"_name](row, q), bin = 0.1 / 1024;
      CHECK(found >= list[static_cast<std::size_t>(wanted - 1)] - bin);
      CHECK(found <= list[static_cast<std::size_t>(wanted) + 1] + bin);
    }
  }
  CHECK(near(sim["deviation of all"_name].result().si(), moments({v.values.begin(), v.values.end()}).deviation, 1e-9));
  CHECK(sim["no spread"_name](7) == 0);
}

TEST_CASE("statistics of spikes are those of the recorded spikes") {
  simulation<network<d>> sim{seed{4}};
  sim.run(200_ms);
  const auto& spikes = sim["n.spikes"_name];
  REQUIRE(spikes.size() > 500);
  CHECK(sim["number"_name].result() == spikes.size());
  for (std::size_t bin = 0; bin < 10; ++bin) CHECK(near(sim["rate"_name](bin), sim["n.rate"_name](bin), 1e-9));
  const auto cv = interval_variations(spikes, 0_s, 1_s);
  REQUIRE(cv.size() > 50);
  CHECK(
      near(sim["cv"_name].result(), std::accumulate(cv.begin(), cv.end(), 0.0) / static_cast<double>(cv.size()), 1e-9));
  std::vector<double> last(150, -1), intervals;
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    double& former = last[spikes.neuron(k)];
    if (former >= 0) intervals.push_back(spikes.time(k) - former);
    former = spikes.time(k);
  }
  CHECK(near(sim["interval"_name].result().si(), moments(intervals).mean, 1e-9));
}
