// SPDX-License-Identifier: BSL-1.0
// Drives, Poisson inputs and operations of slices of a population.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <string>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::units;

namespace {

/// Two inputs, one of which has a value without a drive; sums up what spikes bring.
struct pair_of_inputs {
  template <class I>
  struct state {
    volt<I> v = 0 * mV, w = 0 * mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10 * ms;
    volt<I> high = 1e9 * V;
  };
  template <class I>
  struct inputs {
    volt<I> a = 0 * mV, b = 2 * mV;
  };
  template <class S, class P, class U>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<U>& in) {
    return {.v = (in.a + in.b - x.v) / p.tau, .w = 0 * mV / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.high; }
  static constexpr void reset(auto& x, const auto& p) { x.v = 0 * p.high; }
};

constexpr auto by_index = [](auto t, const auto& n) { return 1_mV * (static_cast<double>(n.index()) + t / 1_s); };

/// Slices of all kinds, beginning and ending inside of blocks of 64 neurons.
constexpr auto parts =
    describe(population<"n">(200, pair_of_inputs{}, euler{}), drive<"n[10:30].a">(5_mV), drive<"n[30:130].a">(7_mV),
             drive<"n.a">(1_mV), drive<"n[20:140].a">(sinusoid{2_mV, 20_Hz}), drive<"n[100:170].b">(by_index),
             drive<"n[3:6].b">(given), drive<"n[60:68].b">(live), poisson_input<"n[70:150].w">(20_kHz, weight(1_mV)),
             poisson_input<"n[150:190].w">(20_kHz, weight(1_mV)), record<"n.a">(), record<"n.b">());
/// Its Poisson input in other words: as that of the whole population with weights of neurons.
constexpr auto in_words = describe(population<"n">(200, pair_of_inputs{}, euler{}),
                                   poisson_input<"n.w">(20_kHz, weight([](auto, const auto& n) {
                                                          return n.index() >= 70 && n.index() < 190 ? 1_mV : 0_mV;
                                                        })));

timed_array<dim::volt> three_columns() { return {std::vector<double>{1, 2, 3, 10, 20, 30}, 3, 1_mV, 1_ms}; }

constexpr auto operated =
    describe(population<"n">(100, pair_of_inputs{}, euler{}, start<"v">([](auto n) { return 1_mV * n.index(); })),
             regularly<"low", "n[0:5]">(every{1_ms}, [](auto& n) { n["w"_name] += 1_mV * (1 + n.uniform()); }),
             regularly<"high", "n[90:100]">(every{1_ms}, [](auto& n) { n["w"_name] += 2_mV; }),
             regularly<"all", "n">(
                 every{1_ms}, [](auto& n) { n["w"_name] += 1_mV * n.uniform() * 0; }, at{slot::start, 1}));
constexpr auto operated_whole =
    describe(population<"n">(100, pair_of_inputs{}, euler{}, start<"v">([](auto n) { return 1_mV * n.index(); })),
             regularly<"low", "n">(every{1_ms}, [](auto& n) { n["w"_name] += 1_mV * (1 + n.uniform()); }));

struct with_mean : pair_of_inputs {
  template <class I>
  struct shared {
    volt<I> mean = 0 * mV, most = 0 * mV, least = 0 * mV;
    number<I> count = 0, spiking = 0;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 6.5 * mV; }
};
constexpr auto wide =
    describe(population<"n">(10, with_mean{}, euler{}, start<"v">([](auto n) { return 1_mV * n.index(); })),
             regularly<"mean", "n[2:8]">(every{}, population_wide([](auto& all) {
                                           all["mean"_name] = all.mean("v"_name);
                                           all["most"_name] = all.largest("v"_name);
                                           all["least"_name] = all.smallest("v"_name);
                                           all["count"_name] = static_cast<double>(all.size());
                                           all["spiking"_name] = static_cast<double>(all.spikes());
                                         }),
                                         at{slot::thresholds, 1}));

constexpr auto sources = describe(population<"in">(20, poisson{}), drive<"in[5:10].drive">(100_Hz),
                                  drive<"in[10:12].drive">(given), record<"in.spikes">());

// Groups, own steps and slices at once.
constexpr auto grouped = [](auto input) {
  return describe(population<"n">(groups(given), pair_of_inputs{}, euler{}, time_step{0.5_ms}), input);
};
constexpr auto grouped_part = grouped(poisson_input<"n[50:150].w">(20_kHz, weight(1_mV)));
constexpr auto grouped_whole = grouped(poisson_input<"n.w">(20_kHz, weight(1_mV)));

template <class F>
std::string refusal(F&& work) {
  try {
    work();
  } catch (const invalid_value& e) {
    return e.what();
  }
  return {};
}

} // namespace

TEMPLATE_TEST_CASE("drives of slices are those of their neurons, for any number of threads", "[threads]", double,
                   float) {
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    simulation<network<parts, TestType>> sim{seed{3}, threads{n, true}, set<"n[3:6].b">(three_columns())};
    const auto written = sim.template input<"n[60:68].b">();
    REQUIRE(written.size() == 8);
    for (std::size_t k = 0; k < 8; ++k) written[k] = 1e-3 * static_cast<double>(k);
    sim.run(3_ms);
    const auto& a = sim["n.a"_name];
    const auto& b = sim["n.b"_name];
    // A row shows the inputs of the step before.
    for (std::size_t row = 1; row < 30; ++row)
      for (std::size_t i = 0; i < 200; ++i) {
        const double t = static_cast<double>(row - 1) * 1e-4;
        const double slow = sinusoid{2_mV, 20_Hz}.value(t);
        const double in_a =
            1e-3 + (i >= 10 && i < 30 ? 5e-3 : 0) + (i >= 30 && i < 130 ? 7e-3 : 0) + (i >= 20 && i < 140 ? slow : 0);
        const double number = static_cast<double>(i);
        const double column = row <= 10 ? number - 2 : 10 * (number - 2);
        const double in_b = 2e-3 + (i >= 100 && i < 170 ? 1e-3 * (number + t) : 0) +
                            (i >= 3 && i < 6 ? 1e-3 * column : 0) + (i >= 60 && i < 68 ? 1e-3 * (number - 60) : 0);
        INFO(row << ' ' << i);
        REQUIRE(std::abs(static_cast<double>(a(row, i)) - in_a) < 1e-8);
        REQUIRE(std::abs(static_cast<double>(b(row, i)) - in_b) < 1e-7);
      }
    simulation<network<in_words, TestType>> words{seed{3}};
    words.run(3_ms);
    // Neurons of a slice draw what they draw in the whole population.
    CHECK(sim.template get<"n.w">() == words.template get<"n.w">());
    CHECK(sim.template get<"n.w">()[69] == 0);
    CHECK(sim.template get<"n.w">()[70] > 0);
    CHECK(sim.template get<"n.w">()[190] == 0);
  }
}

TEST_CASE("a drive of a slice is set by its path", "[network]") {
  simulation<network<parts>> sim{seed{1}, set<"n[3:6].b">(three_columns()), set<"n[10:30].a">(50_mV)};
  sim.set<"n[ 30:130 ].a">(70_mV);
  sim.run_steps(2);
  const auto& a = sim["n.a"_name];
  CHECK(a(1, 9) == Approx(1e-3));
  CHECK(a(1, 10) == Approx(51e-3));
  CHECK(a(1, 130) == Approx(1e-3));
  CHECK(a(1, 129) == Approx(71e-3));
  auto copy = sim.state();
  sim.run_steps(20);
  for (int k = 0; k < 20; ++k) network<parts>::step(copy);
  CHECK(copy == sim.state());
}

TEST_CASE("a slice of a population of groups gets what the whole population gets", "[threads]") {
  const std::vector<group> list{{"E", 70}, {"I", 10}, {"S", 90}};
  simulation<network<grouped_whole>> whole{seed{3}, set<"n">(groups(list))};
  whole.run(3_ms);
  for (const unsigned n : {1u, 3u}) {
    simulation<network<grouped_part>> sim{seed{3}, threads{n, true}, set<"n">(groups(list))};
    sim.run(3_ms);
    const auto some = sim.get<"n.w">(), all = whole.get<"n.w">();
    for (std::size_t i = 0; i < 170; ++i) CHECK(some[i] == (i >= 50 && i < 150 ? all[i] : 0.0));
    CHECK(some[149] > 0);
  }
}

TEST_CASE("operations of slices work on their neurons and draw their numbers", "[network]") {
  simulation<network<operated>> sim{seed{4}};
  simulation<network<operated_whole>> whole{seed{4}};
  sim.run(2_ms);
  whole.run(2_ms);
  const auto w = sim.get<"n.w">(), of_all = whole.get<"n.w">();
  for (std::size_t i = 0; i < 100; ++i) {
    INFO(i);
    if (i < 5)
      CHECK(w[i] == of_all[i]);
    else
      CHECK(w[i] == (i >= 90 ? 4e-3 : 0.0));
  }
  CHECK(w[0] > 0);
}

TEST_CASE("a population-wide operation of a slice sees its neurons", "[network]") {
  simulation<network<wide>> sim{seed{4}};
  sim.run_steps(1);
  const auto v = sim.get<"n.v">();
  CHECK(sim.get<"n.count">()[0] == 6);
  CHECK(sim.get<"n.spiking">()[0] == 1); // neuron 7 of 7, 8 and 9
  CHECK(sim.get<"n.least">()[0] == v[2]);
  CHECK(sim.get<"n.most">()[0] > 6.5e-3);
  CHECK(sim.get<"n.mean">()[0] > v[4]);
}

TEST_CASE("slices that end after the last neuron are refused", "[network]") {
  const auto array = set<"n[3:6].b">(three_columns());
  const auto of_size = [&](auto size) {
    return refusal([&] { simulation<network<parts>> sim{seed{1}, array, set<"n">(size)}; });
  };
  CHECK(of_size(29) == "drive 'n[10:30].a': its slice ends at 30, but there are 29 neurons");
  CHECK(of_size(150) == "drive 'n[100:170].b': its slice ends at 170, but there are 150 neurons");
  CHECK(of_size(189) == "Poisson input 'n[150:190].w': its slice ends at 190, but there are 189 neurons");
  CHECK(of_size(190).empty());
  CHECK(
      refusal([&] {
        simulation<network<parts>> sim{seed{1}, set<"n[3:6].b">(timed_array(std::vector<double>{1, 2}, 2, 1_mV, 1_ms))};
      }) == "drive 'n[3:6].b': the timed array has 2 columns, the slice 3 neurons; give 1 column or one per neuron");
  CHECK(refusal([&] {
          simulation<network<operated>> sim{seed{1}, set<"n">(99)};
        }) == "operation 'high': its slice ends at 100, but there are 99 neurons");
}

TEST_CASE("rates of sources are checked for the neurons that a slice drives", "[network]") {
  const auto with = [](double second_column) {
    return refusal([&] {
      simulation<network<sources>> sim{
          seed{1}, set<"in[10:12].drive">(timed_array(std::vector<double>{10, second_column}, 2, 1_Hz, 100_ms))};
      sim.run(100_ms);
      for (const auto i : sim["in.spikes"_name].neurons) CHECK((i >= 5 && i < 12));
    });
  };
  CHECK(with(20).empty());
  CHECK_THAT(with(20000),
             Catch::StartsWith("population 'in': the rate of neuron 11 with its drive 'in[10:12].drive' is 20 kHz"));
  CHECK_THAT(refusal([] {
               simulation<network<sources>> sim{
                   seed{1}, set<"in[5:10].drive">(20000_Hz),
                   set<"in[10:12].drive">(timed_array(std::vector<double>{10}, 1_Hz, 100_ms))};
             }),
             Catch::StartsWith("population 'in': the rate of neuron 5 is 20 kHz"));
}
