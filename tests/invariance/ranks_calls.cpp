// SPDX-License-Identifier: BSL-1.0
// Calls between runs that concern neurons and synapses of all ranks: each gives on every rank what it gives without
// ranks.
#include "on_ranks.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

using namespace cortexpr;
using Catch::Matchers::Contains;

namespace {

using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;

/// Sums that depend on their order, of neurons and of synapses, and spikes with what was there.
struct mean_root {
  static constexpr auto reads = names<"w">;
  struct part {
    double sum = 0, n = 0;
  };
  struct own {
    double largest = 0;
  };
  static void on_step(part& p, const auto& s, own& o) {
    o.largest = std::max(o.largest, s["w"_name].si());
    p.sum += std::sqrt(o.largest);
    p.n += 1;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
  static double result(const part& p) { return p.sum / p.n; }
};
struct what_spiked {
  static auto at_spike(const auto& n) { return std::array{n["v"_name], n["exc.g"_name] * 1_mV / 1_nS}; }
};

// Bundles, synapses that learn late and at once, one weight for all, and a neuron alone.
constexpr auto mixed = describe(
    population<"e">(230, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
    population<"i">(131, cell{}, start<"v">(uniform(-70_mV, -50_mV))), population<"one">(1, cell{}),
    population<"noise">(50, poisson{}, parameter<"rate">(100_Hz)), population<"given">(2, spike_times{}),
    drive<"e.I">(0.3_nA), drive<"one.I">(0.8_nA), drive<"i.I">(0.1_nA),
    projection<"ee: e -> e.exc">(fixed_probability{0.1}, weight(normal(1_nS, 0.2_nS)),
                                 delay(uniform(0.5_ms, 3_ms)).rounded(), stored_as<fixed16>{}),
    projection<"ei: e -> i.exc">(fixed_indegree{30}, weight(uniform(1_nS, 2_nS)), delay(0.8_ms), stored_as<fixed16>{}),
    projection<"ie: i -> e.inh">(fixed_probability{0.3}, weight(3_nS), delay(0.7_ms)),
    projection<"ge: given -> e.exc">(all_to_all{}, weight(uniform(1_nS, 2_nS)), delay(0.3_ms)),
    projection<"S: noise -> e.exc">(fixed_outdegree{40}, weight(uniform(1_nS, 2_nS)),
                                    delay(uniform(0.2_ms, 2_ms)).rounded(),
                                    plasticity{transmit{}, pair_stdp{.w_max = 3_nS}}),
    projection<"A: i -> e.inh">(all_to_all{}, weight(uniform(0_nS, 0.1_nS)), delay(0.6_ms),
                                plasticity{transmit{}, pair_stdp{.w_max = 0.2_nS}, normalise_always{9_nS}}),
    projection<"P: e -> i.exc">(fixed_probability{0.05}, weight(uniform(0_nS, 1_nS)), delay(0.9_ms),
                                plasticity{transmit{}, short_term{}}),
    record<"e.spikes">(), record<"i.spikes">(), record<"one.spikes">(), record<"e.rate">(every{7_ms}),
    record<"i.rate">(every{2_ms}), record<"e.v">(every{1_ms}), record<"S.w">(every{1.1_ms}), record<"S.y">(every{3_ms}),
    record<"A.w">(every{2_ms}, only{30129, 7, 7, 15000}), record<"P.w">(every{4_ms}),
    monitor<"mean v", "e">(mean_of<"v">{}, every{0.5_ms}, window{2_ms}),
    monitor<"v at spikes", "e[10:200]">(value_at_spikes<"v">{}), monitor<"cv", "e">(interval_variation{}, window{3_ms}),
    monitor<"interval", "i">(mean_interval{}, in_total{}),
    monitor<"correlation", "e[100:150]">(count_correlation<50>{}, window{2_ms}, in_total{}),
    monitor<"correlations", "e[100:150]">(count_correlation<50>{}, window{2_ms}),
    monitor<"rate of e", "e[3:210]">(mean_rate{}, window{2_ms}), monitor<"given", "given">(spike_count{}, window{2_ms}),
    monitor<"spiked", "e">(what_spiked{}, during{2_ms, 1_s}),
    monitor<"roots", "S[100:1500]">(mean_root{}, every{0.7_ms}, window{2.1_ms}),
    monitor<"root", "P">(mean_root{}, every{1_ms}, in_total{}));

const auto listed = set<"given">(spike_list::at_steps({10, 20, 60, 115, 300}, {0, 1, 0, 1, 0}));

template <class Simulation>
std::vector<double> recorded(const Simulation& sim) {
  std::vector<double> all;
  on_ranks::append(all, sim["e.spikes"_name]);
  on_ranks::append(all, sim["i.spikes"_name]);
  on_ranks::append(all, sim["one.spikes"_name]);
  on_ranks::append(all, sim["e.rate"_name].hertz);
  on_ranks::append(all, sim["i.rate"_name].hertz);
  on_ranks::append(all, sim["e.v"_name]);
  on_ranks::append(all, sim["S.w"_name]);
  on_ranks::append(all, sim["S.y"_name]);
  on_ranks::append(all, sim["A.w"_name]);
  on_ranks::append(all, sim["P.w"_name]);
  on_ranks::append(all, sim["mean v"_name]);
  on_ranks::append(all, sim["cv"_name]);
  on_ranks::append(all, sim["v at spikes"_name]);
  on_ranks::append(all, sim["correlations"_name]);
  on_ranks::append(all, sim["rate of e"_name]);
  on_ranks::append(all, sim["given"_name]);
  on_ranks::append(all, sim["spiked"_name]);
  on_ranks::append(all, sim["spiked"_name].neurons);
  on_ranks::append(all, sim["roots"_name]);
  all.push_back(sim["interval"_name].result().si());
  all.push_back(sim["correlation"_name].result());
  all.push_back(sim["root"_name].result());
  for (double& x : all)
    if (std::isnan(x)) x = -1; // a mean of nothing, which is not equal to itself
  return all;
}
template <fixed_string Label, class Simulation>
void append_connections(std::vector<double>& all, const Simulation& sim) {
  const auto s = connections<Label>(sim);
  // Weights of 16 bits are stored without the order of creation; then the order depends on threads.
  const auto add = [&](const auto& x) {
    const auto begin = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), x.begin(), x.end());
    if (Label.view() == "ee") std::sort(all.begin() + begin, all.end());
  };
  add(s.sources), add(s.targets), add(s.weights), add(s.delays);
}
template <class Simulation>
std::vector<double> present(const Simulation& sim) {
  std::vector<double> all;
  on_ranks::append(all, sim.template get<"e.v">());
  on_ranks::append(all, sim.template get<"i[10:90].exc.g">());
  on_ranks::append(all, sim.template get<"one.v">());
  on_ranks::append(all, sim.template get<"e.V_th">());
  auto bundled = sim.template get<"ei.w">();
  std::sort(bundled.begin(), bundled.end());
  on_ranks::append(all, bundled);
  on_ranks::append(all, sim.template get<"S.w">());
  on_ranks::append(all, sim.template get<"S.a_pre">());
  on_ranks::append(all, sim.template get<"P.u">());
  append_connections<"ee">(all, sim);
  append_connections<"ie">(all, sim);
  append_connections<"S">(all, sim);
  append_connections<"A">(all, sim);
  return all;
}

template <class Net>
void check_calls(std::initializer_list<unsigned> numbers) {
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_ranks_calls.state").string();
  on_ranks::check_same(
      [&](auto... options) {
        simulation<Net> sim{seed{5}, listed, options...};
        std::ostringstream text;
        text << sim.diagnose();
        sim.run(10.3_ms);
        std::vector<double> all = present(sim);
        sim.template set<"e.v">(uniform(-65_mV, -52_mV));
        sim.template set<"e[20:200].V_th">(normal(-50_mV, 0.5_mV));
        sim.template set<"S.w">(uniform(1_nS, 2.5_nS));
        sim.template set<"ee.w">(1.1_nS);
        sim.template set<"S.a_pre">(0.02);
        sim.template set<"e.I">(0.35_nA);
        sim.run(6_ms);
        sim.template freeze<"A", pair_stdp>();
        sim.template freeze<"ee", transmit>();
        sim.advance(20);
        sim.template thaw<"A", pair_stdp>();
        sim.run(3_ms);
        const std::vector<double> later = present(sim), rows = recorded(sim);
        all.insert(all.end(), later.begin(), later.end());
        all.insert(all.end(), rows.begin(), rows.end());
        text << sim.diagnose();
        for (const std::string& sentence : zero_sums(sim)) text << sentence << '\n';
        sim.save_state(path);
        if (sim["e.spikes"_name].size() < 50 || text.str().size() < 100) raise("too quiet for a test");
        return std::tuple(all, text.str(), on_ranks::bytes_of(path));
      },
      numbers);
}

TEST_CASE("ranks: get, set, freeze, connections, diagnose and save_state", "[threads]") {
  check_calls<network<mixed>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same calls in single precision", "[threads]") { check_calls<network<mixed, float>>({2, 3}); }

// Looks at recordings, variables and weights of all ranks while it runs, changes them, and stops by what it sees.
template <class Net>
void check_options(std::initializer_list<unsigned> numbers) {
  on_ranks::check_same(
      [](auto... options) {
        simulation<Net> sim{seed{5}, listed, options...};
        std::vector<double> all;
        std::ostringstream screen;
        const auto look = each(every{0.7_ms}, [&](auto& s) {
          const auto w = s.template get<"S.w">();
          all.push_back(w[w.size() / 2]);
          all.push_back(static_cast<double>(s["e.spikes"_name].size()));
          s.template set<"e.I">(0.3_nA + 0.001_nA * static_cast<double>(all.size()));
        });
        sim.run(4.3_ms, look, refuse_on_errors{});
        sim.run(50_ms, stop_when([](auto& s) { return s["e.spikes"_name].size() >= 60; }), progress::bar(screen));
        all.push_back(sim.time());
        sim.run(3.1_ms);
        if (sim.time() > 0.05 || all.size() < 14) raise("nothing has been seen");
        const std::vector<double> rows = recorded(sim);
        all.insert(all.end(), rows.begin(), rows.end());
        return all;
      },
      numbers);
}

TEST_CASE("ranks: functions that a run calls see the whole network, and stop all ranks after the same step",
          "[threads]") {
  check_options<network<mixed>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same functions in single precision", "[threads]") { check_options<network<mixed, float>>({3}); }

// Static synapses with mixed delays, which an operation changes by their numbers.
constexpr auto drawing = describe(
    population<"a">(150, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"V_th">(-50_mV)), drive<"a.I">(0.4_nA),
    projection<"T: a -> a.exc">(fixed_probability{0.1}, weight(uniform(1_nS, 2_nS)),
                                delay(uniform(0.2_ms, 2_ms)).rounded()),
    regularly<"jitter", "T">(every{1_ms}, [](auto& s) { s.w *= 1 + 0.1 * s.normal(); }), record<"a.spikes">(),
    record<"a.rate">(every{0.3_ms}), record<"a.v">(every{0.4_ms}), record<"T.w">(every{1.3_ms}),
    monitor<"roots", "T">(mean_root{}, every{1.3_ms}));

TEST_CASE("ranks: operations draw by synapse, functions give parameters, recordings are emptied in a run",
          "[threads]") {
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_ranks_drawing.state").string();
  on_ranks::check_same(
      [&](auto... options) {
        simulation<network<drawing>> sim{seed{3}, options...};
        sim.run(4.1_ms);
        sim.template set<"a.V_th">([](auto n) { return -50_mV + 0.02 * (n["v"_name] + 60_mV); });
        std::vector<double> all;
        sim.run(8_ms, each(every{1.1_ms}, [&](auto& s) {
                  on_ranks::append(all, s["a.spikes"_name]);
                  on_ranks::append(all, s["a.rate"_name].hertz);
                  on_ranks::append(all, s["a.v"_name]);
                  on_ranks::append(all, s["T.w"_name]);
                  on_ranks::append(all, s["roots"_name]);
                  if (s.time() > 0.006) s.clear_recordings();
                }));
        on_ranks::append(all, sim.template get<"a.V_th">());
        on_ranks::append(all, sim.template get<"T.w">());
        on_ranks::append(all, sim["a.spikes"_name]);
        on_ranks::append(all, sim["a.rate"_name].hertz);
        on_ranks::append(all, sim["a.v"_name]);
        sim.save_state(path);
        return std::tuple(all, on_ranks::bytes_of(path));
      },
      {2, 3, 7});
}

TEST_CASE("ranks: the first shows progress", "[threads]") {
  using net = network<mixed>;
  std::vector<std::string> screens(3);
  ranks_as_threads(3, [&](distributed ranks) {
    simulation<net> sim{seed{5}, listed, ranks};
    std::ostringstream screen;
    sim.run(1_ms, progress::bar(screen));
    screens[ranks.rank()] = screen.str();
  });
  CHECK_THAT(screens[0], Contains("100 %"));
  CHECK(screens[1] + screens[2] == "");
}

TEST_CASE("ranks: a checkpoint of any number of ranks goes on with any other", "[threads]") {
  using net = network<mixed>;
  const std::string path = (std::filesystem::temp_directory_path() / "cortexpr_ranks_load.state").string();
  const auto go_on = [&](auto& sim) {
    sim.load_state(path);
    sim.run(9.1_ms);
    auto all = recorded(sim);
    const auto more = present(sim);
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  for (const unsigned from : {1u, 3u}) {
    CAPTURE(from);
    ranks_as_threads(from, [&](distributed ranks) {
      simulation<net> sim{seed{5}, listed, ranks};
      sim.run(10.3_ms);
      sim.save_state(path);
    });
    on_ranks::check_same(
        [&](auto... options) {
          simulation<net> sim{seed{8}, listed, options...};
          return go_on(sim);
        },
        {2, 4, 7});
  }
}

} // namespace
