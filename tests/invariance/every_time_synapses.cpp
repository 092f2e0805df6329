// SPDX-License-Identifier: BSL-1.0
// Receptors with equations of their own, gap junctions and e-prop, in small networks.
#include "every_time.hpp"

using namespace cortexpr;

namespace {

using gated = synaptic<lif, receptor<"ampa", conductance<exponential>>,
                       receptor<"nmda", magnesium_block<conductance<summed>>>, receptor<"syn", current<summed>>>;

constexpr auto receptors = describe(
    population<"in">(90, poisson{}, parameter<"rate">(40_Hz)),
    population<"cells">(70, gated{}, start<"v">(uniform(-70_mV, -52_mV))),
    projection<"N: in -> cells.nmda">(fixed_probability{0.3}, weight(uniform(0_nS, 2_nS)),
                                      delay(uniform(0.1_ms, 2_ms)).rounded(), plasticity{nmda{}}),
    projection<"B: in -> cells.ampa">(fixed_indegree{20}, weight(uniform(0_nS, 5_nS)), delay(1_ms),
                                      plasticity{ampa_and_nmda{.ratio = 0.15}}),
    projection<"T: in -> cells.syn">(all_to_all{}, weight(uniform(0_pA, 20_pA)), plasticity{tsodyks_markram{.U = 0.6}}),
    projection<"E: cells -> cells.ampa">(fixed_probability{0.2}, weight(1_nS), delay(0.5_ms),
                                         plasticity{tsodyks_markram_events{.U = 0.6}}),
    projection<"G: cells -> cells.I">(fixed_probability{0.1}, weight(uniform(0_nS, 0.1_nS)), gap_junction{}),
    record<"cells.spikes">(), record<"cells.nmda.g">(every{7_ms}), record<"T.x">(every{5_ms}));

constexpr auto learns = describe(
    population<"in">(40, poisson{}, parameter<"rate">(50_Hz)), population<"cells">(35, eprop_lif{}),
    population<"slow">(37, eprop_alif{}, parameter<"tau_a">(500_ms)), population<"out">(1, leaky_readout{}),
    drive<"out.target">(1.0), projection<"B: out -> cells.L">(all_to_all{}, weight(0.3)),
    projection<"C: out -> slow.L">(all_to_all{}, weight(0.3)),
    projection<"I: in -> cells.v">(
        all_to_all{}, weight(uniform(0.0, 0.3)),
        plasticity{transmit{}, adam{.eta = 2e-3, .interval = 20_ms}, eprop{.interval = 20_ms}}),
    projection<"S: cells -> slow.v">(fixed_probability{0.5}, weight(uniform(-0.1, 0.3)),
                                     plasticity{transmit{}, adaptive_eprop{.interval = 20_ms, .tau_a = 500_ms}}),
    projection<"O: cells -> out.y">(all_to_all{}, weight(uniform(-0.1, 0.1)),
                                    plasticity{transmit{}, eprop_readout{.eta = 1e-3, .interval = 20_ms}}),
    record<"cells.spikes">(), record<"out.output">(every{1_ms}), record<"I.w">(every{20_ms}));

constexpr auto of_seed = []<class Net>(std::type_identity<Net>, unsigned n) {
  return simulation<Net>{seed{3}, threads{n, true}};
};

TEST_CASE("every time the same: gated receptors, synapses with equations, gap junctions", "[every_time]") {
  every_time::check<receptors>(60_ms, of_seed);
}
TEST_CASE("every time the same: e-prop", "[every_time]") { every_time::check<learns>(65_ms, of_seed); }

} // namespace
