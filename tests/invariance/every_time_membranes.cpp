// SPDX-License-Identifier: BSL-1.0
// Rules that see the membrane, calcium, dopamine and two delays, in a small network.
#include "every_time.hpp"

using namespace cortexpr;

namespace {

constexpr auto seeing = describe(
    population<"in">(60, poisson{}, parameter<"rate">(50_Hz)), population<"dopamine">(2, poisson{}),
    population<"cells">(67, voltage_traces<adex>{}, start<"v">(uniform(-70_mV, -52_mV))),
    projection<"V: in -> cells.v">(fixed_probability{0.5}, weight(uniform(0.5_mV, 2_mV)),
                                   plasticity{transmit{}, voltage_stdp{.w_1 = 1_mV, .w_max = 3_mV}}),
    projection<"C: in -> cells.v">(fixed_probability{0.3}, weight(1_mV), delay(1.3_ms),
                                   plasticity{calcium_plasticity{.tau = 1_s, .w_0 = 1_mV, .w_1 = 5_mV}, transmit{}}),
    projection<"D: in -> cells.v">(fixed_indegree{12}, weight(1_mV),
                                   plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    projection<"reward: dopamine -> D.d">(all_to_all{}, weight(0.5), delay(1_ms)),
    projection<"P: cells -> cells.v">(fixed_probability{0.2}, weight(uniform(0_mV, 1_mV)), axonal_delay(0.7_ms),
                                      dendritic_delay(uniform(0.1_ms, 1.5_ms)).rounded(), coincident_pairs::not_counted,
                                      plasticity{power_law_stdp{.w_0 = 1_mV}, transmit{}}),
    projection<"I: in -> cells.v">(
        fixed_probability{0.2}, weight(-0.5_mV),
        plasticity{
            transmit{},
            inhibitory_stdp{.eta = -0.01_mV, .w_min = -2_mV, .w_max = 0_mV, .tau_pre = 20_ms, .tau_post = 35_ms}}),
    drive<"cells.I">(0.4_nA), record<"cells.spikes">(), record<"V.w">(every{9_ms}), record<"C.rho">(every{9_ms}),
    record<"P.w">(every{11_ms}));

constexpr auto of_seed = []<class Net>(std::type_identity<Net>, unsigned n) {
  return simulation<Net>{seed{3}, threads{n, true}};
};

TEST_CASE("every time the same: rules that see the membrane, calcium, dopamine, two delays", "[every_time]") {
  every_time::check<seeing>(60_ms, of_seed);
}

} // namespace
