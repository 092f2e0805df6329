// SPDX-License-Identifier: BSL-1.0
// A neuron as text, in one line and as a class; both are one model.
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <iostream>
#include <string_view>

using namespace cortexpr;
using namespace cortexpr::texts;

using cell = equations<R"(
  dv/dt   = (g_L*(E_L - v) + g_e*(E_e - v) + I)/C_m : volt (unless refractory)
  dg_e/dt = -g_e/tau_e : siemens
  I : amp (input)
  C_m = 200*pF : farad)",
                       threshold<"v > V_th">, reset<"v = V_r">, refractory<"5*ms">>;

struct leaky {
  static constexpr std::string_view model = "dv/dt = (E_L - v)/tau_m : volt (unless refractory)",
                                    threshold = "v > V_th", reset = "v = V_r", refractory = "5*ms";
};

constexpr auto d =
    describe(population<"p">(100, poisson{}, parameter<"rate">(20_Hz)),
             population<"n">(10, cell{}, start<"v">(-70_mV), parameter<"E_L">(-70_mV), parameter<"g_L">(10_nS),
                             parameter<"E_e">(0_mV), parameter<"tau_e">(5_ms), parameter<"V_th">(-50_mV),
                             parameter<"V_r">(-60_mV)),
             population<"cells">(10, model_from<leaky>{}, parameter<"E_L">(-70_mV), parameter<"tau_m">(20_ms),
                                 parameter<"V_th">(-50_mV), parameter<"V_r">(-60_mV)),
             projection<"p -> n.g_e">(all_to_all{}, weight(2_nS)),
             projection<"p -> cells.v">(all_to_all{}, weight(1_mV)), record<"n.spikes">(), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(200_ms);
  std::cout << sim["n.spikes"_name].size() << " and " << sim["cells.spikes"_name].size() << " spikes\n";
  return sim["n.spikes"_name].size() > 0 && sim["cells.spikes"_name].size() > 0 ? 0 : 1;
}
