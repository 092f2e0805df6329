// SPDX-License-Identifier: BSL-1.0
// Synapses that learn are shared by ranks: they live with their targets.
#include "on_ranks.hpp"
#include <cortexpr/cortexpr.hpp>
#include <initializer_list>
#include <vector>

using namespace cortexpr;

namespace {

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

/// Draws its change: random numbers must not depend on who owns the synapse.
struct jitter {
  using services = needs<rng>;
  void on_pre(auto& s) const { s.w *= 0.99 + 0.02 * s.uniform(); }
  bool operator==(const jitter&) const = default;
};
/// Sees its target.
struct follow_target {
  using reads = post<"v">;
  void on_pre(auto& s) const {
    if (s.post["v"_name] > -58_mV) s.w *= 1.01;
  }
  bool operator==(const follow_target&) const = default;
};

// Learning at once and late, with one delay and with many, with sums, pools, random numbers, signals and operations.
constexpr auto learning = describe(
    population<"pre">(233, poisson{}, parameter<"rate">(40_Hz)),
    population<"n">(517, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"tau_m">(uniform(10_ms, 30_ms))),
    population<"risky">(130, escape_rate{}), drive<"risky.I">(sinusoid{0.8_nA, 20_Hz}), drive<"M.signal">(given),
    poisson_input<"n.exc">(400_Hz, weight(0.06)),
    projection<"A: pre -> n.exc">(all_to_all{}, weight(uniform(0.0, 0.01)), delay(0.3_ms),
                                  plasticity{transmit{}, pair_stdp{.w_max = 0.01}, normalise_always{1.5}}),
    projection<"D: pre -> n.exc">(fixed_probability{0.3}, weight(uniform(0.0, 0.005)), delay(0.5_ms),
                                  plasticity{transmit{}, pair_stdp{.w_max = 0.01}}),
    projection<"B: n -> n.exc">(fixed_probability{0.1}, weight(uniform(0.0, 0.02)),
                                delay(uniform(0.2_ms, 3_ms)).rounded(),
                                plasticity{transmit{}, triplet_stdp{.w_max = 0.02}}),
    projection<"C: n -> n.inh">(fixed_indegree{20}, weight(0.1), delay(0.2_ms),
                                plasticity{transmit{}, inhibitory_stdp{}, weight_decay{}}),
    projection<"X: pre -> n.exc">(fixed_probability{0.05}, weight(uniform(0.0, 0.01)), delay(0.2_ms), rules_in_turn{},
                                  plasticity{weight_exchange{}, weight_pool{}, transmit{}}),
    projection<"M: pre[10:200] -> n[100:400].exc">(
        fixed_probability{0.1}, weight(uniform(0.0, 0.01)), delay(0.2_ms),
        plasticity{transmit{}, modulated_stdp{.w_max = 0.01}, homeostatic_scaling{}}),
    projection<"J: n -> risky.v">(fixed_probability{0.05}, weight(uniform(0_mV, 0.2_mV)),
                                  delay(uniform(0.3_ms, 0.9_ms)).rounded(),
                                  plasticity{transmit{}, short_term{}, jitter{}}),
    projection<"F: risky -> n.exc">(fixed_probability{0.3}, weight(uniform(0.0, 0.01)), delay(0.4_ms),
                                    plasticity{transmit{}, follow_target{}}),
    projection<"Y: risky -> n[3:13].inh">(fixed_probability{0.3}, weight(uniform(0.0, 0.01)),
                                          delay(1_ms), // on one rank
                                          plasticity{transmit{}, pair_stdp{.w_max = 0.02}, normalise_on_event{0.1}}),
    regularly<"normalise", "C">(every{5_ms}, normalise{2.0}),
    regularly<"wear", "D">(every{3_ms}, [](auto& s) { s.w *= 0.999; }),
    regularly<"push", "n[30:500]">(every{4_ms}, [](auto& n) { n["v"_name] += 0.1_mV * n.uniform(); }),
    record<"n.spikes">(), record<"risky.spikes">(), record<"n.rate">(every{10_ms}), record<"n.v">(every{1_ms}),
    record<"n.exc.g">(every{5_ms}));

template <class Net>
void check_learning(std::initializer_list<unsigned> numbers) {
  const std::vector<double> signal{0, 1, -1, 0.5};
  on_ranks::check_same(
      [&](auto... options) {
        simulation<Net> sim{seed{7}, set<"M.signal">(timed_array(signal, quantity<dim::one>(1), 10_ms)), options...};
        sim.run(15.2_ms);
        sim.template freeze<"B", triplet_stdp>();
        sim.run(8_ms);
        if (sim["n.spikes"_name].size() < 100 || sim["risky.spikes"_name].size() < 10)
          raise({"too quiet for a test: ", sim["n.spikes"_name].size(), " and ", sim["risky.spikes"_name].size(),
                 " spikes"});
        std::vector<double> all;
        on_ranks::append(all, sim["n.spikes"_name]);
        on_ranks::append(all, sim["risky.spikes"_name]);
        on_ranks::append(all, sim["n.v"_name]);
        on_ranks::append(all, sim["n.exc.g"_name]);
        on_ranks::append(all, sim["n.rate"_name].hertz);
        on_ranks::append(all, sim.template get<"A.w">());
        on_ranks::append(all, sim.template get<"D.w">());
        on_ranks::append(all, sim.template get<"B.w">());
        on_ranks::append(all, sim.template get<"C.w">());
        on_ranks::append(all, sim.template get<"X.w">());
        on_ranks::append(all, sim.template get<"X.pool">());
        on_ranks::append(all, sim.template get<"M.w">());
        on_ranks::append(all, sim.template get<"M.c">());
        on_ranks::append(all, sim.template get<"J.w">());
        on_ranks::append(all, sim.template get<"J.u">());
        on_ranks::append(all, sim.template get<"F.w">());
        on_ranks::append(all, sim.template get<"Y.w">());
        on_ranks::append(all, sim.template get<"n.v">());
        on_ranks::append(all, sim.template get<"n[60:130].inh.g">());
        return all;
      },
      numbers);
}

TEST_CASE("ranks: synapses that learn, the bits of the serial run", "[threads]") {
  check_learning<network<learning>>({1, 2, 3, 4, 7});
}
TEST_CASE("ranks: the same learning in single precision", "[threads]") {
  check_learning<network<learning, float>>({2, 3, 7});
}

} // namespace
