// SPDX-License-Identifier: BSL-1.0
// Models and a rule as text beside the same in C++: they are the same operations in the same order, so that the ratio
// of each pair is near 1. Both run in turn; the least CPU time of a block of steps is reported, in ns per neuron and
// step, and in ns per step of 100,000 synapses that learn.
#include "support/neuron_texts.hpp"
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cortexpr/core.hpp>
#include <ctime>
#include <limits>

namespace {

using namespace cortexpr;

/// The least CPU time of a run, in ns.
struct least_time {
  void of(auto& run) {
    const std::clock_t begin = std::clock();
    run();
    benchmark::ClobberMemory();
    ns = std::min(ns, 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  double ns = std::numeric_limits<double>::infinity();
};

/// Steps the states of two simulations in turn, each `steps` at once from where it was; `parts` share a step.
template <class Policy, class Text>
void in_turn(benchmark::State& state, simulation<Policy>& in_cpp, simulation<Text>& in_words, int steps, double parts) {
  const auto block = [steps]<class Net>(simulation<Net>& sim) {
    return [steps, copy = sim.state()]() mutable {
      for (int k = 0; k < steps; ++k) Net::step(copy);
    };
  };
  auto policy_block = block(in_cpp);
  auto text_block = block(in_words);
  least_time policy, text;
  for (auto _ : state) {
    policy.of(policy_block);
    text.of(text_block);
  }
  state.counters["policy"] = policy.ns / steps / parts;
  state.counters["text"] = text.ns / steps / parts;
  state.counters["ratio"] = text.ns / policy.ns;
}

using coba = synaptic<lif, conductance<exponential>, conductance<exponential>>;
using coba_alpha = synaptic<lif, conductance<alpha>, conductance<alpha>>;

template <class Model>
constexpr auto driven = describe(population<"n">(4096, Model{}), drive<"n.I">(0.6_nA));

template <class Policy, class Text, class T>
void neurons(benchmark::State& state) {
  simulation<network<driven<Policy>, T>> in_cpp;
  simulation<network<driven<model_from<Text>>, T>> in_words;
  in_turn(state, in_cpp, in_words, 100, 4096);
}

struct stdp_text {
  static constexpr std::string_view model = R"(
    w : volt
    dx/dt = -x/(20*ms) : volt (event-driven)
    dy/dt = -y/(20*ms) : volt (event-driven))",
                                    on_pre = "v_post += w; x += 0.1*mV; w = clip(w + y, 0, 10*mV)",
                                    on_post = "y -= 0.105*mV; w = clip(w + x, 0, 10*mV)";
};
constexpr auto learning_text = plasticity{rule_from<stdp_text>{}};
constexpr auto learning_policy = plasticity{transmit{}, pair_stdp{.w_max = 10_mV}};

template <auto const& Rules>
constexpr auto learners = describe(population<"p">(1000, poisson{}, parameter<"rate">(20_Hz)),
                                   population<"n">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                                   projection<"S: p -> n.v">(all_to_all{}, weight(0.1_mV), Rules));

template <class T>
void pair_learning(benchmark::State& state) {
  simulation<network<learners<learning_policy>, T>> in_cpp{seed{1}};
  simulation<network<learners<learning_text>, T>> in_words{seed{1}};
  in_turn(state, in_cpp, in_words, 500, 1);
}

BENCHMARK_TEMPLATE(neurons, lif, as_text::lif, double);
BENCHMARK_TEMPLATE(neurons, lif, as_text::lif, float);
BENCHMARK_TEMPLATE(neurons, coba, as_text::conductances, double);
BENCHMARK_TEMPLATE(neurons, coba, as_text::conductances, float);
BENCHMARK_TEMPLATE(neurons, coba_alpha, as_text::alpha_conductances, double);
BENCHMARK_TEMPLATE(neurons, coba_alpha, as_text::alpha_conductances, float);
BENCHMARK_TEMPLATE(neurons, adex, as_text::adex, double);
BENCHMARK_TEMPLATE(neurons, adex, as_text::adex, float);
BENCHMARK_TEMPLATE(neurons, hodgkin_huxley, as_text::hodgkin_huxley, double);
BENCHMARK_TEMPLATE(neurons, hodgkin_huxley, as_text::hodgkin_huxley, float);
BENCHMARK_TEMPLATE(pair_learning, double);
BENCHMARK_TEMPLATE(pair_learning, float);

} // namespace

BENCHMARK_MAIN();
