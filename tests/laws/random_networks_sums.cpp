// SPDX-License-Identifier: BSL-1.0
// Random networks whose rules look at all synapses of a target, or act in every step, behave as the naive simulator
// says, spike for spike.

#include "against_naive.hpp"

namespace {

using namespace against_naive;

const auto pool_and_exchange = [](bool pool_first, bool in_turn) {
  return [=](naive::projection& p) {
    p.in_turn = in_turn;
    p.rules = {naive::weight_exchange(5), naive::weight_pool(0.3), naive::transmit()};
    if (pool_first) std::swap(p.rules[0], p.rules[1]);
  };
};
constexpr weight_pool pool{0.3};
constexpr weight_exchange exchange{.W0 = 5};
constexpr auto one_by_one = description_of<sequential, weight_exchange, weight_pool, transmit>;
constexpr auto exchange_first = description_of<rules_in_turn, weight_exchange, weight_pool, transmit>;
constexpr auto pool_first = description_of<rules_in_turn, weight_pool, weight_exchange, transmit>;

TEST_CASE("random networks: pool and exchange, spike after spike", "[plasticity][random]") {
  compare<one_by_one>(plasticity{exchange, pool, transmit{}}, pool_and_exchange(false, false));
}
TEST_CASE("random networks: pool and exchange, rules in turn", "[plasticity][random]") {
  compare<exchange_first>(plasticity{exchange, pool, transmit{}}, pool_and_exchange(false, true));
  compare<pool_first>(plasticity{pool, exchange, transmit{}}, pool_and_exchange(true, true));
}
TEST_CASE("random networks: the meanings of simultaneous spikes differ", "[plasticity][random]") {
  const plasticity rules{exchange, pool, transmit{}};
  CHECK(difference<one_by_one>(1, wiring::dense, rules, pool_and_exchange(false, true)) != "");
  CHECK(difference<exchange_first>(1, wiring::dense, rules, pool_and_exchange(true, true)) != "");
  CHECK(difference<exchange_first>(1, wiring::dense, rules, pool_and_exchange(false, false)) != "");
}

const naive::stdp_numbers strong{.a_pre = 0.05, .a_post = -0.04};
constexpr pair_stdp strong_stdp{.a_pre = 0.05, .a_post = -0.04};

constexpr auto by_sum = description_of<sequential, transmit_share<>, pair_stdp>;
constexpr auto by_root = description_of<sequential, transmit_share<share::of_root_of_inputs>>;

TEST_CASE("random networks: transmission in shares", "[plasticity][random]") {
  compare<by_sum>(plasticity{transmit_share<>{4}, strong_stdp}, [](naive::projection& p) {
    p.rules = {naive::transmit_share(true, 4)};
    naive::add_stdp(p, strong);
  });
  compare<by_root>(plasticity{transmit_share<share::of_root_of_inputs>{3}},
                   [](naive::projection& p) { p.rules = {naive::transmit_share(false, 3)}; });
}

constexpr auto on_event = description_of<sequential, transmit, pair_stdp, normalise_on_event, clip_weight>;

TEST_CASE("random networks: normalisation at events, clipped", "[plasticity][random]") {
  compare<on_event>(plasticity{transmit{}, strong_stdp, normalise_on_event{3}, clip_weight{0.02, 0.8}},
                    [](naive::projection& p) {
                      p.rules = {naive::transmit()};
                      naive::add_stdp(p, strong);
                      p.rules.push_back(naive::normalise_on_event(3));
                      p.rules.push_back(naive::clip_weight(0.02, 0.8));
                    });
}

constexpr auto always = description_of<sequential, transmit, pair_stdp, normalise_always>;

TEST_CASE("random networks: normalisation at every moment", "[plasticity][random]") {
  compare<always>(plasticity{transmit{}, strong_stdp, normalise_always{3}}, [](naive::projection& p) {
    p.rules = {naive::transmit()};
    naive::add_stdp(p, strong);
    p.always = 3;
  });
}

constexpr auto regular = normalised_description<transmit, pair_stdp>;

TEST_CASE("random networks: normalisation at regular times", "[plasticity][random]") {
  compare<regular>(plasticity{transmit{}, strong_stdp}, [](naive::projection& p) {
    p.rules = {naive::transmit()};
    naive::add_stdp(p, strong);
    p.periodic = 2.5;
    p.period = 6;
  });
}

constexpr auto homeostasis = description_of<sequential, transmit, pair_stdp, homeostatic_scaling, weight_decay>;

TEST_CASE("random networks: homeostatic scaling and decay beside pairs", "[plasticity][random]") {
  compare<homeostasis>(plasticity{transmit{}, strong_stdp,
                                  homeostatic_scaling{.goal = 30_Hz, .tau_rate = 40_ms, .tau_w = 2_s, .interval = 5_ms},
                                  weight_decay{.tau = 3_s, .interval = 2_ms, .w_rest = 0.1}},
                       [](naive::projection& p) {
                         p.rules = {naive::transmit()};
                         naive::add_stdp(p, strong);
                         naive::add_homeostasis(p, 30, 40e-3, 2, 10);
                         p.rules.push_back(naive::weight_decay(3, 0.1, 4));
                       });
}

} // namespace
