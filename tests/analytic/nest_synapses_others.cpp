// SPDX-License-Identifier: BSL-1.0
// Other rules against NEST's synapse models, with dendritic and axonal delays of their own for each synapse and several
// spikes in a step.

#include "nest_synapses.hpp"

namespace {

using namespace nest_synapses;

constexpr power_law_stdp morrison{.tau_pre = 15_ms, .tau_post = 25_ms, .lambda = 0.05, .alpha = 0.9};
constexpr auto morrison_nest = nest_network(morrison);
constexpr auto morrison_pre = pre_first_network(morrison);
TEST_CASE("power_law_stdp is stdp_pl_synapse_hom", "[stdp]") {
  check_synapse<morrison_nest, morrison_pre>(all_pairs_synapse<power_of_weight>{});
}

constexpr triplet_stdp triplets{
    .tau_x = 40_ms, .tau_y = 50_ms, .a2_plus = 5e-3, .a3_plus = 6e-3, .a2_minus = 7e-3, .a3_minus = 4e-3};
constexpr auto triplets_nest = nest_network(triplets);
constexpr auto triplets_pre = pre_first_network(triplets);
TEST_CASE("triplet_stdp is stdp_triplet_synapse", "[stdp]") {
  check_synapse<triplets_nest, triplets_pre>(triplet_synapse{});
}

constexpr inhibitory_stdp vogels{.rho_0 = 12_Hz, .eta = 0.003, .w_min = -9, .w_max = 9};
constexpr auto vogels_nest = nest_network(vogels);
constexpr auto vogels_pre = pre_first_network(vogels);
TEST_CASE("inhibitory_stdp is vogels_sprekeler_synapse between its bounds", "[stdp]") {
  check_synapse<vogels_nest, vogels_pre>(vogels_synapse{});
}

constexpr modulated_stdp dopamine{.tau_pre = 17_ms,
                                  .tau_post = 23_ms,
                                  .tau_c = 60_ms,
                                  .interval = 0.1_ms,
                                  .a_pre = 0.02,
                                  .a_post = -0.021,
                                  .w_min = -9,
                                  .w_max = 1};
constexpr auto dopamine_nest = nest_network(dopamine);
constexpr auto dopamine_pre = pre_first_network(dopamine);
TEST_CASE("modulated_stdp is stdp_dopamine_synapse at a constant level of dopamine", "[stdp]") {
  const auto give = [](auto& sim) { sim.template set<"S.signal">(1.5); };
  compare_all<dopamine_nest>(
      [](double w, const spikes& pre, const spikes& post) { return nest(dopamine_synapse{}, w, pre, post); }, give);
  compare_all<dopamine_pre>(
      [](double w, const spikes& pre, const spikes& post) { return pre_first(dopamine_synapse{}, w, pre, post); },
      give);
}

} // namespace
