// SPDX-License-Identifier: BSL-1.0
#include "on_ranks.hpp"
#include <algorithm>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
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

// What ranks exchange within a step: operations that see all neurons, shared variables, events; and populations with
// longer steps or precise spikes, dendrites, spikes from outside, inputs and views.
struct sociable : basic_scaled_lif<unless_refractory> {
  template <class T>
  struct shared {
    number<T> v_mean = 0, bursts = 0;
  };
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto&) { return x.v > -53_mV; })};
};
/// Reads a variable of its source, whose neuron may belong to another rank.
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

/// Checks `first_half`, which ends with a checkpoint, on ranks, and that two ranks go on from that of three.
template <class Net>
void check_halves(const auto& first_half, const auto& run, const std::string& path,
                  std::initializer_list<unsigned> numbers) {
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
  check_halves<Net>(first_half, run, path, numbers);
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
  check_halves<Net>(first_half, run, path, numbers);
}

TEST_CASE("ranks: spikes without a delay and continuous couplings", "[threads]") {
  check_at_once<network<at_once>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same without a delay in single precision", "[threads]") {
  check_at_once<network<at_once, float>>({3});
}

TEST_CASE("ranks: static synapses, the bits of the serial run", "[threads]") { check_all_ranks<net>(); }
TEST_CASE("ranks: the same in single precision", "[threads]") { check_all_ranks<network<two_populations, float>>(); }

// Runs with options: streams, checkpoints, watchdogs, interrupts, functions that fail.

namespace files = std::filesystem;
std::mutex writing;
constexpr auto enormous = std::numeric_limits<double>::max() * 1_S; // makes the current infinite

/// Every file below a folder: its name and its bytes.
std::vector<std::string> contents(const files::path& folder) {
  std::vector<std::string> all;
  for (const auto& entry : files::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.push_back(entry.path().filename().string() + ": " + std::string(std::istreambuf_iterator<char>(file), {}));
  }
  std::sort(all.begin(), all.end());
  return all;
}
/// An empty folder of this test.
files::path empty_folder(const char* name) {
  const files::path folder = files::temp_directory_path() / name;
  files::remove_all(folder);
  files::create_directories(folder);
  return folder;
}
unsigned rank_of() { return 0; }
template <class Option, class... Options>
unsigned rank_of(const Option& option, const Options&... others) {
  if constexpr (std::is_same_v<Option, distributed>)
    return option.rank();
  else
    return rank_of(others...);
}
/// The message and the kind of the exception that leaves a call.
template <class Call>
std::string words_of(const Call& call) {
  try {
    call();
  } catch (const not_finite& problem) {
    return std::string("not_finite: ") + problem.what();
  } catch (const run_stopped& problem) {
    return std::string("run_stopped: ") + problem.what();
  } catch (const rank_failed& problem) {
    return std::string("rank_failed: ") + problem.what();
  } catch (const std::exception& problem) {
    return std::string("exception: ") + problem.what();
  }
  return "";
}

TEST_CASE("ranks: streams and checkpoints are the files of the serial run", "[threads]") {
  const files::path folder = empty_folder("cortexpr_ranks_files");
  const std::string stream = (folder / "stream").string(), checkpoint = (folder / "run.state").string();
  on_ranks::check_same([&](auto... options) {
    const bool writes = rank_of(options...) == 0;
    simulation<net> sim{seed{42}, listed, options...};
    sim.run(3.7_ms); // the later stream writes what these steps record
    if (writes) files::remove_all(folder / "stream"), files::remove(checkpoint);
    sim.run(6_ms, stream_to(stream, 2_ms), checkpoint_every(3_ms, checkpoint));
    const auto left = recorded(sim);
    sim.run(1.1_ms, checkpoint_every(0.5_ms, checkpoint), stream_to(stream, 0.3_ms), watch_nan{});
    sim.run(0_ms);
    return std::tuple(left, contents(folder), recorded(sim));
  });
}

TEST_CASE("ranks: watchdogs say what they say without ranks, on every rank, and the run can go on", "[threads]") {
  on_ranks::check_same([&](auto... options) {
    simulation<net> sim{seed{42}, listed, options...};
    std::vector<std::string> said;
    std::vector<double> all;
    const auto note = [&](const auto& call) {
      said.push_back(words_of(call));
      all.push_back(static_cast<double>(sim.state().step));
      for (const double x : recorded(sim)) all.push_back(std::isnan(x) ? -7 : x);
    };
    note([&] { sim.run(9_ms, watch_rate<"e">(0_Hz, 1_Hz, 2.5_ms)); });
    note([&] { sim.run(9_ms, watch_rate<"e[100:450]">(0_Hz, 1_Hz, 1.3_ms)); });
    note([&] { sim.run(9_ms, watch_rate<"given">(0_Hz, 50_Hz, 3.1_ms)); });
    note([&] { sim.run(9_ms, watch_rate<"silent">(0_Hz, 1_kHz, 1_ms), watch_value<"e.v">(-71_mV, -51_mV, 0.7_ms)); });
    note([&] { sim.run(9_ms, watch_value<"i.exc.g">(0_nS, 2_nS), watch_value<"e[300:600].v">(-100_mV, -52_mV)); });
    sim.template set<"e[77:78].exc.g">(enormous);
    sim.template set<"i[149:150].exc.g">(enormous);
    note([&] { sim.run(1_ms, watch_nan{0.3_ms}); });
    note([&] { sim.run(0.2_ms); });
    note([&] { sim.advance(11); });
    for (const std::string& words : said) {
      if (words.empty() || words.substr(0, 4) == "rank" || words.substr(0, 4) == "exce")
        raise("not what a watchdog says: '" + words + "' after " + std::to_string(&words - said.data()));
    }
    return std::tuple(said, all);
  });
}

TEST_CASE("ranks: what a function of the program throws on one rank ends all after the same step", "[threads]") {
  simulation<net> serial{seed{42}, listed};
  serial.run(2_ms);
  const auto at_failure = recorded(serial);
  serial.run(3_ms);
  for (const int kind : {0, 1, 2, 3}) {
    CAPTURE(kind);
    std::vector<std::string> said(3);
    std::vector<bool> same(3, false);
    ranks_as_threads(3, [&](distributed ranks) {
      simulation<net> sim{seed{42}, listed, ranks};
      const auto fail = [&](auto& s) {
        if (s.state().step != 20 || ranks.rank() != 1) return false;
        if (kind == 1) throw 7;
        throw std::runtime_error("the disk is full");
      };
      const auto call = [&] {
        if (kind == 2)
          sim.run(9_ms, each(every{1_ms}, [&](auto& s) { fail(s), static_cast<void>(s.template get<"e.v">()); }));
        else if (kind == 3)
          sim.run(9_ms, each(every{0.5_ms}, fail), watch_nan{});
        else
          sim.run(9_ms, stop_when(fail));
      };
      std::string words;
      try {
        words = words_of(call);
      } catch (int) {
        words = "seven";
      }
      bool as_serial = sim.state().step == 20 && recorded(sim) == at_failure;
      sim.run(3_ms);
      as_serial = as_serial && recorded(sim) == recorded(serial);
      const std::lock_guard lock(writing);
      said[ranks.rank()] = words;
      same[ranks.rank()] = as_serial;
    });
    const std::string why = kind == 1 ? "an exception that is no std::exception" : "the disk is full";
    CHECK(said[1] == (kind == 1 ? "seven" : "exception: the disk is full"));
    CHECK(said[0] == "rank_failed: rank 1 has failed in run (step 20): " + why);
    CHECK(said[2] == said[0]);
    CHECK(same == std::vector<bool>(3, true));
  }
}

TEST_CASE("ranks: one that stops, or is interrupted, stops all after the same step", "[threads]") {
  for (const int kind : {0, SIGINT, SIGTERM, SIGUSR1}) {
    CAPTURE(kind);
    struct sigaction as_by_default {
    }, former{};
    as_by_default.sa_handler = SIG_DFL; // Catch has a handler of its own
    if (kind != 0) sigaction(kind, &as_by_default, &former);
    std::vector<std::int64_t> steps(3, 0);
    std::vector<bool> same(3, false);
    ranks_as_threads(3, [&](distributed ranks) {
      simulation<net> sim{seed{42}, listed, ranks};
      bool interrupted = kind == 0;
      const auto stop = [&](auto& s) {
        if (ranks.rank() != 2 || s.state().step != 20) return false;
        if (kind != 0) std::raise(kind);
        return kind == 0;
      };
      if (kind == 0)
        sim.run(90_ms, stop_when(stop));
      else
        sim.run(90_ms, until_interrupted(interrupted), each(every{2_ms}, [&](auto& s) { stop(s); }));
      const auto stopped = sim.state().step;
      simulation<net> serial{seed{42}, listed};
      serial.run_steps(stopped);
      bool as_serial = interrupted && recorded(sim) == recorded(serial);
      sim.run(1_ms, until_interrupted(interrupted));
      serial.run(1_ms);
      as_serial = as_serial && !interrupted && recorded(sim) == recorded(serial);
      const std::lock_guard lock(writing);
      steps[ranks.rank()] = stopped;
      same[ranks.rank()] = as_serial;
    });
    if (kind != 0) sigaction(kind, &former, nullptr);
    CHECK(steps == std::vector<std::int64_t>(3, steps[0]));
    CHECK((kind == 0 ? steps[0] == 20 : steps[0] >= 20 && steps[0] < 30));
    CHECK(same == std::vector<bool>(3, true));
  }
}

/// The messages of ranks whose programs differ: program(sim, whether this is rank 1).
template <class Program>
std::string words_of_two(const Program& program) {
  try {
    ranks_as_threads(2, [&](distributed ranks) {
      simulation<net> sim{seed{42}, listed, ranks};
      program(sim, ranks.rank() == 1);
    });
  } catch (const std::exception& problem) {
    return problem.what();
  }
  return "";
}

TEST_CASE("ranks: different calls are named", "[threads]") {
  using Catch::Matchers::Contains;
  CHECK_THAT(words_of_two([](auto& sim, bool one) { sim.run(one ? 2_ms : 1_ms); }),
             Contains("rank 0 in run of 10 steps, rank 1 in run of 20 steps: all ranks must"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) { sim.advance(one ? 2 : 1); }),
             Contains("rank 0 in advance of 1 steps, rank 1 in advance of 2 steps"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) {
               if (!one) static_cast<void>(sim.template get<"e.v">());
               sim.run(1_ms);
             }),
             Contains("rank 0 is in get<\"e.v\"> (step 0), rank 1 in run (step 0)"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) {
               sim.run(1_ms);
               if (!one) sim.save("nowhere/x.npz");
             }),
             Contains("nowhere/x.npz") || Contains("rank 1 has left while others wait for it"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) {
               if (one)
                 sim.run(3_ms, each(every{1_ms}, [](auto&) {}));
               else
                 sim.run(3_ms, each(every{2_ms}, [](auto&) {}));
             }),
             Contains("all ranks must make the same calls"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) {
               if (one)
                 sim.run(3_ms, stop_when([](auto&) { return false; }));
               else
                 sim.run(3_ms);
             }),
             Contains("rank 0 is in run (step 5), rank 1 in run, asking its options (step 0)"));
  CHECK_THAT(words_of_two([](auto& sim, bool one) {
               sim.run(1_ms);
               if (!one) sim.save_state("x.state");
             }),
             Contains("rank 1 has left while others wait for it"));
}

} // namespace
