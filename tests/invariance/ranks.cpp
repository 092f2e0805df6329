// SPDX-License-Identifier: BSL-1.0
#include "on_ranks.hpp"
#include <algorithm>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <filesystem>
#include <initializer_list>
#include <mutex>
#include <string>
#include <tuple>
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

// What ranks tell each other within a step: operations that see all neurons, what a population shares, events; and
// populations with longer steps or precise spikes, dendrites, spikes from outside, inputs and views.
struct sociable : basic_scaled_lif<unless_refractory> {
  template <class T>
  struct shared {
    number<T> v_mean = 0, bursts = 0;
  };
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto&) { return x.v > -53_mV; })};
};
/// Reads a variable of its source, whose neuron another rank may have.
struct follow_source {
  using reads = pre<"v">;
  void on_pre(auto& s) const {
    if (s.pre["v"_name] > -58_mV) s.w *= 1.01;
  }
  void on_post(auto& s) const {
    if (s.pre["v"_name] > -56_mV) s.w *= 0.97;
  }
  bool operator==(const follow_source&) const = default;
};
struct push {
  double by;
  void operator()(auto& n) const { n["v"_name] += by * 1_mV; }
};
struct scale {
  double by;
  void operator()(auto& s) const { s.w *= by; }
};
constexpr double raise_by = 0.3;
using precise_cell = synaptic_lif<current<exponential>, conductance<alpha>>;

constexpr auto seen_by_all = describe(
    population<"s">(200, sociable{}, start<"v">(uniform(-70_mV, -50_mV))),
    population<"slow">(130, precise_cell{}, time_step{0.3_ms}, start<"v">(uniform(-70_mV, -50_mV))),
    population<"p">(150, precise_cell{}, parameter<"t_ref">(1.234_ms), start<"v">(uniform(-70_mV, -50_mV)),
                    precise_spikes{}),
    population<"g">(170, precise_cell{}, start<"v">(uniform(-70_mV, -50_mV))), population<"in">(4, spike_times{}),
    drive<"s.I">(35_mV), drive<"slow.I">(0.4_nA), drive<"p.I">(0.4_nA), drive<"g.I">(live),
    projection<"burst: s@high -> g.exc">(fixed_probability{0.2}, weight(uniform(0_pA, 50_pA)), delay(0.4_ms)),
    projection<"slow -> g.exc">(fixed_probability{0.2}, weight(30_pA), delay(0.6_ms)),
    projection<"PP: p -> p.exc">(fixed_probability{0.3}, weight(uniform(0_pA, 40_pA)),
                                 delay(uniform(0.2_ms, 3_ms)).rounded()),
    projection<"PG: p -> g.exc">(fixed_probability{0.3}, weight(30_pA), delay(1_ms)),
    projection<"in -> g.exc">(all_to_all{}, weight(80_pA), delay(0.2_ms)),
    projection<"D: g -> g.exc">(fixed_probability{0.2}, weight(uniform(0_pA, 8_pA)), axonal_delay(0.5_ms),
                                dendritic_delay(0.7_ms), plasticity{transmit{}, pair_stdp{.w_max = 8_pA}}),
    projection<"E: g -> g.exc">(fixed_probability{0.1}, weight(uniform(0_pA, 8_pA)), axonal_delay(0.3_ms),
                                dendritic_delay(uniform(0.1_ms, 1_ms)).rounded(),
                                plasticity{transmit{}, pair_stdp{.w_max = 8_pA}}),
    projection<"F: g -> g.exc">(fixed_probability{0.1}, weight(uniform(0_pA, 8_pA)), delay(0.5_ms),
                                plasticity{transmit{}, follow_source{}}),
    regularly<"mean", "s[3:180]">(every{0.2_ms}, population_wide([](auto& all) {
                                    all["v_mean"_name] = all.mean("v"_name) / 1_mV + static_cast<double>(all.spikes());
                                  }),
                                  at{slot::thresholds, 1}),
    on_event<"count", "s@high">([](auto& n) { n["bursts"_name] += 1 + n.uniform() + n["v_mean"_name]; }),
    on_event<"shake", "g">([](auto& n) { n["v"_name] += 0.1_mV * n.normal(); }),
    regularly<"follow", "s">(every{1_ms}, [](auto& n) { n["v"_name] += 0.001_mV * n["bursts"_name] * n.uniform(); }),
    regularly<"push", "g[10:160]">(every{0.5_ms}, push{0.2}),
    regularly<"lift", "g">(
        every{0.7_ms}, [by = raise_by](auto& n) { n["v"_name] += by * 1_mV; }, at{slot::start, 1}),
    regularly<"wear", "D">(every{0.9_ms}, scale{0.99}), record<"s@high.spikes">(), record<"s@high.rate">(every{1_ms}),
    record<"s.v_mean">(every{0.5_ms}), record<"s.bursts">(), record<"slow.spikes">(), record<"slow.v">(),
    record<"p.spikes">(), record<"g.spikes">(), record<"g.v">(every{1_ms}), record<"D.w">(every{2_ms}),
    record<"s.spikes">(), monitor<"high", "s@high">(spike_count{}, in_total{}),
    monitor<"highs", "s@high">(spike_count{}, window{1_ms}), monitor<"slow v", "slow">(mean_of<"v">{}));

template <class Net>
void check_seen_by_all(std::initializer_list<unsigned> numbers) {
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_ranks_seen.state").string();
  const auto run = [](auto& sim, std::vector<double>& all) {
    const auto v = sim.template view<"g.v">();
    const auto some = sim.template view<"s[20:150].v">();
    for (int k = 0; k < 10; ++k) {
      auto current = sim.template input<"g.I">();
      for (std::size_t i = 0; i < current.size(); ++i)
        current[i] = 0.2e-9 + 1e-11 * static_cast<double>(i % 7) - 1e-9 * (v[i] + 0.06);
      sim.template send<"in">(std::vector{k % 4, (k + 1) % 4}, 0.2_ms);
      sim.advance(3);
      all.insert(all.end(), v.begin(), v.end());
      all.insert(all.end(), some.begin(), some.end());
    }
    sim.run(9.1_ms);
    on_ranks::append(all, sim["s@high.spikes"_name]);
    on_ranks::append(all, sim["s@high.rate"_name].hertz);
    on_ranks::append(all, sim["s.v_mean"_name]);
    on_ranks::append(all, sim["s.bursts"_name]);
    on_ranks::append(all, sim["slow.spikes"_name]);
    on_ranks::append(all, sim["slow.v"_name]);
    on_ranks::append(all, sim["p.spikes"_name]);
    on_ranks::append(all, sim["p.spikes"_name].offsets);
    on_ranks::append(all, sim["g.spikes"_name]);
    on_ranks::append(all, sim["s.spikes"_name]);
    on_ranks::append(all, sim["g.v"_name]);
    on_ranks::append(all, sim["D.w"_name]);
    on_ranks::append(all, sim["highs"_name]);
    on_ranks::append(all, sim["slow v"_name]);
    all.push_back(static_cast<double>(sim["high"_name].result()));
    on_ranks::append(all, sim.template get<"E.w">());
    on_ranks::append(all, sim.template get<"F.w">());
    on_ranks::append(all, sim.template get<"p.v">());
    on_ranks::append(all, sim.template get<"s.bursts">());
  };
  const auto first_half = [&](auto... options) {
    simulation<Net> sim{seed{3}, options...};
    std::vector<double> all;
    run(sim, all);
    const std::size_t high = sim["s@high.spikes"_name].size(), slow = sim["slow.spikes"_name].size(),
                      p = sim["p.spikes"_name].size(), g = sim["g.spikes"_name].size();
    if (std::min({high, slow, p, g}) < 20) raise({"too quiet for a test: ", high, " ", slow, " ", p, " ", g});
    sim.save_state(path);
    return std::tuple(all, on_ranks::bytes_of(path));
  };
  on_ranks::check_same(first_half, numbers);
  ranks_as_threads(3, [&](distributed ranks) { first_half(ranks); });
  on_ranks::check_same(
      [&](auto... options) {
        simulation<Net> sim{seed{8}, options...};
        sim.load_state(path);
        std::vector<double> all;
        run(sim, all);
        return all;
      },
      {2});
}

TEST_CASE("ranks: what sees the neurons of all ranks", "[threads]") {
  check_seen_by_all<network<seen_by_all>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same in single precision and by all", "[threads]") {
  check_seen_by_all<network<seen_by_all, float>>({3});
}

// Spikes that arrive in the step in which they are fired, from populations that find them early and late in it, and
// neurons that are coupled continuously.
struct down {
  static constexpr std::tuple pathways{pathway<"down">([](const auto&, auto& s) { s.w *= 0.99; })};
  bool operator==(const down&) const = default;
};
constexpr auto at_once = describe(
    population<"a">(150, precise_cell{}, start<"v">(uniform(-70_mV, -50_mV))),
    population<"b">(131, precise_cell{}, start<"v">(uniform(-70_mV, -50_mV))),
    population<"noise">(70, poisson{}, parameter<"rate">(200_Hz)), population<"units">(101, rate_unit<sigmoid>{}),
    drive<"a.I">(0.3_nA), drive<"b.I">(0.25_nA), drive<"units.I">(0.3),
    projection<"AB: a -> b.exc">(fixed_probability{0.2}, weight(20_pA)),
    projection<"late: a -> b.inh">(fixed_probability{0.1}, weight(0.1_nS), at{slot::start}),
    projection<"BA: b -> a.exc">(fixed_probability{0.2}, weight(uniform(0_pA, 20_pA)),
                                 delay(uniform(0_ms, 1_ms)).rounded(),
                                 plasticity{transmit{}, pair_stdp{.w_max = 20_pA}}),
    projection<"NA: noise -> a.exc">(fixed_probability{0.2}, weight(uniform(5_pA, 20_pA)), delay(1_ms),
                                     plasticity{transmit{}, down{}}, delay_of<"down">(0_ms)),
    projection<"M: b -> a.exc">(fixed_probability{0.2}, weight(uniform(0_pA, 20_pA)), delay(0.2_ms),
                                plasticity{transmit{}, dopamine_stdp{.w_max = 20_pA}}),
    projection<"reward: noise[0:5] -> M.d">(synapses_onto{fixed_probability{0.3}}, weight(uniform(0.1, 0.4)),
                                            delay(0.7_ms)),
    projection<"U: units -> units.net">(fixed_probability{0.2}, weight(normal(0.0, 0.5))),
    projection<"G: a -> b.I">(fixed_probability{0.1}, weight(uniform(0_nS, 0.1_nS)), gap_junction{}),
    projection<"H: b -> b.I">(fixed_probability{0.1}, weight(uniform(0_nS, 0.1_nS)), gap_junction{}, delay(0.7_ms)),
    record<"a.spikes">(), record<"b.spikes">(), record<"b.v">(every{0.5_ms}), record<"units.net">(every{0.3_ms}));

template <class Net>
void check_at_once(std::initializer_list<unsigned> numbers) {
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_ranks_at_once.state").string();
  const auto run = [](auto& sim, std::vector<double>& all) {
    sim.run(4.3_ms);
    sim.advance(7);
    sim.run(6_ms);
    on_ranks::append(all, sim["a.spikes"_name]);
    on_ranks::append(all, sim["b.spikes"_name]);
    on_ranks::append(all, sim["b.v"_name]);
    on_ranks::append(all, sim["units.net"_name]);
    on_ranks::append(all, sim.template get<"BA.w">());
    on_ranks::append(all, sim.template get<"NA.w">());
    on_ranks::append(all, sim.template get<"M.w">());
    on_ranks::append(all, sim.template get<"M.d">());
  };
  const auto first_half = [&](auto... options) {
    simulation<Net> sim{seed{3}, options...};
    std::vector<double> all;
    run(sim, all);
    if (std::min(sim["a.spikes"_name].size(), sim["b.spikes"_name].size()) < 20) raise("too quiet for a test");
    sim.save_state(path);
    return std::tuple(all, on_ranks::bytes_of(path));
  };
  on_ranks::check_same(first_half, numbers);
  ranks_as_threads(3, [&](distributed ranks) { first_half(ranks); });
  on_ranks::check_same(
      [&](auto... options) {
        simulation<Net> sim{seed{8}, options...};
        sim.load_state(path);
        std::vector<double> all;
        run(sim, all);
        return all;
      },
      {2});
}

TEST_CASE("ranks: spikes without a delay and continuous couplings", "[threads]") {
  check_at_once<network<at_once>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same without a delay in single precision", "[threads]") {
  check_at_once<network<at_once, float>>({3});
}

TEST_CASE("ranks: static synapses, the bits of the serial run", "[threads]") { check_all_ranks<net>(); }
TEST_CASE("ranks: the same in single precision", "[threads]") { check_all_ranks<network<two_populations, float>>(); }

} // namespace
