// SPDX-License-Identifier: BSL-1.0
// The networks of the examples whose synapses do not learn, in small.
#include "every_time.hpp"

using namespace cortexpr;

namespace {

constexpr auto relay =
    describe(population<"n1">(130, lif{}, rk2{}, start<"v">(uniform(-70_mV, -55_mV)), parameter<"V_th">(-55_mV)),
             population<"n2">(67, synaptic_lif<conductance<alpha>, conductance<alpha>>{}, rk2{},
                              start<"v">(uniform(-70_mV, -53_mV)), parameter<"V_th">(-53_mV)),
             drive<"n1.I">(sinusoid{0.12_nA, 8_Hz, 0.0, 0.16_nA}),
             projection<"exc: n1 -> n2.exc">(fixed_probability{0.5}, weight(0.3_nS), delay(1_ms)),
             projection<"inh: n1 -> n2.inh">(fixed_probability{0.5}, weight(0.1_nS), delay(3_ms)),
             record<"n1.spikes">(), record<"n2.spikes">(), record<"n1.v">(), record<"n2.exc.g">(every{0.3_ms}));

TEST_CASE("every time the same: conductances with alpha synapses", "[every_time]") {
  every_time::check<relay>(100_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    return simulation<Net>{seed{3}, threads{n, true}};
  });
}

constexpr auto column = describe(
    population<"E">(512, poisson{}, parameter<"rate">(100_Hz)),
    population<"I">(128, poisson{}, parameter<"rate">(40_Hz)),
    population<"Exc">(90, synaptic<scaled_lif, current<exponential>, current<exponential>>{},
                      start<"v">(uniform(-70_mV, -50_mV)), parameter<"V_r">(-65_mV)),
    projection<"exc: E -> Exc.exc">(all_to_all{}, weight(uniform(0_mV, 600_mV)), plasticity{transmit_share<>{50_mV}}),
    projection<"inh: I -> Exc.inh">(all_to_all{}, weight(uniform(0_mV, 0.195_mV))), record<"Exc.spikes">(),
    record<"Exc.rate">(every{7_ms}), record<"Exc.exc.I">(every{1_ms}, only{0, 1, 2}));

TEST_CASE("every time the same: stable currents", "[every_time]") {
  every_time::check<column>(50_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    return simulation<Net>{seed{5}, threads{n, true}};
  });
}

inline constexpr auto layers = names<"L4E", "L4I">;
constexpr auto circuit =
    describe(each<layers>([]<auto name, std::size_t i>() {
               return population<name>(i == 0 ? 400 : 100, synaptic<scaled_lif, current<exponential>>{},
                                       start<"v">(normal(-58_mV, 5_mV)));
             }),
             poisson_input<"L4E.exc">(8_kHz, weight(0.5_mV)), poisson_input<"L4I.exc">(8_kHz, weight(0.5_mV)),
             each_pair<layers, layers>([]<auto from, auto to, std::size_t i, std::size_t>() {
               return projection<from + " -> " + to + ".exc">(
                   fixed_probability{0.05}, weight(normal(i == 0 ? 0.2_mV : -0.8_mV, 0.05_mV)),
                   delay(normal(1.5_ms, 0.5_ms).redrawn(0.1_ms, 5_ms)).rounded(), stored_as<fixed16>{});
             }),
             record<"L4E.spikes">(), record<"L4I.rate">(every{1_ms}));

TEST_CASE("every time the same: the layers of a microcircuit", "[every_time]") {
  every_time::check<circuit>(60_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    return simulation<Net>{seed{8}, threads{n, true}};
  });
}

} // namespace
