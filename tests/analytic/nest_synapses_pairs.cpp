// SPDX-License-Identifier: BSL-1.0
// Rules of pairs against NEST's synapse models, with dendritic and axonal delays of their own for each synapse and
// several spikes in a step.

#include "nest_synapses.hpp"

namespace {

using namespace nest_synapses;

template <class Rule>
constexpr Rule guetig{.tau_pre = 17_ms, .tau_post = 23_ms, .a_pre = 0.02, .a_post = -0.021, .by_weight = {0.3, 0.7}};

constexpr auto all_nest = nest_network(guetig<stdp<power_law>>);
constexpr auto all_pre = pre_first_network(guetig<stdp<power_law>>);
TEST_CASE("stdp<power_law> is stdp_synapse", "[stdp]") {
  check_synapse<all_nest, all_pre>(all_pairs_synapse<normalised>{});
}

constexpr auto near_nest = nest_network(guetig<stdp<power_law, nearest_pairs>>);
constexpr auto near_pre = pre_first_network(guetig<stdp<power_law, nearest_pairs>>);
TEST_CASE("stdp<power_law, nearest_pairs> is stdp_nn_symm_synapse", "[stdp]") {
  check_synapse<near_nest, near_pre>(nearest_synapse{});
}

constexpr auto restricted_nest = nest_network(guetig<restricted_stdp<power_law>>);
constexpr auto restricted_pre = pre_first_network(guetig<restricted_stdp<power_law>>);
TEST_CASE("restricted_stdp is stdp_nn_restr_synapse", "[stdp]") {
  check_synapse<restricted_nest, restricted_pre>(restricted_synapse{});
}

constexpr auto centered_nest = nest_network(guetig<pre_centered_stdp<power_law>>);
constexpr auto centered_pre = pre_first_network(guetig<pre_centered_stdp<power_law>>);
TEST_CASE("pre_centered_stdp is stdp_nn_pre_centered_synapse", "[stdp]") {
  check_synapse<centered_nest, centered_pre>(centered_synapse{});
}

} // namespace
