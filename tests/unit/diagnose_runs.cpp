// SPDX-License-Identifier: BSL-1.0
// What diagnose says after a run.
#include "diagnose_testing.hpp"

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
              "v of number 7 is not finite in step 100, the first that was recorded so");
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
