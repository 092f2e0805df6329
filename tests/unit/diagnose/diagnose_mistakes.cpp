// SPDX-License-Identifier: BSL-1.0
// Mistakes in networks (scenarios S0, S1, S3 and S4), each beside the network without it.
#include "support/diagnose_testing.hpp"

#include <vector>

using namespace cortexpr;
using namespace diagnose_tests;

namespace diagnose_mistakes {

// S0: currents of Poisson inputs; everything is a value.
using cortical =
    synaptic<scaled_lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>>;
constexpr auto currents = describe(population<"E">(512, poisson{}, parameter<"rate">(100_Hz)),
                                   population<"I">(128, poisson{}, parameter<"rate">(40_Hz)),
                                   population<"Exc">(20, cortical{}, start<"v">(uniform(-70_mV, -50_mV)),
                                                     parameter<"V_r">(-65_mV), parameter<"t_ref">(2_ms)),
                                   projection<"exc: E -> Exc.exc">(given, weight(given)),
                                   projection<"inh: I -> Exc.inh">(given, weight(given)), record<"Exc.spikes">());
template <class... Settings>
diagnosis of_currents(quantity<dim::volt> exc, quantity<dim::volt> inh, Settings... settings) {
  simulation<network<currents>> sim{seed{1},
                                    set<"exc">(fixed_probability{0.5}),
                                    set<"inh">(fixed_probability{0.5}),
                                    set<"exc.w">(exc),
                                    set<"inh.w">(inh),
                                    settings...};
  return sim.diagnose();
}

// S1: two groups with conductances.
using coba_alpha = synaptic_lif<conductance<alpha>, conductance<alpha>>;
constexpr auto two_groups = describe(
    population<"n1">(5, lif{}, start<"v">(uniform(-70_mV, -55_mV))),
    population<"n2">(5, coba_alpha{}, start<"v">(uniform(-70_mV, -53_mV))), drive<"n1.I">(sinusoid{0.4_nA, 5_Hz}),
    projection<"exc: n1 -> n2.exc">(fixed_probability{0.5}, weight(15_nS), delay(1_ms)),
    projection<"inh: n1 -> n2.inh">(fixed_probability{0.5}, weight(2_nS), delay(1_ms)));

// S3: layers as slices of one population.
using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
constexpr auto layers =
    describe(population<"stimulus">(25, poisson{}), drive<"stimulus.drive">(60_Hz),
             population<"cells">(60, cell{}, start<"v">(uniform(-70_mV, -54_mV)), parameter<"V_th">(-54_mV),
                                 parameter<"V_r">(-65_mV), parameter<"t_ref">(5_ms)),
             projection<"in: stimulus -> cells[0:25].exc">(one_to_one{}, weight(2.0)),
             projection<"learning: cells[0:25] -> cells[25:50].exc">(all_to_all{}, weight(given),
                                                                     plasticity{transmit{}, pair_stdp{.w_max = 0.12}}),
             projection<"lateral: cells[25:50] -> cells[50:60].exc">(all_to_all{}, weight(0.2)),
             projection<"inh: cells[50:60] -> cells[25:50].inh">(all_to_all{}, weight(given)));
template <class W, class V, class... Settings>
diagnosis of_layers(W learning, V inhibition, Settings... settings) {
  simulation<network<layers>> sim{seed{1}, set<"learning.w">(learning), set<"inh.w">(inhibition), settings...};
  return sim.diagnose();
}

// S4: normalisation in the right and in the wrong order.
template <class... Rules>
constexpr auto normalised = describe(population<"in">(50, poisson{}, parameter<"rate">(30_Hz)),
                                     population<"out">(4, cell{}),
                                     projection<"S: in -> out.exc">(fixed_probability{0.5}, weight(given),
                                                                    plasticity{transmit{}, Rules{}...}),
                                     record<"out.spikes">());
template <class... Rules, class W>
diagnosis of_normalised(W w) {
  simulation<network<normalised<Rules...>>> sim{seed{1}, set<"S.w">(w)};
  return sim.diagnose();
}

struct own_normalisation { // divides by the sum as it is
  using services = needs<incoming_sum>;
  void on_pre(auto& s) const { s.w = s.w / s.incoming_sum * goal.in_unit_of(s.w); }
  weight_value goal = 10;
  bool operator==(const own_normalisation&) const = default;
};

} // namespace diagnose_mistakes

using namespace diagnose_mistakes;

TEST_CASE("S0: currents that explode are found, and the weight is proposed that balances them", "[diagnose]") {
  check_clean(of_currents(0.2_mV, 0.2_mV));
  const auto r = of_currents(300_mV, 300_mV);
  check_found(r, severity::warning, "saturated", "Exc", "free v (no threshold) has mean 30.");
  check_found(r, severity::note, "drive", "exc", "exc.I of Exc has mean 38.");
  // The proposal is what balances the network: 256 x 100 Hz x 5 ms x w - 64 x 40 Hz x 10 ms x w = 20 mV.
  const double factor = number_of(r, "saturated", "Exc", "factor");
  CHECK(factor * 300e-3 == Approx(20e-3 / (256 * 100 * 5e-3 - 64 * 40 * 10e-3)).epsilon(0.05));
  check_clean(of_currents(factor * 300_mV, factor * 300_mV));
}

TEST_CASE("S0: identical inputs are found", "[diagnose]") {
  simulation<network<currents>> sim{seed{1}, set<"exc">(all_to_all{}), set<"inh">(all_to_all{}), set<"exc.w">(0.2_mV),
                                    set<"inh.w">(uniform(0_mV, 0.2_mV))};
  const auto r = sim.diagnose();
  check_found(r, severity::note, "identical_inputs", "exc",
              "every target gets identical input: all 512 spike trains of E go to all 20 targets");
  check_found(r, severity::note, "shared_inputs", "inh", "the correlation of their inputs is 0.7");
  // A mean of weights of both signs is no synapse's event.
  sim.set<"inh.w">(uniform(-0.1_mV, 0.3_mV));
  check_found(sim.diagnose(), severity::note, "event_size", "inh", "; that is the mean of weights of both signs, -");
  CHECK_FALSE(of_currents(0.2_mV, 0.2_mV).has("identical_inputs"));
}

TEST_CASE("S1: EPSPs that are far too small are found, with the number of inputs that would be needed", "[diagnose]") {
  simulation<network<two_groups>> good{seed{42}};
  check_clean(good.diagnose());
  simulation<network<two_groups>> weak{seed{42}, set<"exc.w">(0.03_nS)};
  const auto r = weak.diagnose();
  check_found(r, severity::warning, "silent", "n2", "expected EPSP 29 uV, threshold 20 mV away");
  check_found(r, severity::warning, "silent", "n2", "about 864 coincident inputs needed, there are 3.2");
  // Before a run the rates of n1 are only thought to be high: the factor is the least that is needed.
  CHECK(r.find("silent", "n2")->advice.find("weights at least ") == 0);
  CHECK(number_of(r, "event_size", "exc", "needed") ==
        Approx(20e-3 / number_of(r, "event_size", "exc", "peak")).epsilon(0.5));
  // What is proposed is enough.
  simulation<network<two_groups>> mended{seed{42},
                                         set<"exc.w">(1.01 * number_of(r, "silent", "n2", "factor") * 0.03_nS)};
  check_clean(mended.diagnose());
}

TEST_CASE("S3: weights that were never set, and what cannot reach its threshold", "[diagnose]") {
  check_clean(of_layers(uniform(0.02, 0.08), 0.2));
  const auto r = of_layers(0.0, 0.2);
  check_found(r, severity::warning, "zero_weights", "learning", "all 625 weights are zero: they were never set");
  const auto weak = of_layers(0.04, 0.2, set<"in.w">(1e-3));
  check_found(weak, severity::warning, "silent", "cells[0:25]", "cannot reach its threshold of -54 mV");
  check_found(weak, severity::warning, "silent", "cells[25:50]", "populations that are silent themselves");
}

TEST_CASE("S3: start values above threshold", "[diagnose]") {
  const auto r = of_layers(0.04, 0.2, set<"cells.v">(uniform(-50_mV, -40_mV)));
  check_found(r, severity::warning, "start_above_threshold", "cells", "100 % of the neurons start above");
}

TEST_CASE("S3: negative weights on an inhibitory receptor", "[diagnose]") {
  const auto r = of_layers(0.04, -0.2);
  check_found(r, severity::error, "negative_conductance", "inh", "100 % of the weights are negative");
  const auto minus_receptor = of_currents(0.2_mV, -0.2_mV);
  check_found(minus_receptor, severity::warning, "double_negative", "inh", "the projection excites");
  const auto reversal = of_layers(0.04, 0.2, set<"cells.inh.E">(-20_mV));
  check_found(reversal, severity::warning, "inhibition_excites", "inh", "raise v of cells");
  const auto negative = of_currents(-0.2_mV, 0.2_mV);
  check_found(negative, severity::warning, "excitation_inhibits", "exc", "lower v of Exc");
}

TEST_CASE("S4: normalisation in the wrong place, zero sums, weights outside their bounds", "[diagnose]") {
  check_clean(of_normalised<pair_stdp, normalise_on_event>(uniform(0.2, 0.9)));
  check_found(of_normalised<normalise_on_event, pair_stdp>(uniform(0.2, 0.9)), severity::warning,
              "normalises_before_change", "S", "normalise_on_event comes before a rule that changes weights");
  check_found(of_normalised<pair_stdp, normalise_on_event>(0.0), severity::warning, "zero_sum", "S",
              "the incoming weights of 4 targets sum to zero");
  check_found(of_normalised<pair_stdp>(uniform(0.5, 1.5)), severity::warning, "out_of_bounds", "S",
              "are outside the bounds of a rule, 0 to 1");
  // A virtual scale moves some weights over the bound; a goal that all of them together cannot reach is a mistake.
  const auto of_goal = [](double goal) {
    simulation<network<normalised<pair_stdp, normalise_always>>> sim{
        seed{1}, set<"S.w">(uniform(0.0, 0.9)), set<"S">(plasticity{transmit{}, pair_stdp{}, normalise_always{goal}})};
    return sim.diagnose();
  };
  check_found(of_goal(15), severity::note, "out_of_bounds", "S", "are outside the bounds of a rule, 0 to 1");
  check_found(of_goal(100), severity::warning, "out_of_bounds", "S", "are outside the bounds of a rule, 0 to 1");
  // Other weights would be scaled to the same sum: the advice is another sum. What it proposes is enough.
  const auto many = of_goal(100);
  const std::string advice = many.find("saturated", "out")->advice;
  INFO(advice);
  CHECK(advice.find("'S' normalise_always{") != std::string::npos);
  CHECK_FALSE(of_goal(100 * number_of(many, "saturated", "out", "factor")).has("saturated"));
  check_found(of_normalised<pair_stdp, normalise_on_event, clip_weight>(uniform(0.2, 0.9)), severity::note,
              "clips_after_normalising", "S", "clip_weight comes after");
}

using in_words = synapse_equations<R"(
  w : 1
  dapre/dt = -apre/(20*ms) : 1 (event-driven)
  a_pre = 0.01 : 1)",
                                   texts::on_pre<"v_post += w; apre += a_pre">>;
struct pairs_of_a_side {
  double a_pre = 0.01, a_post = -0.01, w_min = 0, w_max = 1;
  bool operator==(const pairs_of_a_side&) const = default;
};
struct of_two_sides {
  double w_max = 3;
  pairs_of_a_side near{}, far{};
  bool operator==(const of_two_sides&) const = default;
};

TEST_CASE("parameters of rules with the other sign than usual are named, and what they do", "[diagnose]") {
  const auto learning = [](const pair_stdp& rule) {
    return of_layers(0.05, 0.1, set<"learning">(plasticity{transmit{}, rule}));
  };
  CHECK_FALSE(learning({.w_max = 0.12}).has("unusual_sign"));
  check_found(learning({.a_post = 0.0105, .w_max = 0.12}), severity::warning, "one_direction", "learning",
              "a_pre and a_post of 'stdp' are both positive");
  const auto against = learning({.a_pre = -0.01, .a_post = 0.0105, .w_max = 0.12}); // anti-Hebbian
  CHECK_FALSE(against.has("one_direction"));
  check_found(against, severity::note, "unusual_sign", "learning", "a_pre of 'stdp' is -0.01; its default is positive");
  check_found(learning({.w_min = -1, .w_max = 0}), severity::warning, "learns_nothing", "learning", "w_max");
  // Rules as numbers, without a network: those of a text are called by a line of it.
  const auto of = [](const auto& rule) {
    detail::afferent_summary a;
    a.name = "S";
    detail::list_numbers(rule, a.rules.emplace_back());
    diagnosis r;
    detail::check_rule_values(a, r);
    return r;
  };
  const auto warns = [&](const auto& rule, const char* words) {
    check_found(of(rule), severity::warning, "unusual_sign", "S", words);
  };
  warns(inhibitory_stdp{.eta = -1_nS, .w_max = 1_nS}, "eta of 'inhibitory_stdp' is -1 nS");
  warns(triplet_stdp{.a2_minus = -7e-3}, "a2_minus of 'triplet_stdp' is -0.007");
  warns(triplet_stdp{.w_min = -2, .w_max = -1}, "w_max of 'triplet_stdp' is -1");
  warns(voltage_stdp{.A_LTD = -1.4e-4 / 1_mV}, "A_LTD of 'voltage_stdp'");
  warns(voltage_stdp{.w_1 = -1}, "w_1 of 'voltage_stdp'");
  warns(power_law_stdp{.alpha = -1}, "alpha of 'power_law_stdp'");
  warns(calcium_plasticity{.C_post = -2}, "C_post of 'calcium_plasticity'");
  warns(calcium_plasticity{.w_0 = 2, .w_1 = 1}, "w_0 of 'calcium_plasticity', 2, is above w_1, 1");
  warns(eprop{.eta = -1e-3}, "eta of 'eprop'");
  warns(adam{.eta = -1e-3}, "eta of 'adam'");
  check_found(of(in_words{}.with<"a_pre">(-0.01)), severity::note, "unusual_sign", "S",
              "a_pre of 'dapre/dt = -apre/(20*ms) : 1 (event-driven)' is -0.01; its default is positive");
  // Numbers of a policy in a rule are not those of the rule.
  check_found(of(of_two_sides{.far = {.a_post = 0.02}}), severity::warning, "one_direction", "S",
              "a_pre and a_post of 'pairs_of_a_side' are both positive");
  CHECK_FALSE(of(of_two_sides{}).has("one_direction"));
  CHECK_THROWS_AS(detail::check_rule(of_two_sides{.far = {.w_min = 2}}, "S"), invalid_value);
  CHECK_NOTHROW(detail::check_rule(of_two_sides{.w_max = 0.5, .near = {.w_min = 0.75}}, "S"));
  for (const auto& r :
       {of(stdp<power_law>{}), of(nmda{}), of(short_term{}), of(clip_weight{-1, 0}), of(dopamine_stdp{}),
        of(normalise_always{-1}), of(voltage_stdp{.theta_minus = 1_mV}), of(calcium_plasticity{})})
    CHECK(r.findings.empty());
}

TEST_CASE("S4: a rule that makes NaN of zero weights does not make them grow", "[diagnose]") {
  check_found(of_normalised<own_normalisation>(0.0), severity::warning, "zero_weights", "S", "weights are zero");
  check_clean(of_normalised<own_normalisation>(uniform(0.2, 0.9)));
}

TEST_CASE("what holds for two slices of a projection's targets is said once", "[diagnose]") {
  diagnosis r;
  r.add({severity::error, "negative_conductance", "inh", "100 % of the weights are negative", {}, {}, {}});
  r.add({severity::error, "negative_conductance", "inh", "100 % of the weights are negative", {}, {}, {}});
  r.add({severity::error, "negative_conductance", "exc", "100 % of the weights are negative", {}, {}, {}});
  CHECK(r.findings.size() == 2);
}
