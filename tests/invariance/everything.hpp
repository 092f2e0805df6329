// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/core.hpp>
#include <vector>

/// A network with every kind of item and every way of storing and changing synapses.
namespace everything_tests {

using namespace cortexpr;

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;

/// Draws its change: the rng service must not depend on who owns the synapse.
struct jitter {
  using services = needs<rng>;
  void on_pre(auto& s) const { s.w *= 0.99 + 0.02 * s.uniform(); }
  bool operator==(const jitter&) const = default;
};

// Every kind of item and every way of storing and changing synapses; sizes that no number of threads divides.
inline constexpr auto everything = describe(
    population<"pre">(333, poisson{}, parameter<"rate">(40_Hz)),
    population<"n">(517, cell{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"tau_m">(uniform(10_ms, 30_ms))),
    population<"risky">(130, escape_rate{}), population<"units">(101, rate_unit<sigmoid>{}),
    population<"list">(3, spike_times{}), drive<"risky.I">(sinusoid{0.3_nA, 20_Hz}), drive<"units.I">(given),
    drive<"M.signal">(given), poisson_input<"n.exc">(400_Hz, weight(0.02)),
    projection<"U: units -> units.net">(fixed_probability{0.2}, weight(normal(0.0, 0.5))),
    projection<"G: risky -> risky.I">(fixed_probability{0.1}, weight(uniform(0_nS, 0.1_nS)), gap_junction{}),
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

/// A simulation of it with all that is given at run time.
inline simulation<net> make(unsigned n, std::uint64_t start = 7) {
  const std::vector<double> signal{0, 1, -1, 0.5}, current{0.1, 0.9, 0.4};
  return simulation<net>{seed{start}, threads{n, true},
                         set<"list">(spike_list::at_steps(std::vector{5, 40, 41}, std::vector{0, 2, 1})),
                         set<"M.signal">(timed_array(signal, quantity<dim::one>(1), 10_ms)),
                         set<"units.I">(timed_array(current, quantity<dim::one>(1), 20_ms))};
}

} // namespace everything_tests
