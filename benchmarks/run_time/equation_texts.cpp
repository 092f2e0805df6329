// SPDX-License-Identifier: BSL-1.0
// Models and a rule as text beside the same in C++: time per neuron and step, and per spike and synapse. They are the
// same operations in the same order, so that the ratio of each pair is near 1.
#include "support/neuron_texts.hpp"
#include <benchmark/benchmark.h>
#include <cortexpr/core.hpp>

namespace {

using namespace cortexpr;

void report(benchmark::State& state, const char* what, double count) {
  state.counters[what] =
      benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <class Model>
constexpr auto alone = describe(population<"n">(given, Model{}));

template <class Model>
void neurons(benchmark::State& state) {
  using net = network<alone<Model>>;
  const auto n = static_cast<std::uint32_t>(state.range(0));
  simulation<net> sim{set<"n">(n)};
  auto copy = sim.state();
  for (auto _ : state) {
    net::step(copy);
    benchmark::ClobberMemory();
  }
  report(state, "per_neuron", n);
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

/// 100,000 synapses that learn.
template <auto const& Rules>
void pair_learning(benchmark::State& state) {
  using net = network<learners<Rules>>;
  simulation<net> sim{seed{1}};
  const auto start = sim.state();
  for (auto _ : state) {
    state.PauseTiming();
    auto copy = start;
    state.ResumeTiming();
    for (int k = 0; k < 2000; ++k) net::step(copy);
    benchmark::ClobberMemory();
  }
  report(state, "per_step", 2000);
}

BENCHMARK_TEMPLATE(neurons, lif)->Arg(4096);
BENCHMARK_TEMPLATE(neurons, model_from<as_text::lif>)->Arg(4096);
BENCHMARK_TEMPLATE(neurons, hodgkin_huxley)->Arg(4096);
BENCHMARK_TEMPLATE(neurons, model_from<as_text::hodgkin_huxley>)->Arg(4096);
BENCHMARK_TEMPLATE(pair_learning, learning_policy)->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(pair_learning, learning_text)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
