// SPDX-License-Identifier: BSL-1.0
// Rules of synapses as texts: weights, what is transmitted and spikes are those of the rules in C++.
#include "support/rule_texts.hpp"
#include "catch.hpp"
#include "support/neuron_texts.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <vector>

namespace {

using namespace cortexpr;

/// A network that learns: all to all without delays, sparse with delays of each synapse.
template <auto const& Rules>
constexpr auto learner = describe(population<"in">(23, poisson{}, parameter<"rate">(60_Hz)),
                                  population<"n">(7, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"n.I">(0.21_nA),
                                  projection<"S: in -> n.v">(all_to_all{}, weight(uniform(0.2_mV, 0.8_mV)), Rules),
                                  projection<"T: in -> n.v">(fixed_probability{0.5}, weight(0.4_mV),
                                                             delay(uniform(0_ms, 2_ms)).rounded(), Rules),
                                  record<"n.spikes">(), record<"n.v">());
/// A network whose synapses feed the current of their targets.
template <auto const& Rules>
constexpr auto feeder = describe(population<"in">(23, poisson{}, parameter<"rate">(60_Hz)), population<"n">(7, lif{}),
                                 drive<"n.I">(0.1_nA),
                                 projection<"S: in -> n.I">(all_to_all{}, weight(uniform(0_nA, 0.5_nA)), Rules),
                                 projection<"T: in -> n.I">(fixed_probability{0.5}, weight(0.2_nA),
                                                            delay(uniform(0_ms, 2_ms)).rounded(), Rules),
                                 record<"n.spikes">(), record<"n.v">());

struct outcome {
  std::vector<double> dense, sparse, v;
  std::vector<std::uint32_t> spikes;
};
template <class Net>
outcome run(unsigned team) {
  simulation<Net> sim{seed{3}, threads{team, true}};
  sim.run(300_ms);
  const auto numbers = [](const auto& from) { return std::vector<double>(from.begin(), from.end()); };
  return {numbers(sim.template get<"S.w">()), numbers(sim.template get<"T.w">()), numbers(sim["n.v"_name].values),
          std::vector<std::uint32_t>(sim["n.spikes"_name].neurons.begin(), sim["n.spikes"_name].neurons.end())};
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    largest = std::max(largest, std::abs(a[k] - b[k]) / std::max(std::abs(a[k]), 1e-300));
  return largest;
}

/// Whether both lists give the same, to the last bit or, relatively, to `tolerance`.
template <class Text, class Policy>
void require_twins(double tolerance = 0, unsigned team = 1) {
  const outcome text = run<Text>(team), policy = run<Policy>(1);
  CHECK(text.spikes == policy.spikes);
  CHECK(text.spikes.size() > 20);
  CHECK(largest_difference(text.dense, policy.dense) <= tolerance);
  CHECK(largest_difference(text.sparse, policy.sparse) <= tolerance);
  CHECK(largest_difference(text.v, policy.v) <= tolerance);
}

#define TWINS(name, net, ...)                                                                                          \
  constexpr auto name##_text = plasticity{__VA_ARGS__};                                                                \
  using name##_in_words = network<net<name##_text>>;                                                                   \
  using name##_in_words_float = network<net<name##_text>, float>;
#define POLICY(name, net, ...)                                                                                         \
  constexpr auto name##_policy = plasticity{__VA_ARGS__};                                                              \
  using name##_in_code = network<net<name##_policy>>;                                                                  \
  using name##_in_code_float = network<net<name##_policy>, float>;

TWINS(pairs, learner, rule_from<as_text::pair_stdp>{}.with<"w_max">(1_mV))
POLICY(pairs, learner, transmit{}, pair_stdp{.w_max = 1_mV})
TEST_CASE("a rule in words: pairs of spikes", "[laws]") {
  require_twins<pairs_in_words, pairs_in_code>();
  require_twins<pairs_in_words, pairs_in_code>(0, 3);
  require_twins<pairs_in_words_float, pairs_in_code_float>();
}
TWINS(plain, learner, rule_from<as_text::transmit>{})
POLICY(plain, learner, transmit{})
TEST_CASE("a rule in words: transmission alone", "[laws]") { require_twins<plain_in_words, plain_in_code>(); }

TWINS(nearest, learner, rule_from<as_text::nearest_stdp>{}.with<"w_max">(1_mV))
POLICY(nearest, learner, transmit{}, stdp<additive, nearest_pairs>{.w_max = 1_mV})
TEST_CASE("a rule in words: nearest pairs", "[laws]") { require_twins<nearest_in_words, nearest_in_code>(); }

TWINS(multiplicative, learner, rule_from<as_text::multiplicative_stdp>{}.with<"w_max">(1_mV))
POLICY(multiplicative, learner, transmit{}, stdp<cortexpr::multiplicative>{.w_max = 1_mV})
TEST_CASE("a rule in words: changes that shrink towards the bounds", "[laws]") {
  require_twins<multiplicative_in_words, multiplicative_in_code>();
}
TWINS(by_power, learner, rule_from<as_text::stdp_by_power>{}.with<"w_max">(1_mV))
POLICY(by_power, learner, transmit{}, stdp<power_law>{.w_max = 1_mV})
TEST_CASE("a rule in words: powers of the distance to the bounds", "[laws]") {
  require_twins<by_power_in_words, by_power_in_code>();
}
TWINS(power, learner, rule_from<as_text::power_law_stdp>{}.with<"w_0">(1_mV))
POLICY(power, learner, transmit{}, power_law_stdp{.w_0 = 1_mV})
TEST_CASE("a rule in words: power_law_stdp", "[laws]") { require_twins<power_in_words, power_in_code>(); }

TWINS(triplets, learner, rule_from<as_text::triplet_stdp>{}.with<"w_max">(1_mV))
POLICY(triplets, learner, transmit{}, triplet_stdp{.w_max = 1_mV})
TEST_CASE("a rule in words: triplets", "[laws]") { require_twins<triplets_in_words, triplets_in_code>(); }

TWINS(inhibitory, learner, rule_from<as_text::inhibitory_stdp>{}.with<"eta">(0.02_mV).with<"w_max">(1_mV))
POLICY(inhibitory, learner, transmit{}, inhibitory_stdp{.eta = 0.02_mV, .w_max = 1_mV})
TEST_CASE("a rule in words: inhibitory_stdp", "[laws]") { require_twins<inhibitory_in_words, inhibitory_in_code>(); }

// Two exponentials for each synapse there, one table for each source here: equal up to rounding.
TWINS(resources, learner, rule_from<as_text::short_term>{})
POLICY(resources, learner, short_term{.tau_facil = 50_ms})
TEST_CASE("a rule in words: short_term", "[laws]") { require_twins<resources_in_words, resources_in_code>(1e-12); }

TWINS(release_events, learner, rule_from<as_text::tsodyks_markram_events>{})
POLICY(release_events, learner, tsodyks_markram_events{.tau_facil = 50_ms})
TEST_CASE("a rule in words: tsodyks_markram_events", "[laws]") {
  require_twins<release_events_in_words, release_events_in_code>();
}
TWINS(release, feeder, rule_from<as_text::tsodyks_markram>{})
POLICY(release, feeder, tsodyks_markram{.tau_facil = 50_ms})
TEST_CASE("a rule in words: tsodyks_markram", "[laws]") { require_twins<release_in_words, release_in_code>(); }

TWINS(gates, feeder, rule_from<as_text::nmda>{})
POLICY(gates, feeder, nmda{})
TEST_CASE("a rule in words: nmda", "[laws]") { require_twins<gates_in_words, gates_in_code>(); }

TWINS(calcium, learner, rule_from<as_text::calcium_plasticity>{}.with<"w_0">(0.1_mV).with<"w_1">(1_mV))
POLICY(calcium, learner, calcium_plasticity{.w_0 = 0.1_mV, .w_1 = 1_mV}, transmit{})
TEST_CASE("a rule in words: calcium_plasticity with its noise", "[laws]") {
  require_twins<calcium_in_words, calcium_in_code>();
}

template <class Cell>
constexpr auto eprop_at = describe(population<"in">(23, poisson{}, parameter<"rate">(60_Hz)),
                                   population<"n">(7, Cell{}), drive<"n.L">(0.3),
                                   projection<"S: in -> n.v">(all_to_all{}, weight(uniform(0.0, 0.6)),
                                                              plasticity{transmit{}, eprop{.interval = 10_ms}}),
                                   projection<"T: n -> n.v">(all_to_all{}, weight(0.05),
                                                             plasticity{transmit{}, eprop{.interval = 1_ms}}),
                                   record<"n.spikes">(), record<"n.v">());
TEST_CASE("rules of the library learn at neurons in words", "[laws]") {
  require_twins<network<eprop_at<model_from<as_text::eprop_lif>>>, network<eprop_at<eprop_lif>>>();
}

/// What a text says of a modulated rule: the modulator is a variable of the target.
struct modulated {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/(20*ms) : 1 (event-driven)
    dc/dt = -c/tau_c : 1
    dm/dt = c*d_post/second : 1
    tau_c = 1*second : second)",
                                    on_pre = "v_post += w*(1 + m); x += 1", on_post = "c += 0.01*x";
};
using modulated_cell =
    equations<R"(
    dv/dt = (-70*mV - v)/(20*ms) : volt
    dd/dt = -d/(200*ms) : 1)",
              texts::threshold<"v > -60*mV">, texts::reset<"v = -70*mV">, texts::initially<"v = -70*mV; d = 2">>;
constexpr auto rewarded =
    describe(population<"in">(23, poisson{}, parameter<"rate">(60_Hz)), population<"n">(7, modulated_cell{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule_from<modulated>{}}));
TEST_CASE("a modulator in words is a variable of the target", "[laws]") {
  simulation<network<rewarded>> sim{seed{1}};
  sim.run(500_ms);
  double m = 0;
  for (const double one : sim.get<"S.m">()) m += one / 161;
  CHECK(m > 1e-3);
  CHECK(sim.get<"n.d">()[0] == Approx(2 * std::exp(-2.5)));
}

} // namespace
