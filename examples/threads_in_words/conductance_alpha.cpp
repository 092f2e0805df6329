// SPDX-License-Identifier: BSL-1.0
// Two groups as their author wrote them down: n1 follows a recorded current, n (the second group) receives alpha
// conductances, excitatory and inhibitory, from half of n1. What the author's first text had wrong - a leak towards 0,
// an excitatory term pointing away from its reversal potential - is right here. In C++ it is
// examples/conductance_alpha.cpp.
#include "both_forms.hpp"

#include <cmath>
#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct driven {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + input_current(t, i))/C_m : volt (unless refractory)
    g_L = 10*nS : siemens
    E_L = -70*mV : volt
    C_m = 200*pF : farad)",
                                    threshold = "v > -55*mV", reset = "v = E_L", refractory = "5*ms",
                                    start = "v = -70*mV";
};
struct receiving {
  static constexpr std::string_view model = R"(
    dv/dt = (g_L*(E_L - v) + (I + g_e*(E_e - v) + g_i*(E_i - v)))/C_m : volt (unless refractory)
    dg_e/dt = (s_e - g_e)/tau_e : siemens
    ds_e/dt = -s_e/tau_e : siemens
    dg_i/dt = (s_i - g_i)/tau_i : siemens
    ds_i/dt = -s_i/tau_i : siemens
    I : amp (input)
    g_L = 10*nS : siemens
    E_L = -70*mV : volt
    C_m = 200*pF : farad
    E_e = 0*mV : volt
    tau_e = 5*ms : second
    E_i = -80*mV : volt
    tau_i = 10*ms : second)",
                                    threshold = "v > -53*mV", reset = "v = E_L", refractory = "5*ms",
                                    start = "v = -70*mV";
};
constexpr auto at_random = start<"v">(text<"-70*mV + 15*mV*rand()">);
constexpr auto words =
    describe(population<"n1">(5, model_from<driven>{}, rk2{}, at_random), drive<"n1.input_current">(given),
             population<"n">(5, model_from<receiving>{}, rk2{}, at_random),
             projection<"S: n1 -> n.s_e">(fixed_probability{0.5}, weight(text<"30*nS">), delay(text<"1*ms">)),
             projection<"T: n1 -> n.s_i">(fixed_probability{0.5}, weight(text<"2*nS">), delay(text<"3*ms">)),
             record<"n.spikes">());

constexpr auto code =
    describe(population<"n1">(5, lif{}, rk2{}, at_random, parameter<"V_th">(-55_mV), parameter<"V_r">(-70_mV),
                              parameter<"t_ref">(5_ms)),
             drive<"n1.I">(given),
             population<"n">(5, synaptic_lif<conductance<alpha>, conductance<alpha>>{}, rk2{}, at_random,
                             parameter<"V_th">(-53_mV), parameter<"V_r">(-70_mV), parameter<"t_ref">(5_ms)),
             projection<"S: n1 -> n.exc">(fixed_probability{0.5}, weight(30_nS), delay(1_ms)),
             projection<"T: n1 -> n.inh">(fixed_probability{0.5}, weight(2_nS), delay(3_ms)), record<"n.spikes">());

} // namespace

int main() {
  std::vector<double> recorded; // a row every millisecond, a column for each neuron
  for (int k = 0; k < 1000; ++k)
    for (int i = 0; i < 5; ++i)
      recorded.push_back(0.16 + 0.12 * std::sin(2 * 3.14159265358979 * 8 * k * 1e-3 + 0.1 * i));
  const auto current = timed_array(recorded, 5, 1_nA, 1_ms);
  simulation<network<words>> in_text{seed{2}, set<"n1.input_current">(current)};
  simulation<network<code>> in_code{seed{2}, set<"n1.I">(current)};
  in_text.run(1_s);
  in_code.run(1_s);
  return in_words::same_spikes("alpha conductances", in_text, in_code) ? 0 : 1;
}
