// SPDX-License-Identifier: BSL-1.0
// Time per connection and step of couplings: gap junctions and phase oscillators, beside the same loops written by
// hand. "per_synapse" is the figure; a step of the neurons, which does almost nothing, is part of ours.
#include <benchmark/benchmark.h>
#include <cmath>
#include <cortexpr/core.hpp>

namespace {

using namespace cortexpr;

constexpr std::uint32_t cells = 2'000;
constexpr double share = 0.05;

void report(benchmark::State& state, double synapses) {
  state.counters["per_synapse"] =
      benchmark::Counter(synapses, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

struct follower {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class T>
  struct inputs {
    number<T> I = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.v = in.I / p.tau};
  }
};

constexpr auto phases = couple([](auto pre, auto post, auto w) { return w * sin(pre["v"_name] - post["v"_name]); });

template <class Rule, class... Options>
constexpr auto net_of(Rule rule, Options... options) {
  return describe(population<"n">(cells, follower{}, start<"v">(uniform(0, 1))),
                  projection<"S: n -> n.I">(rule, options...));
}
constexpr auto different = weight(uniform(0, 1e-6));
constexpr auto sparse = net_of(fixed_probability{share}, different, gap_junction{});
constexpr auto sparse_equal = net_of(fixed_probability{share}, weight(1e-6), gap_junction{});
constexpr auto complete = net_of(all_to_all{}, different, gap_junction{});
constexpr auto oscillators = net_of(fixed_probability{share}, different, phases);
constexpr auto all_oscillators = net_of(all_to_all{}, weight(1e-6), phases);

template <auto const& D, class Real>
void library(benchmark::State& state) {
  using net = network<D, Real>;
  simulation<net> sim{seed{1}};
  for (auto _ : state) net::step(sim.state());
  report(state, static_cast<double>(detail::item_at<1>(sim.state().items).connections->synapses));
}

struct wiring {
  std::vector<std::uint32_t> row{0};
  std::vector<std::uint16_t> target;
};
wiring wire(double p) {
  wiring all;
  generator g(make_stream(1, "wiring"), 0);
  for (std::uint32_t i = 0; i < cells; ++i) {
    for (std::uint32_t j = 0; j < cells; ++j)
      if (g.uniform() < p) all.target.push_back(static_cast<std::uint16_t>(j));
    all.row.push_back(static_cast<std::uint32_t>(all.target.size()));
  }
  return all;
}

struct difference {
  template <class T>
  T operator()(T w, T a, T b) const {
    return w * (a - b);
  }
};
struct sine {
  template <class T>
  T operator()(T w, T a, T b) const {
    return w * std::sin(a - b);
  }
};

/// Row by row, as one would write it.
template <class Real, class Term>
void sparse_loop(benchmark::State& state) {
  const wiring all = wire(share);
  std::vector<Real> w(all.target.size(), Real(1e-6)), v(cells, Real(0.5)), sum(cells);
  for (auto _ : state) {
    std::fill(sum.begin(), sum.end(), Real(0));
    for (std::uint32_t i = 0; i < cells; ++i) {
      const Real a = v[i];
      for (std::uint32_t k = all.row[i]; k < all.row[i + 1]; ++k)
        sum[all.target[k]] += Term{}(w[k], a, v[all.target[k]]);
    }
    for (std::uint32_t i = 0; i < cells; ++i) v[i] += sum[i] * Real(1e-2);
    benchmark::ClobberMemory();
  }
  report(state, static_cast<double>(all.target.size()));
}
template <class Real>
void complete_loop(benchmark::State& state) {
  std::vector<Real> w(std::size_t{cells} * cells, Real(1e-6)), v(cells, Real(0.5)), sum(cells);
  for (auto _ : state) {
    std::fill(sum.begin(), sum.end(), Real(0));
    for (std::uint32_t i = 0; i < cells; ++i) {
      const Real a = v[i];
      const Real* const row = w.data() + std::size_t{i} * cells;
      CORTEXPR_INDEPENDENT
      for (std::uint32_t j = 0; j < cells; ++j) sum[j] += row[j] * (a - v[j]);
    }
    for (std::uint32_t i = 0; i < cells; ++i) v[i] += sum[i] * Real(1e-2);
    benchmark::ClobberMemory();
  }
  report(state, static_cast<double>(w.size()));
}

BENCHMARK_TEMPLATE(sparse_loop, double, difference);
BENCHMARK_TEMPLATE(library, sparse, double);
BENCHMARK_TEMPLATE(library, sparse_equal, double);
BENCHMARK_TEMPLATE(sparse_loop, float, difference);
BENCHMARK_TEMPLATE(library, sparse, float);
BENCHMARK_TEMPLATE(complete_loop, double);
BENCHMARK_TEMPLATE(library, complete, double);
BENCHMARK_TEMPLATE(complete_loop, float);
BENCHMARK_TEMPLATE(library, complete, float);
BENCHMARK_TEMPLATE(sparse_loop, double, sine);
BENCHMARK_TEMPLATE(library, oscillators, double);
BENCHMARK_TEMPLATE(library, all_oscillators, double);
BENCHMARK_TEMPLATE(sparse_loop, float, sine);
BENCHMARK_TEMPLATE(library, oscillators, float);

} // namespace

BENCHMARK_MAIN();
