// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;
using numbers_type = std::vector<double>;
using counts = std::vector<std::int64_t>;

constexpr auto random =
    describe(record<"in.spikes">(), record<"still.spikes">(), record<"sure.spikes">(),
             population<"in">(200, poisson{}, parameter<"rate">(40_Hz)), population<"still">(50, poisson{}),
             population<"sure">(5, poisson{}, parameter<"rate">(10_kHz)));

TEST_CASE("a Poisson population spikes with probability rate dt, independently", "[sources]") {
  simulation<network<random>> sim{seed{11}};
  sim.run(5_s);
  const auto& s = sim["in.spikes"_name];
  const double expected = 200 * 40 * 5.0, sd = std::sqrt(expected);
  CHECK(std::abs(static_cast<double>(s.size()) - expected) < 4 * sd);
  CHECK(sim["still.spikes"_name].size() == 0);
  CHECK(sim["sure.spikes"_name].size() == 5 * 50000);
  // Counts per neuron and per 50 ms have the variance of a binomial distribution.
  const auto dispersion = [&](std::size_t bins, auto bin_of) {
    numbers_type count(bins);
    for (std::size_t k = 0; k < s.size(); ++k) ++count[bin_of(k)];
    const double mean = static_cast<double>(s.size()) / static_cast<double>(bins);
    double sum = 0;
    for (const double c : count) sum += (c - mean) * (c - mean) / mean;
    return sum / static_cast<double>(bins - 1);
  };
  const double p = 40 * 1e-4;
  CHECK(dispersion(200, [&](std::size_t k) { return std::size_t{s.neurons[k]}; }) ==
        Approx(1 - p).margin(4 * std::sqrt(2. / 199)));
  CHECK(dispersion(100, [&](std::size_t k) { return static_cast<std::size_t>(s.steps[k] / 500); }) ==
        Approx(1 - p).margin(4 * std::sqrt(2. / 99)));
  // Neighbours in number share a random block; they must not share spikes.
  std::size_t together = 0;
  for (std::size_t k = 1; k < s.size(); ++k)
    if (s.steps[k] == s.steps[k - 1] && s.neurons[k] == s.neurons[k - 1] + 1) ++together;
  const double pairs_expected = 199 * 50000 * p * p;
  CHECK(std::abs(static_cast<double>(together) - pairs_expected) < 5 * std::sqrt(pairs_expected));
}

constexpr auto patterned =
    describe(record<"in.spikes">(), population<"in">(2, poisson{}, parameter<"rate">(given)), drive<"in.drive">(given));

TEST_CASE("rates follow a timed array and add to the neuron's own", "[sources]") {
  // Neuron 0: silent, then certain; neuron 1: certain by its own rate until the drive takes it away.
  const timed_array rates(numbers_type{0, 0, 10000, -10000}, 2, 1_Hz, 1_ms);
  simulation<network<patterned>> sim{set<"in.rate">(values(numbers_type{0, 10000}, 1_Hz)), set<"in.drive">(rates)};
  sim.run(2_ms);
  const auto& s = sim["in.spikes"_name];
  CHECK(steps_of(s, 0) == counts{10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
  CHECK(steps_of(s, 1) == counts{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

} // namespace
