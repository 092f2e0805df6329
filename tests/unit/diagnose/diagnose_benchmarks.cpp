// SPDX-License-Identifier: BSL-1.0
// Published networks, scaled down: diagnose has neither errors nor warnings before a run.
#include "support/diagnose_testing.hpp"

using namespace cortexpr;

namespace published_networks {

template <class Net>
void check_clean(const simulation<Net>& sim) {
  diagnose_tests::check_clean(sim.diagnose());
}

// Vogels and Abbott 2005; Brette et al. 2007, benchmarks 1 to 3.
using coba = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
using cuba = synaptic<scaled_lif, current<exponential>, current<exponential>>;
using cobahh_cell = synaptic<hodgkin_huxley, conductance<exponential>, conductance<exponential>>;

template <class E, class I, class W>
constexpr auto balanced(E e, I i, W excitatory, W inhibitory) {
  return describe(e, i, projection<"EE: E -> E.exc">(fixed_probability{0.1}, weight(excitatory)),
                  projection<"EI: E -> I.exc">(fixed_probability{0.1}, weight(excitatory)),
                  projection<"IE: I -> E.inh">(fixed_probability{0.1}, weight(inhibitory)),
                  projection<"II: I -> I.inh">(fixed_probability{0.1}, weight(inhibitory)), record<"E.rate">());
}
template <fixed_string Name>
constexpr auto coba_cells(std::int64_t n) {
  return population<Name>(n, coba{}, euler{}, parameter<"E_L">(-60_mV), parameter<"t_ref">(5_ms),
                          start<"v">(normal(-65_mV, 5_mV)), start<"exc.g">(normal(4, 1.5)),
                          start<"inh.g">(normal(20, 12)));
}
template <fixed_string Name>
constexpr auto cuba_cells(std::int64_t n) {
  return population<Name>(n, cuba{}, parameter<"E_L">(-49_mV), parameter<"t_ref">(5_ms),
                          start<"v">(uniform(-60_mV, -50_mV)));
}
template <fixed_string Name>
constexpr auto hh_cells(std::int64_t n) {
  return population<Name>(n, cobahh_cell{}, start<"v">(normal(-65_mV, 5_mV)), start<"m">(0), start<"h">(0),
                          start<"n">(0), start<"exc.g">(normal(40_nS, 15_nS)), start<"inh.g">(normal(200_nS, 120_nS)));
}
constexpr auto vogels_coba = balanced(coba_cells<"E">(640), coba_cells<"I">(160), 0.6, 6.7);
constexpr auto vogels_cuba = balanced(cuba_cells<"E">(640), cuba_cells<"I">(160), 1.62_mV, -9_mV);
constexpr auto vogels_hh = balanced(hh_cells<"E">(640), hh_cells<"I">(160), 6_nS, 67_nS);

// Brunel 2000, model A; with learning as in benchmarks/networks/brunel_plastic.cpp.
template <fixed_string Name>
constexpr auto brunel_cells(std::int64_t n) {
  return population<Name>(n, scaled_lif{}, parameter<"E_L">(0_mV), parameter<"V_r">(10_mV), parameter<"V_th">(20_mV),
                          parameter<"t_ref">(2_ms), start<"v">(uniform(0_mV, 20_mV)));
}
template <fixed_string Route, class... Rules>
constexpr auto brunel_synapses(quantity<dim::volt> w, Rules... rules) {
  return projection<Route>(fixed_probability{1}, weight(w), delay(1.5_ms), plasticity{transmit{}, rules...});
}
constexpr stdp<multiplicative> learning{.a_pre = 0.01, .a_post = -0.0105, .w_max = 0.3_mV};
constexpr auto brunel =
    describe(brunel_cells<"E">(400), brunel_cells<"I">(100), poisson_input<"E.v">(20_kHz, weight(0.1_mV)),
             poisson_input<"I.v">(20_kHz, weight(0.1_mV)), brunel_synapses<"EE: E -> E.v">(0.1_mV, learning),
             brunel_synapses<"EI: E -> I.v">(0.1_mV), brunel_synapses<"IE: I -> E.v">(-0.5_mV),
             brunel_synapses<"II: I -> I.v">(-0.5_mV), record<"E.rate">());

// Potjans and Diesmann 2014, one layer with its external input, as spikes or as a current.
using layer_cell = synaptic<lif, receptor<"syn", current<exponential>>>;
template <fixed_string Name>
constexpr auto layer_cells(std::int64_t n, quantity<dim::volt> mean) {
  return population<Name>(n, layer_cell{}, parameter<"E_L">(-65_mV), parameter<"V_th">(-50_mV),
                          parameter<"V_r">(-65_mV), parameter<"C_m">(250_pF), parameter<"g_L">(25_nS),
                          parameter<"t_ref">(2_ms), parameter<"syn.tau">(0.5_ms), start<"v">(normal(mean, 5_mV)));
}
constexpr auto inhibitory_weight = normal(-351_pA, 35_pA).redrawn(-10_nA, 0_pA);
constexpr auto excitatory_weight = normal(87.8_pA, 8.8_pA).redrawn(0_pA, 10_nA);
constexpr auto random_delay = delay(normal(1.5_ms, 0.75_ms).redrawn(0.05_ms, 100_ms)).rounded();
constexpr auto microcircuit = describe(
    layer_cells<"E">(400, -63.3_mV), layer_cells<"I">(100, -63.4_mV),
    projection<"E -> E.syn">(fixed_total_number{20'000}, weight(excitatory_weight), random_delay, stored_as<fixed16>{}),
    projection<"E -> I.syn">(fixed_total_number{5'000}, weight(excitatory_weight), random_delay, stored_as<fixed16>{}),
    projection<"I -> E.syn">(fixed_total_number{5'000}, weight(inhibitory_weight), random_delay, stored_as<fixed16>{}),
    projection<"I -> I.syn">(fixed_total_number{1'000}, weight(inhibitory_weight), random_delay, stored_as<fixed16>{}),
    drive<"E.I">(0_pA), drive<"I.I">(0_pA), poisson_input<"E.syn">(16.8_kHz, weight(87.8_pA)),
    poisson_input<"I.syn">(15.2_kHz, weight(87.8_pA)), record<"E.rate">());

// Other shipped neurons.
using adex_cell = synaptic<adex, conductance<exponential>, conductance<exponential>>;
constexpr auto other_neurons =
    describe(population<"A">(10, adex_cell{}), poisson_input<"A.exc">(2_kHz, weight(4_nS)),
             population<"Z">(10, izhikevich{}), drive<"Z.I">(10_mV / 1_ms), population<"H">(10, hodgkin_huxley{}),
             drive<"H.I">(0.3_nA), population<"R">(10, escape_rate{}), drive<"R.I">(0.1_nA),
             projection<"A -> A.inh">(all_to_all{}.without_autapses(), weight(1_nS)), record<"A.spikes">());

} // namespace published_networks

using namespace published_networks;
using diagnose_tests::number_of;

TEST_CASE("the balanced networks of Vogels and Abbott give no false alarm", "[diagnose]") {
  simulation<network<vogels_coba>> a{seed{1}};
  check_clean(a);
  simulation<network<vogels_cuba>> b{seed{1}};
  check_clean(b);
  simulation<network<vogels_hh>> c{seed{1}};
  check_clean(c);
}

TEST_CASE("Brunel's network and a layer of the microcircuit give no false alarm", "[diagnose]") {
  simulation<network<brunel>> a{seed{1}};
  check_clean(a);
  simulation<network<microcircuit>> spikes{seed{1}};
  check_clean(spikes);
  simulation<network<microcircuit>> currents{seed{1}, set<"E.syn.rate">(0_Hz), set<"I.syn.rate">(0_Hz),
                                             set<"E.I">(600_pA), set<"I.I">(550_pA)};
  check_clean(currents);
  // Bundled projections are seen like others.
  CHECK(number_of(spikes.diagnose(), "event_size", "E -> I.syn", "peak") ==
        Approx(number_of(spikes.diagnose(), "event_size", "E -> E.syn", "peak")).epsilon(0.02));
}

TEST_CASE("adaptive, quadratic, Hodgkin-Huxley and stochastic neurons give no false alarm", "[diagnose]") {
  simulation<network<other_neurons>> sim{seed{1}};
  check_clean(sim);
}
