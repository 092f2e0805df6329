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

} // namespace
