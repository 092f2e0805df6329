// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/io/connections.hpp>
#include <cstddef>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

constexpr auto described = describe(
    population<"n">(20, lif{}, parameter<"V_th">(text<"-50*mV + 0.1*mV*i">), start<"v">(text<"E_L + 5*mV*rand()">)),
    population<"m">(20, lif{}), drive<"n.I">(text<"0.3*nA*sin(2*pi*5*Hz*t)">),
    drive<"m.I">(text<"0.25*nA + 5*pA*i + g_L*1*mV">),
    projection<"S: n -> m.v">(connected_if(text<"i != j and abs(i - j) < 5">), weight(text<"(1 + cos(i - j))*2*mV">),
                              delay(text<"1*ms + 0.1*ms*i">)),
    projection<"T: n -> n.v">(connected_if(text<"abs(V_th_pre - V_th_post) < 0.15*mV and i < j">),
                              weight(text<"(V_th_post - V_th_pre)*2">)),
    // A name without a suffix is of the target, as in Brian2.
    projection<"U: n -> m.v">(one_to_one{}, weight(text<"(V_th - E_L)/10 + V_th_pre - V_th_pre">)),
    record<"n.above">(text<"v - V_th">), record<"m.v">(), record<"m.spikes">(),
    regularly<"kick", "m">(every{10_ms}, text<"v = v + 1*mV">));

using switched = equations<"dv/dt = int(on)/(1*second) : 1\n on : boolean (variable)", initially<"on = True">>;
constexpr auto with_switch =
    describe(population<"n">(1, switched{}), regularly<"off", "n">(every{10_ms}, text<"on = False">));
constexpr auto graded = describe(population<"n">(5, lif{}, parameter<"V_th">(text<"-50*mV + 4*mV*i/(N - 1)">)),
                                 drive<"n.I">(text<"1*pA*N">), record<"n.share">(text<"i/N">));

} // namespace

// What a text is: `=` in a comment sets nothing.
using detail::equation::kind_of_text, detail::equation::part_kind;
static_assert(kind_of_text("v > 1*mV  # = threshold") == part_kind::condition);
static_assert(kind_of_text("v # = x\n + w") == part_kind::value);
static_assert(kind_of_text("# x\n v = w") == part_kind::statements);

TEST_CASE("statements alone set booleans") {
  simulation<network<with_switch>> sim;
  sim.run(20_ms);
  CHECK(sim.get<"n.on">()[0] == 0);
  CHECK(sim.get<"n.v">()[0] == 0);
}

TEST_CASE("values, conditions, drives, recordings and operations are texts") {
  simulation<network<described>> sim{seed{4}};
  const auto threshold = sim.get<"n.V_th">(), v = sim.get<"n.v">();
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(threshold[i] == Approx(-0.05 + 1e-4 * static_cast<double>(i)));
    CHECK(v[i] >= -0.07);
    CHECK(v[i] < -0.065);
  }
  CHECK(v[0] != v[1]);
  const auto s = connections<"S">(sim);
  CHECK(s.sources.size() == 20 * 9 - 20 - 20); // 4 on either side, but for the ends
  for (std::size_t k = 0; k < s.sources.size(); ++k) {
    const double i = static_cast<double>(s.sources[k]), j = static_cast<double>(s.targets[k]);
    CHECK(s.weights[k] == Approx((1 + std::cos(i - j)) * 2e-3));
    CHECK(s.delays[k] == Approx(std::round(10 + i) * 1e-4));
  }
  CHECK(connections<"T">(sim).sources.size() == 19);
  CHECK(sim.get<"U.w">()[7] == Approx((sim.get<"m.V_th">()[0] - sim.get<"m.E_L">()[0]) / 10));
  sim.run(10_ms);
  const auto m = sim.get<"m.v">();
  sim.run(0.1_ms);
  CHECK(sim.get<"m.v">()[3] > m[3] + 0.9e-3);
  CHECK(sim["n.above"_name](0, 2) == Approx(v[2] - threshold[2]));
}

TEST_CASE("N is the number of neurons, in values, drives and recordings") {
  simulation<network<graded>> sim{seed{1}, set<"n">(9)};
  sim.run(0.2_ms);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(sim.get<"n.V_th">()[i] == Approx(-0.05 + 0.5e-3 * static_cast<double>(i)));
    CHECK(sim["n.share"_name](0, i) == Approx(static_cast<double>(i) / 9));
    CHECK(sim.get<"n.v">()[i] == Approx(-0.07 + 0.2e-3 / 200e-12 * 9e-12).epsilon(1e-3));
  }
}

using ends = equations<"x : 1 (variable)\n y : 1 (variable)">;
constexpr auto between = describe(population<"a">(3, ends{}), population<"b">(5, ends{}),
                                  projection<"S: a -> b.x">(connected_if(text<"N_pre*i == j or i + j == N_post">),
                                                            weight(text<"i + 10*N_pre + 100*N_post + x_pre">)));
TEST_CASE("N_pre and N_post are the numbers of neurons at the ends of a pair") {
  const simulation<network<between>> sim;
  CHECK(sim.get<"S.w">() == std::vector<double>{530, 531, 531, 532}); // (0, 0), (1, 3), (1, 4), (2, 3)
}
