// SPDX-License-Identifier: BSL-1.0
// Projections of one population with 16-bit weights share their rows.
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdio>
#include <sstream>

namespace {

using namespace unit_tests;
using cell = synaptic<lif, receptor<"exc", current<exponential>>, receptor<"inh", current<exponential>>>;
using numbers = std::vector<double>;

// Multiples of 1/7 of the largest weight: 32767 is one, so that 16 bits keep them as they are.
constexpr auto sevenths(double largest_pA) {
  return [largest_pA](std::uint32_t i, std::uint32_t j) { return ((i * 5 + j * 3 + 1) % 8) / 7.0 * largest_pA * 1_pA; };
}
constexpr auto excitation = weight(function_of([](std::uint32_t i, std::uint32_t j) { return sevenths(140)(i, j); }));
constexpr auto inhibition = weight(function_of([](std::uint32_t i, std::uint32_t j) { return sevenths(-140)(i, j); }));

template <class Delay, class... Options>
constexpr auto two_populations(Delay late, Options... options) {
  return describe(population<"a">(150, cell{}, start<"v">(uniform(-70_mV, -49_mV))),
                  population<"b">(90, cell{}, start<"v">(uniform(-70_mV, -49_mV))),
                  projection<"aa: a -> a.exc">(fixed_probability{0.1}, excitation, late, options...),
                  projection<"ab: a -> b.exc">(fixed_probability{0.2}, excitation, late, options...),
                  projection<"slices: a[10:50] -> b[20:90].inh">(fixed_probability{0.3}, inhibition, late, options...),
                  projection<"ba: b -> a.inh">(fixed_probability{0.1}, inhibition, late, options...),
                  projection<"bb: b -> b.inh">(fixed_probability{0.1}, inhibition, late, options...),
                  projection<"alone: b -> b.exc">(fixed_probability{0.05}, weight(20_pA), late, options...),
                  drive<"a.I">(280_pA), drive<"b.I">(250_pA), record<"a.spikes">(), record<"b.spikes">());
}
constexpr auto mixed_delays = delay(uniform(0_ms, 3_ms)).rounded();
constexpr auto as_bundles = two_populations(mixed_delays, stored_as<fixed16>{});
constexpr auto as_rows = two_populations(mixed_delays);
constexpr auto bundles_late = two_populations(delay(1_ms), stored_as<fixed16>{});
constexpr auto rows_late = two_populations(delay(1_ms));

template <auto const& D, class... Settings>
auto simulate(Settings... settings) {
  return simulation<network<D>>{seed{5}, settings...};
}
template <class A, class B>
void check_same_spikes(const A& x, const B& y) {
  CHECK(x["a.spikes"_name].steps == y["a.spikes"_name].steps);
  CHECK(x["a.spikes"_name].neurons == y["a.spikes"_name].neurons);
  CHECK(x["b.spikes"_name].steps == y["b.spikes"_name].steps);
  CHECK(x["b.spikes"_name].neurons == y["b.spikes"_name].neurons);
  CHECK(x["a.spikes"_name].steps.size() > 300);
  CHECK(x["b.spikes"_name].steps.size() > 100);
}
template <class Sim>
bool is_bundled(const Sim& sim) {
  return item_at<2>(sim.state().items).connections->bundled;
}
numbers sorted(numbers list) {
  std::sort(list.begin(), list.end());
  return list;
}
void check_close(const numbers& x, const numbers& y, double tolerance) {
  REQUIRE(x.size() == y.size());
  for (std::size_t k = 0; k < x.size(); ++k) CHECK(std::abs(x[k] - y[k]) <= tolerance);
}

} // namespace

TEST_CASE("a bundle delivers what its projections would deliver", "[storage]") {
  auto x = simulate<as_bundles>();
  auto y = simulate<as_rows>();
  CHECK(is_bundled(x));
  CHECK(!is_bundled(y));
  x.run(200_ms);
  y.run(200_ms);
  check_same_spikes(x, y);
  auto u = simulate<bundles_late>();
  auto v = simulate<rows_late>();
  CHECK(is_bundled(u));
  u.run(200_ms);
  v.run(200_ms);
  check_same_spikes(u, v);
}

TEST_CASE("a bundle, any number of threads", "[storage]") {
  auto one = simulate<as_bundles>();
  one.run(100_ms);
  for (const unsigned n : {2u, 3u, 7u}) {
    auto more = simulate<as_bundles>(threads{n, true});
    more.run(60_ms);
    more.run(40_ms);
    CHECK(one["a.spikes"_name].steps == more["a.spikes"_name].steps);
    CHECK(one["a.spikes"_name].neurons == more["a.spikes"_name].neurons);
    CHECK(one.get<"a.v">() == more.get<"a.v">());
    CHECK(one.get<"b.inh.I">() == more.get<"b.inh.I">());
    CHECK(sorted(one.get<"slices.w">()) == sorted(more.get<"slices.w">()));
  }
}

TEST_CASE("weights of a bundled projection are read and set like those of others", "[storage]") {
  auto x = simulate<as_bundles>();
  auto y = simulate<as_rows>();
  const double unit = 140e-12 / 32767;
  check_close(sorted(x.get<"aa.w">()), sorted(y.get<"aa.w">()), unit / 2);
  check_close(sorted(x.get<"slices.w">()), sorted(y.get<"slices.w">()), unit / 2);
  check_close(sorted(x.get<"bb.w">()), sorted(y.get<"bb.w">()), unit / 2);
  const auto before = x;
  const numbers others = x.get<"ab.w">();
  x.set<"slices.w">(-40_pA);
  y.set<"slices.w">(-40_pA);
  for (const double w : x.get<"slices.w">()) CHECK(std::abs(w + 40e-12) <= unit / 2);
  CHECK(x.get<"ab.w">() == others);
  CHECK_THROWS_WITH(x.set<"slices.w">(-400_pA), Catch::Matchers::Contains("out of the range of fixed16"));
  for (const double w : x.get<"slices.w">()) CHECK(std::abs(w + 40e-12) <= unit / 2);
  // The copy has kept its own.
  CHECK(before.get<"slices.w">() != x.get<"slices.w">());
  CHECK(!(before.state() == x.state()));
  CHECK(before.state() == simulate<as_bundles>().state());
  x.run(50_ms);
  y.run(50_ms);
  CHECK(x["b.spikes"_name].steps.size() > 20);
  CHECK(x["b.spikes"_name].steps == y["b.spikes"_name].steps);
}

TEST_CASE("bundled projections take constants as settings", "[storage]") {
  auto sim = simulate<as_bundles>(set<"aa.w">(100_pA), set<"aa.delay">(0.7_ms), set<"bb.w">(-60_pA));
  CHECK(is_bundled(sim));
  for (const double w : sim.get<"aa.w">()) CHECK(std::abs(w - 100e-12) <= 140e-12 / 32767 / 2);
  for (const double w : sim.get<"bb.w">()) CHECK(std::abs(w + 60e-12) <= 140e-12 / 32767 / 2);
}

TEST_CASE("a projection that is frozen leaves its bundle", "[storage]") {
  auto x = simulate<as_bundles>();
  auto y = simulate<as_rows>();
  x.run(20_ms);
  y.run(20_ms);
  x.freeze<"slices", transmit>();
  y.freeze<"slices", transmit>();
  CHECK(!is_bundled(x));
  x.run(100_ms);
  y.run(100_ms);
  x.thaw<"slices", transmit>();
  y.thaw<"slices", transmit>();
  x.run(80_ms);
  y.run(80_ms);
  check_same_spikes(x, y);
  check_close(sorted(x.get<"aa.w">()), sorted(y.get<"aa.w">()), 1e-13);
}

namespace {
constexpr auto listed =
    describe(population<"in">(3, spike_times{}), population<"x">(2, adder<always_integrated>{}, parameter<"V_th">(1_V)),
             population<"y">(3, adder<always_integrated>{}, parameter<"V_th">(1_V)),
             projection<"ix: in -> x.v">(given, weight(given), delay(given), stored_as<fixed16>{}),
             projection<"iy: in -> y.v">(all_to_all{}, weight(given), delay(0.1_ms), stored_as<fixed16>{}));
constexpr auto watched = describe(
    population<"in">(3, spike_times{}), population<"x">(2, adder<always_integrated>{}),
    population<"y">(3, adder<always_integrated>{}),
    projection<"ix: in -> x.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)), stored_as<fixed16>{}),
    projection<"iy: in -> y.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)), stored_as<fixed16>{}), record<"ix.w">());
} // namespace

TEST_CASE("bundles of listed synapses", "[storage]") {
  const std::vector<int> counting{0, 1, 2};
  const auto make = [&](std::vector<double> delays, std::vector<double> more) {
    return simulation<network<listed>>{set<"in">(spike_list::at_steps(counting, counting)),
                                       set<"ix">(pairs(std::vector<int>{0, 2, 2}, std::vector<int>{1, 0, 1})),
                                       set<"ix.w">(values(std::vector<double>{1, 2, 4}, 1_mV)),
                                       set<"ix.delay">(values(delays, 1_ms)), set<"iy.w">(values(more, 1_mV))};
  };
  auto sim = make({0.1, 0.3, 0.2}, {1, 2, 3, 4, 5, 6, 7, 8, 32.767});
  CHECK(item_at<3>(sim.state().items).connections->bundled);
  sim.run_steps(10);
  check_close(sim.get<"x.v">(), {2e-3, 5e-3}, 1e-9);
  check_close(sim.get<"y.v">(), {12e-3, 15e-3, 41.767e-3}, 1e-9);
  CHECK_THROWS_WITH(make({0.1, 0.3, 0.2}, {1, 2}), Catch::Matchers::Contains("'iy.w'"));
  CHECK_THROWS_WITH(make({0.1, 0.35, 0.2}, {1, 2, 3, 4, 5, 6, 7, 8, 9}), Catch::Matchers::Contains("'ix.delay'"));
}

TEST_CASE("recorded weights keep a projection out of bundles", "[storage]") {
  simulation<network<watched>> sim{set<"in">(spike_list::at_steps(std::vector<int>{0}, std::vector<int>{0}))};
  CHECK(!item_at<3>(sim.state().items).connections->bundled);
  CHECK(!item_at<4>(sim.state().items).connections->bundled);
}

TEST_CASE("storage() reports bundles", "[storage]") {
  const auto sim = simulate<as_bundles>();
  std::ostringstream out;
  network<as_bundles>::storage(out, sim.state());
  CHECK(out.str().find("aa: ") == 0);
  CHECK(out.str().find("synapses, in the bundle of 'a'\n") != std::string::npos);
  CHECK(out.str().find("bundle of 'a': ") != std::string::npos);
  CHECK(out.str().find("weights fixed16, ") != std::string::npos);
}

TEST_CASE("a checkpoint of bundles, loaded for any number of threads", "[storage]") {
  const detail::file_path path = "network_bundles.state";
  auto x = simulate<as_bundles>();
  x.set<"slices.w">(-40_pA);
  x.run(50_ms);
  x.save_state(path);
  auto y = simulate<as_bundles>(threads{3, true});
  y.load_state(path);
  CHECK(is_bundled(y));
  CHECK(sorted(x.get<"slices.w">()) == sorted(y.get<"slices.w">()));
  x.freeze<"ba", transmit>();
  x.save_state(path);
  auto z = simulate<as_bundles>();
  z.load_state(path);
  CHECK(z.state() == x.state());
  x.thaw<"ba", transmit>();
  x.clear_recordings();
  y.clear_recordings();
  x.run(50_ms);
  y.run(50_ms);
  CHECK(x["a.spikes"_name].steps == y["a.spikes"_name].steps);
  CHECK(x["b.spikes"_name].neurons == y["b.spikes"_name].neurons);
  CHECK(x["b.spikes"_name].steps.size() > 20);
  std::remove("network_bundles.state");
}
