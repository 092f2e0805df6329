// SPDX-License-Identifier: BSL-1.0
// What watchdogs cost: a balanced network of 4,000 neurons and one whose million synapses learn, with and without them,
// in turn. The figure is "cost", the share of the time that they add.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cortexpr/core.hpp>
#include <vector>

namespace {

using namespace cortexpr;

using cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  return population<Name>(n, cell{}, parameter<"E_L">(-60_mV), parameter<"t_ref">(5_ms),
                          start<"v">(normal(-65_mV, 5_mV)), start<"exc.g">(normal(4, 1.5)),
                          start<"inh.g">(normal(20, 12)));
}
constexpr auto balanced =
    describe(cells<"E">(3200), cells<"I">(800), projection<"E -> E.exc">(fixed_probability{0.02}, weight(0.6)),
             projection<"E -> I.exc">(fixed_probability{0.02}, weight(0.6)),
             projection<"I -> E.inh">(fixed_probability{0.02}, weight(6.7)),
             projection<"I -> I.inh">(fixed_probability{0.02}, weight(6.7)));

constexpr auto learning = describe(population<"in">(1000, poisson{}, parameter<"rate">(15_Hz)),
                                   population<"n">(1000, scaled_lif{}, parameter<"t_ref">(5_ms)),
                                   projection<"S: in -> n.v">(all_to_all{}, weight(uniform(0_mV, 0.14_mV)),
                                                              plasticity{transmit{}, pair_stdp{.w_max = 0.14_mV}}));

/// Times `time` of both, with options and without, until the benchmark is long enough.
template <class Net, class... Options>
void compare(benchmark::State& state, quantity<dim::second> time, const Options&... options) {
  simulation<Net> plain{seed{1}}, watched{seed{1}};
  const auto seconds = [](auto&& run) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  // The shortest of each: what else the computer does only adds.
  double without = 1e9, with = 1e9;
  for (auto _ : state) {
    without = std::min(without, seconds([&] { plain.run(time); }));
    with = std::min(with, seconds([&] { watched.run(time, options...); }));
    // Both stay in the same state, so that they have the same to do.
    if (plain.time() > 8 * time.si()) plain.reset(), watched.reset();
  }
  state.counters["cost"] = with / without - 1;
}
void watchdogs(benchmark::State& state) {
  compare<network<balanced>>(state, 50_ms, watch_rate<"E">(0_Hz, 1_kHz), watch_rate<"I">(0_Hz, 1_kHz),
                             watch_value<"E.v">(-1_V, 1_V), watch_value<"I.v">(-1_V, 1_V), watch_nan{});
}
void watchdog_of_weights(benchmark::State& state) { compare<network<learning>>(state, 200_ms, watch_nan{}); }
BENCHMARK(watchdog_of_weights)->Unit(benchmark::kMillisecond)->MinTime(10);
BENCHMARK(watchdogs)->Unit(benchmark::kMillisecond)->MinTime(10);

} // namespace

BENCHMARK_MAIN();
