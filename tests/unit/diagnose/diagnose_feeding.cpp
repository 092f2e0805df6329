// SPDX-License-Identifier: BSL-1.0
// Mistakes in networks whose synapses feed their targets in every step, by equations of their own or by couplings, each
// beside the network without it.
#include "support/diagnose_testing.hpp"

#include <cmath>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_feeding {

// Synapses with equations onto a cell whose receptor sums up what they feed.
using cell = synaptic<lif, receptor<"exc", current<summed>>, receptor<"nmda", conductance<summed>>>;
template <class Rule, fixed_string Route>
constexpr auto feeding = describe(population<"in">(50, poisson{}, parameter<"rate">(10_Hz)),
                                  population<"cells">(20, cell{}, start<"v">(uniform(-70_mV, -55_mV))),
                                  drive<"cells.I">(0.15_nA),
                                  projection<Route>(fixed_probability{0.2}, weight(given), plasticity<Rule>{}));
template <class Rule, fixed_string Route = "S: in -> cells.exc", class W>
diagnosis of_feeding(W w) {
  simulation<network<feeding<Rule, Route>>> sim{seed{1}, set<"S.w">(w)};
  return sim.diagnose();
}

// A synapse with the time course of an exponential current, right and wrong in one place each.
template <class Course>
struct release : Course {
  template <class I>
  struct synapse {
    number<I> x = 1, y = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.x = (1 - s.x) / 100_ms, .y = -s.y / 5_ms};
  }
  static constexpr auto current(const auto& s, const auto&) { return Course::fed(s); }
  static constexpr void on_pre(auto& s) {
    const auto released = 0.5 * s.x;
    s.x -= released;
    Course::add(s, released);
  }
  bool operator==(const release&) const = default;
};
struct right {
  static constexpr auto fed(const auto& s) { return s.w * s.y; }
  static constexpr void add(auto& s, const auto& released) { s.y += released; }
  bool operator==(const right&) const = default;
};
struct reversed : right {
  static constexpr auto fed(const auto& s) { return -s.w * s.y; }
  bool operator==(const reversed&) const = default;
};
struct never : right { // the spike takes from x, but nothing adds to y
  static constexpr void add(auto&, const auto&) {}
  bool operator==(const never&) const = default;
};
struct at_rest : right { // x, the resources, in the place of y
  static constexpr auto fed(const auto& s) { return s.w * s.x; }
  bool operator==(const at_rest&) const = default;
};

TEST_CASE("diagnose measures synapses that feed their targets", "[diagnose]") {
  const auto r = of_feeding<tsodyks_markram>(250_pA);
  check_clean(r);
  // y jumps to U = 0.5 and decays with 3 ms; so does the current, while v decays with 20 ms.
  const double a = 3e-3, m = 20e-3, at = std::log(m / a) * a * m / (m - a);
  const double peak = 0.5 * 250e-12 / 200e-12 * a * m / (m - a) * (std::exp(-at / m) - std::exp(-at / a));
  CHECK(number_of(r, "event_size", "S", "peak") == Approx(peak).epsilon(0.02));
  // About 10 synapses at 10 Hz bring U w tau each, and a fifth of it once their resources are used up.
  const double fed = number_of(r, "drive", "S", "mean") / (10 * 10 * 0.5 * 250e-12 * 3e-3 / (1 + 0.5 * 10 * 0.8));
  CHECK(fed > 0.9);
  CHECK(fed < 1.1);
  CHECK_FALSE(r.has("unused_receptor", "cells.exc"));
}

TEST_CASE("diagnose finds a synapse whose current has the wrong sign", "[diagnose]") {
  check_clean(of_feeding<release<right>>(100_pA));
  check_found(of_feeding<release<reversed>>(100_pA), severity::warning, "excitation_inhibits", "S", "lower v of cells");
  check_found(of_feeding<tsodyks_markram>(-250_pA), severity::warning, "excitation_inhibits", "S", "lower v of cells");
  const auto onto_conductance = of_feeding<release<reversed>, "S: in -> cells.nmda">(1_nS);
  check_found(onto_conductance, severity::error, "negative_conductance", "S", "nmda.g of cells is a conductance");
}

TEST_CASE("diagnose finds a current that no event makes", "[diagnose]") {
  const auto r = of_feeding<release<never>>(100_pA);
  check_found(r, severity::warning, "feeds_nothing", "S", "feed nothing into exc.I of cells, whatever spikes arrive");
  CHECK_FALSE(of_feeding<release<right>>(100_pA).has("feeds_nothing"));
  CHECK_FALSE(of_feeding<release<right>>(0_pA).has("feeds_nothing")); // zero_weights says it
  check_found(of_feeding<release<right>>(0_pA), severity::warning, "zero_weights", "S", "never set");
}

TEST_CASE("diagnose finds a current that flows without events", "[diagnose]") {
  const auto r = of_feeding<release<at_rest>>(100_pA);
  check_found(r, severity::warning, "feeds_at_rest", "S", "without a spike");
  CHECK(number_of(r, "feeds_at_rest", "S", "fed") == Approx(10 * 100e-12).epsilon(0.2));
}

// The conductance is a parameter of the rule, in S where nS were meant, or the weight is.
struct siemens_by_mistake {
  quantity<dim::siemens> g = 0.3_S;
  template <class I>
  struct synapse {
    number<I> x = 0, s = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto&) {
    return {.x = -y.x / 2_ms, .s = -y.s / 100_ms + 500_Hz * y.x * (1 - y.s)};
  }
  static constexpr auto current(const auto& y, const auto& p) { return p.g * y.s; }
  static constexpr void on_pre(auto& y) { y.x += 1; }
  bool operator==(const siemens_by_mistake&) const = default;
};

constexpr auto by_parameter =
    describe(population<"in">(50, poisson{}, parameter<"rate">(10_Hz)), population<"cells">(20, cell{}),
             projection<"S: in -> cells.nmda">(fixed_probability{0.2}, weight(1_nS), plasticity{siemens_by_mistake{}}));

TEST_CASE("diagnose finds NMDA conductances in S", "[diagnose]") {
  check_clean(of_feeding<nmda, "S: in -> cells.nmda">(0.05_nS));
  check_found(of_feeding<nmda, "S: in -> cells.nmda">(0.05_S), severity::warning, "implausible", "S",
              "weight is 50 mS");
  simulation<network<by_parameter>> sim{seed{1}};
  check_found(sim.diagnose(), severity::warning, "implausible", "S", "nmda.g of cells");
}

// One spike moves v by a volt: a potential that sums up numbers without a time constant.
using slow_cell = synaptic<scaled_lif, receptor<"nmda", current<summed>>>;
constexpr auto one_volt = describe(population<"in">(3, poisson{}, parameter<"rate">(10_Hz)),
                                   population<"cells">(3, slow_cell{}), drive<"cells.I">(18_mV),
                                   projection<"S: in -> cells.nmda">(one_to_one{}, weight(given), plasticity<nmda>{}));
TEST_CASE("diagnose finds a spike that depolarises by 1 V", "[diagnose]") {
  simulation<network<one_volt>> sim{set<"S.w">(2_mV)};
  check_clean(sim.diagnose());
  sim.set<"S.w">(2_V);
  const auto r = sim.diagnose();
  check_found(r, severity::warning, "implausible", "S", "weight is 2 V");
  CHECK(number_of(r, "event_size", "S", "needed") == 1);
}

// AMPA and NMDA on one spike: both are measured.
using two_receptors =
    synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"nmda", magnesium_block<conductance<summed>>>>;
constexpr auto ampa_nmda =
    describe(population<"in">(50, poisson{}, parameter<"rate">(10_Hz)), population<"cells">(20, two_receptors{}),
             drive<"cells.I">(0.15_nA),
             projection<"B: in -> cells.ampa">(fixed_probability{0.2}, weight(0.5_nS), plasticity{ampa_and_nmda{}}));
TEST_CASE("diagnose measures both effects of AMPA and NMDA on one spike", "[diagnose]") {
  simulation<network<ampa_nmda>> sim{seed{1}};
  const auto r = sim.diagnose();
  check_clean(r);
  std::size_t sizes = 0, drives = 0;
  for (const finding& f : r.findings) {
    sizes += f.code == "event_size" && f.item == "B";
    drives += f.code == "drive" && f.item == "B";
  }
  CHECK(sizes == 2);
  CHECK(drives == 2);
  CHECK_FALSE(r.has("unused_receptor"));
}

// A variable of every synapse that nothing reads.
struct forgotten_variable {
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> used = 1, forgotten = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.used = (1 - s.used) / 100_ms, .forgotten = -s.forgotten / 20_ms};
  }
  void on_pre(auto& s) const {
    s.receptor += s.w * s.used;
    s.used *= 0.5;
    s.forgotten += 1;
  }
  bool operator==(const forgotten_variable&) const = default;
};
struct counting { // read by on_post, written by on_pre
  struct synapse {
    double count = 0;
  };
  void on_pre(auto& s) const { s.count += 1; }
  void on_post(auto& s) const {
    s.w += 1_pA * s.count;
    s.count = 0;
  }
  bool operator==(const counting&) const = default;
};
template <class Rules, class... More>
constexpr auto with_rules(More... more) {
  return describe(population<"in">(20, poisson{}, parameter<"rate">(10_Hz)),
                  population<"cells">(5, synaptic<lif, receptor<"exc", current<exponential>>>{}),
                  projection<"S: in -> cells.exc">(all_to_all{}, weight(30_pA), Rules{}), more...);
}
constexpr auto forgetful = with_rules<plasticity<forgotten_variable>>();
constexpr auto recorded_one = with_rules<plasticity<forgotten_variable>>(record<"S.forgotten">(every{1_ms}));
constexpr auto counted = with_rules<plasticity<transmit, counting>>();
TEST_CASE("diagnose finds variables of synapses that nothing reads", "[diagnose]") {
  simulation<network<forgetful>> sim;
  check_found(sim.diagnose(), severity::note, "unread_variable", "S", "'forgotten' of the synapses is read by no rule");
  simulation<network<recorded_one>> seen;
  CHECK_FALSE(seen.diagnose().has("unread_variable"));
  simulation<network<counted>> used;
  CHECK_FALSE(used.diagnose().has("unread_variable"));
}

// Gap junctions.
constexpr auto junctions =
    describe(population<"cells">(given, lif{}, start<"v">(uniform(-70_mV, -50_mV))), drive<"cells.I">(0.15_nA),
             projection<"G: cells -> cells.I">(all_to_all{}.without_autapses(), weight(given), gap_junction{}));
template <class... Settings>
simulation<network<junctions>> joined(std::int64_t n, quantity<dim::siemens> w, Settings... settings) {
  return simulation<network<junctions>>{seed{1}, set<"cells">(n), set<"G.w">(w), settings...};
}

TEST_CASE("diagnose says what gap junctions conduct", "[diagnose]") {
  const auto r = joined(10, 0.5_nS).diagnose();
  check_clean(r);
  // Nine neighbours of 0.5 nS beside a leak of 10 nS.
  CHECK(number_of(r, "coupling", "G", "leaks") == Approx(0.45));
  check_found(r, severity::note, "coupling", "G", "9 sources per neuron");
}

TEST_CASE("diagnose finds gap junctions with negative conductances", "[diagnose]") {
  check_found(joined(10, -0.5_nS).diagnose(), severity::warning, "coupling_sign", "G", "drives v of cells away");
  // Stronger than the leak: nothing brings differences back.
  check_found(joined(10, -5_nS).diagnose(), severity::error, "coupling_sign", "G", "drives v of cells away");
}

TEST_CASE("diagnose finds couplings that a time step cannot follow", "[diagnose]") {
  const auto runs_away = [](simulation<network<junctions>> sim) {
    sim.run(20_ms, allow_not_finite{});
    for (const double v : sim.get<"cells.v">())
      if (!(std::abs(v) < 1)) return true;
    return false;
  };
  // Two cells: 2 G dt / C of 2 is the limit, so 2000 nS.
  for (const auto& [n, limit] : {std::pair(std::int64_t{2}, 1950e-9), std::pair(std::int64_t{10}, 390e-9)}) {
    CAPTURE(n);
    const quantity<dim::siemens> below(0.95 * limit), above(1.1 * limit);
    CHECK_FALSE(joined(n, below).diagnose().has("coupling_unstable"));
    CHECK(joined(n, below).diagnose().has("coupling_coarse"));
    CHECK_FALSE(runs_away(joined(n, below)));
    check_found(joined(n, above).diagnose(), severity::error, "coupling_unstable", "G", "time step");
    CHECK(runs_away(joined(n, above)));
    CHECK_FALSE(joined(n, above, time_step{0.01_ms}).diagnose().has("coupling_unstable"));
  }
}

// An EPSP is smaller where gap junctions lead it away.
constexpr auto shunted =
    describe(population<"in">(1, poisson{}, parameter<"rate">(1_Hz)),
             population<"cells">(10, synaptic<lif, receptor<"exc", current<exponential>>>{}),
             projection<"G: cells -> cells.I">(all_to_all{}.without_autapses(), weight(given), gap_junction{}),
             projection<"S: in -> cells.exc">(all_to_all{}, weight(100_pA)));
TEST_CASE("diagnose takes couplings into account where it measures events", "[diagnose]") {
  simulation<network<shunted>> closed{set<"G.w">(0_nS)}, open{set<"G.w">(2_nS)};
  const double alone = number_of(closed.diagnose(), "event_size", "S", "peak"),
               together = number_of(open.diagnose(), "event_size", "S", "peak");
  // A membrane of 10 + 18 nS in the place of 10 nS, under a current of tau 5 ms.
  const auto peak = [](double g) {
    const double a = 5e-3, m = 200e-12 / g, at = std::log(m / a) * a * m / (m - a);
    return 100e-12 / 200e-12 * a * m / (m - a) * (std::exp(-at / m) - std::exp(-at / a));
  };
  CHECK(alone == Approx(peak(10e-9)).epsilon(1e-3));
  CHECK(together == Approx(peak(28e-9)).epsilon(1e-3));
}

// Phase oscillators that repel each other mean it.
struct oscillator {
  template <class I>
  struct state {
    number<I> theta = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> omega = 0.5_Hz;
  };
  template <class T>
  struct inputs {
    hertz<T> pull = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.theta = p.omega + in.pull};
  }
};
constexpr auto oscillators =
    describe(population<"o">(20, oscillator{}, start<"theta">(uniform(0, 6.28))),
             projection<"K: o -> o.pull">(all_to_all{}, weight(-0.02_Hz), couple([](auto pre, auto post, auto w) {
                                            return w * sin(pre["theta"_name] - post["theta"_name]);
                                          })));
TEST_CASE("diagnose has no objection to oscillators that repel each other", "[diagnose]") {
  simulation<network<oscillators>> sim{seed{1}};
  check_clean(sim.diagnose());
}

// Drives.
template <class Drive>
constexpr auto driven(Drive f) {
  return describe(population<"cells">(10, lif{}), drive<"cells.I">(f));
}
constexpr auto zero = driven([](auto t) { return t < 0_s ? 0.3_nA : 0_nA; });
constexpr auto late = driven([](auto t) { return t > 300_ms && t < 305_ms ? 0.3_nA : 0_nA; });
constexpr auto between = driven([](auto t) { return 0.3_nA * sin(6.283185307179586 * 10_kHz * t); });
constexpr auto jumping = driven([](auto t) { return t < 50.03_ms ? 0.3_nA : 0.1_nA; });
constexpr auto slow = driven([](auto t) { return 0.3_nA * (1 + sin(6.283185307179586 * 100_Hz * t)); });
constexpr auto array = driven(given);
template <auto const& D>
diagnosis of_drive() {
  simulation<network<D>> sim;
  return sim.diagnose();
}

TEST_CASE("diagnose finds drives that are 0 and drives that steps miss", "[diagnose]") {
  check_found(of_drive<zero>(), severity::warning, "zero_drive", "cells.I", "is 0");
  CHECK_FALSE(of_drive<late>().has("zero_drive"));
  check_found(of_drive<between>(), severity::warning, "drive_between_steps", "cells.I", "between");
  for (const auto& r : {of_drive<late>(), of_drive<jumping>(), of_drive<slow>()}) {
    INFO(text_of(r));
    CHECK_FALSE(r.has("drive_between_steps"));
  }
}

TEST_CASE("diagnose finds timed arrays that end before the run or are finer than its steps", "[diagnose]") {
  const auto of_array = [](quantity<dim::second> dt, bool run) {
    std::vector<double> values(100);
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = 0.2 + (k % 2 == 0 ? 0.05 : -0.05);
    simulation<network<array>> sim{set<"cells.I">(timed_array(values, 1_nA, dt))};
    if (run) sim.run(200_ms);
    return sim.diagnose();
  };
  CHECK_FALSE(of_array(1_ms, false).has("array_ended"));
  check_found(of_array(1_ms, true), severity::warning, "array_ended", "cells.I", "100 ms");
  CHECK_FALSE(of_array(10_ms, true).has("array_ended"));
  check_found(of_array(0.05_ms, false), severity::warning, "drive_between_steps", "cells.I", "between");
  CHECK_FALSE(of_array(1_ms, false).has("drive_between_steps"));
}

} // namespace diagnose_feeding
