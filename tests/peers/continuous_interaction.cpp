// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/continuous_interaction: the gating variable of one neuron opens a conductance of another
// (two reduced Traub-Miles neurons; Boergers, Introduction to Modeling Neural Dynamics, ch. 20).

#include "peers/texts/continuous_interaction.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::continuous_interaction;

struct reduced_traub_miles {
  template <class I>
  struct state {
    number<I> m = 0, n = 0, h = 0, s = 0;
    volt<I> vm = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> El = -67_mV, EK = -100_mV, ENa = 50_mV;
    siemens<I> gl = 0.1_mS, gK = 80_mS, gNa = 100_mS, gSyn = 1_mS;
    farad<I> C = 1_uF;
    second<I> tau_d = 2_ms, tau_r = 0.2_ms;
    amp<I> I_ext = 0_uA;
  };
  template <class T>
  struct inputs {
    number<T> s_in = 0;
  };
  static constexpr auto alphah(const auto& v) { return 0.128 * exp(-(v + 50_mV) / 18_mV) / 1_ms; }
  static constexpr auto alpham(const auto& v) {
    return 0.32 / 1_mV * (v + 54_mV) / (1.0 - exp(-(v + 54_mV) / 4_mV)) / 1_ms;
  }
  static constexpr auto alphan(const auto& v) {
    return 0.032 / 1_mV * (v + 52_mV) / (1.0 - exp(-(v + 52_mV) / 5_mV)) / 1_ms;
  }
  static constexpr auto betah(const auto& v) { return 4.0 / (1.0 + exp(-(v + 27_mV) / 5_mV)) / 1_ms; }
  static constexpr auto betam(const auto& v) {
    return 0.28 / 1_mV * (v + 27_mV) / (exp((v + 27_mV) / 5_mV) - 1.0) / 1_ms;
  }
  static constexpr auto betan(const auto& v) { return 0.5 * exp(-(v + 57_mV) / 40_mV) / 1_ms; }

  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto I = p.I_ext + p.gNa * pow<3>(x.m) * x.h * (p.ENa - x.vm) + p.gl * (p.El - x.vm) +
                   p.gK * pow<4>(x.n) * (p.EK - x.vm) + p.gSyn * in.s_in * (-x.vm);
    return {.m = alpham(x.vm) * (1 - x.m) - betam(x.vm) * x.m,
            .n = alphan(x.vm) * (1 - x.n) - betan(x.vm) * x.n,
            .h = alphah(x.vm) * (1 - x.h) - betah(x.vm) * x.h,
            .s = 0.5 * (1 + tanh(0.1 * x.vm / 1_mV)) * (1 - x.s) / p.tau_r - x.s / p.tau_d,
            .vm = I / p.C};
  }
};

constexpr auto d =
    describe(population<"neuron">(2, reduced_traub_miles{}, exponential_euler{}, start<"vm">(given), start<"m">(given),
                                  start<"n">(given), start<"h">(given), parameter<"I_ext">(given)),
             projection<"S: neuron -> neuron.s_in">(given, weight(0.25),
                                                    couple([](auto pre, auto, auto w) { return w * pre["s"_name]; })),
             record<"neuron.vm">(), record<"neuron.s">(), record<"neuron.s_in">());

constexpr auto in_words =
    describe(population<"neuron">(2, model_from<words::neuron>{}, exponential_euler{}, parameter<"I_ext">(given)),
             projection<"S: neuron -> neuron.s_in">(given, weight(1.0), plasticity{rule_from<words::interaction>{}}),
             record<"neuron.vm">(), record<"neuron.s">(), record<"neuron.s_in">());

void compare(const auto& sim) {
  const peers::brian2_numbers brian("continuous_interaction");
  brian.compare("vm", sim["neuron.vm"_name], 1e-9);
  brian.compare("s", sim["neuron.s"_name], 1e-9);
}

TEST_CASE("continuous_interaction: potentials and gates to 1e-9", "[peers]") {
  using cell = reduced_traub_miles;
  std::vector<double> m, n, h;
  const std::vector<double> vm{-70, -65};
  for (const double mV : vm) {
    const auto v = mV * 1_mV;
    m.push_back(cell::alpham(v) / (cell::alpham(v) + cell::betam(v)));
    n.push_back(cell::alphan(v) / (cell::alphan(v) + cell::betan(v)));
    h.push_back(cell::alphah(v) / (cell::alphah(v) + cell::betah(v)));
  }
  simulation<network<d>> sim{set<"neuron.vm">(values(vm, 1_mV)),
                             set<"neuron.m">(values(m)),
                             set<"neuron.n">(values(n)),
                             set<"neuron.h">(values(h)),
                             set<"neuron.I_ext">(values(std::vector<double>{1.5, 0.0}, 1_uA)),
                             set<"S">(pairs(std::vector<int>{0}, std::vector<int>{1}))};
  sim.run(100_ms);
  compare(sim);
}
TEST_CASE("continuous_interaction, in words", "[peers][texts]") {
  simulation<network<in_words>> sim{set<"neuron.I_ext">(values(std::vector<double>{1.5, 0.0}, 1_uA)),
                                    set<"S">(pairs(std::vector<int>{0}, std::vector<int>{1}))};
  sim.run(100_ms);
  compare(sim);
}

} // namespace
