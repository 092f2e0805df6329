// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Vogels_et_al_2011.py: inhibitory plasticity balances a recurrent network; with a
// twentieth of the neurons. Vogels, Sprekeler, Zenke, Clopath and Gerstner (2011), Science 334:1569.
#include "peers/texts/Vogels_et_al_2011.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Vogels_et_al_2011;

struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = 0_V;
    siemens<I> g_ampa = 0_nS, g_gaba = 0_nS;
  };
  template <class I>
  struct parameters {
    siemens<I> gl = 10_nS;
    volt<I> el = -60_mV, er = -80_mV, vt = -50_mV;
    farad<I> memc = 200_pF;
    amp<I> bgcurrent = 200_pA;
    second<I> tau_ampa = 5_ms, tau_gaba = 10_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (-p.gl * (x.v - p.el) - (x.g_ampa * x.v + x.g_gaba * (x.v - p.er)) + p.bgcurrent) / p.memc,
            .g_ampa = -x.g_ampa / p.tau_ampa,
            .g_gaba = -x.g_gaba / p.tau_gaba};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.vt; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.el; }
};

constexpr inhibitory_stdp balance{.tau = 20_ms, .rho_0 = 3_Hz, .eta = 0.01_nS, .w_max = 100_nS};
constexpr auto network_of(auto cell, auto rule, auto weights, auto learning) {
  return describe(population<"neurons">(500, cell, euler{}),
                  projection<"con_e: neurons[0:400] -> neurons.g_ampa">(rule, weight(0.15_nS)),
                  projection<"con_ii: neurons[400:500] -> neurons[400:500].g_gaba">(rule, weight(1.5_nS)),
                  projection<"con_ie: neurons[400:500] -> neurons[0:400].g_gaba">(rule, weights, learning),
                  record<"neurons.spikes">());
}
constexpr auto listed = network_of(cell{}, given, weight(1e-10_nS), plasticity{balance, transmit{}});
constexpr auto drawn = network_of(cell{}, fixed_probability{0.2}, weight(1e-10_nS), plasticity{balance, transmit{}});
constexpr rule_from<words::balance> balance_in_words{};
constexpr auto in_words =
    network_of(model_from<words::cell>{}, given, weight(1e-10), plasticity{balance_in_words.with<"eta">(0.0)});

template <auto const& D>
auto simulation_of_listed() {
  const auto e = peers::choose(400, 500, 0.2, 0), ii = peers::choose(100, 100, 0.2, 1'000'000),
             ie = peers::choose(100, 400, 0.2, 2'000'000);
  return simulation<network<D>>{set<"con_e">(pairs(e.rows, e.columns)), set<"con_ii">(pairs(ii.rows, ii.columns)),
                                set<"con_ie">(pairs(ie.rows, ie.columns))};
}
void compare(const auto& sim, double unit) {
  const peers::brian2_numbers brian("Vogels_et_al_2011");
  brian.compare_spikes(sim["neurons.spikes"_name]);
  const auto w = sim.template get<"con_ie.w">(), expected = brian.numbers("w");
  REQUIRE(w.size() == expected.size());
  double apart = 0;
  for (std::size_t k = 0; k < w.size(); ++k) apart = std::max(apart, std::abs(w[k] - unit * expected[k]));
  CHECK(apart < 1e-9 * unit);
}

TEST_CASE("Vogels_et_al_2011: spikes and weights", "[peers]") {
  auto sim = simulation_of_listed<listed>();
  sim.freeze<"con_ie", inhibitory_stdp>();
  sim.run(100_ms);
  sim.thaw<"con_ie", inhibitory_stdp>();
  sim.run(200_ms);
  compare(sim, 1e-9);
}
TEST_CASE("Vogels_et_al_2011, in words", "[peers][texts]") {
  auto sim = simulation_of_listed<in_words>();
  sim.run(100_ms);
  sim.set<"con_ie.eta">(1e-2);
  sim.run(200_ms);
  compare(sim, 1);
}

TEST_CASE("Vogels_et_al_2011: rates before and after, weights", "[peers]") {
  const peers::brian2_numbers brian("Vogels_et_al_2011");
  std::vector<double> first, last, means, deviations;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<drawn>> sim{seed{k}};
    sim.freeze<"con_ie", inhibitory_stdp>();
    sim.run(500_ms);
    sim.thaw<"con_ie", inhibitory_stdp>();
    sim.run(1500_ms);
    const auto& spikes = sim["neurons.spikes"_name];
    double before = 0, after = 0;
    for (std::size_t s = 0; s < spikes.size(); ++s) {
      if (spikes.neurons[s] >= 400) continue;
      before += spikes.steps[s] > 1000 and spikes.steps[s] < 5000;
      after += spikes.steps[s] >= 15'000;
    }
    first.push_back(before / 400 / 0.4);
    last.push_back(after / 400 / 0.5);
    auto w = sim.get<"con_ie.w">();
    for (double& x : w) x /= 1e-9;
    means.push_back(peers::mean_of(w));
    deviations.push_back(std::sqrt(peers::variance_of(w)));
  }
  peers::same_distribution(brian, "first", first);
  peers::same_distribution(brian, "last", last);
  peers::same_distribution(brian, "means", means);
  peers::same_distribution(brian, "deviations", deviations);
}

} // namespace
