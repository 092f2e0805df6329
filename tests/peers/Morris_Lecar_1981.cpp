// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Morris_Lecar_1981.py: Figure 9 of Morris and Lecar (1981), Biophys. J. 35:193. The
// equation of V is not linear in V (m_inf), so that our exponential_euler does not fit: rk4 on both sides.
#include "peers/texts/Morris_Lecar_1981.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Morris_Lecar_1981;

struct morris_lecar {
  template <class I>
  struct state {
    volt<I> V = -50_mV;
    number<I> n = 0;
  };
  template <class I>
  struct parameters {
    siemens<I> g_L = 2_mS, g_Ca = 4_mS, g_K = 8_mS;
    volt<I> V_L = -50_mV, V_Ca = 100_mV, V_K = -70_mV, V_1 = 10_mV, V_2 = 15_mV, V_3 = -1_mV, V_4 = 14.5_mV;
    hertz<I> lambda_n_max = 1 / 15_ms;
    farad<I> C = 20_uF;
    amp<I> I_ext = 0_A;
  };
  static constexpr auto n_inf(const auto& V, const auto& p) { return 0.5 * (1 + tanh((V - p.V_3) / p.V_4)); }
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto m_inf = 0.5 * (1 + tanh((x.V - p.V_1) / p.V_2));
    const auto lambda_n = p.lambda_n_max * cosh((x.V - p.V_3) / (2 * p.V_4));
    return {.V = (-p.g_L * (x.V - p.V_L) - p.g_Ca * m_inf * (x.V - p.V_Ca) - p.g_K * x.n * (x.V - p.V_K) + p.I_ext) /
                 p.C,
            .n = lambda_n * (n_inf(x.V, p) - x.n)};
  }
};

constexpr auto d =
    describe(population<"neuron">(17, morris_lecar{}, rk4{}, parameter<"I_ext">(given), start<"n">(given)),
             record<"neuron.V">(every{2_ms}), record<"neuron.n">(every{2_ms}));

constexpr auto in_words = describe(population<"neuron">(17, model_from<words::neuron>{}, rk4{}, parameter<"I">(given)),
                                   record<"neuron.V">(every{2_ms}), record<"neuron.n">(every{2_ms}));

std::vector<double> currents() {
  std::vector<double> I(17);
  for (std::size_t i = 0; i < 17; ++i) I[i] = 25 * static_cast<double>(i) + 100;
  return I;
}
void compare(const auto& sim) {
  const peers::brian2_numbers brian("Morris_Lecar_1981");
  brian.compare("V_rk4", sim["neuron.V"_name], 1e-9);
  brian.compare("n_rk4", sim["neuron.n"_name], 1e-9);
  // The script's own method is of first order; oscillations drift apart by a few time steps.
  brian.compare("V_exponential_euler", sim["neuron.V"_name], 0.05);
}

TEST_CASE("Morris_Lecar_1981", "[peers]") {
  const double n_inf = morris_lecar::n_inf(-50_mV, parameters_of<morris_lecar, checked>{});
  simulation<network<d>> sim{time_step{0.01_ms}, set<"neuron.I_ext">(values(currents(), 1_uA)), set<"neuron.n">(n_inf)};
  sim.run(220_ms);
  compare(sim);
}
TEST_CASE("Morris_Lecar_1981, in words", "[peers][texts]") {
  simulation<network<in_words>> sim{time_step{0.01_ms}, set<"neuron.I">(values(currents(), 1_uA))};
  sim.run(220_ms);
  compare(sim);
}

} // namespace
