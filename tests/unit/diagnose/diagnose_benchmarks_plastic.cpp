// SPDX-License-Identifier: BSL-1.0
// The learning networks of benchmarks/networks, scaled down, and the clocks: diagnose has neither errors nor warnings.
#include "support/diagnose_testing.hpp"

#include <algorithm>

using namespace cortexpr;

namespace learning_networks {

template <class Net>
void check_clean(simulation<Net>& sim, quantity<dim::second> time) {
  diagnose_tests::check_clean(sim.diagnose());
  sim.run(time, refuse_on_errors{});
  INFO("after a run");
  diagnose_tests::check_clean(sim.diagnose());
}

// zenke.cpp: with a tenth of the neurons and connections ten times as probable.
struct moving_threshold_cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV, theta = 0_mV;
    number<I> ampa = 0, nmda = 0, gaba = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, jump = 100_mV;
    second<I> tau_m = 20_ms, tau_theta = 5_ms, tau_ampa = 5_ms, tau_nmda = 100_ms, tau_gaba = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto excitation = 0.5 * (x.ampa + x.nmda);
    return {.v = (p.E_L - x.v + excitation * (p.E_e - x.v) + x.gaba * (p.E_i - x.v)) / p.tau_m,
            .theta = -x.theta / p.tau_theta,
            .ampa = -x.ampa / p.tau_ampa,
            .nmda = (x.ampa - x.nmda) / p.tau_nmda,
            .gaba = -x.gaba / p.tau_gaba};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th + x.theta; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.E_L;
    x.theta = p.jump;
  }
};
struct homeostatic_triplet {
  quantity<dim::second> tau_plus = 16.8_ms, tau_minus = 33.7_ms, tau_y = 114_ms, tau_rate = 1_s;
  quantity<dim::hertz> goal = 3_Hz;
  double a_plus = 6.5e-3;
  weight_value w_min = 0, w_max = 1;

  struct at_source {
    double r = 0;
  };
  struct at_target {
    double o1 = 0, o2 = 0, rate = 3;
  };
  [[nodiscard]] constexpr quantity<dim::second> time_constants(at_source) const { return tau_plus; }
  [[nodiscard]] constexpr std::array<quantity<dim::second>, 3> time_constants(at_target) const {
    return {tau_minus, tau_y, tau_rate};
  }
  static constexpr void spike(at_source& pre) { pre.r += 1; }
  static constexpr void spike(at_target& post) { post.o1 += 1, post.o2 += 1, post.rate += 1; }

  constexpr void on_pre(auto& s) const {
    const double balance = tau_plus * tau_y / (tau_minus * goal * tau_rate * tau_rate);
    s.w = max(s.w - a_plus * balance * s.o1 * s.rate * s.rate, w_min);
  }
  constexpr void on_post(auto& s) const { s.w = min(s.w + a_plus * s.r * s.o2, w_max); }
  [[nodiscard]] bool operator==(const homeostatic_triplet&) const = default;
};
template <fixed_string Name>
constexpr auto cells(std::int64_t n, quantity<dim::second> tau_m) {
  return population<Name>(n, moving_threshold_cell{}, euler{}, parameter<"tau_m">(tau_m),
                          start<"v">(normal(-60_mV, 10_mV)));
}
template <fixed_string Route, class... Rules>
constexpr auto synapses(double w, Rules... rules) {
  return projection<Route>(fixed_probability{0.5}, weight(w), delay(0.8_ms), plasticity{transmit{}, rules...});
}
constexpr auto zenke =
    describe(cells<"E">(2'000, 20_ms), cells<"I">(500, 10_ms), population<"P">(250, poisson{}, parameter<"rate">(2_Hz)),
             synapses<"PE: P -> E.ampa">(0.16), synapses<"EE: E -> E.ampa">(0.16, homeostatic_triplet{}),
             synapses<"EI: E -> I.ampa">(0.16), synapses<"IE: I -> E.gaba">(1), synapses<"II: I -> I.gaba">(1),
             record<"E.rate">(), record<"I.rate">(), record<"P.rate">());

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
  simulation<network<zenke>> sim{seed{1}};
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
