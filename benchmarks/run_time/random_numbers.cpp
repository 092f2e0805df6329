// SPDX-License-Identifier: BSL-1.0
// Time per random number, as populations and inputs draw them: "per_number" is the figure.
#include <benchmark/benchmark.h>
#include <cortexpr/core.hpp>

namespace {

using namespace cortexpr;

constexpr std::size_t n = 4096;

void report(benchmark::State& state) {
  state.counters["per_number"] = benchmark::Counter(
      static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <class T>
void chance_numbers(benchmark::State& state) {
  const stream s = make_stream(1, "chance");
  column<T> out;
  out.assign(n, T(0));
  std::uint64_t step = 0;
  for (auto _ : state) {
    detail::bernoulli::draw_bounds(s, step++, out.data(), 0, n);
    benchmark::ClobberMemory();
  }
  report(state);
}

void normal_numbers(benchmark::State& state) {
  const stream s = make_stream(1, "normal");
  double sum = 0;
  std::uint64_t row = 0;
  for (auto _ : state) {
    generator g(s, row++);
    for (std::size_t k = 0; k < n; ++k) sum += detail::standard_normal(g);
    benchmark::DoNotOptimize(sum);
  }
  report(state);
}

/// The numbers of noisy equations: neurons side by side.
template <std::size_t Noises>
void noise_numbers(benchmark::State& state) {
  constexpr std::size_t side_by_side = 8;
  const stream s = make_stream(1, "noise");
  std::uint64_t step = 0;
  double sum = 0;
  for (auto _ : state) {
    for (std::uint64_t i = 0; i < n / Noises; i += side_by_side) {
      const auto x = detail::standard_normals_of_many<Noises, side_by_side>(
          s, {i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7}, step);
      sum += x[0][0];
    }
    ++step;
    benchmark::DoNotOptimize(sum);
  }
  report(state);
}

/// The argument is the mean in thousandths.
void poisson_numbers(benchmark::State& state) {
  const detail::poisson_counts counts(static_cast<double>(state.range(0)) / 1000, "benchmark");
  const stream s = make_stream(1, "poisson");
  std::vector<std::uint16_t> out(n);
  std::uint64_t step = 0;
  for (auto _ : state) {
    counts.fill(s, step++, 0, out.data(), n);
    benchmark::ClobberMemory();
  }
  report(state);
}

BENCHMARK_TEMPLATE(chance_numbers, double);
BENCHMARK_TEMPLATE(chance_numbers, float);
BENCHMARK(normal_numbers);
BENCHMARK_TEMPLATE(noise_numbers, 1);
BENCHMARK_TEMPLATE(noise_numbers, 2);
BENCHMARK(poisson_numbers)->Arg(10)->Arg(1680)->Arg(20'000);

} // namespace

BENCHMARK_MAIN();
