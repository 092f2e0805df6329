// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic_lif<current<exponential>, conductance<alpha>>;

// Linear and not, with rules, mixed delays, slices, and a population on the grid on both sides.
constexpr auto mixed = describe(
    population<"A">(given, synaptic_lif<current<exponential>, current<alpha>>{}, parameter<"t_ref">(1.234_ms),
                    parameter<"V_th">(normal(-50_mV, 1_mV)), start<"v">(uniform(-70_mV, -50_mV)), precise_spikes{}),
    population<"B">(given, cell{}, parameter<"t_ref">(uniform(0_ms, 3_ms)), start<"v">(uniform(-70_mV, -50_mV)),
                    precise_spikes{}),
    population<"G">(given, cell{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"A.I">(0.22_nA),
    drive<"B.I">(sinusoid{.amplitude = 0.4_nA, .frequency = 20_Hz}), drive<"G.I">(0.21_nA),
    projection<"AA: A -> A.exc">(fixed_probability{0.4}, weight(uniform(0_pA, 40_pA)),
                                 delay(uniform(0.1_ms, 3_ms)).rounded()),
    projection<"AB: A -> B.exc">(fixed_probability{0.5}, weight(30_pA), delay(1.5_ms),
                                 plasticity{transmit{}, stdp<>{.w_max = 60_pA}}),
    projection<"BA: B -> A.inh">(fixed_probability{0.5}, weight(-30_pA), delay(0.5_ms)),
    projection<"kick: B -> B.v">(fixed_probability{0.2}, weight(0.5_mV), delay(2_ms)),
    projection<"AG: A -> G.exc">(fixed_probability{0.5}, weight(30_pA), delay(1_ms)),
    projection<"GA: G -> A.exc">(fixed_probability{0.5}, weight(30_pA)), poisson_input<"A.exc">(1000_Hz, weight(5_pA)),
    record<"A.spikes">(), record<"B.spikes">(), record<"G.spikes">(), record<"B.v">(every{5_ms}));

} // namespace

namespace {

constexpr std::size_t spikes_recorded(const auto& sim) {
  return sim["A.spikes"_name].size() + sim["B.spikes"_name].size() + sim["G.spikes"_name].size();
}
template <class A, class B>
bool alike(const A& a, const B& b) {
  const auto same = [](const spike_train& x, const spike_train& y) {
    return x.steps == y.steps && x.neurons == y.neurons && x.offsets == y.offsets;
  };
  return same(a["A.spikes"_name], b["A.spikes"_name]) && same(a["B.spikes"_name], b["B.spikes"_name]) &&
         same(a["G.spikes"_name], b["G.spikes"_name]) && a.template get<"AB.w">() == b.template get<"AB.w">() &&
         a.template get<"A.v">() == b.template get<"A.v">() &&
         a.template get<"B.inh.s">() == b.template get<"B.inh.s">();
}

} // namespace

TEMPLATE_TEST_CASE("precise spikes are the same on any number of threads and after a checkpoint", "[precise]", double,
                   float) {
  using net = network<mixed, TestType>;
  const std::uint32_t n = GENERATE(1U, 7U, 8U, 9U, 33U, 200U);
  const auto make = [&](unsigned team, std::uint64_t s, bool always = false) {
    return simulation<net>{seed{s}, threads{team, always}, set<"A">(n), set<"B">(n), set<"G">(n)};
  };
  auto one = make(1, 5);
  one.run(50_ms);
  CHECK(spikes_recorded(one) > n);
  for (const unsigned team : {2U, 3U, 5U, 7U}) {
    auto many = make(team, 5, team == 2 && n == 200);
    many.run(50_ms);
    CHECK(alike(many, one));
  }
  const std::string path = "precise_spikes_" + std::to_string(sizeof(TestType)) + ".state";
  auto first = make(2, 5);
  first.run(27.3_ms);
  first.save_state(path);
  auto same = make(2, 7), other = make(3, 8);
  same.load_state(path), other.load_state(path);
  std::remove(path.c_str());
  CHECK(same.state() == first.state());
  const auto copy = first.state();
  CHECK(copy == first.state());
  first.run(50_ms - 27.3_ms), same.run(50_ms - 27.3_ms), other.run(50_ms - 27.3_ms);
  CHECK(!(copy == first.state()));
  CHECK(same.state() == first.state());
  CHECK(alike(same, other));
  CHECK(first["A.spikes"_name].offsets == one["A.spikes"_name].offsets);
}

TEST_CASE("spikes of a precise population are recorded where they are", "[precise]") {
  static constexpr auto d =
      describe(population<"n">(2, lif{}, parameter<"V_th">(given), precise_spikes{}), population<"g">(2, lif{}),
               drive<"n.I">(0.5_nA), drive<"g.I">(0.5_nA), record<"n.spikes">(), record<"g.spikes">());
  simulation<network<d>> sim{seed{1}, set<"n.V_th">(values(std::vector{-50., -50.001}, 1_mV))};
  sim.run(11_ms);
  const auto& spikes = sim["n.spikes"_name];
  REQUIRE(spikes.size() == 2);
  // Within a step they stand by neuron, not by time.
  CHECK(spikes.neuron(0) == 0);
  CHECK(spikes.steps == std::vector<std::int64_t>{102, 102});
  CHECK(spikes.time(0) == Approx(0.020 * std::log(50. / 30)).epsilon(1e-13));
  CHECK(spikes.time(1) == Approx(0.020 * std::log(50. / 30.001)).epsilon(1e-13));
  CHECK(times_of(spikes)(1) == spikes.time(1));
  CHECK(sim["g.spikes"_name].offsets.empty());
  CHECK(sim["g.spikes"_name].time(0) == 102 * 1e-4);
  save_recordings(sim, "precise_spikes.npz");
  const auto saved = load_npz<double>("precise_spikes.npz", "n.spikes.t");
  CHECK(saved(0) == spikes.time(0));
  CHECK(saved(1) == spikes.time(1));
  std::remove("precise_spikes.npz");
  sim.clear_recordings();
  CHECK(spikes.offsets.empty());
  sim.run(50_ms);
  for (const double variation : interval_variations(spikes, 0_s, 61_ms)) CHECK(variation < 1e-12);
  CHECK(spikes.offsets.size() == spikes.size());
}

TEST_CASE("what arrives at an offset acts from there on", "[precise]") {
  // One spike at t0; the receptors of b are known at the end of every step.
  static constexpr auto d =
      describe(population<"a">(1, lif{}, parameter<"t_ref">(1_s), precise_spikes{}), drive<"a.I">(0.5_nA),
               population<"b">(1, synaptic_lif<current<exponential>, conductance<alpha>>{}, precise_spikes{}),
               population<"g">(1, synaptic_lif<current<exponential>, conductance<alpha>>{}),
               projection<"a -> b.exc">(all_to_all{}, weight(1_pA), delay(2_ms)),
               projection<"a -> b.inh">(all_to_all{}, weight(1_nS), delay(3_ms)),
               projection<"a -> g.exc">(all_to_all{}, weight(1_pA), delay(2_ms)), record<"a.spikes">());
  simulation<network<d>> sim{seed{1}};
  sim.run(20_ms);
  const double passed = 0.020 - sim["a.spikes"_name].time(0), tau = 0.005, tau_inh = 0.010;
  CHECK(sim.get<"b.exc.I">()[0] == Approx(1e-12 * std::exp(-(passed - 0.002) / tau)).epsilon(1e-13));
  CHECK(sim.get<"b.inh.s">()[0] == Approx(1e-9 * std::exp(-(passed - 0.003) / tau_inh)).epsilon(1e-9));
  CHECK(sim.get<"b.inh.g">()[0] ==
        Approx(1e-9 * (passed - 0.003) / tau_inh * std::exp(-(passed - 0.003) / tau_inh)).epsilon(1e-9));
  // On the grid: at the end of step 122.
  CHECK(sim.get<"g.exc.I">()[0] == Approx(1e-12 * std::exp(-(200 - 123) * 1e-4 / tau)).epsilon(1e-12));
}

TEST_CASE("rules change what a precise spike transmits, and can be frozen", "[precise]") {
  static constexpr auto d =
      describe(population<"a">(1, lif{}, precise_spikes{}), drive<"a.I">(0.5_nA),
               population<"b">(1, synaptic_lif<current<exponential>, current<exponential>>{}, precise_spikes{}),
               population<"g">(1, synaptic_lif<current<exponential>>{}),
               projection<"S: a -> b.exc">(given, weight(1_pA), delay(1_ms), plasticity{transmit{}, short_term{}}),
               projection<"T: a -> b.inh">(all_to_all{}, weight(1_pA), delay(1_ms)),
               projection<"G: a -> g.exc">(given, weight(1_pA), delay(1_ms), plasticity{transmit{}, short_term{}}));
  // Two synapses of one pair: their sum arrives.
  const std::vector<int> zeros{0, 0};
  simulation<network<d>> sim{seed{1},
                             set<"S">(pairs(zeros, zeros)),
                             set<"G">(pairs(zeros, zeros)),
                             set<"b.exc.tau">(1e6_s),
                             set<"b.inh.tau">(1e6_s),
                             set<"g.exc.tau">(1e6_s)};
  sim.run(100_ms);
  // Rules see the grid of steps on both sides, so that they transmit the same.
  CHECK(sim.get<"b.exc.I">()[0] > 3e-12);
  CHECK(sim.get<"b.exc.I">()[0] == Approx(sim.get<"g.exc.I">()[0]).epsilon(1e-6));
  const double before = sim.get<"b.inh.I">()[0];
  CHECK(before == Approx(16e-12).epsilon(1e-6)); // at 10.2 ms, then every 5.75 ms
  sim.freeze<"T", transmit>();
  sim.run(100_ms);
  CHECK(sim.get<"b.inh.I">()[0] == Approx(before).epsilon(1e-6));
}

TEST_CASE("delays between precise populations are one step or longer", "[precise]") {
  static constexpr auto d = describe(population<"n">(3, synaptic_lif<current<exponential>>{}, precise_spikes{}),
                                     projection<"S: n -> n.exc">(all_to_all{}, weight(1_pA), delay(given)));
  CHECK_NOTHROW(simulation<network<d>>{set<"S.delay">(0.1_ms)});
  CHECK_THROWS_WITH(
      simulation<network<d>>{set<"S.delay">(0_ms)},
      "projection 'S': between populations with precise_spikes every delay is at least one step (0.1 ms), "
      "and here is a shorter one");
}

TEST_CASE("the schedule says where spikes are located", "[precise]") {
  std::ostringstream words;
  network<mixed>::schedule(words);
  CHECK_THAT(words.str(), Catch::Contains("integrate between events the neurons of A, reset where the threshold is "
                                          "crossed"));
  CHECK_THAT(words.str(), Catch::Contains("note the located spikes of A"));
  CHECK_THAT(words.str(), Catch::Contains("deliver spikes to their places within this step through AA (order -1)"));
  CHECK_THAT(words.str(),
             Catch::Contains("deliver spikes to their places within this step, each through all rules, in AB"));
  CHECK_THAT(words.str(), Catch::Contains("deliver spikes through AG"));
  CHECK_THAT(words.str(), Catch::Contains("deliver spikes through GA"));
}

namespace {

struct notes_potential {
  using reads = post<"v">;
  struct synapse {
    double seen = 0;
  };
  void on_post(auto& s) const { s.seen = s.post["v"_name] / 1_V; }
  bool operator==(const notes_potential&) const = default;
};

} // namespace

TEMPLATE_TEST_CASE("monitors and rules see a neuron as it is at its spike, before the reset", "[precise]", double,
                   float) {
  static constexpr auto d = describe(
      population<"list">(1, spike_times{}),
      population<"a">(9, lif{}, start<"v">(uniform(-70_mV, -51_mV)), precise_spikes{}),
      population<"b">(9, cell{}, start<"v">(uniform(-70_mV, -51_mV)), parameter<"t_ref">(0.05_ms), precise_spikes{}),
      population<"c">(1, lif{}, parameter<"t_ref">(0_ms), precise_spikes{}), drive<"a.I">(0.5_nA), drive<"b.I">(0.5_nA),
      drive<"c.I">(0.5_nA),
      projection<"S: a -> b.exc">(all_to_all{}, weight(5_pA), delay(1_ms), plasticity{transmit{}, notes_potential{}}),
      projection<"L: list -> b.exc">(all_to_all{}, weight(0_pA), plasticity{transmit{}, notes_potential{}}),
      projection<"kick: list -> c.v">(all_to_all{}, weight(0.1_mV)), poisson_input<"b.inh">(1000_Hz, weight(10_pS)),
      monitor<"at a", "a">(value_at_spikes<"v">{}), monitor<"at b", "b">(value_at_spikes<"v">{}), record<"a.spikes">(),
      record<"b.spikes">(), record<"c.spikes">());
  using net = network<d, TestType>;
  const std::int64_t spike = 102;
  simulation<net> with{seed{1}, set<"list">(spike_list::at_steps(std::vector{spike}, std::vector{0}))},
      without{seed{1}};
  with.run_steps(103), without.run_steps(103);
  REQUIRE(with["c.spikes"_name].steps == std::vector{spike});
  // What arrives on the grid between the spike and the reset is added to the state at the end of the step.
  const double margin = sizeof(TestType) == 8 ? 1e-15 : 1e-8;
  const auto end = [](const auto& sim) { return static_cast<double>(sim.template get<"c.v">()[0]); };
  CHECK(end(without) == Approx(-60e-3).margin(0.5e-3));
  CHECK(end(with) - end(without) == Approx(0.1e-3).margin(margin));

  without.run(100_ms);
  const auto at_threshold = [&](double v) { return std::abs(v + 50e-3) < margin * 10; };
  CHECK(without["at a"_name].rows() == without["a.spikes"_name].size());
  CHECK(without["at b"_name].rows() == without["b.spikes"_name].size());
  CHECK(without["at b"_name].rows() > 50);
  for (const double v : without["at a"_name].values) CHECK(at_threshold(v));
  for (const double v : without["at b"_name].values) CHECK(at_threshold(v));
  for (const double v : without.template get<"S.seen">()) CHECK(at_threshold(v));
  for (const double v : without.template get<"L.seen">()) CHECK(at_threshold(v));

  std::ostringstream words;
  without.diagnose(words);
  CHECK_THAT(words.str(),
             Catch::Contains("b: spikes are located between the steps; those of L, b.inh arrive at the end "
                             "of a step"));
}

TEST_CASE("populations without precise spikes have nothing of them", "[precise]") {
  STATIC_REQUIRE(std::is_empty_v<detail::precise_state<lif, exact, double>>);
  struct former {
    detail::population_state<lif, exact, double> p;
  };
  using located = detail::population_state<lif, detail::located<exact>, double>;
  STATIC_REQUIRE(sizeof(former) < sizeof(located));
}
