// SPDX-License-Identifier: BSL-1.0
// Parameters, start values, synapse variables and operations: from the description, by settings, between runs.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

constexpr auto cells = describe(
    record<"n.v">(), record<"n.spikes">(),
    population<"n">(5, scaled_lif{}, exact{}, parameter<"V_th">(uniform(-55_mV, -50_mV)), parameter<"E_L">(given),
                    start<"v">(function_of([](std::uint32_t i, std::uint32_t) { return -60_mV - i * 1_mV; }))),
    population<"m">(3, scaled_lif{}, exact{}, start<"v">(given)), drive<"n.I">(30_mV));

TEST_CASE("parameters are shared or each neuron's own and stay changeable", "[parameters]") {
  simulation<network<cells>> sim{set<"n.E_L">(-65_mV), set<"m.v">(values(numbers{-1, -2, -3}, 1_mV))};
  CHECK(sim.get<"n.E_L">() == numbers{-65e-3});
  CHECK(sim.get<"n.V_r">() == numbers{-60e-3});
  const auto V_th = sim.get<"n.V_th">();
  REQUIRE(V_th.size() == 5);
  CHECK(std::set<double>(V_th.begin(), V_th.end()).size() == 5);
  CHECK(std::all_of(V_th.begin(), V_th.end(), [](double x) { return -55e-3 <= x && x < -50e-3; }));
  const auto v = sim.get<"n.v">();
  CHECK(v[0] == Approx(-60e-3));
  CHECK(v[4] == Approx(-64e-3));
  CHECK(sim.get<"m.v">() == numbers{-1e-3, -2e-3, -3e-3});

  SECTION("a setting replaces the description's value") {
    simulation<network<cells>> other{set<"n.E_L">(-65_mV), set<"m.v">(-50_mV), set<"n.V_th">(-40_mV), set<"n">(2),
                                     set<"n.v">(values(numbers{-55, -56}, 1_mV))};
    CHECK(other.get<"n.V_th">() == numbers{-40e-3});
    CHECK(other.get<"n.v">() == numbers{-55e-3, -56e-3});
    CHECK(other.get<"m.v">() == numbers{-50e-3, -50e-3, -50e-3});
  }
  SECTION("a rule gives between runs what it gives at the build") {
    sim.set<"n.V_th">(-52_mV);
    CHECK(sim.get<"n.V_th">() == numbers{(-52_mV).si()});
    sim.set<"n.V_th">(uniform(-55_mV, -50_mV));
    CHECK(sim.get<"n.V_th">() == V_th);
  }
  SECTION("propagators follow a changed parameter") {
    sim.set<"m.tau_m">(5_ms);
    sim.set<"m.v">(-60_mV);
    sim.run(1_ms);
    CHECK(sim.get<"m.v">()[2] == Approx(-70e-3 + 10e-3 * std::exp(-0.2)).epsilon(1e-12));
    sim.set<"m.tau_m">(values(numbers{5, 10, 20}, 1_ms));
    sim.set<"m.v">(-60_mV);
    sim.run(1_ms);
    const auto m = sim.get<"m.v">();
    CHECK(m[0] == Approx(-70e-3 + 10e-3 * std::exp(-0.2)).epsilon(1e-12));
    CHECK(m[1] == Approx(-70e-3 + 10e-3 * std::exp(-0.1)).epsilon(1e-12));
    CHECK(m[2] == Approx(-70e-3 + 10e-3 * std::exp(-0.05)).epsilon(1e-12));
  }
  SECTION("a threshold decides from the next run on") {
    sim.set<"n.V_th">(0_V);
    sim.run(50_ms);
    CHECK(sim["n.spikes"_name].size() == 0);
    sim.set<"n.V_th">(values(numbers{-60, 0, 0, 0, 0}, 1_mV));
    sim.run(1_ms);
    CHECK(sim["n.spikes"_name].size() > 0);
    CHECK(std::all_of(sim["n.spikes"_name].neurons.begin(), sim["n.spikes"_name].neurons.end(),
                      [](std::uint32_t i) { return i == 0; }));
  }
}

TEST_CASE("a value that is refused leaves everything as it was", "[parameters]") {
  simulation<network<cells>> sim{set<"n.E_L">(-65_mV), set<"m.v">(-60_mV)}, twin = sim;
  sim.run(5_ms);
  twin.run(5_ms);
  const double nan = std::nan("");
  CHECK_THROWS_AS(sim.set<"n.t_ref">(-1_ms), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.t_ref">(values(numbers{1, 1, 1, 1, -1}, 1_ms)), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.t_ref">(1e9_s), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.V_th">(nan * 1_V), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.V_th">(uniform(-50_mV, -55_mV)), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.V_th">(values(numbers{1, 2}, 1_mV)), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.v">(values(numbers{1, 2, 3, 4, nan}, 1_mV)), invalid_value);
  CHECK_THROWS_AS(sim.set<"n.v">(values(numbers{1, 2, 3, 4, 5, 6}, 1_mV)), invalid_value);
  CHECK(sim.state() == twin.state());
  sim.run(20_ms);
  twin.run(20_ms);
  CHECK(sim.state() == twin.state());
  CHECK(sim["n.v"_name].values == twin["n.v"_name].values);
}

/// Counts arrivals and weakens the synapse by a parameter.
struct wear {
  double factor = 0.5;
  struct synapse {
    double arrivals = 0;
    quantity<dim::second> last = -1_s;
  };
  void on_pre(auto& s) const {
    s.arrivals += 1;
    s.last = s.t;
    s.w *= factor;
  }
  bool operator==(const wear&) const = default;
};

constexpr auto halve = [](auto& s) { s.w *= 0.5; };
constexpr auto plastic =
    describe(record<"S.w">(only{3, 0}, every{0.2_ms}), record<"S.arrivals">(), population<"in">(2, spike_times{}),
             population<"n">(2, adder<always_integrated>{}, parameter<"V_th">(1e9_V)),
             projection<"S: in -> n.v">(all_to_all{}, weight(given), delay(given), plasticity{transmit{}, wear{}}),
             regularly<"halve", "S">(every{1_ms}, halve), regularly<"tick", "n">(every{0.3_ms}, [](auto& n) {
               n["u"_name] += 1_V + static_cast<double>(n.index()) * n["V_th"_name];
             }));

TEST_CASE("synapses have variables, rules have parameters", "[parameters]") {
  // Delays differ, so that storage order is not the order of creation.
  simulation<network<plastic>> sim{set<"in">(spike_list::at_steps(std::vector{1, 2, 3}, std::vector{0, 0, 1})),
                                   set<"S.w">(values(numbers{1, 2, 3, 4}, 1_V)),
                                   set<"S.delay">(values(numbers{2, 0, 1, 0}, 0.1_ms)),
                                   set<"S.arrivals">(values(numbers{0, 100, 0, 0})),
                                   set<"halve">(every{0.5_ms}),
                                   set<"S">(plasticity{transmit{}, wear{0.25}}),
                                   set<"n.V_th">(1000_V)};
  sim.run_steps(1);
  CHECK(sim.get<"S.w">() == numbers{0.5, 1, 1.5, 2}); // halve runs first in step 0, then in step 5
  sim.run_steps(4);
  CHECK(sim.get<"S.arrivals">() == numbers{2, 102, 1, 1});
  CHECK(sim.get<"S.w">() == numbers{0.5 / 16, 1. / 16, 1.5 / 4, 2. / 4});
  CHECK(sim.get<"S.last">() == numbers{4 * 1e-4, 2 * 1e-4, 4 * 1e-4, 3 * 1e-4});
  CHECK(sim.get<"n.v">() == numbers{0.5 + 0.125 + 1.5, 1 + 0.25 + 2});
  const auto& w = sim["S.w"_name];
  CHECK(w.columns() == 2);
  CHECK(w.steps == std::vector<std::int64_t>{0, 2, 4});
  CHECK(w.values == numbers{4, 1, 2, 0.5, 0.5, 0.125}); // row 0: before halve, which is described later
  CHECK(w.unit == "V");
  CHECK(sim["S.arrivals"_name](4, 1) == 102);
  sim.run_steps(1);
  CHECK(sim.get<"S.w">()[2] == 1.5 / 8);
  // tick has run in steps 0 and 3.
  CHECK(sim.get<"n.u">() == numbers{2, 2002});

  SECTION("weights and variables can be set between runs, all or none") {
    const auto before = sim.state();
    CHECK_THROWS_AS(sim.set<"S.w">(values(numbers{1, 2, 3, std::nan("")}, 1_V)), invalid_value);
    CHECK_THROWS_AS(sim.set<"S.w">(values(numbers{1, 2, 3}, 1_V)), invalid_value);
    CHECK_THROWS_AS(sim.set<"S.arrivals">(values(numbers{1, 2, 3, 4, 5})), invalid_value);
    CHECK(sim.state() == before);
    sim.set<"S.w">(values(numbers{5, 6, 7, 8}, 1_V));
    CHECK(sim.get<"S.w">() == numbers{5, 6, 7, 8});
    sim.set<"S.arrivals">(7);
    CHECK(sim.get<"S.arrivals">() == numbers{7, 7, 7, 7});
    sim.set<"S.w">(function_of([](std::uint32_t i, std::uint32_t j) { return (10. * i + j) * units::V; }));
    CHECK(sim.get<"S.w">() == numbers{0, 1, 10, 11});
  }
  SECTION("random weights are the same at the build and between runs, in spite of different delays") {
    sim.set<"S.w">(uniform(0_V, 1_V));
    simulation<network<plastic>> other{set<"S.w">(uniform(0_V, 1_V)),
                                       set<"S.delay">(values(numbers{0, 2, 1, 0}, 0.1_ms))};
    CHECK(sim.get<"S.w">() == other.get<"S.w">());
  }
}

constexpr auto single =
    describe(record<"n.v">(), record<"n.spikes">(),
             population<"n">(19, synaptic_lif<conductance<alpha>>{}, rk2{}, start<"v">(uniform(-70_mV, -50_mV)),
                             parameter<"t_ref">(2_ms)),
             population<"in">(30, poisson{}, parameter<"rate">(200_Hz)), drive<"n.I">(sinusoid{0.2_nA}),
             projection<"S: in -> n.exc">(fixed_probability{0.4}, weight(uniform(0_nS, 4_nS)), delay(1_ms)));

TEST_CASE("a float network is the double network with fewer digits", "[parameters]") {
  simulation<network<single, float>> narrow{seed{4}};
  simulation<network<single>> full{seed{4}};
  static_assert(std::is_same_v<decltype(narrow.get<"n.v">()), std::vector<float>>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(narrow["n.v"_name].values)>, std::vector<float>>);
  const auto w = narrow.get<"S.w">();
  const auto w_full = full.get<"S.w">();
  REQUIRE(w.size() == w_full.size());
  CHECK(w[5] == static_cast<float>(w_full[5]));
  narrow.run(200_ms);
  full.run(200_ms);
  CHECK(narrow["n.spikes"_name].size() > 20);
  const auto v = narrow.get<"n.v">();
  CHECK(std::all_of(v.begin(), v.end(), [](float x) { return x > -0.1F && x < -0.04F; }));
  // Before chance parts them (a float has 24 random bits), the traces agree to the precision of a float.
  for (std::size_t k = 0; k < 10; ++k)
    CHECK(static_cast<double>(narrow["n.v"_name](k, 3)) == Approx(full["n.v"_name](k, 3)).epsilon(1e-5));
}

} // namespace
