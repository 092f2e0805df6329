// SPDX-License-Identifier: BSL-1.0
// The networks of the examples whose synapses learn, in small.
#include "every_time.hpp"
#include <array>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

constexpr auto song = describe(population<"in">(200, poisson{}, parameter<"rate">(15_Hz)),
                               population<"cells">(70, cell{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms),
                                                   parameter<"V_th">(-54_mV), parameter<"exc.tau">(5_ms)),
                               projection<"S: in -> cells.exc">(all_to_all{}, weight(uniform(0.0, 0.05)),
                                                                plasticity{transmit{}, pair_stdp{.w_max = 0.05}}),
                               record<"cells.rate">(every{3_ms}), record<"cells.spikes">(), record<"S.w">(every{9_ms}));

TEST_CASE("every time the same: competition by STDP", "[every_time]") {
  every_time::check<song>(100_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    return simulation<Net>{seed{1}, threads{n, true}};
  });
}

constexpr auto pool =
    describe(population<"in">(5, spike_times{}), population<"cell">(130, scaled_lif{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(0_mV), rules_in_turn{},
                                           plasticity{weight_exchange{.W0 = 5_mV}, weight_pool{}, transmit{}}),
             record<"in.spikes">(), record<"cell.v">(), record<"S.w">(), record<"S.pool">());

TEST_CASE("every time the same: a pool of weight", "[every_time]") {
  every_time::check<pool>(80_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    const auto spikes = spike_list::at_times(std::array{10, 30, 30, 50, 50, 50}, 1_ms, std::array{0, 1, 2, 1, 3, 4});
    return simulation<Net>{seed{1}, threads{n, true}, set<"in">(spikes), set<"S.pool">(5_mV)};
  });
}

constexpr auto sums = describe(
    population<"cells">(150, escape_rate{}, start<"v">(uniform(-60_mV, -50_mV))),
    projection<"X: cells -> cells.v">(all_to_all{}, weight(uniform(0_mV, 0.02_mV)),
                                      plasticity{transmit{}, pair_stdp{.w_max = 0.02_mV}, normalise_always{1_mV}}),
    projection<"Y: cells -> cells.v">(fixed_probability{0.1}, weight(uniform(0_mV, 0.1_mV)),
                                      delay(uniform(0_ms, 2_ms)).rounded(),
                                      plasticity{transmit{}, pair_stdp{.w_max = 0.1_mV}, normalise_on_event{1_mV}}),
    regularly<"normalise", "Y">(every{10_ms}, normalise{1_mV}), drive<"cells.I">(0.4_nA), record<"cells.spikes">(),
    record<"X.w">(every{20_ms}), record<"Y.w">(every{20_ms}));

TEST_CASE("every time the same: weights that keep their sum", "[every_time]") {
  every_time::check<sums>(60_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    return simulation<Net>{seed{4}, threads{n, true}};
  });
}

constexpr auto cortex =
    describe(population<"stimulus">(25, poisson{}), drive<"stimulus.drive">(given),
             population<"cells">(73, cell{}, start<"v">(uniform(-70_mV, -54_mV)), parameter<"V_th">(-54_mV),
                                 parameter<"V_r">(-65_mV), parameter<"t_ref">(5_ms), parameter<"exc.tau">(5_ms)),
             population<"units">(6, rate_unit<sigmoid>{}), drive<"units.I">(quantity<dim::one>(0.3)),
             projection<"stimulus -> cells[0:25].exc">(one_to_one{}, weight(2.0)),
             projection<"in_mem: cells[0:25] -> cells[31:51].exc">(all_to_all{}, weight(uniform(0.0, 0.1)),
                                                                   plasticity{transmit{}, pair_stdp{.w_max = 0.12}}),
             projection<"cells[31:41] -> cells[31:41].exc">(all_to_all{}.without_autapses(), weight(uniform(0.1, 0.2)),
                                                            delay(1_ms)),
             projection<"cells[25:31] -> cells[0:25].inh">(fixed_probability{0.8}, weight(0.05)),
             projection<"units -> units.net">(all_to_all{}, weight(normal(0.0, 1.0))), record<"cells.spikes">(),
             record<"units.output">(every{1_ms}));

TEST_CASE("every time the same: a small cortex", "[every_time]") {
  every_time::check<cortex>(150_ms, []<class Net>(std::type_identity<Net>, unsigned n) {
    std::vector<double> rates;
    for (int k = 0; k < 100; ++k) rates.push_back(k % 7 == 0 ? 120 : 4);
    return simulation<Net>{seed{2}, threads{n, true}, set<"stimulus.drive">(timed_array(rates, 25, 1_Hz, 50_ms))};
  });
}

} // namespace
