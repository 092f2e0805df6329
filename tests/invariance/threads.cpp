// SPDX-License-Identifier: BSL-1.0
// The number of threads changes nothing: spikes, states, weights and recordings are equal bit by bit.
#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace threads_tests {

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

/// Draws its change: the rng service must not depend on who owns the synapse.
struct jitter {
  using services = needs<rng>;
  void on_pre(auto& s) const { s.w *= 0.99 + 0.02 * s.uniform(); }
  bool operator==(const jitter&) const = default;
};

// Every kind of item and every way of storing and changing synapses; sizes that no number of threads divides.
constexpr auto everything = describe(
    population<"pre">(333, poisson{}, parameter<"rate">(40_Hz)),
    population<"n">(517, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"tau_m">(uniform(10_ms, 30_ms))),
    population<"risky">(130, escape_rate{}), population<"units">(101, rate_unit<sigmoid>{}),
    population<"list">(3, spike_times{}), drive<"risky.I">(sinusoid{0.3_nA, 20_Hz}), drive<"units.I">(given),
    drive<"M.signal">(given), poisson_input<"n.exc">(400_Hz, weight(0.02)),
    projection<"U: units -> units.net">(fixed_probability{0.2}, weight(normal(0.0, 0.5))),
    projection<"list -> n.exc">(all_to_all{}, weight(0.2), delay(1_ms)),
    projection<"A: pre -> n.exc">(all_to_all{}, weight(uniform(0.0, 0.01)),
                                  plasticity{pair_stdp{.w_max = 0.01}, normalise_always{1.5}}),
    projection<"B: n -> n.exc">(fixed_probability{0.1}, weight(uniform(0.0, 0.02)),
                                delay(uniform(0_ms, 3_ms)).rounded(), plasticity{triplet_stdp{.w_max = 0.02}}),
    projection<"C: n -> n.inh">(fixed_indegree{20}, weight(0.1), plasticity{inhibitory_stdp{}, weight_decay{}}),
    projection<"X: pre -> n.exc">(fixed_probability{0.05}, weight(uniform(0.0, 0.01)), rules_in_turn{},
                                  plasticity{weight_exchange{}, weight_pool{}, transmit{}}),
    projection<"M: pre[10:200] -> n[100:400].exc">(fixed_probability{0.1}, weight(uniform(0.0, 0.01)),
                                                   plasticity{modulated_stdp{.w_max = 0.01}, homeostatic_scaling{}}),
    projection<"J: n -> risky.v">(fixed_probability{0.05}, weight(0.1_mV), delay(0.5_ms),
                                  plasticity{short_term{}, jitter{}}),
    regularly<"normalise", "C">(every{5_ms}, normalise{2.0}), record<"n.spikes">(), record<"risky.spikes">(),
    record<"n.rate">(every{10_ms}), record<"n.v">(every{1_ms}), record<"units.net">(), record<"A.w">(every{10_ms}));
using net = network<everything>;

struct result {
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<std::uint32_t>> neurons;
  net::state state;
};

result simulate(unsigned n) {
  const std::vector<double> signal{0, 1, -1, 0.5}, current{0.1, 0.9, 0.4};
  simulation<net> sim{seed{7}, threads{n},
                      set<"list">(spike_list::at_steps(std::vector{5, 40, 41}, std::vector{0, 2, 1})),
                      set<"M.signal">(timed_array(signal, quantity<dim::one>(1), 10_ms)),
                      set<"units.I">(timed_array(current, quantity<dim::one>(1), 20_ms))};
  sim.run(30_ms);
  sim.run(30_ms, stop_when([](auto& s) { return s.time() >= 0.05 - 1e-9; }));
  sim.freeze<"B", triplet_stdp>();
  sim.run(10_ms);
  return {{sim.get<"A.w">(), sim.get<"B.w">(), sim.get<"C.w">(), sim.get<"X.w">(), sim.get<"X.pool">(),
           sim.get<"M.w">(), sim.get<"M.c">(), sim.get<"J.w">(), sim.get<"n.v">(), sim.get<"units.x">(),
           sim["n.v"_name].values, sim["units.net"_name].values, sim["A.w"_name].values, sim["n.rate"_name].hertz},
          {sim["n.spikes"_name].neurons, sim["risky.spikes"_name].neurons},
          sim.state()};
}

} // namespace threads_tests

using namespace threads_tests;

TEST_CASE("one, two, three, four and seven threads give the same bits", "[threads]") {
  const result one = simulate(1);
  CHECK(one.neurons[0].size() > 60);
  CHECK(one.neurons[1].size() > 10);
  for (const unsigned n : {2u, 3u, 4u, 7u}) {
    CAPTURE(n);
    const result many = simulate(n);
    for (std::size_t k = 0; k < one.numbers.size(); ++k) {
      CAPTURE(k);
      CHECK(many.numbers[k] == one.numbers[k]);
    }
    CHECK(many.neurons == one.neurons);
    CHECK(many.state.step == one.state.step);
  }
}

TEST_CASE("a state made for several threads can be stepped by one", "[threads]") {
  static constexpr auto small = describe(population<"n">(200, cell{}, start<"v">(uniform(-70_mV, -40_mV))),
                                         projection<"S: n -> n.exc">(fixed_probability{0.2}, weight(0.1)));
  using small_net = network<small>;
  simulation<small_net> two{seed{3}, threads{2}};
  auto copy = two.state();
  for (int k = 0; k < 100; ++k) small_net::step(copy);
  two.run_steps(100);
  CHECK(copy == two.state());
}

TEST_CASE("what a callback throws ends all threads and comes out of run", "[threads]") {
  static constexpr auto small = describe(population<"n">(200, cell{}), record<"n.v">());
  simulation<network<small>> sim{threads{3}};
  const auto fail = [](auto& s) -> bool {
    if (s.state().step == 5) throw std::runtime_error("enough");
    return false;
  };
  CHECK_THROWS_WITH(sim.run_steps(10, stop_when(fail)), "enough");
  CHECK(sim.state().step == 5);
  sim.run_steps(10);
  CHECK(sim["n.v"_name].rows() == 15);
  CHECK_THROWS_AS(simulation<network<small>>(threads{0}), invalid_value);
}
