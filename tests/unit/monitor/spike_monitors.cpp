// SPDX-License-Identifier: BSL-1.0
// Correlations on line against those of recorded spikes: the same for any number of threads, and over a checkpoint.
#include <cortexpr/monitor/spike_monitors.hpp>

#include "catch.hpp"
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

using namespace cortexpr;

namespace correlation_tests {

using cell = synaptic_lif<conductance<exponential>>;
// Groups of neurons that share a source, so that some of them are correlated. Slices cross blocks of 64 neurons.
constexpr auto d = describe(
    population<"in">(20, poisson{}, parameter<"rate">(40_Hz)), population<"n">(200, cell{}, start<"v">(-60_mV)),
    population<"quiet">(4, lif{}), projection<"in -> n.exc">(fixed_probability{0.2}, weight(12_nS), delay(1_ms)),
    drive<"n.I">(0.1_nA), record<"n[40:100].spikes">(), record<"in.spikes">(),
    monitor<"total", "n[40:100]">(count_correlation<60>{}, window{5_ms}, in_total{}),
    monitor<"so far", "n[40:100]">(count_correlation<64>{}, window{5_ms}),
    monitor<"of sources", "in">(count_correlation<20>{}, window{20_ms}, in_total{}),
    monitor<"part", "in">(count_correlation<20>{}, window{20_ms}, in_total{}, during{100_ms, 300_ms}),
    monitor<"silence", "quiet">(count_correlation<4>{}, window{5_ms}, in_total{}));
using net = network<d>;

double average(const std::vector<double>& all) {
  return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
}

constexpr auto crowded =
    describe(population<"n">(80, lif{}), monitor<"c", "n">(count_correlation<50>{}, window{5_ms}, in_total{}));

} // namespace correlation_tests

using namespace correlation_tests;

TEST_CASE("count_correlation is the mean of the correlations of recorded spikes", "[monitors][threads]") {
  const std::string file = "count_correlation.state";
  double first = 0;
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    CAPTURE(n);
    simulation<net> sim{seed{4}, threads{n, true}};
    sim.run(400_ms);
    const auto& spikes = sim["n[40:100].spikes"_name];
    REQUIRE(spikes.size() > 200);
    const double total = sim["total"_name].result();
    CHECK(std::abs(total - average(count_correlations(spikes, 0_s, 400_ms, 5_ms))) < 1e-12);
    CHECK(total > 0.01);
    CHECK(std::abs(sim["of sources"_name].result() -
                   average(count_correlations(sim["in.spikes"_name], 0_s, 400_ms, 20_ms))) < 1e-12);
    CHECK(std::abs(sim["part"_name].result() -
                   average(count_correlations(sim["in.spikes"_name], 100_ms, 300_ms, 20_ms))) < 1e-12);
    CHECK(std::isnan(sim["silence"_name].result()));
    const auto& rows = sim["so far"_name];
    REQUIRE(rows.rows() == 80);
    CHECK(rows(79) == total);
    CHECK(std::abs(rows(39) - average(count_correlations(spikes, 0_s, 200_ms, 5_ms))) < 1e-12);
    if (n == 1) first = total;
    CHECK(total == first);
    // A checkpoint in the middle of a bin, that goes on with another number of threads.
    simulation<net> half{seed{4}, threads{n}}, rest{seed{5}, threads{n == 1 ? 2u : 1u}};
    half.run(203_ms);
    half.save_state(file);
    rest.load_state(file);
    std::remove(file.c_str());
    rest.run(197_ms);
    CHECK(rest["total"_name].result() == total);
    CHECK(rest["so far"_name](rest["so far"_name].rows() - 1) == total);
    sim.clear_recordings();
    CHECK(std::isnan(sim["total"_name].result()));
  }
}

TEST_CASE("count_correlation refuses more neurons than it has room for", "[monitors]") {
  CHECK_THROWS_WITH(simulation<network<crowded>>{}, Catch::Contains("monitor 'c': it has room for 50 of the 80 that it "
                                                                    "watches; give it more, or watch a slice: "
                                                                    "\"n[0:50]\""));
}
