// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <limits>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

using in_words = synapse_equations<R"(
  w : volt
  dx/dt = -x/tau_x : volt (event-driven)
  dy/dt = -y/(20*ms) : volt (event-driven))",
                                   on_pre<"v += w; x += 0.1*mV; w = clip(w + eta*y, 0*mV, 1*mV)">,
                                   on_post<"y -= 0.1*mV; w = clip(w + eta*x, 0*mV, 1*mV)">>;
constexpr auto learning = describe(
    population<"in">(60, poisson{}, parameter<"rate">(50_Hz)), population<"n">(20, lif{}, parameter<"V_th">(-68_mV)),
    projection<"S: in -> n.v">(fixed_probability{0.5}, weight(0.5_mV), delay(uniform(0_ms, 2_ms)).rounded(),
                               plasticity{transmit{}, pair_stdp{.w_max = 1_mV}, clip_weight{0_mV, 1_mV}}),
    projection<"T: in -> n.v">(all_to_all{}, weight(0.5_mV),
                               plasticity{in_words{}.with<"tau_x">(20_ms).with<"eta">(0.1)}));

} // namespace

TEMPLATE_TEST_CASE("parameters of rules are read and changed by their names", "[threads]", double, float) {
  using net = network<learning, TestType>;
  for (const unsigned team : {1U, 3U}) {
    simulation<net> built{seed{3}, threads{team, true},
                          set<"S">(plasticity{transmit{}, pair_stdp{.a_pre = 0.03, .a_post = -0.02, .w_max = 1_mV},
                                              clip_weight{0_mV, 1_mV}}),
                          set<"T">(plasticity{in_words{}.with<"tau_x">(20_ms).with<"eta">(0.3)})};
    simulation<net> changed{seed{3}, threads{team, true}, set<"S.a_post">(-0.02)};
    CHECK(changed.template get<"S.a_post">()[0] == Approx(-0.02));
    changed.template set<"S.a_pre">(0.03);
    changed.template set<"T.eta">(0.3);
    CHECK(changed.template get<"S.a_pre">()[0] == Approx(0.03));
    CHECK(changed.template get<"T.eta">()[0] == Approx(0.3));
    CHECK(changed.template get<"S.w_max">()[0] == Approx(1e-3));
    built.run(200_ms);
    changed.run(200_ms);
    CHECK(changed.template get<"S.w">() == built.template get<"S.w">());
    CHECK(changed.template get<"T.w">() == built.template get<"T.w">());

    // In the middle: what came before was learnt by the former numbers, and afterwards nothing is.
    const auto s = changed.template get<"S.w">(), t = changed.template get<"T.w">();
    changed.template set<"S.a_pre">(0.0);
    changed.template set<"S.a_post">(0.0);
    changed.template set<"T.eta">(0.0);
    CHECK(changed.template get<"S.w">() == s);
    changed.run(100_ms);
    CHECK(changed.template get<"S.w">() == s);
    CHECK(changed.template get<"T.w">() == t);
    changed.template set<"S.a_pre">(0.01);
    changed.run(100_ms);
    CHECK(changed.template get<"S.w">() != s);
  }
}

TEST_CASE("a rule in words that is set without a value names the parameter") {
  using net = network<learning>;
  constexpr auto half = in_words{}.with<"tau_x">(20_ms);
  CHECK_THROWS_WITH((simulation<net>{set<"T">(plasticity{half})}),
                    Catch::Contains("projection 'T': parameter eta of a rule in words has no value; write .with"));
  // Given by its name instead.
  simulation<net> sim{set<"T">(plasticity{half}), set<"T.eta">(0.3)};
  CHECK(sim.get<"T.eta">()[0] == Approx(0.3));
  CHECK_NOTHROW(sim.set<"T.eta">(0.2));
}

TEST_CASE("a parameter of a rule that is refused leaves the network as it was") {
  simulation<network<learning>> sim{seed{3}}, other{seed{3}};
  CHECK_THROWS_WITH(sim.set<"S.a_pre">(std::numeric_limits<double>::quiet_NaN()),
                    Catch::Contains("projection 'S': parameter a_pre of a rule is not a number (NaN)"));
  CHECK_THROWS_WITH(sim.set<"S.tau_pre">(10_ms),
                    Catch::Contains("'S.tau_pre': time constants of traces are fixed when a network is built"));
  CHECK_THROWS_WITH(sim.set<"S.tau_pre">(-10_ms), Catch::Contains("tau_pre"));
  CHECK_THROWS_WITH(sim.set<"S.w_max">(-1_mV), Catch::Contains("w_min of a rule, 0 V, is above w_max"));
  CHECK(sim.get<"S.tau_pre">()[0] == Approx(0.02));
  sim.run(50_ms);
  other.run(50_ms);
  CHECK(sim.get<"S.w">() == other.get<"S.w">());
}
