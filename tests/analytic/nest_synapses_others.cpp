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

// Dense or deferred, where the dendritic delay is the same for all synapses.
constexpr auto one_nest = one_dendrite_network(triplets, nest_pairs);
constexpr auto one_pre = one_dendrite_network(triplets, coincident_pairs::pre_before_post);
TEST_CASE("triplet_stdp is stdp_triplet_synapse with one dendritic delay", "[stdp]") {
  const triplet_synapse s;
  compare_with_one_dendrite<one_nest>(
      [&](double w, const spikes& pre, const spikes& post) { return nest(s, w, pre, post); });
  compare_with_one_dendrite<one_pre>(
      [&](double w, const spikes& pre, const spikes& post) { return pre_first(s, w, pre, post); });
}

// The third convention, too.
constexpr auto own_post =
    network_of(own_axons, own_dendrites, coincident_pairs::post_before_pre, plasticity{triplets, transmit{}});
constexpr auto one_post = one_dendrite_network(triplets, coincident_pairs::post_before_pre);
constexpr auto axons_nest = network_of(own_axons, nest_pairs, plasticity{triplets, transmit{}});
constexpr auto axons_post = network_of(own_axons, coincident_pairs::post_before_pre, plasticity{triplets, transmit{}});
TEST_CASE("triplet_stdp where meetings count as post before pre, and without dendrites", "[stdp]") {
  const triplet_synapse s;
  const auto posts = [&](double w, const spikes& pre, const spikes& post) { return post_first(s, w, pre, post); };
  compare_all<own_post>(posts);
  compare_with_one_dendrite<one_post>(posts);
  const auto check = [&]<auto const & D>(const auto& compute) {
    for (const bool all : {true, false})
      for (const int axons : {0, 13}) {
        wires wired(static_cast<unsigned>(axons) + 9, all, axons, 0, true);
        compare<D>(wired, static_cast<unsigned>(axons) + 1, compute, [](auto&) {});
      }
  };
  check.template operator()<axons_nest>(
      [&](double w, const spikes& pre, const spikes& post) { return nest(s, w, pre, post); });
  check.template operator()<axons_post>(posts);
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
