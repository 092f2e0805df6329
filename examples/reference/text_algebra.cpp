// SPDX-License-Identifier: BSL-1.0
// A neuron whose equations are put together from pieces: a membrane and two synapses that differ in names and values.
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

constexpr fixed_string membrane = "dv/dt = (E_L - v + R*(I_e + I_i))/tau_m : volt\n";
constexpr fixed_string synapse = "dI_x/dt = -I_x/tau_x : amp\n";
using cell = equations<membrane + renamed<synapse, "I_x", "I_e", "tau_x", "5*ms"> +
                           renamed<synapse, "I_x", "I_i", "tau_x", "tau_i">,
                       threshold<"v > V_th">, reset<"v = E_L">, initially<"v = E_L">>;

constexpr auto d =
    describe(population<"n">(1, cell{}, parameter<"E_L">(-70_mV), parameter<"V_th">(-50_mV), parameter<"R">(100_Mohm),
                             parameter<"tau_m">(20_ms), parameter<"tau_i">(10_ms)),
             poisson_input<"n.I_e">(2_kHz, weight(0.05_nA)), poisson_input<"n.I_i">(500_Hz, weight(-0.05_nA)),
             record<"n.spikes">());

int main() {
  print_equations<cell>(std::cout);
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  std::cout << sim["n.spikes"_name].size() << " spikes\n";
  return sim["n.spikes"_name].size() > 0 ? 0 : 1;
}
