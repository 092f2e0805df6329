// SPDX-License-Identifier: BSL-1.0
// What diagnose says after a run.
#include "support/diagnose_testing.hpp"

#include <limits>
#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_runs {

using cell = synaptic<scaled_lif, current<exponential>>;
constexpr auto driven = describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
                                 population<"n">(60, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
                                 projection<"S: in -> n.exc">(fixed_probability{0.2}, weight(given)),
                                 record<"n.spikes">(), record<"n.v">(every{1_ms}, only{3, 7}));

constexpr auto learning =
    describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
             population<"n">(10, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
             projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(0.5_mV),
                                          plasticity{transmit{}, pair_stdp{.a_pre = 0.5, .a_post = 0, .w_max = 1_mV}}),
             drive<"n.I">(25_mV));

} // namespace diagnose_runs

using namespace diagnose_runs;

TEST_CASE("silence and too high rates are found after a run", "[diagnose]") {
  simulation<network<driven>> sim{seed{1}, set<"S.w">(10_mV)};
  sim.run(0.5_s);
  check_clean(sim.diagnose());
  simulation<network<driven>> silent{seed{1}, set<"S.w">(1_mV)};
  silent.run(0.1_s);
  CHECK_FALSE(silent.diagnose().has("was_silent")); // too early to tell
  silent.clear_recordings();
  CHECK_FALSE(silent.diagnose().has("was_silent")); // nothing is known
  silent.run(0.4_s);
  CHECK_FALSE(silent.diagnose().has("was_silent"));
  silent.run(0.1_s);
  check_found(silent.diagnose(), severity::warning, "was_silent", "n", "no neuron has spiked in 500 ms");
  simulation<network<driven>> wild{seed{1}, set<"S.w">(2_V)};
  wild.run(0.1_s);
  check_found(wild.diagnose(), severity::warning, "rate_too_high", "n", "neurons have fired at ");
}

TEST_CASE("synchronous explosions are found after a run", "[diagnose]") {
  simulation<network<driven>> sim{seed{1}, set<"S">(all_to_all{}), set<"S.w">(300_mV), set<"n.v">(-70_mV)};
  sim.run(0.5_s);
  check_found(sim.diagnose(), severity::warning, "synchrony", "n", "half of the neurons or more");
}

TEST_CASE("weights that are piled up at a bound are found after a run", "[diagnose]") {
  simulation<network<learning>> sim{seed{1}};
  check_clean(sim.diagnose());
  sim.run(2_s);
  check_found(sim.diagnose(), severity::warning, "weights_piled", "S", "% of the weights are at the upper bound, 1 mV");
}

TEST_CASE("rates that were recorded stand in for what is not known before a run", "[diagnose]") {
  simulation<network<driven>> sim{seed{1}, set<"S.w">(10_mV)};
  CHECK(number_of(sim.diagnose(), "drive", "S", "rate") == Approx(20));
}

TEST_CASE("values that are not finite are found with item, neuron and step", "[diagnose]") {
  simulation<network<driven>> sim{seed{1}, set<"S.w">(10_mV)};
  sim.run(10_ms);
  variable<0>(item_at<1>(sim.state().items).variables)[7] = std::numeric_limits<double>::infinity();
  const auto now = sim.diagnose();
  check_found(now, severity::error, "not_a_number", "n", "v of neuron 7 is not finite after step 100");
  CHECK(now.findings.size() == 1); // nothing else can be said
  sim.run(5_ms, allow_not_finite{});
  check_found(sim.diagnose(), severity::error, "not_a_number", "n",
              "v of number 7 is not finite in step 100, the first such step of the recording");
}

namespace diagnose_runs {

/// Silent, so that its weight alone goes wrong.
struct breaks_the_weight {
  static constexpr void on_pre(auto& s) { s.w *= std::numeric_limits<double>::quiet_NaN(); }
  bool operator==(const breaks_the_weight&) const = default;
};
constexpr auto breaking = describe(
    population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
    population<"n">(10, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
    projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(0.5_mV), plasticity{transmit{}, breaks_the_weight{}}),
    drive<"n.I">(25_mV));

} // namespace diagnose_runs

TEST_CASE("weights that are not finite are found after a run", "[diagnose]") {
  simulation<network<breaking>> sim{seed{1}};
  CHECK_FALSE(sim.diagnose().has("not_a_number"));
  sim.run_steps(50, allow_not_finite{});
  check_found(sim.diagnose(), severity::error, "not_a_number", "S", "a weight is not finite after step ");
}

namespace diagnose_runs {
using coba = synaptic_lif<conductance<exponential>, conductance<exponential>>;
constexpr auto recurrent =
    describe(population<"in">(100, poisson{}, parameter<"rate">(20_Hz)),
             population<"n">(50, coba{}, start<"v">(-70_mV), parameter<"t_ref">(2_ms)), drive<"n.I">(0.1_nA),
             projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(2_nS), delay(1_ms)),
             projection<"R: n -> n.inh">(fixed_probability{0.1}, weight(2_nS), delay(1_ms)), record<"n.spikes">());
template <class... Settings>
simulation<network<recurrent>> after_600_ms(Settings... settings) {
  simulation<network<recurrent>> sim{seed{1}, settings...};
  sim.run(600_ms);
  return sim;
}
std::string advice_of(const diagnosis& r, const std::string& code, const std::string& item) {
  INFO(text_of(r));
  const finding* f = r.find(code, item);
  REQUIRE(f != nullptr);
  return f->advice;
}
} // namespace diagnose_runs

TEST_CASE("why a population was silent is said after the run as before it, whatever its receptors hold", "[diagnose]") {
  const auto weak = after_600_ms(set<"S.w">(2_pS), set<"n.I">(constant_drive{0_nA}));
  check_found(weak.diagnose(), severity::warning, "silent", "n", "a factor of 397 is missing");
  CHECK(advice_of(weak.diagnose(), "was_silent", "n") == "see the finding 'silent', which says why");
  const auto high = after_600_ms(set<"n.V_th">(50_mV)); // above the reversal potential of excitation
  check_found(high.diagnose(), severity::warning, "silent", "n", "no number of coincident inputs reaches it");
  CHECK(advice_of(high.diagnose(), "silent", "n") ==
        "a lower threshold, inputs with a reversal potential above it, or a drive");
}

TEST_CASE("a conductance faster than the step of the diagnosis takes the potential to its reversal", "[diagnose]") {
  simulation<network<recurrent>> sim{seed{1}, set<"S.w">(2_mS)};
  check_found(sim.diagnose(), severity::note, "event_size", "S", "expected EPSP 60 mV in n");
}

TEST_CASE("where a drive is too large the advice is a drive, not weights", "[diagnose]") {
  simulation<network<recurrent>> sim{seed{1}, set<"n.I">(constant_drive{100_nA})};
  CHECK(advice_of(sim.diagnose(), "saturated", "n") ==
        "a drive 0.002 times as large puts the potential at the threshold, if nothing else arrives");
}

TEST_CASE("a threshold that was passed in the run is still named as it is", "[diagnose]") {
  const auto sim = after_600_ms(set<"n.V_r">(-40_mV));
  check_found(sim.diagnose(), severity::error, "reset_above_threshold", "n", "above the threshold of -50 mV");
}

TEST_CASE("a slow potential is not held above the threshold, and a replaced delay is not rounded", "[diagnose]") {
  simulation<network<recurrent>> sim{seed{1}, set<"n.C_m">(200_nF), set<"S.delay">(2_s)};
  check_found(sim.diagnose(), severity::note, "potential", "n", "so slowly that 0.3 s pass without a spike");
  CHECK_FALSE(sim.diagnose().has("delay_rounded"));
}

namespace diagnose_runs {
constexpr auto jumps =
    describe(population<"in">(5, poisson{}, parameter<"rate">(15_Hz)), population<"n">(1, scaled_lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(900_mV)));
} // namespace diagnose_runs

TEST_CASE("few large jumps saturate no neuron that forgets them when it spikes", "[diagnose]") {
  simulation<network<jumps>> sim{seed{1}};
  CHECK_FALSE(sim.diagnose().has("saturated"));
  check_found(sim.diagnose(), severity::note, "potential", "n", "the mean alone gives 75 Hz");
}
