// SPDX-License-Identifier: BSL-1.0
// Brian2's example frompapers/Nicola_Clopath_2017: FORCE training of a spiking network, Nicola and Clopath (2017),
// Nature Communications 8:2208. Recursive least squares are a function of the user's, called every 2 ms, that reads
// rates and sets the decoder; reference/Nicola_Clopath_2017.py.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

#include <numbers>

namespace {

using namespace cortexpr;

struct force_neuron {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -65_mV;
    volt<I> IPSC = 0_mV;
    volt_per_second<I> h = 0_V / 1_s;
    number<I> r = 0;
    hertz<I> hr = 0_Hz;
  };
  template <class I>
  struct parameters {
    volt<I> v_peak = -40_mV, v_reset = -65_mV, bias = -39.5_mV, Q = 10_mV;
    second<I> tm = 10_ms, tr = 2_ms, td = 20_ms, t_ref = 2_ms;
    number<I> eta = 0, phi = 0; // encoder, decoder
  };
  template <class T>
  struct shared {
    number<T> z = 0; // what the network says
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    return {.v = (-x.v + p.bias + x.IPSC + p.Q * p.eta * in.z) / p.tm,
            .IPSC = -x.IPSC / p.tr + x.h,
            .h = -x.h / p.td,
            .r = -x.r / p.tr + x.hr,
            .hr = -x.hr / p.td};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_peak; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.v_reset;
    x.hr += 1_ms / (p.tr * p.td);
  }
};

constexpr std::size_t N = 100;
constexpr auto force =
    describe(population<"neurons">(100, force_neuron{}, euler{}, start<"v">(given), parameter<"eta">(given)),
             projection<"S: neurons -> neurons.h">(given, weight(given)),
             regularly<"readout", "neurons">(every{}, population_wide([](auto& all) {
                                               all["z"_name] =
                                                   all.sum([](const auto& n) { return n["phi"_name] * n["r"_name]; });
                                             })),
             record<"neurons.spikes">(), record<"neurons.z">(every{1_ms}, at{slot::end}),
             record<"neurons.v">(every{1_ms}, only{0, 50}, at{slot::end}),
             record<"neurons.IPSC">(every{1_ms}, only{0, 50}, at{slot::end}),
             record<"neurons.r">(every{1_ms}, only{0, 50}, at{slot::end}));

TEST_CASE("Nicola_Clopath_2017", "[peers]") {
  const peers::brian2_numbers brian("Nicola_Clopath_2017");
  const auto connected = peers::choose(N, N, 0.1, 1'000'000);
  auto v = peers::numbers(N, 61), eta = peers::numbers(N, 62), w = peers::numbers(connected.rows.size(), 63);
  for (auto& x : v) x = -65 + 25 * x;
  for (auto& x : eta) x = 2 * x - 1;
  for (auto& x : w) x = 0.04 * 1000 * (2 * x - 1) / (10 * 0.1);
  simulation<network<force>> sim{set<"S">(pairs(connected.rows, connected.columns)),
                                 set<"S.w">(values(w, 1_mV * 1_ms / (2_ms * 20_ms))), set<"neurons.v">(values(v, 1_mV)),
                                 set<"neurons.eta">(values(eta))};
  std::vector<double> P(N * N, 0), phi(N, 0), c(N);
  for (std::size_t i = 0; i < N; ++i) P[i * N + i] = 0.02 * 100;
  sim.run(400_ms, each(every{2_ms}, [&](auto& s) {
            if (s.time() < 0.1 or s.time() >= 0.3) return;
            const auto r = s.template get<"neurons.r">();
            double z = 0, norm = 0;
            for (std::size_t i = 0; i < N; ++i) {
              z += phi[i] * r[i];
              c[i] = 0;
              for (std::size_t j = 0; j < N; ++j) c[i] += P[i * N + j] * r[j];
            }
            const double error = z - std::sin(2 * std::numbers::pi * 5 * s.time());
            for (std::size_t i = 0; i < N; ++i) {
              phi[i] -= c[i] * error;
              norm += r[i] * c[i];
            }
            for (std::size_t i = 0; i < N; ++i)
              for (std::size_t j = 0; j < N; ++j) P[i * N + j] -= c[i] * c[j] / (1 + norm);
            s.template set<"neurons.phi">(values(phi));
          }));
  brian.compare_spikes(sim["neurons.spikes"_name]);
  brian.compare("z", sim["neurons.z"_name], 1e-9);
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  brian.compare("IPSC", sim["neurons.IPSC"_name], 1e-9);
  brian.compare("r", sim["neurons.r"_name], 1e-9);
}

} // namespace
