// SPDX-License-Identifier: BSL-1.0
// Networks that do what is meant with equations in synapses, couplings and drives that are functions, those of the
// pages' programs and of Brian2's examples: diagnose has no objection to what they feed.
#include "support/diagnose_testing.hpp"

#include <vector>

using namespace cortexpr;

namespace language_networks {

void check_quiet(const diagnosis& r) {
  INFO(diagnose_tests::text_of(r));
  for (const char* code :
       {"feeds_nothing", "feeds_at_rest", "coupling_sign", "coupling_unstable", "coupling_coarse", "zero_drive",
        "drive_between_steps", "array_ended", "negative_conductance", "excitation_inhibits", "inhibition_excites",
        "implausible", "unused_receptor", "saturated", "not_a_number", "terms_cancel", "leak_sign"}) {
    CAPTURE(code);
    CHECK_FALSE(r.has(code));
  }
  CHECK(r.errors().empty());
}
template <class Net>
void check_quiet(simulation<Net>& sim, quantity<dim::second> time = 50_ms) {
  check_quiet(sim.diagnose());
  sim.run(time, refuse_on_errors{});
  INFO("after a run");
  check_quiet(sim.diagnose());
}
const auto once = spike_list::at_steps(std::vector{0}, std::vector{0});

// examples/reference/coupling.cpp
struct oscillator {
  template <class I>
  struct state {
    number<I> theta = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> omega = 1_Hz;
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
constexpr auto coupled =
    describe(population<"oscillators">(2, oscillator{}, start<"theta">(uniform(0, 3))),
             projection<"S: oscillators -> oscillators.pull">(
                 all_to_all{}, weight(2_Hz),
                 couple([](auto pre, auto post, auto w) { return w * sin(pre["theta"_name] - post["theta"_name]); })),
             population<"cells">(5, lif{}, parameter<"E_L">(uniform(-75_mV, -60_mV))),
             projection<"G: cells -> cells.I">(all_to_all{}.without_autapses(), weight(100_nS), gap_junction{}));

// tests/peers/gapjunctions.cpp
struct plain {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    number<I> v0 = 1.05;
  };
  template <class T>
  struct inputs {
    number<T> Igap = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.v0 - x.v + in.Igap) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};
constexpr auto brian_junctions =
    describe(population<"neurons">(10, plain{}, start<"v">(uniform(0, 1))),
             projection<"S: neurons -> neurons.Igap">(all_to_all{}, weight(.02), gap_junction{}));

TEST_CASE("diagnose has no objection to couplings that are meant", "[diagnose]") {
  simulation<network<coupled>> sim{seed{4}};
  check_quiet(sim);
  simulation<network<brian_junctions>> brian{seed{4}};
  check_quiet(brian);
}

// examples/reference/tsodyks_markram.cpp, nmda.cpp; tests/peers/Tsodyks_Pawelzik_Markram_1998.cpp
using two_currents = synaptic<lif, receptor<"syn", current<summed>>, receptor<"exc", current<exponential>>>;
constexpr auto resources = describe(
    population<"in">(1, spike_times{}), population<"cell">(1, two_currents{}, parameter<"exc.tau">(3_ms)),
    projection<"S: in -> cell.syn">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram{.U = 0.6}}),
    projection<"E: in -> cell.exc">(all_to_all{}, weight(250_pA), plasticity{tsodyks_markram_events{.U = 0.6}}));
using ampa_nmda =
    synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"nmda", magnesium_block<conductance<summed>>>>;
constexpr auto gating =
    describe(population<"in">(1, spike_times{}), population<"cell">(2, ampa_nmda{}),
             projection<"N: in -> cell.nmda">(all_to_all{}, weight(0.3_nS), plasticity{nmda{}}),
             projection<"B: in -> cell.ampa">(all_to_all{}, weight(2_nS), plasticity{ampa_and_nmda{.ratio = 0.15}}));
struct membrane {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
    amp<I> I_syn = 0_A;
  };
  template <class I>
  struct parameters {
    second<I> tau = 40_ms;
    ohm<I> R = 100_Mohm;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.R * x.I_syn - x.v) / p.tau, .I_syn = 0_A / 1_s};
  }
};
constexpr auto figure =
    describe(population<"in">(1, spike_times{}), population<"cell">(1, membrane{}),
             projection<"S: in -> cell.I_syn">(
                 all_to_all{}, weight(1540_pA),
                 plasticity{tsodyks_markram{.U = 0.03, .tau_rec = 130_ms, .tau_inact = 1.5_ms, .tau_facil = 530_ms}}));

TEST_CASE("diagnose has no objection to synapses with equations that are meant", "[diagnose]") {
  simulation<network<resources>> one{set<"in">(once)};
  check_quiet(one);
  simulation<network<gating>> two{set<"in">(once)};
  check_quiet(two);
  simulation<network<figure>> three{set<"in">(once)};
  check_quiet(three);
}

// examples/reference/calcium_plasticity.cpp, event_driven.cpp
struct leaky_count {
  template <class I>
  struct synapse {
    number<I> n = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.n = -s.n / 20_ms};
  }
  void on_pre(auto& s) const { s.n += 1; }
  bool operator==(const leaky_count&) const = default;
};
constexpr auto learning =
    describe(population<"in">(1, spike_times{}), population<"cell">(100, lif{}), population<"force">(1, spike_times{}),
             projection<"force -> cell.v">(all_to_all{}, weight(50_mV)),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), delay(13.7_ms),
                                           plasticity{calcium_plasticity{.w_0 = 1_mV, .w_1 = 5_mV}, transmit{}}),
             projection<"C: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{leaky_count{}}),
             drive<"cell.I">([](auto t, auto n) { return t > 20_ms ? 0.1_nA + 0.01_nA * n.index() : 0_nA; }));

TEST_CASE("diagnose has no objection to rules and drives that are meant", "[diagnose]") {
  simulation<network<learning>> sim{seed{1}, set<"in">(once), set<"force">(once)};
  const auto r = sim.diagnose();
  check_quiet(r);
  // What only the program itself reads is a note.
  const finding* unread = r.find("unread_variable", "C");
  REQUIRE(unread != nullptr);
  CHECK(unread->level == severity::note);
  CHECK_FALSE(r.has("unread_variable", "S"));
}

} // namespace language_networks
