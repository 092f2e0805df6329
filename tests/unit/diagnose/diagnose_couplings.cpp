// SPDX-License-Identifier: BSL-1.0
// Couplings with synapses that feed nothing are found, and what they read counts as read.

#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <sstream>
#include <string>

namespace {

using namespace cortexpr;

struct glia {
  template <class I>
  struct state {
    number<I> c = 1;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class I>
  struct inputs {
    number<I> Y = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y - x.c) / p.tau};
  }
};

/// Y counts spikes, Z nothing; G and H are set from outside, and only G is read.
struct counting {
  struct synapse {
    double Y = 0, Z = 0, G = 0, H = 0;
  };
  static void on_pre(auto& s) {
    s.Y += 1;
    s.w += 0.001_mV * s.G;
  }
  bool operator==(const counting&) const = default;
};

constexpr auto of_Y = couple([](auto s, auto, auto w) { return w * s["Y"_name]; });
constexpr auto of_Z = couple([](auto s, auto, auto w) { return w * s["Z"_name]; });
constexpr auto of_c = couple([](auto g, auto, auto w) { return w * g["c"_name]; });

constexpr auto described = describe(
    population<"in">(20, poisson{}, parameter<"rate">(200_Hz)), population<"out">(5, lif{}),
    population<"glia">(5, glia{}),
    projection<"S: in -> out.v">(all_to_all{}.without_autapses(), weight(1_mV), plasticity{transmit{}, counting{}}),
    projection<"good: S -> glia.Y">(synapses_onto{one_to_one{}}, weight(1), of_Y),
    projection<"some: S -> glia.Y">(synapses_onto{connected_if([](auto i, auto j) { return i == 0 && j == 0; })},
                                    weight(1), of_Y),
    projection<"silent: S -> glia.Y">(synapses_onto{one_to_one{}}, weight(1), of_Z),
    projection<"none: S -> glia.Y">(fixed_probability{0.0}, weight(1), of_Y),
    projection<"zero: glia -> S.G">(synapses_onto{one_to_one{}}, weight(0), of_c),
    projection<"back: glia -> S.H">(synapses_onto{one_to_one{}}, weight(1), of_c));

TEST_CASE("diagnose: couplings with synapses that feed nothing", "[diagnose][coupling]") {
  simulation<network<described>> sim;
  const auto before = sim.diagnose();
  std::ostringstream told, printed;
  sim.diagnose(told);
  printed << before;
  CHECK(told.str() == printed.str());
  CHECK(before.has("couples_nothing", "none"));
  CHECK(before.has("couples_nothing", "zero"));
  CHECK(before.has("couples_some", "some"));
  CHECK(before.has("no_autapses", "S"));
  for (const std::string name : {"good", "some", "silent", "back"}) CHECK(!before.has("couples_nothing", name));
  CHECK(!before.has("couples_some", "good"));
  const auto unread = [](const diagnosis& d) {
    std::string text;
    for (const finding& f : d.findings)
      if (f.code == "unread_variable" && f.item == "S") text += f.what;
    return text;
  };
  CHECK(unread(before).find("'H'") != std::string::npos);
  CHECK(unread(before).find("'Y'") == std::string::npos);
  CHECK(!before.has("unread_variable", "glia"));
  sim.run(20_ms);
  const auto after = sim.diagnose();
  CHECK(after.has("couples_nothing", "silent"));
  for (const std::string name : {"good", "back"}) CHECK(!after.has("couples_nothing", name));
}

/// A plain function is a drive, and is looked at as any other.
quantity<dim::amp> for_10_ms(quantity<dim::second> t) { return t < 10_ms ? 5_nA : 0_A; }
constexpr auto driven = describe(population<"n">(3, lif{}), drive<"n.I">(for_10_ms), record<"n.spikes">());

TEST_CASE("diagnose: a plain function as a drive", "[diagnose][drive]") {
  simulation<network<driven>> sim;
  CHECK(sim.diagnose().errors().empty());
  sim.run(50_ms);
  const auto& spikes = sim["n.spikes"_name];
  REQUIRE(spikes.size() != 0);
  CHECK(spikes.steps.back() <= 100);
}

} // namespace
