// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cstddef>
#include <string>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

// A conditional value is what Brian2 writes as a sum of products with conditions.
constexpr char with_if[] = "dv/dt = ((3 - v if v < 1 else 2 - v/2) if u > 0.2 else 1)/(10*ms) : 1\n"
                           "du/dt = (0 if v > 0.7 else 1 - u)/(20*ms) : 1";
constexpr char with_int[] =
    "dv/dt = (int(u > 0.2)*(int(v < 1)*(3 - v) + int(not v < 1)*(2 - v/2)) + int(not u > 0.2)*1)/(10*ms) : 1\n"
    "du/dt = int(not v > 0.7)*(1 - u)/(20*ms) : 1";

// Statements read what those before them have set.
constexpr char swaps[] = "dv/dt = (2 - v)/(10*ms) : 1\n w : 1\n n : 1";
using swapping = equations<swaps, threshold<"v > 1">,
                           reset<"old = v - 1*w; v = w; big = old > 0.5; old *= 2; w = old if big else 0; n += 1">>;

// The values of a synapse are those from before its weight changes.
using wearing =
    synapse_equations<"w : 1\n z : 1",
                      on_pre<"spent = 0.25*w; w -= spent; part = spent*v_post\n g_post += part + z; z = w">>;
using target = equations<"dv/dt = (1 - v)/(10*ms) : 1\n dg/dt = -g/(5*ms) : 1">;

template <class Integrator>
constexpr auto conditional = describe(population<"a">(8, equations<with_if>{}, Integrator{}),
                                      population<"b">(8, equations<with_int>{}, Integrator{}), record<"a.v">(),
                                      record<"b.v">(), record<"a.u">(), record<"b.u">());
using pair = equations<"v : 1 (variable)\n w : 1 (variable)">;
using with_old = equations<"v : 1 (variable)\n w : 1 (variable)\n old : 1 (variable)">;

constexpr auto described =
    describe(population<"s">(3, swapping{}, euler{}), population<"in">(1, spike_times{}),
             population<"t">(2, target{}, start<"v">(text<"0.5 if i < 1 else 0.25">)),
             projection<"S: in -> t.g">(all_to_all{}, weight(text<"1 if j == 0 else 2">), plasticity{wearing{}}),
             population<"o">(2, pair{}, start<"v">(text<"1 + i">)), population<"p">(1, with_old{}, start<"v">(3.0)),
             regularly<"turn o", "o">(every{10_ms}, text<"old = v; v = w; w = old">),
             regularly<"turn p", "p">(every{10_ms}, text<"old = v; v = w; w = old">));

template <class Real, class Integrator>
void check_conditional(const std::string& name) {
  INFO(name);
  simulation<network<conditional<Integrator>, Real>> sim;
  sim.run(30_ms);
  const auto &a = sim["a.v"_name], &b = sim["b.v"_name], &c = sim["a.u"_name], &d = sim["b.u"_name];
  bool high = false, low = false;
  for (std::size_t k = 0; k < 300; ++k) {
    REQUIRE(a(k, 3) == b(k, 3));
    REQUIRE(c(k, 3) == d(k, 3));
    high = high || a(k, 3) > 1;
    low = low || c(k, 3) < 0.2;
  }
  CHECK(high);
  CHECK(low);
}

} // namespace

TEST_CASE("a conditional value is one of two, in every integrator and precision", "[equations]") {
  check_conditional<double, euler>("euler");
  check_conditional<double, rk4>("rk4");
  check_conditional<float, rk2>("rk2");
}
TEST_CASE("statements of a reset read names that those before them have made", "[equations]") {
  simulation<network<described>> sim;
  sim.run(40_ms);
  double v = 0, w = 0, n = 0;
  for (int step = 0; step < 400; ++step) {
    v += 0.1 * (2 - v) / 10;
    if (v <= 1) continue;
    const double old = (v - w) * 2;
    v = w;
    w = old > 1 ? old : 0;
    ++n;
  }
  CHECK(n > 3);
  CHECK(sim.get<"s.n">()[1] == n);
  CHECK(sim.get<"s.v">()[1] == Approx(v).epsilon(1e-12));
  CHECK(sim.get<"s.w">()[1] == Approx(w).epsilon(1e-12));
}
TEST_CASE("statements at a synapse do, too, and values are those of their time", "[equations]") {
  for (const unsigned n : {1U, 2U, 3U}) {
    simulation<network<described>> sim{set<"in">(spike_list::at_steps(std::vector{0, 1}, std::vector{0, 0})),
                                       threads{n}};
    CHECK(sim.get<"S.w">()[1] == 2);
    sim.run(0.4_ms);
    const auto w = sim.get<"S.w">(), z = sim.get<"S.z">(), g = sim.get<"t.g">();
    CHECK(w[1] == 2 * 0.75 * 0.75);
    CHECK(z[1] == w[1]);
    // the first spike adds 0.5*v, the second 0.375*v + 1.5
    const double decay = std::exp(-0.1 / 5), rise = std::exp(-0.1 / 10), v = 1 - 0.75 * rise;
    const double v_next = 1 - 0.75 * rise * rise;
    CHECK(g[1] == Approx(((0.5 * v) * decay + 0.375 * v_next + 1.5) * decay * decay).epsilon(1e-12));
  }
}
TEST_CASE("an operation makes names of its own, unless the neuron has a variable of that name", "[equations]") {
  simulation<network<described>> sim;
  sim.run(10_ms);
  CHECK(sim.get<"o.v">()[1] == 0);
  CHECK(sim.get<"o.w">()[1] == 2);
  CHECK(sim.get<"p.v">()[0] == 0);
  CHECK(sim.get<"p.w">()[0] == 3);
  CHECK(sim.get<"p.old">()[0] == 3);
}
