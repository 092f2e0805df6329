// SPDX-License-Identifier: BSL-1.0
// Dendritic delays that differ between synapses: what is transmitted, what rules that look at other synapses find,
// threads, checkpoints, and what is refused. The times of learning are compared in tests/analytic/nest_synapses_*.cpp.

#include "catch.hpp"
#include "support/io_testing.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/io/connections.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace unit_tests;
using Catch::Contains;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 0.5; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr std::uint32_t sources = 23, targets = 137;
constexpr int steps = 250;
template <class Rule, class... Options>
constexpr auto network_of(Rule rule, Options... options) {
  return describe(population<"in">(sources, spike_times{}), population<"teacher">(targets, spike_times{}),
                  population<"n">(targets, cell{}), projection<"T: teacher -> n.v">(one_to_one{}, weight(1.0)),
                  projection<"S: in -> n.u">(rule, options...), record<"n.u">(every{}));
}
constexpr axonal_delay axons = axonal_delay(uniform(0_ms, 1_ms)).rounded();
constexpr dendritic_delay dendrites = dendritic_delay(uniform(0_ms, 2_ms)).rounded();
constexpr weight some(uniform(quantity<dim::one>(0.2), quantity<dim::one>(0.8)));
constexpr fixed_probability sparse{0.4};

spike_list random_spikes(unsigned s, std::uint32_t neurons, double p) {
  std::mt19937 g(s);
  std::poisson_distribution<int> count(p);
  std::vector<int> step, neuron;
  for (int t = 0; t < steps; ++t)
    for (std::uint32_t i = 0; i < neurons; ++i)
      for (int c = count(g); c > 0; --c) step.push_back(t), neuron.push_back(static_cast<int>(i));
  return spike_list::at_steps(step, neuron);
}
template <auto const& D, class Real = double, class... Options>
simulation<network<D, Real>> simulated(unsigned n, const Options&... options) {
  return simulation<network<D, Real>>{seed{4}, threads{n, true}, set<"in">(random_spikes(1, sources, 0.08)),
                                      set<"teacher">(random_spikes(2, targets, 0.05)), options...};
}
template <auto const& D, class Real = double, class... Options>
simulation<network<D, Real>> run_with(unsigned n, const Options&... options) {
  auto sim = simulated<D, Real>(n, options...);
  sim.run_steps(steps);
  return sim;
}

// What is transmitted only: as one delay that is the sum of both. Weights are such that sums have no rounding.
constexpr weight eighths(function_of([](std::uint32_t i, std::uint32_t j) { return 0.125 * ((i + 3 * j) % 7 + 1); }));
constexpr auto axon_of = function_of([](std::uint32_t i, std::uint32_t j) { return 0.1_ms * ((i + j) % 5); });
constexpr auto dendrite_of = function_of([](std::uint32_t i, std::uint32_t j) { return 0.1_ms * ((2 * i + j) % 9); });
constexpr auto sum_of =
    function_of([](std::uint32_t i, std::uint32_t j) { return 0.1_ms * ((i + j) % 5) + 0.1_ms * ((2 * i + j) % 9); });
constexpr auto both_parts = network_of(sparse, eighths, axonal_delay(axon_of), dendritic_delay(dendrite_of));
constexpr auto one_part = network_of(sparse, eighths, delay(sum_of).rounded());
constexpr auto constant_weight =
    network_of(all_to_all{}, weight(0.25), axonal_delay(axon_of), dendritic_delay(dendrite_of));
constexpr auto constant_one_part = network_of(all_to_all{}, weight(0.25), delay(sum_of).rounded());

TEMPLATE_TEST_CASE("what is transmitted arrives after the sum of both parts", "[delivery]", double, float) {
  const auto one = run_with<one_part, TestType>(1), both = run_with<both_parts, TestType>(1);
  CHECK(both["n.u"_name](steps - 1, 100) > 0);
  CHECK(both["n.u"_name].values == one["n.u"_name].values);
  CHECK(run_with<constant_weight, TestType>(1)["n.u"_name].values ==
        run_with<constant_one_part, TestType>(1)["n.u"_name].values);
  for (const unsigned n : {2u, 7u})
    CHECK(run_with<both_parts, TestType>(n)["n.u"_name].values == one["n.u"_name].values);
}

constexpr pair_stdp pairs_rule{.a_pre = 0.03, .a_post = -0.03};
constexpr auto learning = network_of(sparse, some, axons, dendrites, plasticity{pairs_rule, transmit{}});
constexpr auto in_turn =
    network_of(sparse, some, axons, dendrites, rules_in_turn{}, plasticity{pairs_rule, transmit{}});
constexpr auto dense = network_of(all_to_all{}, some, dendrites, coincident_pairs::not_counted,
                                  plasticity{triplet_stdp{.a2_plus = 1e-2}, transmit{}});

template <auto const& D, class Real>
void check_threads() {
  const auto one = run_with<D, Real>(1);
  const auto start = simulated<D, Real>(1).template get<"S.w">(), w = one.template get<"S.w">();
  CHECK(w != start);
  for (const unsigned n : {2u, 3u, 4u, 5u, 6u, 7u}) {
    const auto other = run_with<D, Real>(n);
    CHECK(other.template get<"S.w">() == w);
    CHECK(other["n.u"_name].values == one["n.u"_name].values);
  }
}
TEMPLATE_TEST_CASE("results are the same on any number of threads", "[threads]", double, float) {
  check_threads<learning, TestType>();
  check_threads<dense, TestType>();
}

TEST_CASE("a run continues from a checkpoint, on other threads too", "[checkpoint]") {
  const auto whole = run_with<learning>(1);
  auto half = simulated<learning>(1);
  half.run_steps(90);
  const temporary_folder folder;
  half.save_state(folder / "half");
  for (const unsigned n : {1u, 3u}) {
    auto rest = simulated<learning>(n);
    rest.run_steps(17);
    rest.load_state(folder / "half");
    rest.run_steps(steps - 90);
    CHECK(rest.get<"S.w">() == whole.get<"S.w">());
    CHECK(rest.get<"n.u">() == whole.get<"n.u">());
  }
  auto copy = half;
  copy.run_steps(steps - 90);
  CHECK(copy.state() == whole.state());
}

TEST_CASE("float learns what double does", "[plasticity]") {
  const auto w = run_with<learning>(1).get<"S.w">();
  const auto rough = run_with<learning, float>(1).get<"S.w">();
  for (std::size_t k = 0; k < w.size(); ++k) REQUIRE(std::abs(static_cast<double>(rough[k]) - w[k]) < 1e-5);
}

// With one spike per neuron and step no rule sees more than one event of a synapse in a step.
TEST_CASE("rules in turn meet the same synapses", "[plasticity]") {
  std::vector<int> step, neuron;
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < static_cast<int>(sources); ++i)
      if ((t * 7 + i * 3) % 19 == 0) step.push_back(t), neuron.push_back(i);
  const auto list = spike_list::at_steps(step, neuron);
  simulation<network<learning>> a{seed{4}, set<"in">(list), set<"teacher">(random_spikes(2, targets, 0.05))};
  simulation<network<in_turn>> b{seed{4}, set<"in">(list), set<"teacher">(random_spikes(2, targets, 0.05))};
  a.run_steps(steps);
  b.run_steps(steps);
  CHECK(a.get<"S.w">() == b.get<"S.w">());
  CHECK(a["n.u"_name].values == b["n.u"_name].values);
}

// Delays of their own that are all the same: as one delay, for rules that look at sums and at siblings.
constexpr dendritic_delay alike(function_of([](std::uint32_t, std::uint32_t) { return 1.1_ms; }));
constexpr plasticity held{transmit{}, pair_stdp{.a_pre = 0.03, .a_post = -0.02, .w_max = 9}, normalise_always{5.0}};
constexpr plasticity on_event{transmit{}, pairs_rule, normalise_on_event{5.0}};
constexpr auto held_own = network_of(sparse, some, axons, alike, held);
constexpr auto held_one = network_of(sparse, some, axons, dendritic_delay(1.1_ms), held);
constexpr auto on_event_own = network_of(sparse, some, axons, alike, on_event);
constexpr auto on_event_one = network_of(sparse, some, axons, dendritic_delay(1.1_ms), on_event);
template <auto const& Own, auto const& One>
void compare_weights() {
  const auto own = run_with<Own>(3).template get<"S.w">(), one = run_with<One>(3).template get<"S.w">();
  REQUIRE(own.size() == one.size());
  double off = 0;
  for (std::size_t k = 0; k < own.size(); ++k) off = std::max(off, std::abs(own[k] - one[k]));
  CHECK(off < 1e-12);
  CHECK(own != simulated<Own>(1).template get<"S.w">());
}
TEST_CASE("rules that look at other synapses find them with dendritic delays", "[plasticity]") {
  compare_weights<held_own, held_one>();
  compare_weights<on_event_own, on_event_one>();
}

constexpr auto given_delays = network_of(given, weight(0.5), axonal_delay(given), dendritic_delay(given));
TEST_CASE("delays of both kinds are drawn on their own, and read back", "[connectivity]") {
  const auto sim = simulated<learning>(1);
  const auto s = connections<"S">(sim);
  double mean = 0, squares = 0, both = 0;
  const auto n = static_cast<double>(s.delays.size());
  for (std::size_t k = 0; k < s.delays.size(); ++k) {
    const double d = s.dendritic_delays(k) - 1e-3, a = s.delays(k) - 0.5e-3;
    mean += d / n, squares += d * d / n, both += d * a / n;
  }
  const double variance = 2e-3 * 2e-3 / 12;
  CHECK(std::abs(mean) < 4 * std::sqrt(variance / n));
  CHECK(squares == Approx(variance).epsilon(0.1));
  CHECK(std::abs(both) < 4 * std::sqrt(variance * variance / 4 / n));
  CHECK(xt::allclose(connections<"S">(simulated<learning>(5)).dendritic_delays, s.dendritic_delays));

  const std::vector<int> from{3, 0, 3, 1}, to{7, 7, 2, 100};
  const std::vector<double> axon{0, 0.3, 1.2, 0.1}, dendrite{2.5, 0, 0.1, 30};
  const auto listed = simulated<given_delays>(2, set<"S">(pairs(from, to)), set<"S.delay">(values(axon, 1_ms)),
                                              set<"S.dendritic_delay">(values(dendrite, 1_ms)));
  const auto back = connections<"S">(listed);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(back.delays(k) == Approx(axon[k] * 1e-3));
    CHECK(back.dendritic_delays(k) == Approx(dendrite[k] * 1e-3));
  }
  CHECK(connections<"T">(listed).dendritic_delays(0) == 0);
}

TEST_CASE("dendritic delays that cannot be are refused", "[connectivity]") {
  const auto with = [](const std::vector<double>& ms) {
    return simulated<given_delays>(1, set<"S">(pairs(std::vector{0, 1}, std::vector{0, 1})), set<"S.delay">(0_ms),
                                   set<"S.dendritic_delay">(values(ms, 1_ms)));
  };
  CHECK_NOTHROW(with({0.0, 6553.5}));
  CHECK_THROWS_WITH(with({0.1, -0.1}), Contains("S.dendritic_delay") && Contains("negative"));
  CHECK_THROWS_WITH(with({0.1, 0.15}), Contains("S.dendritic_delay") && Contains("0.15 ms"));
  CHECK_THROWS_WITH(with({0.1, 6553.6}), Contains("S.dendritic_delay") && Contains("65535 steps"));
  CHECK_THROWS_WITH(with({0.1}), Contains("S.dendritic_delay"));
  CHECK_THROWS_WITH(with({0.1, std::numeric_limits<double>::quiet_NaN()}), Contains("S.dendritic_delay"));
}

} // namespace
