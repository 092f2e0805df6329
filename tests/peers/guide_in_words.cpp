// SPDX-License-Identifier: BSL-1.0
// Examples of Brian2's user guide as texts (texts/guide.hpp), here and in Brian2; random ones against what they are
// known to be distributed like.
#include "peers/brian2_numbers.hpp"
#include "peers/texts/guide.hpp"
#include "peers/texts/integrator_named.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace g = peers::guide;

template <class Text, fixed_string Name, class... Options>
constexpr auto group(Options... options) {
  return describe(population<Name>(5, model_from<Text>{}, peers::texts::integrator_named<Text>(), options...),
                  record<Name + ".v">(every{0.5_ms}));
}
#define GROUP(name) group<g::name, #name>
#define SPIKING(name, ...) GROUP(name)(__VA_ARGS__), record<#name ".spikes">()

constexpr auto neurons =
    describe(GROUP(leak)(parameter<"tau">(text<"5*ms + (1.0*i/N)*5*ms">)), GROUP(shorthand)(),
             SPIKING(own_threshold, parameter<"v_r">(-70_mV)),
             GROUP(shared_input)(parameter<"shared_input">(text<"(4.0/N)*mV">), parameter<"tau">(10_ms)),
             GROUP(membrane_current)());
constexpr auto refractory_neurons = describe(SPIKING(refractory_relaxes), SPIKING(refractory_no_flag),
                                             SPIKING(unless_refractory), SPIKING(other_when_refractory));
constexpr auto fed_neurons =
    describe(GROUP(own_sines)(), SPIKING(stimulated), drive<"stimulated.stimulus">(given), GROUP(switched_sine)());

template <fixed_string... Names, class Simulation>
void compare(Simulation& sim) {
  const peers::brian2_numbers brian("guide_in_words");
  (brian.compare("v_" + std::string(Names.view()), sim[name_constant<Names + ".v">{}], 1e-9), ...);
}
template <fixed_string... Names, class Simulation>
void compare_spikes(Simulation& sim) {
  const peers::brian2_numbers brian("guide_in_words");
  (brian.compare_spikes(sim[name_constant<Names + ".spikes">{}], "steps_" + std::string(Names.view()),
                        "neurons_" + std::string(Names.view())),
   ...);
}

TEST_CASE("guide in words: models", "[peers]") {
  simulation<network<neurons>> sim;
  sim.run(100_ms);
  compare<"leak", "shorthand", "own_threshold", "shared_input", "membrane_current">(sim);
  compare_spikes<"own_threshold">(sim);
}
TEST_CASE("guide in words: refractoriness", "[peers]") {
  simulation<network<refractory_neurons>> sim;
  sim.run(100_ms);
  compare<"refractory_relaxes", "refractory_no_flag", "unless_refractory", "other_when_refractory">(sim);
  compare_spikes<"refractory_relaxes", "refractory_no_flag", "unless_refractory", "other_when_refractory">(sim);
}
TEST_CASE("guide in words: input", "[peers]") {
  std::vector<double> stimulus = peers::numbers(10, 11);
  for (double& x : stimulus) x *= 2.5;
  simulation<network<fed_neurons>> sim{
      set<"stimulated.stimulus">(timed_array(stimulus, 1, quantity<dim::one>(1), 10_ms))};
  sim.run(100_ms);
  compare<"own_sines", "stimulated", "switched_sine">(sim);
  compare_spikes<"stimulated">(sim);
}

template <fixed_string Name, class Cell, class Rule, fixed_string Variable>
constexpr auto part() {
  return describe(
      population<"in_" + Name>(8, spike_times{}),
      population<Name + "_n">(4, model_from<Cell>{}, peers::texts::integrator_named<Cell>()),
      projection<Name + ": in_" + Name + " -> " + Name + "_n." + Variable>(
          connected_if(text<"abs(i-j)<=5">), weight(text<"(1+cos(i-j))*0.2">), plasticity{rule_from<Rule>{}}),
      record<Name + "_n.v">(every{0.5_ms}));
}
constexpr auto synapses = describe(
    part<"stdp", g::stdp_target, g::stdp, "v">(), record<"stdp_n.spikes">(),
    part<"gating", g::gated_target, g::gating, "gtot">(), population<"coupled">(4, model_from<g::coupled>{}, euler{}),
    projection<"gap: coupled -> coupled.Igap">(connected_if(text<"i != j">), weight(0.05),
                                               plasticity{rule_from<g::gap_junction>{}}),
    record<"coupled.v">(every{0.5_ms}), record<"coupled.spikes">());

TEST_CASE("guide in words: synapses", "[peers]") {
  const peers::brian2_numbers brian("guide_in_words");
  const auto spikes = spike_list::at_steps(brian.whole_numbers("when"), brian.whole_numbers("which"));
  simulation<network<synapses>> sim{set<"in_stdp">(spikes), set<"in_gating">(spikes)};
  sim.run(100_ms);
  brian.compare("v_stdp", sim["stdp_n.v"_name], 1e-9);
  brian.compare_spikes(sim["stdp_n.spikes"_name], "steps_stdp", "neurons_stdp");
  const auto expected = brian.numbers("w_stdp");
  const auto weights = sim.get<"stdp.w">();
  REQUIRE(weights.size() == expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) CHECK(weights[k] == Approx(expected[k]).epsilon(1e-9));
  brian.compare("v_gating", sim["gating_n.v"_name], 1e-9);
  brian.compare("v_gap_junction", sim["coupled.v"_name], 1e-9);
  brian.compare_spikes(sim["coupled.spikes"_name], "steps_gap_junction", "neurons_gap_junction");
}

// Noise, chance

using noisy = equations<R"(
    dv/dt = mu/tau - v/tau + sigma*sqrt(2/tau)*xi : volt
    mu = -65*mV : volt
    sigma = 3*mV : volt
    tau = 10*ms : second)">;
using by_chance = equations<"rates : Hz", texts::threshold<"rand()<rates*dt">>;
using rarely = synapse_equations<"w : 1\np : 1 (shared)", texts::on_pre<"v+=w*int(rand()<p)">>;
using sum = equations<"dv/dt = 0/second*v : 1">;
constexpr auto chance = describe(
    population<"noisy">(4000, noisy{}, start<"v">(-65_mV)),
    population<"chance">(200, by_chance{}, parameter<"rates">(text<"10*Hz + i*Hz">)), record<"chance.spikes">(),
    population<"held">(2000, sum{}), regularly<"draw", "held">(every{50_ms}, text<"v = rand()*2">),
    population<"in">(1, spike_times{}), population<"sums">(2000, sum{}),
    projection<"S: in -> sums.v">(all_to_all{}, weight(1.0), plasticity{rarely{}.with<"p">(0.3)}));

TEST_CASE("guide in words: noise and chance have the moments that they say", "[peers]") {
  std::vector<double> means, variances, first, second, sums, squares, rates;
  for (std::uint64_t s = 1; s <= 20; ++s) {
    std::vector<std::int64_t> when, which(100, 0);
    for (int k = 0; k < 100; ++k) when.push_back(5 * k);
    simulation<network<chance>> sim{seed{s}, set<"in">(spike_list::at_steps(when, which))};
    sim.run(100_ms);
    rates.push_back(static_cast<double>(sim["chance.spikes"_name].size()));
    const auto v = sim.get<"noisy.v">();
    const std::vector<double> noise(v.begin(), v.end());
    means.push_back(peers::mean_of(noise) + 65e-3);
    variances.push_back(peers::variance_of(noise));
    const auto held = sim.get<"held.v">();
    const std::vector<double> drawn(held.begin(), held.end());
    first.push_back(peers::mean_of(drawn));
    second.push_back(peers::variance_of(drawn));
    const auto added = sim.get<"sums.v">();
    const std::vector<double> jumps(added.begin(), added.end());
    sums.push_back(peers::mean_of(jumps));
    squares.push_back(peers::variance_of(jumps));
  }
  const auto within = [](const std::vector<double>& x, double expected) {
    return std::abs(peers::mean_of(x) - expected) <
           4 * std::sqrt(peers::variance_of(x) / static_cast<double>(x.size())) + 1e-12;
  };
  CHECK(within(means, 0));
  // Euler-Maruyama with dt = tau / 100 has the variance sigma**2 / (1 - dt / (2 tau)).
  CHECK(within(variances, 9e-6 / (1 - 0.005) * (1 - std::pow(1 - 0.01, 2000))));
  CHECK(within(rates, (10 + 99.5) * 200 * 0.1));
  CHECK(within(first, 1));
  CHECK(within(second, 1.0 / 3));
  CHECK(within(sums, 30));
  CHECK(within(squares, 21));
}

} // namespace
