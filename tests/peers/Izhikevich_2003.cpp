// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Izhikevich_2003.py: excitatory and inhibitory neurons whose spikes are currents of one
// step; with 100 neurons and reproducible numbers in place of random ones. Izhikevich (2003), IEEE Trans. Neural
// Networks 14:1569.
#include "peers/texts/Izhikevich_2003.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Izhikevich_2003;

struct izhikevich_numbers {
  template <class I>
  struct state {
    number<I> v = -65, u = 0, I_syn = 0;
  };
  template <class I>
  struct parameters {
    number<I> a = 0.02, b = 0.2, c = -65, d = 8;
  };
  template <class T>
  struct inputs {
    number<T> I_noise = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (0.04 * square(x.v) + 5 * x.v + 140 - x.u + x.I_syn + in.I_noise) / 1_ms,
            .u = p.a * (p.b * x.v - x.u) / 1_ms,
            .I_syn = 0 / 1_s};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v >= 30; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.c;
    x.u += p.d;
  }
};

constexpr auto network_of(auto neuron, auto... couplings) {
  return describe(population<"N">(100, neuron, euler{}, parameter<"a">(given), parameter<"b">(given),
                                  parameter<"c">(given), parameter<"d">(given), start<"u">(given)),
                  drive<"N.I_noise">(given), couplings..., record<"N.v">(every{50_ms}), record<"N.u">(every{50_ms}),
                  record<"N.spikes">());
}
// A current of one step: up at once, down a step later.
constexpr auto d =
    network_of(izhikevich_numbers{}, projection<"down: N -> N.I_syn">(all_to_all{}, weight(given), delay{1_ms}),
               projection<"up: N -> N.I_syn">(all_to_all{}, weight(given)));
constexpr auto in_words = network_of(model_from<words::neuron>{},
                                     projection<"S: N -> N.I">(all_to_all{}, weight(given), delay_of<"down">(1_ms),
                                                               plasticity{rule_from<words::coupling>{}}));

/// The same in every language: k -> fraction of (k + salt) * 2654435761 mod 2^32, in 1/4096.
std::vector<double> numbers(std::size_t n, std::uint64_t salt) {
  std::vector<double> list(n);
  for (std::size_t k = 0; k < n; ++k)
    list[k] = static_cast<double>((k + salt) * 2654435761ULL % (1ULL << 32) >> 20) / 4096;
  return list;
}

void compare(const auto& with_weights) {
  const peers::brian2_numbers brian("Izhikevich_2003");
  constexpr std::size_t Ne = 80, N = 100, steps = 500;
  const auto r = numbers(N, 1);
  auto up = numbers(N * N, 1000), noise = numbers(steps * N, 50000);
  std::vector<double> a(N), b(N), c(N), dd(N), u(N), down(N * N);
  for (std::size_t i = 0; i < N; ++i) {
    const bool exc = i < Ne;
    a[i] = exc ? 0.02 : 0.02 + 0.08 * r[i];
    b[i] = exc ? 0.2 : 0.25 - 0.05 * r[i];
    c[i] = exc ? -65 + 15 * r[i] * r[i] : -65;
    dd[i] = exc ? 8 - 6 * r[i] * r[i] : 2;
    u[i] = b[i] * -65;
    for (std::size_t j = 0; j < N; ++j) down[i * N + j] = -(up[i * N + j] *= exc ? 2 : -4);
  }
  for (std::size_t k = 0; k < noise.size(); ++k) noise[k] = 14 * (noise[k] - 0.5) * (k % N < Ne ? 2.5 : 1);
  auto sim =
      with_weights(up, down, time_step{1_ms}, set<"N.a">(values(a)), set<"N.b">(values(b)), set<"N.c">(values(c)),
                   set<"N.d">(values(dd)), set<"N.u">(values(u)), set<"N.I_noise">(timed_array(noise, N, 1_ms)));
  sim.run(500_ms);
  const auto& spikes = sim["N.spikes"_name];
  const auto neurons = brian.whole_numbers("neurons");
  CHECK(spikes.size() > 300);
  CHECK(spikes.steps == brian.whole_numbers("spikes"));
  CHECK(std::equal(neurons.begin(), neurons.end(), spikes.neurons.begin(), spikes.neurons.end()));
  brian.compare("v", sim["N.v"_name], 1e-9, 7); // up to 300 ms
  brian.compare("u", sim["N.u"_name], 1e-9, 7);
  // The network amplifies rounding errors: from 1e-16 to 1e-8 in 500 steps.
  brian.compare("v", sim["N.v"_name], 1e-7);
  brian.compare("u", sim["N.u"_name], 1e-7);
}
TEST_CASE("Izhikevich_2003", "[peers]") {
  compare([](const auto& up, const auto& down, const auto&... settings) {
    return simulation<network<d>>{settings..., set<"up.w">(values(up)), set<"down.w">(values(down))};
  });
}
TEST_CASE("Izhikevich_2003, in words", "[peers][texts]") {
  compare([](const auto& up, const auto&, const auto&... settings) {
    return simulation<network<in_words>>{settings..., set<"S.w">(values(up))};
  });
}

} // namespace
