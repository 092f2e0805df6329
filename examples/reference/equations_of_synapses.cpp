// SPDX-License-Identifier: BSL-1.0
// Synapses as text: pair-based learning, beside the rule of the library.
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

using pairs_of_spikes = synapse_equations<R"(
  w : siemens
  dApre/dt = -Apre/taupre : siemens (event-driven)
  dApost/dt = -Apost/taupost : siemens (event-driven))",
                                          on_pre<"g_e_post += w; Apre += dApre; w = clip(w + Apost, 0, wmax)">,
                                          on_post<"Apost += dApost; w = clip(w + Apre, 0, wmax)">>;

using cell = equations<R"(
  dv/dt = (-70*mV - v)/(20*ms) + g_e*(0*mV - v)/(200*pF) : volt
  dg_e/dt = -g_e/(5*ms) : siemens)",
                       threshold<"v > -50*mV">, reset<"v = -60*mV">, initially<"v = -70*mV">>;

constexpr auto learning = pairs_of_spikes{}
                              .with<"wmax">(1_nS)
                              .with<"taupre">(20_ms)
                              .with<"taupost">(20_ms)
                              .with<"dApre">(0.01_nS)
                              .with<"dApost">(-0.0105_nS);
constexpr auto d = describe(
    population<"in">(200, poisson{}, parameter<"rate">(20_Hz)), population<"cells">(2, cell{}),
    projection<"S: in -> cells.g_e">(all_to_all{}, weight(0.5_nS), plasticity{learning}),
    projection<"T: in -> cells.g_e">(all_to_all{}, weight(0.5_nS), plasticity{transmit{}, pair_stdp{.w_max = 1_nS}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const auto text = sim.get<"S.w">(), rule = sim.get<"T.w">();
  double moved = 0, apart = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    moved = std::max(moved, std::abs(text[k] - 0.5e-9));
    apart = std::max(apart, std::abs(text[k] - rule[k]));
  }
  std::cout << "weights moved by up to " << moved * 1e9 << " nS, both alike to " << apart * 1e9 << " nS\n";
  return moved > 1e-11 && apart < 1e-18 ? 0 : 1;
}
