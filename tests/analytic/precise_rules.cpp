// SPDX-License-Identifier: BSL-1.0
// Rules between precise populations see whole steps: their weights are those of a network on the grid whose neurons
// spike in the same steps.
#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

namespace {

/// Spikes in the step after an arrival at v.
struct puppet {
  template <class I>
  struct state {
    number<I> v = 0;
    amp<I> I_syn = 0_A;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 0.5; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

/// Equations of its own, event-driven or clock-driven.
struct tagged {
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> a = 0, m = 0.25;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.a = -s.a / 20_ms, .m = (s.a - s.m) / 12_ms};
  }
  void on_pre(auto& s) const {
    s.receptor += s.w;
    s.a += 1;
    s.w += 0.5_pA * s.m;
  }
  void on_post(auto& s) const {
    s.w -= 0.4_pA * s.a;
    s.m *= 0.9;
  }
  bool operator==(const tagged&) const = default;
};
struct tagged_by_clock : tagged {
  using update = clock_driven;
};

/// The same projections onto a receptor, whatever it belongs to.
template <class... Rest>
constexpr auto with_rules(Rest... rest) {
  return describe(
      rest...,
      projection<"mixed: a -> b.I_syn">(
          fixed_probability{0.7}, weight(20_pA), delay(uniform(0.1_ms, 3_ms)).rounded(),
          plasticity{transmit{}, stdp<>{.a_pre = 0.02, .a_post = -0.021, .w_max = 40_pA}}),
      projection<"triplets: a -> b.I_syn">(fixed_probability{0.7}, weight(20_pA), delay(1.5_ms),
                                           plasticity{triplet_stdp{.w_max = 40_pA}, transmit{}}),
      projection<"dense: a -> b.I_syn">(
          all_to_all{}, weight(20_pA), delay(0.1_ms),
          plasticity{transmit{}, inhibitory_stdp{.rho_0 = 12_Hz, .eta = 0.01_pA, .w_min = -90_pA, .w_max = 90_pA},
                     weight_decay{.tau = 200_ms}}),
      projection<"short: a -> b.I_syn">(
          fixed_probability{0.7}, weight(20_pA), delay(uniform(0.1_ms, 3_ms)).rounded(),
          plasticity{short_term{}, transmit{}, stdp<multiplicative, nearest_pairs>{.w_max = 40_pA}}),
      projection<"events: a -> b.I_syn">(fixed_probability{0.7}, weight(20_pA), delay(uniform(0.1_ms, 3_ms)).rounded(),
                                         plasticity{tagged{}}),
      projection<"clock: a -> b.I_syn">(fixed_probability{0.7}, weight(20_pA), delay(uniform(0.1_ms, 3_ms)).rounded(),
                                        plasticity{tagged_by_clock{}}),
      // From the grid, at the end of dendrites.
      population<"g">(11, poisson{}, parameter<"rate">(60_Hz)),
      projection<"far: g -> b.I_syn">(fixed_probability{0.7}, weight(20_pA), axonal_delay(0.3_ms),
                                      dendritic_delay(uniform(0.1_ms, 4_ms)).rounded(), coincident_pairs::not_counted,
                                      plasticity{transmit{}, stdp<>{.a_pre = 0.02, .a_post = -0.021, .w_max = 40_pA}}),
      projection<"far events: g -> b.I_syn">(all_to_all{}, weight(20_pA), axonal_delay(uniform(0.1_ms, 3_ms)).rounded(),
                                             dendritic_delay(1.2_ms), plasticity{tagged{}}),
      record<"b.spikes">());
}

/// A neuron with an exponential synaptic current.
struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    amp<I> I_syn = 0_A;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms, tau_syn = 5_ms, t_ref = 0.777_ms;
    volt<I> E_L = -70_mV;
    ohm<I> R = 100_Mohm;
  };
  template <class T>
  struct inputs {
    amp<T> I = 0_A;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E_L - x.v + p.R * (x.I_syn + in.I)) / p.tau, .I_syn = -x.I_syn / p.tau_syn};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -50_mV; }
  static constexpr void reset(auto& x, const auto&) { x.v = -60_mV; }
};

constexpr auto precise =
    with_rules(population<"a">(9, cell{}, start<"v">(uniform(-70_mV, -50_mV)), precise_spikes{}),
               population<"b">(13, cell{}, start<"v">(uniform(-70_mV, -50_mV)), precise_spikes{}), drive<"a.I">(0.3_nA),
               drive<"b.I">(0.25_nA), projection<"R: b -> a.I_syn">(fixed_probability{0.5}, weight(10_pA), delay(1_ms)),
               record<"a.spikes">());
constexpr auto on_grid =
    with_rules(population<"a">(9, spike_times{}), population<"teacher">(13, spike_times{}),
               population<"b">(13, puppet{}), projection<"T: teacher -> b.v">(one_to_one{}, weight(1.0)));

/// The recorded spikes as a list, so many steps earlier.
spike_list replayed(const spike_train& spikes, std::int64_t earlier) {
  std::vector<std::int64_t> steps = spikes.steps;
  for (auto& s : steps) s -= earlier;
  return spike_list::at_steps(steps, std::vector<int>(spikes.neurons.begin(), spikes.neurons.end()));
}

template <class A, class B>
void compare(const A& a, const B& b) {
  REQUIRE(a.size() == b.size());
  double apart = 0, moved = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    apart = std::max(apart, std::abs(a[k] - b[k]));
    moved = std::max(moved, std::abs(a[k] - 20e-12));
  }
  CHECK(apart < 1e-12 * 20e-12);
  CHECK(moved > 0.1e-12);
}

} // namespace

TEST_CASE("rules between precise populations make of pairs what they do on the grid", "[precise]") {
  simulation<network<precise>> sim{seed{1}};
  sim.run(300_ms);
  CHECK(sim["a.spikes"_name].size() > 100);
  CHECK(sim["b.spikes"_name].size() > 100);
  simulation<network<on_grid>> grid{seed{1}, set<"a">(replayed(sim["a.spikes"_name], 0)),
                                    set<"teacher">(replayed(sim["b.spikes"_name], 1))};
  grid.run(300_ms);
  REQUIRE(grid["b.spikes"_name].steps == sim["b.spikes"_name].steps);
  compare(sim.get<"mixed.w">(), grid.get<"mixed.w">());
  compare(sim.get<"triplets.w">(), grid.get<"triplets.w">());
  compare(sim.get<"dense.w">(), grid.get<"dense.w">());
  compare(sim.get<"short.w">(), grid.get<"short.w">());
  compare(sim.get<"events.w">(), grid.get<"events.w">());
  compare(sim.get<"clock.w">(), grid.get<"clock.w">());
  compare(sim.get<"far.w">(), grid.get<"far.w">());
  compare(sim.get<"far events.w">(), grid.get<"far events.w">());
}
