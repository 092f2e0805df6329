// SPDX-License-Identifier: BSL-1.0
// Time per synaptic event of every layout of static synapses, beside a bare loop that adds as many numbers at as many
// places; and per event of plastic synapses. "per_event" is the figure; "share" is how many targets a source reaches.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cortexpr/core.hpp>
#include <numeric>

namespace {

using namespace cortexpr;

constexpr std::uint32_t cells = 10'000;
constexpr double share = 0.1;
constexpr std::size_t spikes_per_step = 20;
constexpr std::int64_t period = 100; // steps until the same neurons spike again

void report(benchmark::State& state, double events) {
  state.counters["per_event"] =
      benchmark::Counter(events, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// Something to add to, and nothing else to do.
struct sink {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {};
};
/// The same with spikes, for rules that need them; none comes.
struct spiking_sink : sink {
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1e9_V; }
};

/// The same with what voltage-based STDP reads.
struct watched_sink : spiking_sink {
  template <class I>
  struct state {
    volt<I> v = -60_mV, u_minus = -65_mV, u_plus = -65_mV, u_homeo = 5_mV, sum = 0_V;
  };
  template <class I>
  struct parameters {
    volt<I> V_spike = 33_mV;
    second<I> t_spike = 2_ms;
  };
};

constexpr auto one_delay = delay(1_ms);
constexpr auto mixed_delays = delay(uniform(0.1_ms, 5_ms)).rounded();
constexpr auto equal = weight(1_uV);
constexpr auto different = weight(uniform(0_uV, 1_uV));

template <class Target, class... Options>
constexpr auto net_of(Options... options) {
  return describe(population<"in">(cells, spike_times{}), population<"n">(cells, Target{}),
                  projection<"S: in -> n.v">(fixed_probability{share}, options...));
}
constexpr auto bits = net_of<sink>(equal, one_delay);
constexpr auto constant_rows = net_of<sink>(equal, mixed_delays);
constexpr auto weighted_rows = net_of<sink>(different, one_delay);
constexpr auto weighted_mixed = net_of<sink>(different, mixed_delays);
constexpr auto fixed16_mixed = net_of<sink>(different, mixed_delays, stored_as<fixed16>{});
constexpr auto fixed8_mixed = net_of<sink>(different, mixed_delays, stored_as<fixed8>{});
constexpr auto bundled = describe(
    population<"in">(cells, spike_times{}), population<"n">(cells / 2, sink{}), population<"m">(cells / 2, sink{}),
    projection<"S: in -> n.v">(fixed_probability{share}, different, mixed_delays, stored_as<fixed16>{}),
    projection<"R: in -> m.v">(fixed_probability{share}, different, mixed_delays, stored_as<fixed16>{}));
constexpr auto pairs_arrive = net_of<spiking_sink>(different, one_delay, plasticity{pair_stdp{.w_max = 1_uV}});
constexpr auto voltage_stdp_rows =
    describe(population<"in">(cells, spike_times{}), population<"n">(cells, watched_sink{}),
             projection<"S: in -> n.sum">(fixed_probability{share}, different, one_delay,
                                          plasticity{transmit{}, voltage_stdp{.w_1 = 1_uV, .w_max = 3_uV}}));
constexpr auto short_term_rows = net_of<sink>(different, one_delay, plasticity{short_term{}});

spike_list waves() {
  std::vector<std::int64_t> steps;
  std::vector<std::uint32_t> neurons;
  for (std::int64_t t = 0; t < 200 * period; ++t)
    for (std::size_t k = 0; k < spikes_per_step; ++k) {
      steps.push_back(t);
      neurons.push_back(static_cast<std::uint32_t>((static_cast<std::size_t>(t % period) * spikes_per_step + k) * 5));
    }
  return spike_list::at_steps(steps, neurons);
}

template <auto const& D, class Real>
void deliver(benchmark::State& state) {
  using net = network<D, Real>;
  simulation<net> sim{seed{1}, set<"in">(waves())};
  sim.run_steps(period);
  std::int64_t done = period;
  for (auto _ : state) {
    net::step(sim.state());
    if (++done == 199 * period) {
      state.PauseTiming();
      sim.reset();
      sim.run_steps(period);
      done = period;
      state.ResumeTiming();
    }
  }
  report(state, spikes_per_step * share * cells);
}

/// What no layout can undercut by much: the same number of additions at random places of an array of that size.
template <class Real>
void bare_scatter(benchmark::State& state) {
  constexpr auto row = static_cast<std::size_t>(share * cells);
  std::vector<std::uint16_t> target(cells * row);
  std::vector<Real> weight(cells * row, Real(1e-6)), sum(cells);
  generator g(make_stream(1, "scatter"), 0);
  for (auto& j : target) j = static_cast<std::uint16_t>(g.below(cells));
  std::size_t step = 0;
  for (auto _ : state) {
    for (std::size_t k = 0; k < spikes_per_step; ++k) {
      const std::size_t begin = (step % period * spikes_per_step + k) * 5 * row;
      for (std::size_t i = begin; i < begin + row; ++i) sum[target[i]] += weight[i];
    }
    ++step;
    benchmark::ClobberMemory();
  }
  report(state, static_cast<double>(spikes_per_step * row));
}

/// Potentiation by voltage-based STDP in a step in which one target in a hundred is depolarised, per synapse of these.
template <class Real>
void potentiate(benchmark::State& state) {
  using net = network<voltage_stdp_rows, Real>;
  std::vector<double> v(cells, -60.0);
  for (std::size_t j = 0; j < cells; j += 100) v[j] = -30.0;
  simulation<net> sim{seed{1}, set<"in">(spike_list::at_steps(std::vector<int>{}, std::vector<int>{})),
                      set<"n.v">(values(v, 1_mV))};
  for (auto _ : state) net::step(sim.state());
  report(state, share * cells * cells / 100);
}

BENCHMARK_TEMPLATE(bare_scatter, double);
BENCHMARK_TEMPLATE(bare_scatter, float);
BENCHMARK_TEMPLATE(deliver, bits, double);
BENCHMARK_TEMPLATE(deliver, bits, float);
BENCHMARK_TEMPLATE(deliver, constant_rows, double);
BENCHMARK_TEMPLATE(deliver, constant_rows, float);
BENCHMARK_TEMPLATE(deliver, weighted_rows, double);
BENCHMARK_TEMPLATE(deliver, weighted_rows, float);
BENCHMARK_TEMPLATE(deliver, weighted_mixed, double);
BENCHMARK_TEMPLATE(deliver, weighted_mixed, float);
BENCHMARK_TEMPLATE(deliver, fixed16_mixed, float);
BENCHMARK_TEMPLATE(deliver, fixed8_mixed, float);
BENCHMARK_TEMPLATE(deliver, bundled, float);
BENCHMARK_TEMPLATE(deliver, short_term_rows, double);
BENCHMARK_TEMPLATE(deliver, pairs_arrive, double);
BENCHMARK_TEMPLATE(deliver, voltage_stdp_rows, double);
BENCHMARK_TEMPLATE(deliver, voltage_stdp_rows, float);
BENCHMARK_TEMPLATE(potentiate, double);

} // namespace

BENCHMARK_MAIN();
