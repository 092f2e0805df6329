// SPDX-License-Identifier: BSL-1.0
// Time per synapse and step of clock-driven equations, beside a loop written by hand; and per event of event-driven
// ones. "per_synapse" and "per_event" are the figures; the argument is the number of synapses.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <cortexpr/core.hpp>
#include <vector>

namespace {

using namespace cortexpr;

constexpr std::uint32_t cells = 1000;

void report(benchmark::State& state, const char* what, double count) {
  state.counters[what] =
      benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

struct sink {
  template <class I>
  struct state {
    volt<I> v = 0_V, u = 0_V;
  };
  template <class I>
  struct parameters {};
};

/// The gating of NMDA receptors, which feed nothing here.
template <class Integrator>
struct gating {
  using integrator = Integrator;
  quantity<dim::second> tau_x = 2_ms, tau_s = 100_ms;
  quantity<dim::hertz> alpha = 500_Hz;
  template <class I>
  struct synapse {
    number<I> x = 0.5, s = 0.25;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& y, const auto& p) {
    return {.x = -y.x / p.tau_x, .s = -y.s / p.tau_s + p.alpha * y.x * (1 - y.s)};
  }
  static constexpr void on_pre(auto& y) { y.x += 1; }
  bool operator==(const gating&) const = default;
};

template <class Rule>
constexpr auto net_of() {
  return describe(population<"in">(given, spike_times{}), population<"n">(cells, sink{}),
                  projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{Rule{}}));
}
constexpr auto by_euler = net_of<gating<euler>>();
constexpr auto by_midpoint = net_of<gating<rk2>>();
constexpr auto by_exponential = net_of<gating<exponential_euler>>();
constexpr auto fed = net_of<nmda>();
constexpr auto noisy = describe(
    population<"in">(given, spike_times{}), population<"n">(cells, lif{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{calcium_plasticity{.w_0 = 0_V, .w_1 = 1_V}}));

template <auto const& D>
void clock_driven_equations(benchmark::State& state) {
  const auto synapses = static_cast<std::uint32_t>(state.range(0));
  simulation<network<D>> sim{set<"in">(synapses / cells)};
  auto copy = sim.state();
  for (auto _ : state) {
    network<D>::step(copy);
    benchmark::ClobberMemory();
  }
  report(state, "per_synapse", synapses);
}

/// The same equations in plain loops over two arrays.
template <bool Midpoint>
void loop_by_hand(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::vector<double> x(n, 0.5), s(n, 0.25);
  const double dt = 1e-4, rate_x = 1 / 2e-3, rate_s = 1 / 100e-3, alpha = 500;
  double* const px = x.data();
  double* const ps = s.data();
  for (auto _ : state) {
#pragma GCC ivdep
    for (std::size_t k = 0; k < n; ++k) {
      double a = px[k], b = ps[k];
      double da = -a * rate_x, db = -b * rate_s + alpha * a * (1 - b);
      if constexpr (Midpoint) {
        const double half_a = a + 0.5 * dt * da, half_b = b + 0.5 * dt * db;
        da = -half_a * rate_x, db = -half_b * rate_s + alpha * half_a * (1 - half_b);
      }
      px[k] = a + dt * da;
      ps[k] = b + dt * db;
    }
    benchmark::ClobberMemory();
  }
  report(state, "per_synapse", static_cast<double>(n));
}

constexpr auto events_of_rows = net_of<tsodyks_markram_events>();
/// A change when the target spikes: each synapse has a time of its own.
struct timed_by_synapse {
  static constexpr bool transmits = true;
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> a = 0;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
    return {.a = -s.a / tau};
  }
  void on_pre(auto& s) const { s.a += 1, s.receptor += s.w * s.a; }
  void on_post(auto& s) const { s.a += 0.1; }
  bool operator==(const timed_by_synapse&) const = default;
};
constexpr auto events_of_synapses =
    describe(population<"in">(given, spike_times{}), population<"n">(cells, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(0_mV), plasticity{timed_by_synapse{}}));
constexpr auto events_without_equations = net_of<short_term>();

/// In every step one source in a hundred spikes, at intervals of 10 ms each.
template <auto const& D>
void event_driven_equations(benchmark::State& state) {
  const auto sources = static_cast<std::uint32_t>(state.range(0)) / cells;
  std::vector<std::int64_t> steps, numbers;
  for (std::int64_t n = 0; n < 2000; ++n)
    for (std::int64_t i = n % 100; i < sources; i += 100) steps.push_back(n), numbers.push_back(i);
  simulation<network<D>> sim{set<"in">(sources), set<"in">(spike_list::at_steps(steps, numbers))};
  const auto start = sim.state();
  for (auto _ : state) {
    state.PauseTiming();
    auto copy = start;
    state.ResumeTiming();
    for (int n = 0; n < 2000; ++n) network<D>::step(copy);
    benchmark::ClobberMemory();
  }
  report(state, "per_event", static_cast<double>(steps.size()) * cells);
}

// 100,000 synapses are in the second cache, 4,000,000 in none.
#define SIZES Arg(10'000)->Arg(100'000)->Arg(4'000'000)->Unit(benchmark::kMicrosecond)
BENCHMARK(loop_by_hand<false>)->SIZES;
BENCHMARK(clock_driven_equations<by_euler>)->SIZES;
BENCHMARK(loop_by_hand<true>)->SIZES;
BENCHMARK(clock_driven_equations<by_midpoint>)->SIZES;
BENCHMARK(clock_driven_equations<by_exponential>)->SIZES;
BENCHMARK(clock_driven_equations<fed>)->SIZES;
BENCHMARK(clock_driven_equations<noisy>)->SIZES;
#define EVENTS Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)
BENCHMARK(event_driven_equations<events_without_equations>)->EVENTS;
BENCHMARK(event_driven_equations<events_of_rows>)->EVENTS;
BENCHMARK(event_driven_equations<events_of_synapses>)->EVENTS;

} // namespace

BENCHMARK_MAIN();
