// SPDX-License-Identifier: BSL-1.0
// What diagnose says of drives, Poisson inputs and operations of slices.
#include "support/diagnose_testing.hpp"

using namespace diagnose_tests;

namespace {

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto driven = describe(population<"n">(100, lif{}), drive<"n[10:30].I">(0.5_nA));
constexpr auto all_driven =
    describe(population<"n">(40, lif{}), drive<"n[0:10].I">(0.5_nA), drive<"n[10:40].I">(0.6_nA), record<"n.spikes">());
constexpr auto weak = describe(population<"n">(40, lif{}), drive<"n.I">(0.1_nA), drive<"n[0:10].I">(0.4_nA));
constexpr auto stimulated =
    describe(population<"n">(100, cell{}), poisson_input<"n[0:50].exc">(2_kHz, weight(5_nS)),
             poisson_input<"n[50:60].exc">(
                 2_kHz, weight([](auto, const auto& n) { return n.index() < 60 && n.index() >= 50 ? 5_nS : 0_nS; })));
constexpr auto sources =
    describe(population<"in">(20, poisson{}), population<"n">(10, cell{}), drive<"in[5:10].drive">(1_kHz),
             projection<"awake: in[0:10] -> n[0:5].exc">(all_to_all{}, weight(50_nS)),
             projection<"asleep: in[10:20] -> n[5:10].exc">(all_to_all{}, weight(50_nS)));
constexpr auto operated = describe(population<"n">(40, lif{}),
                                   regularly<"kick", "n[0:10]">(every{5_ms}, [](auto& n) { n["v"_name] = -40_mV; }));

} // namespace

TEST_CASE("diagnose: neurons outside of the slice of a drive get nothing", "[diagnose]") {
  const diagnosis out = simulation<network<driven>>{seed{1}}.diagnose();
  CHECK(out.has("no_input", "n[0:10]"));
  CHECK(out.has("no_input", "n[30:100]"));
  CHECK_FALSE(out.has("no_input", "n[10:30]"));
  CHECK(out.has("drive", "n[10:30].I"));
  CHECK_FALSE(out.has("drive", "n[0:10].I"));
  CHECK_FALSE(out.has("silent", "n[10:30]"));
}

TEST_CASE("diagnose: slices that cover a population leave no neuron without a drive", "[diagnose]") {
  simulation<network<all_driven>> sim{seed{1}};
  const diagnosis out = sim.diagnose();
  CHECK_FALSE(out.has("no_input"));
  CHECK_FALSE(out.has("silent"));
  CHECK(out.has("drive", "n[0:10].I"));
  CHECK(out.has("drive", "n[10:40].I"));
  sim.run(200_ms);
  CHECK(sim["n.spikes"_name].size() > 0);
}

TEST_CASE("diagnose: drives of a slice add to those of the population", "[diagnose]") {
  const diagnosis out = simulation<network<weak>>{seed{1}}.diagnose();
  CHECK(out.has("silent", "n[10:40]"));
  CHECK_FALSE(out.has("silent", "n[0:10]"));
  CHECK_FALSE(out.has("no_input"));
}

TEST_CASE("diagnose: Poisson inputs of slices", "[diagnose]") {
  const diagnosis out = simulation<network<stimulated>>{seed{1}}.diagnose();
  CHECK(out.has("no_input", "n[60:100]"));
  CHECK(out.has("drive", "n[0:50].exc"));
  CHECK(out.has("drive", "n[50:60].exc"));
  CHECK_FALSE(out.has("silent", "n[50:60]"));
  CHECK_FALSE(out.has("silent", "n[0:50]"));
}

TEST_CASE("diagnose: sources that a slice of a drive makes spike", "[diagnose]") {
  const diagnosis out = simulation<network<sources>>{seed{1}}.diagnose();
  CHECK(out.has("no_spikes", "in[0:5]"));
  CHECK(out.has("no_spikes", "in[10:20]"));
  CHECK_FALSE(out.has("no_spikes", "in[5:10]"));
  CHECK(out.has("silent", "n[5:10]"));
  CHECK_FALSE(out.has("silent", "n[0:5]"));
  // Half of the sources of "awake" spike at 1 kHz.
  CHECK(number_of(out, "drive", "awake", "rate") == Approx(500));
}

TEST_CASE("diagnose: an operation of a slice wakes its neurons only", "[diagnose]") {
  const diagnosis out = simulation<network<operated>>{seed{1}}.diagnose();
  CHECK(out.has("no_input", "n[10:40]"));
  CHECK_FALSE(out.has("no_input", "n[0:10]"));
}
