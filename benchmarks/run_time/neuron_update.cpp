// SPDX-License-Identifier: BSL-1.0
// Time per neuron and step of a population alone, as the library makes it from a model's equations, beside the same
// loop written by hand with xsimd. The argument is the number of neurons; "per_neuron" is the figure to compare.
#include <benchmark/benchmark.h>
#include <cmath>
#include <cortexpr/core.hpp>

namespace {

using namespace cortexpr;

constexpr double dt = 1e-4;

void report(benchmark::State& state) {
  state.counters["per_neuron"] = benchmark::Counter(
      static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

template <class M>
constexpr auto alone = describe(population<"n">(1, M{}));

template <class M, class T>
void generated(benchmark::State& state) {
  using net = network<alone<M>, T>;
  simulation<net> sim{time_step{dt * 1_s}, set<"n">(state.range(0))};
  for (auto _ : state) {
    net::step(sim.state());
    benchmark::ClobberMemory();
  }
  report(state);
}

// What the loops by hand have in common: columns, which neurons are refractory (a bit each), and what a spike does.
template <class T>
struct by_hand {
  using B = detail::pack<T>;
  explicit by_hand(std::size_t count) : n(count) {
    for (auto& c : columns_) c.assign(n, T(0));
    held.assign(n / 64 + 1, 0);
  }
  T* operator[](std::size_t k) { return columns_[k].data(); }

  [[gnu::always_inline]] auto begin_block(std::size_t i) const {
    return detail::mask_of_bits<B>(~(held[i / 64] >> (i % 64))).value;
  }
  template <class Mask>
  [[gnu::always_inline]] void end_block(std::size_t i, const Mask& fired) {
    if (xsimd::any(fired)) emit(detail::bits_of_mask<B>(fired), i);
  }
  [[gnu::noinline, gnu::cold]] void emit(std::uint64_t fired, std::size_t first) {
    held[first / 64] |= fired << (first % 64);
    detail::for_each_bit(fired, [&](std::size_t k) { spikes.push_back(first + k); });
  }

  std::size_t n;
  std::array<column<T>, 6> columns_;
  std::vector<std::uint64_t> held;
  std::vector<std::size_t> spikes;
};

template <class T>
void hand_cuba(benchmark::State& state) {
  using B = detail::pack<T>;
  by_hand<T> s(static_cast<std::size_t>(state.range(0)));
  std::fill_n(s[0], s.n, T(-0.07));
  const auto coefficient = [](double c) { return B(static_cast<T>(c)); };
  const double am = 1 / 20e-3, ae = 1 / 5e-3, ai = 1 / 10e-3, C = 200e-12;
  const B P = coefficient(std::exp(-am * dt)), Pe = coefficient(std::exp(-ae * dt)),
          Pi = coefficient(std::exp(-ai * dt));
  const B Qe = coefficient((std::exp(-am * dt) - std::exp(-ae * dt)) / (ae - am) / C);
  const B Qi = coefficient((std::exp(-am * dt) - std::exp(-ai * dt)) / (ai - am) / C);
  const B Q = coefficient(-std::expm1(-am * dt) / am / C), rest = coefficient(-0.07 * -std::expm1(-am * dt));
  const B threshold = coefficient(-0.05);
  const T current = 0;
  for (auto _ : state) {
    const B I(*static_cast<const volatile T*>(&current));
    for (std::size_t i = 0; i < s.n; i += B::size) {
      const auto active = s.begin_block(i);
      const B v = B::load_aligned(s[0] + i), e = B::load_aligned(s[1] + i), h = B::load_aligned(s[2] + i);
      const B moved = xsimd::select(active, rest + Q * I + Qi * h + Qe * e + P * v, v);
      moved.store_aligned(s[0] + i);
      (Pe * e).store_aligned(s[1] + i);
      (Pi * h).store_aligned(s[2] + i);
      s.end_block(i, (moved > threshold) & active);
    }
    benchmark::ClobberMemory();
  }
  report(state);
}

template <class B>
[[gnu::always_inline]] inline B phi(const B& z) {
  const auto tiny = xsimd::abs(z) < B(static_cast<typename B::value_type>(1e-5));
  return xsimd::select(tiny,
                       1 + z * B(static_cast<typename B::value_type>(0.5)) *
                               (1 + z * B(static_cast<typename B::value_type>(1.0 / 3))),
                       xsimd::expm1(z) / xsimd::select(tiny, B(1), z));
}

template <class T>
void hand_coba(benchmark::State& state) {
  using B = detail::pack<T>;
  by_hand<T> s(static_cast<std::size_t>(state.range(0)));
  std::fill_n(s[0], s.n, T(-0.07));
  const auto coefficient = [](double c) { return B(static_cast<T>(c)); };
  const B h = coefficient(dt), g_L = coefficient(10e-9), E_L = coefficient(-0.07), inverse_C = coefficient(1 / 200e-12);
  const B E_e = coefficient(0), E_i = coefficient(-0.08), threshold = coefficient(-0.05);
  const B decay_e = coefficient(std::exp(-dt / 5e-3)), decay_i = coefficient(std::exp(-dt / 10e-3));
  const T current = 0;
  for (auto _ : state) {
    const B I(*static_cast<const volatile T*>(&current));
    for (std::size_t i = 0; i < s.n; i += B::size) {
      const auto active = s.begin_block(i);
      const B v = B::load_aligned(s[0] + i), e = B::load_aligned(s[1] + i), g = B::load_aligned(s[2] + i);
      const B f = (g_L * (E_L - v) + I + e * (E_e - v) + g * (E_i - v)) * inverse_C;
      const B slope = -(g_L + e + g) * inverse_C;
      const B moved = xsimd::select(active, v + h * phi(slope * h) * f, v);
      moved.store_aligned(s[0] + i);
      (decay_e * e).store_aligned(s[1] + i);
      (decay_i * g).store_aligned(s[2] + i);
      s.end_block(i, (moved > threshold) & active);
    }
    benchmark::ClobberMemory();
  }
  report(state);
}

template <class T>
void hand_adex(benchmark::State& state) {
  using B = detail::pack<T>;
  by_hand<T> s(static_cast<std::size_t>(state.range(0)));
  std::fill_n(s[0], s.n, T(-0.0706));
  const auto coefficient = [](double c) { return B(static_cast<T>(c)); };
  const B h = coefficient(dt), half = coefficient(dt / 2), g_L = coefficient(30e-9), E_L = coefficient(-0.0706);
  const B inverse_C = coefficient(1 / 281e-12), V_T = coefficient(-0.0504), cut = coefficient(0), a = coefficient(4e-9);
  const B inverse_delta = coefficient(1 / 2e-3), upstroke = coefficient(30e-9 * 2e-3),
          inverse_tau = coefficient(1 / 0.144);
  const T current = 0;
  for (auto _ : state) {
    const B I(*static_cast<const volatile T*>(&current));
    const auto slope_v = [&](const B& v, const B& w) {
      return (g_L * (E_L - v) + upstroke * xsimd::exp((v - V_T) * inverse_delta) - w + I) * inverse_C;
    };
    const auto slope_w = [&](const B& v, const B& w) { return (a * (v - E_L) - w) * inverse_tau; };
    for (std::size_t i = 0; i < s.n; i += B::size) {
      const auto active = s.begin_block(i);
      const B v = B::load_aligned(s[0] + i), w = B::load_aligned(s[1] + i);
      const B u = xsimd::min(v, cut);
      const B mv = v + half * xsimd::select(active, slope_v(u, w), B(0)), mw = w + half * slope_w(u, w);
      const B mu = xsimd::min(mv, cut);
      const B moved = v + h * xsimd::select(active, slope_v(mu, mw), B(0));
      moved.store_aligned(s[0] + i);
      (w + h * slope_w(mu, mw)).store_aligned(s[1] + i);
      s.end_block(i, (moved > cut) & active);
    }
    benchmark::ClobberMemory();
  }
  report(state);
}

template <class T>
void hand_hodgkin_huxley(benchmark::State& state) {
  using B = detail::pack<T>;
  by_hand<T> s(static_cast<std::size_t>(state.range(0)));
  const double start[] = {-0.06, 0.0269, 0.9913, 0.0604};
  for (std::size_t k = 0; k < 4; ++k) std::fill_n(s[k], s.n, static_cast<T>(start[k]));
  const auto coefficient = [](double c) { return B(static_cast<T>(c)); };
  const B h = coefficient(dt), inverse_C = coefficient(1 / 200e-12), g_l = coefficient(10e-9),
          g_Na = coefficient(20e-6);
  const B g_K = coefficient(6e-6), E_l = coefficient(-0.06), E_Na = coefficient(0.05), E_K = coefficient(-0.09);
  const B V_T = coefficient(-0.063), threshold = coefficient(-0.02);
  const T current = 0;
  for (auto _ : state) {
    const B I(*static_cast<const volatile T*>(&current));
    for (std::size_t i = 0; i < s.n; i += B::size) {
      const auto active = s.begin_block(i);
      const B v = B::load_aligned(s[0] + i), m = B::load_aligned(s[1] + i), k = B::load_aligned(s[2] + i),
              n = B::load_aligned(s[3] + i);
      const B u = v - V_T;
      const B a_m = coefficient(1280) / phi((coefficient(0.013) - u) * coefficient(250));
      const B b_m = coefficient(1400) / phi((u - coefficient(0.04)) * coefficient(200));
      const B a_h = coefficient(128) * xsimd::exp((coefficient(0.017) - u) * coefficient(1 / 0.018));
      const B b_h = coefficient(4000) / (1 + xsimd::exp((coefficient(0.04) - u) * coefficient(200)));
      const B a_n = coefficient(160) / phi((coefficient(0.015) - u) * coefficient(200));
      const B b_n = coefficient(500) * xsimd::exp((coefficient(0.01) - u) * coefficient(25));
      const B sodium = g_Na * (m * m * m) * k, potassium = g_K * (n * n) * (n * n);
      const B f = (g_l * (E_l - v) + sodium * (E_Na - v) + potassium * (E_K - v) + I) * inverse_C;
      const B slope = -(g_l + sodium + potassium) * inverse_C;
      const B moved = v + h * phi(slope * h) * f;
      const auto gate = [&](const B& x, const B& a, const B& b) {
        return x + h * phi(-(a + b) * h) * (a * (1 - x) - b * x);
      };
      moved.store_aligned(s[0] + i);
      gate(m, a_m, b_m).store_aligned(s[1] + i);
      gate(k, a_h, b_h).store_aligned(s[2] + i);
      gate(n, a_n, b_n).store_aligned(s[3] + i);
      s.end_block(i, (moved > threshold) & active);
    }
    benchmark::ClobberMemory();
  }
  report(state);
}

using cuba = synaptic_lif<current<exponential>, current<exponential>>;
using coba = synaptic_lif<conductance<exponential>, conductance<exponential>>;

BENCHMARK_TEMPLATE(generated, cuba, double)->Arg(4096);
BENCHMARK_TEMPLATE(hand_cuba, double)->Arg(4096);
BENCHMARK_TEMPLATE(generated, cuba, float)->Arg(4096);
BENCHMARK_TEMPLATE(hand_cuba, float)->Arg(4096);
BENCHMARK_TEMPLATE(generated, coba, double)->Arg(4096);
BENCHMARK_TEMPLATE(hand_coba, double)->Arg(4096);
BENCHMARK_TEMPLATE(generated, coba, float)->Arg(4096);
BENCHMARK_TEMPLATE(hand_coba, float)->Arg(4096);
BENCHMARK_TEMPLATE(generated, adex, double)->Arg(4096);
BENCHMARK_TEMPLATE(hand_adex, double)->Arg(4096);
BENCHMARK_TEMPLATE(generated, adex, float)->Arg(4096);
BENCHMARK_TEMPLATE(hand_adex, float)->Arg(4096);
BENCHMARK_TEMPLATE(generated, hodgkin_huxley, double)->Arg(4096);
BENCHMARK_TEMPLATE(hand_hodgkin_huxley, double)->Arg(4096);
BENCHMARK_TEMPLATE(generated, hodgkin_huxley, float)->Arg(4096);
BENCHMARK_TEMPLATE(hand_hodgkin_huxley, float)->Arg(4096);

} // namespace

BENCHMARK_MAIN();
