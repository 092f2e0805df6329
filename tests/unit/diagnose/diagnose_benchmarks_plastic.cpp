// SPDX-License-Identifier: BSL-1.0
// The learning networks of benchmarks/networks, scaled down, and the clocks: diagnose has neither errors nor warnings.
#include "../benchmarks/networks/zenke.hpp"
#include "support/diagnose_testing.hpp"

#include <array>

using namespace cortexpr;

namespace learning_networks {

template <class Net>
void check_clean(simulation<Net>& sim, quantity<dim::second> time) {
  diagnose_tests::check_clean(sim.diagnose());
  sim.run(time, refuse_on_errors{});
  INFO("after a run");
  diagnose_tests::check_clean(sim.diagnose());
}

// stdp_song.cpp
using song_cell = synaptic<scaled_lif, receptor<"exc", conductance<exponential>>>;
constexpr double w_max = 0.01;
template <class List>
constexpr auto song(List rules) {
  return describe(population<"in">(1000, poisson{}, parameter<"rate">(15_Hz)),
                  population<"cells">(50, song_cell{}, euler{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms),
                                      parameter<"E_L">(-74_mV), parameter<"V_th">(-54_mV), parameter<"V_r">(-60_mV)),
                  projection<"S: in -> cells.exc">(all_to_all{}, weight(uniform(0.0, w_max)), rules),
                  record<"in.rate">(), record<"cells.rate">());
}
constexpr auto free_weights = song(plasticity{transmit{}, pair_stdp{.w_max = w_max}});
constexpr auto normalised = song(plasticity{transmit{}, pair_stdp{.w_max = w_max}, normalise_always{1000 * w_max / 2}});

// clock_neurons.cpp
constexpr auto clocks = describe(population<"n">(500, scaled_lif{}, parameter<"E_L">(0_mV), parameter<"V_th">(20_mV),
                                                 parameter<"V_r">(0_mV), parameter<"t_ref">(2_ms),
                                                 parameter<"tau_m">(20_ms), start<"v">(uniform(0_mV, 20_mV))),
                                 drive<"n.I">(20.15_mV),
                                 projection<"S: n -> n.v">(fixed_indegree{100}, weight(uniform(0_uV, 1e-6_uV)),
                                                           delay(uniform(0.1_ms, 3_ms)).rounded()),
                                 record<"n.rate">());

} // namespace learning_networks

using namespace learning_networks;

TEST_CASE("triplet STDP with homeostasis gives no false alarm", "[diagnose]") {
  // So small a network explodes when it runs, and rightly alarms.
  // With a tenth of the neurons and connections ten times as probable.
  using benchmarks::zenke_hennequin_gerstner::zenke;
  static constexpr auto cell_types = names<"E", "I">;
  const fixed_probability p{0.5};
  simulation<network<zenke>> sim{seed{1}, set<cell_types>(std::array{2'000, 500}), set<"P">(250), set<"PE">(p),
                                 set_pair<cell_types, cell_types, "{}{}">(p)};
  diagnose_tests::check_clean(sim.diagnose());
}

TEST_CASE("additive STDP, free and normalised, gives no false alarm", "[diagnose]") {
  simulation<network<free_weights>> a{seed{1}};
  check_clean(a, 0.5_s);
  simulation<network<normalised>> b{seed{1}};
  check_clean(b, 0.5_s);
}

TEST_CASE("neurons that fire like clocks give no false alarm", "[diagnose]") {
  simulation<network<clocks>> sim{seed{1}};
  check_clean(sim, 0.2_s);
}
