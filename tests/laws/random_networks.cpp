// SPDX-License-Identifier: BSL-1.0
// Random networks with rules of spike timing behave as the naive simulator says, spike for spike.

#include "against_naive.hpp"

namespace {

using namespace against_naive;

constexpr auto plain = description_of<sequential, transmit>;

TEST_CASE("random networks: transmission", "[plasticity][random]") {
  compare<plain>(plasticity{transmit{}}, [](naive::projection& p) { p.rules = {naive::transmit()}; });
}

TEST_CASE("random networks: the comparison finds a small difference", "[plasticity][random]") {
  CHECK(difference<plain>(1, wiring::dense, plasticity{transmit{}}, [](naive::projection& p) {
          p.rules = {naive::transmit(), naive::weight_decay(1e6, 0, 1)};
        }) != "");
}

/// A list of transmission and one rule of pairs.
template <class ByWeight, class Pairs, class Traces>
void compare_stdp(ByWeight by_weight, double mu_up, double mu_down) {
  static constexpr const auto& d = description_of<sequential, transmit, stdp<ByWeight, Pairs, Traces>>;
  const naive::stdp_numbers n{.tau_pre = 12e-3,
                              .tau_post = 31e-3,
                              .a_pre = 0.05,
                              .a_post = -0.04,
                              .w_min = 0.05,
                              .w_max = 0.95,
                              .mu_up = mu_up,
                              .mu_down = mu_down,
                              .nearest = std::is_same_v<Pairs, nearest_pairs>,
                              .euler = Traces::euler_traces};
  compare<d>(plasticity{transmit{}, stdp<ByWeight, Pairs, Traces>{.tau_pre = 12_ms,
                                                                  .tau_post = 31_ms,
                                                                  .a_pre = n.a_pre,
                                                                  .a_post = n.a_post,
                                                                  .w_min = n.w_min,
                                                                  .w_max = n.w_max,
                                                                  .by_weight = by_weight}},
             [&](naive::projection& p) {
               p.rules = {naive::transmit()};
               naive::add_stdp(p, n);
             });
}

TEST_CASE("random networks: pairs, the same change at every weight", "[plasticity][random]") {
  compare_stdp<additive, all_pairs, exact_traces>({}, 0, 0);
}
TEST_CASE("random networks: nearest pairs, changes shrink towards the bounds", "[plasticity][random]") {
  compare_stdp<multiplicative, nearest_pairs, exact_traces>({}, 1, 1);
}
TEST_CASE("random networks: pairs, a power of the weight, traces by Euler's method", "[plasticity][random]") {
  compare_stdp<power_law, all_pairs, clock_driven_traces>({.mu_up = 0.3, .mu_down = 0.6}, 0.3, 0.6);
}

constexpr auto triplets = description_of<sequential, transmit, triplet_stdp>;

TEST_CASE("random networks: triplets, full and minimal", "[plasticity][random]") {
  triplet_stdp full{.a2_plus = 1e-3, .a3_plus = 0.02, .a3_minus = 0.01, .w_max = 0.9};
  triplet_stdp minimal = minimal_triplet;
  minimal.a3_plus = 0.03;
  for (const triplet_stdp& rule : {full, minimal})
    compare<triplets>(plasticity{transmit{}, rule}, [&](naive::projection& p) {
      p.rules = {naive::transmit()};
      naive::add_triplet(p, {rule.tau_plus.si(), rule.tau_minus.si(), rule.tau_x.si(), rule.tau_y.si(), rule.a2_plus,
                             rule.a3_plus, rule.a2_minus, rule.a3_minus, rule.w_max.si()});
    });
}

constexpr auto vogels = description_of<sequential, transmit, inhibitory_stdp>;

TEST_CASE("random networks: inhibitory plasticity", "[plasticity][random]") {
  compare<vogels>(plasticity{transmit{}, inhibitory_stdp{.rho_0 = 8_Hz, .eta = 0.05, .w_max = 0.9}},
                  [](naive::projection& p) {
                    p.rules = {naive::transmit()};
                    naive::add_vogels(p, 20e-3, 20e-3, 8, 0.05, 0.9);
                  });
  compare<vogels>(
      plasticity{transmit{},
                 inhibitory_stdp{.rho_0 = 8_Hz, .eta = 0.05, .w_max = 0.9, .tau_pre = 11_ms, .tau_post = 27_ms}},
      [](naive::projection& p) {
        p.rules = {naive::transmit()};
        naive::add_vogels(p, 11e-3, 27e-3, 8, 0.05, 0.9);
      });
}

constexpr auto resources = description_of<sequential, short_term>;

TEST_CASE("random networks: short-term plasticity, with and without facilitation", "[plasticity][random]") {
  for (const double facil : {0.0, 60e-3})
    compare<resources>(plasticity{short_term{.U = 0.4, .tau_rec = 90_ms, .tau_facil = quantity<dim::second>(facil)}},
                       [&](naive::projection& p) { naive::add_short_term(p, 0.4, 90e-3, facil); });
}

constexpr auto modulated = description_of<sequential, transmit, modulated_stdp>;

TEST_CASE("random networks: modulated pairs with an eligibility trace", "[plasticity][random]") {
  compare<modulated>(
      plasticity{transmit{}, modulated_stdp{.tau_c = 50_ms, .interval = 2_ms, .a_pre = 0.2, .a_post = -0.15}},
      [](naive::projection& p) {
        p.signal = 3;
        p.rules = {naive::transmit()};
        naive::add_modulated(p, {.a_pre = 0.2, .a_post = -0.15}, 50e-3, 4);
      });
}

} // namespace
