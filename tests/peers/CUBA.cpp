// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/CUBA.py (Brette et al. 2007, benchmark 2), with a quarter of the neurons and connections four times
// as dense.
#include "peers/texts/CUBA.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::CUBA;

struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
    volt<I> ge = 0_mV, gi = 0_mV;
  };
  template <class I>
  struct parameters {
    volt<I> Vt = -50_mV, Vr = -60_mV, El = -49_mV;
    second<I> taum = 20_ms, taue = 5_ms, taui = 10_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.ge + x.gi - (x.v - p.El)) / p.taum, .ge = -x.ge / p.taue, .gi = -x.gi / p.taui};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.Vt; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.Vr; }
};

constexpr auto network_of(auto cell, auto rule, auto potentials, auto excitation, auto inhibition) {
  return describe(population<"P">(1000, cell, exact{}, start<"v">(potentials)),
                  projection<"Ce: P[0:800] -> P.ge">(rule, weight(1.62_mV), plasticity{excitation}),
                  projection<"Ci: P[800:1000] -> P.gi">(rule, weight(-9_mV), plasticity{inhibition}),
                  record<"P.spikes">());
}
constexpr auto listed = network_of(cell{}, given, given, transmit{}, transmit{});
constexpr auto drawn = network_of(cell{}, fixed_probability{0.08}, uniform(-60_mV, -50_mV), transmit{}, transmit{});
// Weights say nothing here: the words of the synapses do.
constexpr auto in_words =
    network_of(model_from<words::cell>{}, given, given, rule_from<words::excitation>{}, rule_from<words::inhibition>{});

template <auto const& D>
void compare_spikes() {
  const peers::brian2_numbers brian("CUBA");
  auto all = peers::choose(1000, 1000, 0.08, 1'000'000);
  peers::chosen e, i;
  for (std::size_t k = 0; k < all.rows.size(); ++k) {
    const bool excites = all.rows[k] < 800;
    (excites ? e : i).rows.push_back(all.rows[k] - (excites ? 0 : 800));
    (excites ? e : i).columns.push_back(all.columns[k]);
  }
  auto v = peers::numbers(1000, 0);
  for (double& x : v) x = -60 + 10 * x;
  simulation<network<D>> sim{set<"Ce">(pairs(e.rows, e.columns)), set<"Ci">(pairs(i.rows, i.columns)),
                             set<"P.v">(values(v, 1_mV))};
  sim.run(200_ms);
  brian.compare_spikes(sim["P.spikes"_name]);
}
TEST_CASE("CUBA: spikes", "[peers]") { compare_spikes<listed>(); }
TEST_CASE("CUBA: spikes, in words", "[peers][texts]") { compare_spikes<in_words>(); }

TEST_CASE("CUBA: rates and irregularity", "[peers]") {
  const peers::brian2_numbers brian("CUBA");
  std::vector<double> rates, irregular;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<drawn>> sim{seed{k}};
    sim.run(500_ms);
    const auto& spikes = sim["P.spikes"_name];
    rates.push_back(static_cast<double>(spikes.size()) / 1000 / 0.5);
    std::vector<std::vector<double>> times(1000);
    for (std::size_t s = 0; s < spikes.size(); ++s) times[spikes.neurons[s]].push_back(spikes.time(s));
    std::vector<double> all;
    for (const auto& t : times) {
      if (t.size() <= 4) continue;
      std::vector<double> intervals;
      for (std::size_t s = 1; s < t.size(); ++s) intervals.push_back(t[s] - t[s - 1]);
      const auto n = static_cast<double>(intervals.size());
      all.push_back(std::sqrt(peers::variance_of(intervals) * (n - 1) / n) / peers::mean_of(intervals));
    }
    irregular.push_back(peers::mean_of(all));
  }
  peers::same_distribution(brian, "rates", rates);
  peers::same_distribution(brian, "irregular", irregular);
}

} // namespace
