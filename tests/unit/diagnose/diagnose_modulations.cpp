// SPDX-License-Identifier: BSL-1.0
// Projections onto synapses that change nothing are found before a run.

#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <string>

namespace {

using namespace cortexpr;

/// n is counted and read by nothing, q is read.
struct counting {
  struct synapse {
    double n = 0, q = 0;
  };
  static void on_pre(auto& s) { s.w += 0.001_mV * s.q; }
  bool operator==(const counting&) const = default;
};

constexpr auto described = describe(
    population<"in">(20, poisson{}), population<"out">(5, lif{}), population<"m">(3, poisson{}),
    projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, counting{}}),
    projection<"T: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    projection<"unread: m -> S.n">(all_to_all{}, weight(0.5)),
    projection<"none: m -> S.q">(fixed_probability{0.0}, weight(1)),
    projection<"zero: m -> S.q">(all_to_all{}, weight(0.0)),
    projection<"late: m -> S.q">(all_to_all{}, weight(1), delay(20_ms)),
    projection<"good: m -> T.d">(all_to_all{}, weight(0.5)), projection<"pairs: m -> T.c">(all_to_all{}, weight(0.5)));

TEST_CASE("diagnose: projections onto synapses that change nothing", "[diagnose][modulation]") {
  simulation<network<described>> sim;
  const auto before = sim.diagnose();
  CHECK(before.has("unread_variable", "S"));
  CHECK(before.has("modulates_nothing", "none"));
  CHECK(before.has("modulates_nothing", "zero"));
  CHECK(!before.has("modulates_nothing", "late"));
  for (const std::string name : {"unread", "good", "pairs"}) CHECK(!before.has("modulates_nothing", name));
  CHECK(!before.has("unread_variable", "T"));
  sim.run(20_ms);
  CHECK(sim.diagnose().has("modulates_nothing", "late"));
  sim.set<"zero.w">(0.1);
  sim.run(0.1_ms);
  CHECK(!sim.diagnose().has("modulates_nothing", "late"));
  CHECK(!sim.diagnose().has("modulates_nothing", "zero"));
}

// Rules that wait for a signal which nothing feeds, and the same rules with it.
struct gated {
  using services = needs<global_signal>;
  double baseline = 0;
  struct at_source {
    double x = 0;
  };
  static constexpr quantity<dim::second> time_constants(at_source) { return 20_ms; }
  static constexpr void spike(at_source& pre) { pre.x += 1; }
  void on_post(auto& s) const { s.w += 1_uV * (s.signal - baseline) * s.x; }
  bool operator==(const gated&) const = default;
};
namespace words {
using namespace cortexpr::texts;
using cell = equations<R"(
  dv/dt = -v/(20*ms) : 1
  reward : 1 (shared, variable))",
                       threshold<"v > 1">, reset<"v = 0">>;
using rewarded = synapse_equations<R"(
  w : 1
  dapre/dt = -apre/(20*ms) : 1 (event-driven))",
                                   on_pre<"v_post += w; apre += 0.1">, on_post<"w = clip(w + reward_post*apre, 0, 1)">>;
using decaying = synapse_equations<R"(
  w : 1
  dapre/dt = -apre/(20*ms) : 1 (event-driven)
  dd/dt = -d/(200*ms) : 1 (event-driven))",
                                   on_pre<"v_post += w; apre += 0.1">, on_post<"w = clip(w + d*apre, 0, 1)">>;
} // namespace words
constexpr auto waiting = describe(
    population<"in">(6, poisson{}), population<"out">(5, lif{}), population<"cells">(4, eprop_lif{}),
    population<"texts">(3, words::cell{}), population<"m">(3, poisson{}),
    projection<"E: in -> cells.v">(all_to_all{}, weight(0.1), plasticity{transmit{}, eprop{.interval = 1_ms}}),
    projection<"D: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    projection<"M: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, modulated_stdp{.w_max = 4_mV}}),
    projection<"G: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, gated{}}),
    projection<"driven: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, gated{}}),
    drive<"driven.signal">([](auto t) { return 1.0 * (t > 5_ms); }),
    projection<"R: in -> texts.v">(all_to_all{}, weight(0.5), plasticity{words::rewarded{}}),
    projection<"T: in -> texts.v">(all_to_all{}, weight(0.5), plasticity{words::decaying{}}),
    projection<"fed: in -> texts.v">(all_to_all{}, weight(0.5), plasticity{words::decaying{}}),
    projection<"reward: m -> fed.d">(all_to_all{}, weight(0.5)));

TEST_CASE("diagnose: rules that wait for a signal which nothing feeds", "[diagnose][modulation]") {
  simulation<network<waiting>> sim{seed{1}};
  const auto before = sim.diagnose();
  INFO(before.summary());
  const auto says = [&](const char* item, const std::string& what, const std::string& advice) {
    const finding* const f = before.find("learns_nothing", item);
    REQUIRE(f != nullptr);
    CAPTURE(f->what, f->advice);
    CHECK(f->what.find(what) == 0);
    CHECK(f->advice.find(advice) == 0);
  };
  says("E", "L of 'cells' is 0, and nothing feeds it", "projection<\"... -> cells.L\">(...)");
  says("D", "d of its synapses is 0, and nothing feeds it", "projection<\"dopamine -> D.d\">(");
  says("M", "its signal is 0, and nothing feeds it", "drive<\"M.signal\">(...), or sim.set<\"M.signal\">(1.0)");
  says("G", "its signal is 0, and nothing feeds it", "drive<\"G.signal\">(...)");
  says("R", "reward of 'texts' is 0, and nothing feeds it", "sim.set<\"texts.reward\">(...)");
  says("T", "d of its synapses is 0, and nothing feeds it", "projection<\"dopamine -> T.d\">(");
  for (const char* item : {"E", "D", "T"}) CHECK(before.find("learns_nothing", item)->level == severity::warning);
  for (const char* item : {"M", "G", "R"}) CHECK(before.find("learns_nothing", item)->level == severity::note);
  for (const char* item : {"driven", "fed"}) CHECK_FALSE(before.has("learns_nothing", item));
  // Nobody has to wait for a signal that is there, or that the rule can do without.
  sim.set<"E.c_reg">(0.1);
  sim.set<"D.d_0">(0.1);
  sim.set<"M.signal">(1.0);
  sim.set<"G.baseline">(0.5);
  sim.set<"texts.reward">(1.0);
  sim.set<"T.d">(0.1);
  CHECK_FALSE(sim.diagnose().has("learns_nothing"));
  // Nor after a reward that is over.
  sim.set<"in.rate">(100_Hz);
  sim.run(20_ms);
  sim.set<"M.signal">(0.0);
  CHECK_FALSE(sim.diagnose().has("learns_nothing", "M"));
}

} // namespace
