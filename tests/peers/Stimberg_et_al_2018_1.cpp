// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Stimberg_et_al_2018/example_1_COBA.py: a network of conductances whose synapses have
// short-term plasticity; with a tenth of the neurons. Stimberg, Goodman, Brette and De Pitta (2019), Modeling
// neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/Stimberg_et_al_2018.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;
using namespace peers::stimberg_et_al_2018;

/// Resources x_S, and the part u_S of them that a spike releases.
struct releasing {
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega_d = 2_Hz, Omega_f = 3.33_Hz; // rates of depression and facilitation
  double U_0 = 0.6;                                       // release at rest
  template <class I>
  struct synapse {
    number<I> u_S = 0, x_S = 1;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.u_S = -p.Omega_f * s.u_S, .x_S = p.Omega_d * (1 - s.x_S)};
  }
  void on_pre(auto& s) const {
    s.u_S += U_0 * (1 - s.u_S);
    const double r_S = s.u_S * s.x_S;
    s.x_S -= r_S;
    s.receptor += s.w * r_S;
  }
  bool operator==(const releasing&) const = default;
};

constexpr auto network_of(auto exc, auto inh) {
  return describe(population<"neurons">(400, coba{}, euler{}, start<"v">(uniform(-60_mV, -50_mV)),
                                        start<"g_e">(uniform(0_nS, 0.05_nS)), start<"g_i">(uniform(0_nS, 1_nS))),
                  projection<"exc_syn: neurons[0:320] -> neurons.g_e">(exc, weight(0.05_nS), plasticity{releasing{}}),
                  projection<"inh_syn: neurons[320:400] -> neurons.g_i">(inh, weight(1_nS), plasticity{releasing{}}),
                  record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}, only{50, 350}),
                  record<"neurons.g_e">(every{1_ms}, only{50, 350}), record<"neurons.g_i">(every{1_ms}, only{50, 350}));
}
constexpr auto listed = network_of(given, given);
constexpr auto drawn = network_of(fixed_probability{0.25}, fixed_probability{0.5});

TEST_CASE("Stimberg_et_al_2018, example 1: spikes, potentials, synapses", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_1");
  const auto exc = peers::choose(320, 400, 0.25, 1'000'000), inh = peers::choose(80, 400, 0.5, 2'000'000);
  const auto u = peers::numbers(1200, 0);
  std::vector<double> v, g_e, g_i;
  for (std::size_t k = 0; k < 400; ++k) {
    v.push_back(-60 + 10 * u[k]);
    g_e.push_back(0.05 * u[400 + k]);
    g_i.push_back(u[800 + k]);
  }
  simulation<network<listed>> sim{set<"exc_syn">(pairs(exc.rows, exc.columns)),
                                  set<"inh_syn">(pairs(inh.rows, inh.columns)), set<"neurons.v">(values(v, 1_mV)),
                                  set<"neurons.g_e">(values(g_e, 1_nS)), set<"neurons.g_i">(values(g_i, 1_nS))};
  sim.run(200_ms);
  brian.compare_spikes(sim["neurons.spikes"_name]);
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  brian.compare("g_e", sim["neurons.g_e"_name], 1e-9);
  brian.compare("g_i", sim["neurons.g_i"_name], 1e-9);
  const auto u_S = sim.get<"exc_syn.u_S">(), x_S = sim.get<"exc_syn.x_S">();
  const auto expected_u = brian.numbers("u_S"), expected_x = brian.numbers("x_S");
  REQUIRE(u_S.size() == expected_u.size());
  double apart = 0;
  for (std::size_t k = 0; k < u_S.size(); ++k)
    apart = std::max({apart, std::abs(u_S[k] - expected_u[k]), std::abs(x_S[k] - expected_x[k])});
  CHECK(apart < 1e-9);
}

TEST_CASE("Stimberg_et_al_2018, example 1: rates and resources", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_1");
  std::vector<double> exc, inh, resources;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<drawn>> sim{seed{k}};
    sim.run(1_s);
    const auto& neurons = sim["neurons.spikes"_name].neurons;
    const auto e = std::count_if(neurons.begin(), neurons.end(), [](std::uint32_t i) { return i < 320; });
    exc.push_back(static_cast<double>(e) / 320);
    inh.push_back(static_cast<double>(neurons.size() - static_cast<std::size_t>(e)) / 80);
    resources.push_back(peers::mean_of(sim.get<"exc_syn.x_S">()));
  }
  peers::same_distribution(brian, "exc", exc);
  peers::same_distribution(brian, "inh", inh);
  peers::same_distribution(brian, "resources", resources);
}

} // namespace
