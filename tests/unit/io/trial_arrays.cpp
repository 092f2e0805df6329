// SPDX-License-Identifier: BSL-1.0
// Results of trials as arrays and in one file; shared bundles.

#include "catch.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace cortexpr;

constexpr auto circuit = describe(
    population<"in">(12, poisson{}, parameter<"rate">(100_Hz)), population<"a">(9, lif{}), population<"b">(7, lif{}),
    projection<"A: in -> a.v">(fixed_probability{0.5}, weight(uniform(0_mV, 4_mV)), stored_as<fixed16>{}),
    projection<"B: in -> b.v">(fixed_probability{0.5}, weight(uniform(0_mV, 4_mV)), delay(0.5_ms),
                               stored_as<fixed16>{}),
    drive<"a.I">(0.2_nA), record<"a.v">(every{1_ms}, only{1, 4}), record<"a.rate">(every{5_ms}), record<"b.spikes">(),
    record<"a.spikes">(), monitor<"count", "b">(spike_count{}, in_total{}), monitor<"at", "b">(value_at_spikes<"v">{}),
    monitor<"mean", "a">(mean_of<"v">{}, every{1_ms}));
using net = network<circuit, float>;

TEST_CASE("trials as arrays: the numbers of each, with the trial first", "[trials]") {
  const std::vector<double> currents{0.1, 0.3, 0.5};
  trials<net> sweep(3, seed{5}, threads{2}, vary<"a.I">(values(currents, 1_nA)));
  sweep.run(40_ms);
  const xt::xtensor<float, 3> v = collect<"a.v">(sweep);
  const xt::xtensor<double, 2> rate = collect<"a.rate">(sweep), counts = spike_counts<"b">(sweep);
  REQUIRE(v.shape() == std::array<std::size_t, 3>{3, 40, 2});
  REQUIRE(rate.shape() == std::array<std::size_t, 2>{3, 8});
  REQUIRE(counts.shape() == std::array<std::size_t, 2>{3, 7});
  double total = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(v(k, 17, 1) == sweep[k]["a.v"_name](17, 1));
    CHECK(rate(k, 3) == sweep[k]["a.rate"_name](3));
    double sum = 0;
    for (std::size_t i = 0; i < 7; ++i) sum += counts(k, i);
    CHECK(sum == static_cast<double>(sweep[k]["b.spikes"_name].size()));
    total += sum;
  }
  CHECK(total > 0);
  const xt::xtensor<double, 2> count = collect<"count">(sweep);
  const xt::xtensor<double, 3> mean = collect<"mean">(sweep);
  REQUIRE(mean.shape() == std::array<std::size_t, 3>{3, 40, 1});
  CHECK(mean(2, 11, 0) == sweep[2]["mean"_name](11, 0));
  double counted = 0;
  for (std::size_t k = 0; k < 3; ++k) counted += count(k, 0);
  CHECK(counted == total);

  const std::string path = "trial_arrays.npz";
  sweep.save(path);
  std::vector<std::string> names;
  for (const npz_entry& e : load_npz(path)) {
    names.push_back(e.name);
    if (e.name == "a.v") {
      const auto& saved = std::get<xt::xarray<float>>(e.array);
      CHECK(saved == v);
      CHECK(e.unit == "V");
    } else if (e.name == "b.spikes.trial") {
      CHECK(std::get<xt::xarray<std::int64_t>>(e.array).size() == static_cast<std::size_t>(total));
    } else if (e.name == "count") {
      CHECK(std::get<xt::xarray<double>>(e.array) == count);
    } else if (e.name == "at") {
      CHECK(std::get<xt::xarray<double>>(e.array).shape(0) == static_cast<std::size_t>(total));
    } else if (e.name == "vary.a.I") {
      CHECK(std::get<xt::xarray<double>>(e.array)(2) == 0.5e-9);
      CHECK(e.unit == "A");
    } else if (e.name == "seed") {
      CHECK(std::get<xt::xarray<std::int64_t>>(e.array)(1) == 6);
    }
  }
  std::filesystem::remove(path);
  for (const char* name : {"a.v", "a.v.t", "a.v.i", "a.rate", "a.rate.t", "b.spikes.trial", "b.spikes.t", "b.spikes.i",
                           "seed", "vary.a.I", "count", "at", "at.trial", "at.t", "at.neuron", "mean"}) {
    CAPTURE(name);
    CHECK(std::find(names.begin(), names.end(), name) != names.end());
  }
  CHECK_THROWS_WITH(sweep.save("trials.csv"), Catch::Contains("are saved as .npz"));
}

TEST_CASE("trials as arrays: NaN where a trial failed, words where sizes differ", "[trials]") {
  trials<net> some(3, threads{2}, vary<"a.C_m">(values(std::vector<double>{-1, 200, 100}, 1_pF)));
  CHECK_THROWS_WITH(collect<"a.v">(some), Catch::Contains("no trial has results"));
  CHECK_THROWS_AS(some.run(10_ms), trial_failed);
  const auto v = collect<"a.v">(some);
  const auto counts = spike_counts<"a">(some);
  CHECK(std::isnan(v(0, 5, 1)));
  CHECK_FALSE(std::isnan(v(1, 5, 1)));
  CHECK(std::isnan(counts(0, 3)));
  CHECK(counts(2, 3) >= 0);
  some[2].run(10_ms);
  CHECK_THROWS_WITH(collect<"a.v">(some),
                    Catch::Contains("trial 2 (seed 2, a.C_m = 100 pF) has a recording of another"));
  trials<net> sizes(2, vary<"b">(std::vector<int>{7, 6}));
  sizes.run(1_ms);
  CHECK_THROWS_WITH(spike_counts<"b">(sizes), Catch::Contains("has another number of neurons"));
}

TEST_CASE("trials of one structure share bundles, and a weight that is set is of one trial", "[trials]") {
  trials<net> runs(3, seed{8}, structure_seed{2}, threads{3});
  runs.run(20_ms);
  constexpr std::size_t in = net::structure::find_population("in");
  const auto bundle_of = [&](std::size_t k) { return runs[k].state().bundles.of_source[in]; };
  REQUIRE(bundle_of(0));
  CHECK(bundle_of(0) == bundle_of(1));
  CHECK(bundle_of(0) == bundle_of(2));
  const auto weights = runs[1].get<"A.w">();
  runs[0].set<"A.w">(0_mV);
  CHECK(runs[1].get<"A.w">() == weights);
  runs.run(20_ms);
  for (std::size_t k = 0; k < 3; ++k) {
    simulation<net> alone{seed{8 + k}, structure_seed{2}};
    alone.run(20_ms);
    if (k == 0) alone.set<"A.w">(0_mV);
    alone.run(20_ms);
    CHECK(alone.state() == runs[k].state());
    CHECK(alone["b.spikes"_name].steps == runs[k]["b.spikes"_name].steps);
  }
  // A bundle of which one member differs is each trial's own.
  trials<net> differ(2, same_seed{}, vary<"B.w">(values(std::vector<double>{1, 2}, 1_mV)));
  differ.run(20_ms);
  CHECK(differ[0].state().bundles.of_source[in] != differ[1].state().bundles.of_source[in]);
  simulation<net> alone{set<"B.w">(2_mV)};
  alone.run(20_ms);
  CHECK(alone.state() == differ[1].state());
}

} // namespace
