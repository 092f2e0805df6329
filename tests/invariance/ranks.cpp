// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <mutex>
#include <string>
#include <vector>

namespace {

using namespace cortexpr;

// Two populations, a Poisson source, a list of spikes, projections of one delay and of mixed ones, with one weight and
// with many; a population that nobody hears.
constexpr auto two_populations =
    describe(population<"e">(600, synaptic_lif<conductance<exponential>, conductance<exponential>>{},
                             start<"v">(uniform(-70_mV, -50_mV))),
             population<"i">(150, synaptic_lif<conductance<exponential>, conductance<exponential>>{},
                             start<"v">(uniform(-70_mV, -50_mV))),
             population<"noise">(100, poisson{}, parameter<"rate">(200_Hz)), population<"given">(3, spike_times{}),
             population<"silent">(70, lif{}), drive<"e.I">(0.15_nA), drive<"silent.I">(3_nA),
             projection<"ee: e -> e.exc">(fixed_probability{0.1}, weight(normal(1_nS, 0.2_nS)),
                                          delay(uniform(0.5_ms, 3_ms)).rounded()),
             projection<"ei: e -> i.exc">(fixed_indegree{40}, weight(1.5_nS), delay(0.8_ms)),
             projection<"ie: i -> e.inh">(fixed_probability{0.3}, weight(3_nS), delay(0.7_ms)),
             projection<"ii: i[0:100] -> i[20:150].inh">(fixed_total_number{2000}, weight(3_nS),
                                                         delay(normal(1.5_ms, 0.3_ms)).rounded()),
             projection<"ne: noise -> e.exc">(fixed_outdegree{50}, weight(4_nS), delay(1.5_ms)),
             projection<"ge: given -> e.exc">(all_to_all{}, weight(2_nS), delay(0.3_ms)),
             projection<"gi: given -> i.exc">(fixed_probability{0.9}, weight(2_nS), delay(0.3_ms)),
             poisson_input<"i.exc">(1_kHz, weight(1.5_nS)), record<"e.spikes">(), record<"i.spikes">(),
             record<"noise.spikes">(), record<"given.spikes">(), record<"silent.spikes">(),
             record<"e.rate">(every{3_ms}), record<"e.v">(every{2_ms}), record<"i.exc.g">(only{149, 3, 3, 77}));
using net = network<two_populations>;

const auto listed = set<"given">(spike_list::at_steps({10, 20, 20, 60, 115}, {0, 1, 2, 0, 2}));

/// Everything that is recorded, to the last bit.
template <class Simulation>
std::vector<double> recorded(const Simulation& sim) {
  std::vector<double> all;
  const auto add_spikes = [&](const spike_train& spikes) {
    all.push_back(static_cast<double>(spikes.size()));
    for (std::size_t k = 0; k < spikes.size(); ++k) {
      all.push_back(static_cast<double>(spikes.steps[k]));
      all.push_back(spikes.neurons[k]);
    }
  };
  add_spikes(sim["e.spikes"_name]);
  add_spikes(sim["i.spikes"_name]);
  add_spikes(sim["noise.spikes"_name]);
  add_spikes(sim["given.spikes"_name]);
  add_spikes(sim["silent.spikes"_name]);
  const auto& rate = sim["e.rate"_name];
  all.insert(all.end(), rate.hertz.begin(), rate.hertz.end());
  const auto add_trace = [&](const auto& trace) {
    all.push_back(static_cast<double>(trace.rows()));
    all.insert(all.end(), trace.values.begin(), trace.values.end());
  };
  add_trace(sim["e.v"_name]);
  add_trace(sim["i.exc.g"_name]);
  return all;
}

/// Runs of several lengths, some of them shorter than an epoch or a bin.
template <class Simulation>
std::vector<double> results(Simulation& sim) {
  sim.run(7.3_ms);
  sim.advance(2);
  sim.run_steps(1, profiled{});
  sim.run(0_ms);
  sim.run(5_ms, allow_not_finite{});
  return recorded(sim);
}

template <class Net>
void check_all_ranks() {
  simulation<Net> serial{seed{42}, listed};
  const std::vector<double> right = results(serial);
  REQUIRE(serial["e.spikes"_name].size() > 50);
  REQUIRE(serial["i.spikes"_name].size() > 10);
  REQUIRE(serial["silent.spikes"_name].size() > 10);
  for (const unsigned n : {1u, 2u, 3u, 4u, 7u})
    for (const unsigned team : {1u, 2u}) {
      CAPTURE(n, team);
      std::vector<bool> same(n, false);
      std::mutex writing;
      ranks_as_threads(n, [&](distributed ranks) {
        simulation<Net> sim{seed{42}, listed, ranks, threads{.n = team, .always = true}};
        const bool as_serial = results(sim) == right;
        if (n == 3) sim.reset();
        const bool again = n != 3 || results(sim) == right;
        const std::lock_guard lock(writing);
        same[ranks.rank()] = as_serial && again;
      });
      CHECK(same == std::vector<bool>(n, true));
    }
}

TEST_CASE("ranks: static synapses, the bits of the serial run", "[threads]") { check_all_ranks<net>(); }
TEST_CASE("ranks: the same in single precision", "[threads]") { check_all_ranks<network<two_populations, float>>(); }

} // namespace
