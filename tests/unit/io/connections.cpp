// SPDX-License-Identifier: BSL-1.0
// Sources, targets, weights and delays of projections as arrays: against `get`, and against what the network was made
// of.
#include "catch.hpp"
#include "support/network_models.hpp"

#include <array>
#include <cmath>
#include <cortexpr/io/connections.hpp>
#include <cortexpr/plasticity/stdp/stdp.hpp>
#include <cstdint>
#include <map>
#include <vector>

namespace {

using namespace unit_tests;
using Catch::Matchers::Contains;
using numbers = std::vector<double>;
using cell = synaptic<lif, receptor<"exc", current<exponential>>, receptor<"inh", current<exponential>>>;

template <class Array>
numbers list_of(const Array& a) {
  return numbers(a.begin(), a.end());
}
/// What a matrix of sums over the synapses must be.
template <class Synapses>
std::map<std::array<std::uint32_t, 2>, double> sums_of(const Synapses& s) {
  std::map<std::array<std::uint32_t, 2>, double> sums;
  for (std::size_t k = 0; k < s.sources.size(); ++k) sums[{s.sources(k), s.targets(k)}] += double(s.weights(k));
  return sums;
}
template <class Matrix>
void check_matrix(const Matrix& m, const std::map<std::array<std::uint32_t, 2>, double>& sums) {
  std::size_t present = 0;
  for (std::uint32_t i = 0; i < m.shape()[0]; ++i)
    for (std::uint32_t j = 0; j < m.shape()[1]; ++j) {
      const auto at = sums.find({i, j});
      REQUIRE(std::isnan(m(i, j)) == (at == sums.end()));
      if (at == sums.end()) continue;
      REQUIRE(double(m(i, j)) == Approx(at->second).epsilon(1e-6));
      ++present;
    }
  CHECK(present == sums.size());
}

// Weights and delays that say which pair they belong to.
constexpr double weight_of(std::uint32_t i, std::uint32_t j) { return 1 + i + 0.01 * j; }
constexpr std::uint32_t delay_of(std::uint32_t i, std::uint32_t j) { return (3 * i + 7 * j) % 5; }
constexpr auto told_weight =
    weight(function_of([](std::uint32_t i, std::uint32_t j) { return weight_of(i, j) * 1_pA; }));
constexpr auto told_delay =
    delay(function_of([](std::uint32_t i, std::uint32_t j) { return delay_of(i, j) * 0.1_ms; })).rounded();

constexpr auto told =
    describe(population<"a">(60, cell{}), population<"b">(50, cell{}),
             projection<"S: a[10:40] -> b[5:45].exc">(fixed_probability{0.3}, told_weight, told_delay),
             projection<"one: a -> a.inh">(fixed_outdegree{4}, told_weight, delay(0.3_ms)),
             projection<"same: b -> a.exc">(fixed_probability{0.1}, weight(7_pA), told_delay),
             projection<"b -> b.inh">(one_to_one{}, weight(2_pA)),
             projection<"none: a -> b.inh">(fixed_probability{0.0}, weight(2_pA)));

template <class Sim, class Synapses>
void check_told(const Sim&, const Synapses& s, double relative) {
  REQUIRE(s.weights.size() > 50);
  for (std::size_t k = 0; k < s.weights.size(); ++k) {
    REQUIRE(double(s.weights(k)) == Approx(weight_of(s.sources(k), s.targets(k))).epsilon(relative));
    REQUIRE(s.delays(k) == Approx(delay_of(s.sources(k), s.targets(k)) * 1e-4).margin(1e-12));
  }
}

} // namespace

TEMPLATE_TEST_CASE("connections as arrays, any number of threads", "[io]", double, float) {
  const simulation<network<told, TestType>> one{seed{3}};
  const auto first = connections<"S">(one, 1_pA);
  for (const unsigned n : {1u, 2u, 5u}) {
    const simulation<network<told, TestType>> sim{seed{3}, threads{n, true}};
    const auto s = connections<"S">(sim, 1_pA);
    static_assert(std::is_same_v<typename decltype(s.weights)::value_type, TestType>);
    check_told(sim, s, 1e-6);
    CHECK((s.sources == first.sources));
    CHECK((s.targets == first.targets));
    CHECK((s.weights == first.weights));
    CHECK((s.delays == first.delays));
    CHECK(xt::amax(s.sources)() == 29);
    CHECK(xt::amax(s.targets)() == 39);
    // In SI, the same numbers as get, bit for bit.
    const auto si = connections<"S">(sim).weights;
    CHECK(std::vector<TestType>(si.begin(), si.end()) == sim.template get<"S.w">());
    const auto m = weight_matrix<"S">(sim, 1_pA);
    CHECK(m.shape()[0] == 30);
    CHECK(m.shape()[1] == 40);
    check_matrix(m, sums_of(s));
    const auto multapses = connections<"one">(sim, 1_pA);
    CHECK(multapses.sources.size() == 240);
    CHECK(sums_of(multapses).size() < 240);
    CHECK(xt::amin(multapses.delays)() == 3 * 1e-4);
    check_matrix(weight_matrix<"one">(sim, 1_pA), sums_of(multapses));
    const auto same = connections<"same">(sim, 1_pA);
    CHECK(xt::allclose(same.weights, 7.0));
    const auto by_route = connections<"b -> b.inh">(sim, 1_pA);
    CHECK((by_route.sources == xt::arange<std::uint32_t>(50)));
    CHECK((by_route.sources == by_route.targets));
    CHECK(xt::amax(by_route.delays)() == 0);
  }
  CHECK(connections<"none">(one).sources.size() == 0);
  CHECK(xt::all(xt::isnan(weight_matrix<"none">(one))));
  CHECK(xt::sum(weight_matrix<"none">(one, 1_pA, 0))() == 0);
}

TEST_CASE("connections build the same network again", "[io]") {
  static constexpr auto open = describe(population<"a">(60, cell{}), population<"b">(50, cell{}),
                                        projection<"S: a[10:40] -> b[5:45].exc">(given, weight(given), delay(given)));
  const simulation<network<told>> sim{seed{3}};
  const auto s = connections<"S">(sim, 1_pA);
  const simulation<network<open>> listed{set<"S">(pairs(s.sources, s.targets)), set<"S.w">(values(s.weights, 1_pA)),
                                         set<"S.delay">(values(s.delays, 1_s))};
  const auto again = connections<"S">(listed, 1_pA);
  CHECK((again.sources == s.sources));
  CHECK((again.targets == s.targets));
  CHECK(xt::allclose(again.weights, s.weights));
  CHECK((again.delays == s.delays));
  const auto m = weight_matrix<"S">(sim, 1_pA, 0);
  const simulation<network<open>> dense{set<"S">(matrix(m)), set<"S.w">(values(m, 1_pA)), set<"S.delay">(0_ms)};
  CHECK(xt::allclose(weight_matrix<"S">(dense, 1_pA, 0), m));
}

TEST_CASE("connections of listed pairs keep the order of the lists", "[io]") {
  static constexpr auto open = describe(population<"a">(4, cell{}), population<"b">(70'000, cell{}),
                                        projection<"S: a -> b.exc">(given, weight(given), delay(given)));
  const std::vector<std::uint32_t> i{3, 0, 3, 1, 0, 3, 3}, j{69'999, 5, 2, 66'000, 66'001, 2, 1};
  const numbers w{1, 2, 3, 4, 5, 6, 7}, d{2, 0, 1, 2, 3, 0, 2};
  for (const unsigned n : {1u, 3u}) {
    const simulation<network<open>> sim{threads{n, true}, set<"S">(pairs(i, j)), set<"S.w">(values(w, 1_pA)),
                                        set<"S.delay">(values(d, 0.1_ms))};
    const auto s = connections<"S">(sim, 1_pA);
    CHECK(std::vector<std::uint32_t>(s.sources.begin(), s.sources.end()) == i);
    CHECK(std::vector<std::uint32_t>(s.targets.begin(), s.targets.end()) == j);
    for (std::size_t k = 0; k < w.size(); ++k) {
      CHECK(s.weights(k) == Approx(w[k]));
      CHECK(s.delays(k) == Approx(d[k] * 1e-4));
    }
    const auto m = weight_matrix<"S">(sim, 1_pA, 0);
    CHECK(m(3, 2) == Approx(9));
    CHECK(xt::sum(m)() == Approx(28));
  }
}

TEST_CASE("connections of bundles and of 16-bit weights", "[io]") {
  static constexpr auto bundled = describe(
      population<"a">(60, cell{}), population<"b">(50, cell{}),
      projection<"S: a[10:40] -> b[5:45].exc">(fixed_probability{0.3}, told_weight, told_delay, stored_as<fixed16>{}),
      projection<"T: a -> a.inh">(fixed_probability{0.2}, told_weight, told_delay, stored_as<fixed16>{}));
  const simulation<network<bundled>> sim{seed{3}};
  REQUIRE(detail::item_at<2>(sim.state().items).connections->bundled);
  const auto s = connections<"S">(sim, 1_pA);
  check_told(sim, s, 2e-3);
  check_matrix(weight_matrix<"S">(sim, 1_pA), sums_of(s));
  CHECK(list_of(connections<"T">(sim).weights) == sim.get<"T.w">());
  check_told(sim, connections<"T">(sim, 1_pA), 2e-3);
  CHECK(detail::item_at<2>(sim.state().items).connections->bundled); // reading leaves the bundle as it is
  // The same pairs as without bundles.
  const simulation<network<told>> rows{seed{3}};
  CHECK(sums_of(connections<"S">(rows)).size() == sums_of(s).size());
}

TEST_CASE("connections of plastic projections are those of now", "[io]") {
  using plastic_cell = synaptic<lif, receptor<"exc", conductance<exponential>>>;
  static constexpr auto plastic =
      describe(population<"in">(40, poisson{}, parameter<"rate">(100_Hz)), population<"n">(30, plastic_cell{}),
               projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(uniform(1_nS, 3_nS)),
                                            delay(uniform(0_ms, 2_ms)).rounded(),
                                            plasticity{transmit{}, stdp<>{.w_max = 5_nS}}));
  // Weights that are stored numbers times a scale of their target.
  static constexpr auto scaled =
      describe(population<"in">(40, poisson{}, parameter<"rate">(100_Hz)), population<"n">(30, plastic_cell{}),
               projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(uniform(1_nS, 3_nS)),
                                            delay(uniform(0_ms, 2_ms)).rounded(),
                                            plasticity{transmit{}, stdp<>{.w_max = 5_nS}, normalise_always{30_nS}}));
  const auto check = [](auto sim) {
    using real = typename decltype(sim)::network_type::real;
    const auto before = connections<"S">(sim);
    sim.run(0.5_s);
    const auto s = connections<"S">(sim);
    CHECK(std::vector<real>(s.weights.begin(), s.weights.end()) == sim.template get<"S.w">());
    CHECK_FALSE((s.weights == before.weights));
    CHECK((s.sources == before.sources));
    CHECK((s.delays == before.delays));
    check_matrix(weight_matrix<"S">(sim, 1_nS), sums_of(connections<"S">(sim, 1_nS)));
    return s;
  };
  const auto one = check(simulation<network<plastic>>{seed{2}});
  const auto three = check(simulation<network<plastic>>{seed{2}, threads{3, true}});
  CHECK((one.weights == three.weights));
  check(simulation<network<plastic, float>>{seed{2}, threads{2, true}});
  check(simulation<network<scaled>>{seed{2}, threads{2, true}});
  check(simulation<network<scaled, float>>{seed{2}});
}

TEST_CASE("connections of continuous projections", "[io]") {
  static constexpr auto units = describe(population<"U">(2, rate_unit<threshold_linear>{}),
                                         projection<"S: U -> U.net">(all_to_all{}.without_autapses(), weight(given)));
  const simulation<network<units>> sim{set<"S.w">(values(numbers{0.5, -2}))};
  const auto s = connections<"S">(sim);
  CHECK((s.sources == xt::xtensor<std::uint32_t, 1>{0, 1}));
  CHECK((s.targets == xt::xtensor<std::uint32_t, 1>{1, 0}));
  CHECK((weight_matrix<"S">(sim, quantity<dim::one>(1), 0) == xt::xtensor<double, 2>{{0, 0.5}, {-2, 0}}));
}
