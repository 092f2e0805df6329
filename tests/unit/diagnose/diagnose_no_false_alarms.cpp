// SPDX-License-Identifier: BSL-1.0
// Networks that do what is meant, those of the examples and benchmarks: diagnose has neither errors nor warnings,
// before a run and after it.
#include "support/diagnose_testing.hpp"

#include <vector>

using namespace cortexpr;

namespace good_networks {

/// Before a run and after it.
template <class Net>
void check_clean(simulation<Net>& sim, quantity<dim::second> time = 0.1_s) {
  diagnose_tests::check_clean(sim.diagnose());
  sim.run(time, refuse_on_errors{});
  INFO("after a run");
  diagnose_tests::check_clean(sim.diagnose());
}

// examples/first_network.cpp, and README.md; their my_lif is scaled_lif with a refractory period
using coba_alpha = synaptic_lif<conductance<alpha>, conductance<alpha>>;
constexpr auto first_network = describe(
    population<"n1">(5, lif{}, start<"v">(uniform(-70_mV, -55_mV))),
    population<"n2">(5, coba_alpha{}, start<"v">(uniform(-70_mV, -53_mV))), drive<"n1.I">(sinusoid{0.4_nA, 5_Hz}),
    projection<"n1 -> n2.exc">(fixed_probability{0.5}, weight(15_nS), delay(1_ms)), record<"n1.spikes">(),
    record<"n2.spikes">(), record<"n2.v">(every{1_ms}),
    population<"mine">(3, scaled_lif{}, parameter<"t_ref">(2_ms), start<"v">(uniform(-70_mV, -50_mV))),
    drive<"mine.I">(25_mV), record<"mine.spikes">());

// examples/conductance_alpha.cpp
constexpr auto conductance_alpha =
    describe(population<"n1">(5, lif{}, rk2{}, start<"v">(uniform(-70_mV, -55_mV)), parameter<"V_th">(-55_mV),
                              parameter<"V_r">(-70_mV), parameter<"t_ref">(5_ms)),
             population<"n2">(5, coba_alpha{}, rk2{}, start<"v">(uniform(-70_mV, -53_mV)), parameter<"V_th">(-53_mV),
                              parameter<"V_r">(-70_mV), parameter<"t_ref">(5_ms)),
             drive<"n1.I">(sinusoid{0.12_nA, 8_Hz, 0.0, 0.16_nA}),
             projection<"exc: n1 -> n2.exc">(fixed_probability{0.5}, weight(8_nS), delay(1_ms)),
             projection<"inh: n1 -> n2.inh">(fixed_probability{0.5}, weight(2_nS), delay(3_ms)), record<"n1.spikes">(),
             record<"n2.spikes">(), record<"n2.v">());

// examples/stable_currents.cpp
using cortical =
    synaptic<scaled_lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>>;
template <class Exc, class Inh>
constexpr auto sheet(Exc exc, Inh inh) {
  return describe(population<"E">(512, poisson{}, parameter<"rate">(100_Hz)),
                  population<"I">(128, poisson{}, parameter<"rate">(40_Hz)),
                  population<"Exc">(20, cortical{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"V_r">(-65_mV),
                                    parameter<"t_ref">(2_ms)),
                  exc, inh, record<"Exc.spikes">(), record<"Exc.exc.I">(every{1_ms}, only{0, 1, 2}));
}
template <class... Options>
constexpr auto exc(Options... options) {
  return projection<"exc: E -> Exc.exc">(all_to_all{}, options...);
}
template <class... Options>
constexpr auto inh(Options... options) {
  return projection<"inh: I -> Exc.inh">(all_to_all{}, options...);
}
constexpr auto scaled = sheet(exc(weight(uniform(0_mV, 0.195_mV))), inh(weight(uniform(0_mV, 0.195_mV))));
constexpr auto shares = sheet(exc(weight(uniform(0_mV, 600_mV)), plasticity{transmit_share<>{50_mV}}),
                              inh(weight(uniform(0_mV, 600_mV)), plasticity{transmit_share<>{12.5_mV}}));
constexpr auto clipped = sheet(exc(weight(uniform(0_mV, 600_mV)), plasticity{transmit{}, clip_receptor{0_mV, 30_mV}}),
                               inh(weight(uniform(0_mV, 600_mV)), plasticity{transmit{}, clip_receptor{0_mV, 8_mV}}));

// examples/stdp_song.cpp
using song_cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr double w_max = 0.01;
constexpr auto stdp_song =
    describe(population<"in">(1000, poisson{}, parameter<"rate">(15_Hz)),
             population<"cells">(1, song_cell{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms),
                                 parameter<"E_L">(-74_mV), parameter<"V_th">(-54_mV), parameter<"V_r">(-60_mV)),
             projection<"S: in -> cells.exc">(all_to_all{}, weight(uniform(0.0, w_max)),
                                              plasticity{transmit{}, pair_stdp{.w_max = w_max}}),
             record<"cells.rate">(every{100_ms}), record<"S.w">(every{1_s}));

// examples/normalisation.cpp
struct rate_neuron {
  template <class I>
  struct state {
    number<I> S = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_S = 20_ms;
    number<I> gain = 0.15, bias = 0.62, fI_slope = 5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.S = -x.S / p.tau_S};
  }
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) {
    return 0.4 * (1 + tanh(p.fI_slope * (p.gain * x.S + p.bias) - 3)) / p.tau_S;
  }
};
constexpr pair_stdp recurrent_learning{.a_pre = 0.125, .a_post = -0.13125, .w_max = 0.08};
template <class Rules, class... More>
constexpr auto recurrent(Rules rules, More... more) {
  return describe(population<"cells">(50, rate_neuron{}, start<"S">(uniform(0.0, 0.2))),
                  projection<"X: cells -> cells.S">(all_to_all{}, weight(uniform(0.0, 0.04)), rules),
                  record<"cells.spikes">(), more...);
}
constexpr auto held_on_event = recurrent(plasticity{transmit{}, recurrent_learning, normalise_on_event{}});
constexpr auto by_effect = recurrent(plasticity{transmit_share<>{}, recurrent_learning});
constexpr auto periodic =
    recurrent(plasticity{transmit{}, recurrent_learning}, regularly<"normalise", "X">(every{10_ms}, normalise{}));
constexpr auto always = recurrent(plasticity{transmit{}, recurrent_learning, normalise_always{}});

// examples/heterosynaptic_pool.cpp
struct leaky {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 50_ms;
    number<I> V_th = 0.015, V_r = 0.0075;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
constexpr auto pool =
    describe(population<"in">(5, spike_times{}), population<"cell">(1, leaky{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(0.0),
                                           plasticity{weight_exchange{.W0 = 5}, weight_pool{}, transmit{}}),
             record<"cell.spikes">(), record<"S.w">());

// examples/cortex_layers.cpp, its memory
using layer_cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
constexpr auto about(double w) { return weight(uniform(0.8 * w, 1.2 * w)); }
constexpr auto cortex = describe(
    population<"stimulus">(25, poisson{}), drive<"stimulus.drive">(given),
    population<"cells">(57, layer_cell{}, start<"v">(uniform(-70_mV, -54_mV)), parameter<"V_th">(-54_mV),
                        parameter<"V_r">(-65_mV), parameter<"t_ref">(5_ms)),
    projection<"stimulus -> cells[0:25].exc">(one_to_one{}, weight(2.0)),
    projection<"in_mem: cells[0:25] -> cells[31:51].exc">(all_to_all{}, weight(uniform(0.04, 0.08)),
                                                          plasticity{transmit{}, pair_stdp{.w_max = 0.12}}),
    projection<"cells[31:41] -> cells[31:41].exc">(all_to_all{}.without_autapses(), about(0.16), delay(1_ms)),
    projection<"cells[0:25] -> cells[25:31].exc">(fixed_probability{0.8}, about(0.15)),
    projection<"cells[25:31] -> cells[0:25].inh">(fixed_probability{0.8}, about(0.05)),
    projection<"cells[31:51] -> cells[51:57].exc">(fixed_probability{0.8}, about(0.15)),
    projection<"cells[51:57] -> cells[31:51].inh">(fixed_probability{0.8}, about(0.25)), record<"cells.spikes">());
constexpr auto rate_units =
    describe(population<"units">(6, rate_unit<sigmoid>{}), drive<"units.I">(quantity<dim::one>(0.5)),
             projection<"S: units -> units.net">(all_to_all{}, weight(-0.1)), record<"units.output">());

} // namespace good_networks

using namespace good_networks;

TEST_CASE("the first network and the alpha conductances give no false alarm", "[diagnose]") {
  simulation<network<first_network>> first{seed{42}};
  check_clean(first, 0.6_s);
  CHECK(first.diagnose().has("unused_receptor", "n2")); // a note
  simulation<network<conductance_alpha>> alphas{seed{42}};
  check_clean(alphas, 0.6_s);
}

TEST_CASE("the repaired currents give no false alarm", "[diagnose]") {
  simulation<network<scaled>> a{seed{1}};
  check_clean(a, 0.6_s);
  simulation<network<shares>> b{seed{1}};
  check_clean(b);
  simulation<network<clipped>> c{seed{1}};
  check_clean(c);
}

TEST_CASE("learning inputs give no false alarm", "[diagnose]") {
  simulation<network<stdp_song>> one{seed{1}};
  check_clean(one, 1_s);
  simulation<network<stdp_song>> many{seed{1}, set<"cells">(100)};
  check_clean(many);
}

TEST_CASE("four ways to normalise, pools of weight and layers give no false alarm", "[diagnose]") {
  simulation<network<held_on_event>> a{seed{1}};
  check_clean(a);
  simulation<network<by_effect>> b{seed{1}};
  check_clean(b);
  simulation<network<periodic>> c{seed{1}};
  check_clean(c);
  simulation<network<always>> d{seed{1}};
  check_clean(d);
  simulation<network<pool>> e{set<"in">(spike_list::at_times(std::vector{10, 30, 30}, 1_ms, std::vector{0, 1, 2})),
                              set<"S.pool">(5.0)};
  check_clean(e);
  std::vector<double> rates;
  for (int row = 0; row < 30; ++row)
    for (int pixel = 0; pixel < 25; ++pixel) rates.push_back(row % 3 < 2 && (pixel + row / 3) % 2 == 0 ? 120 : 4);
  simulation<network<cortex>> f{seed{1}, set<"stimulus.drive">(timed_array(rates, 25, 1_Hz, 100_ms))};
  check_clean(f, 0.6_s);
  simulation<network<rate_units>> g{};
  check_clean(g);
}
