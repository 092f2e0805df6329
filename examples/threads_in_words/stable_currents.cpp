// SPDX-License-Identifier: BSL-1.0
// 512 Poisson inputs onto a cortical population, as its author wrote it down: currents that decay, weights that stay,
// synapses that count their spikes. Clipped at arrival, the currents stay in their band. In C++ it is
// examples/stable_currents.cpp.
#include "both_forms.hpp"

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct cortical {
  static constexpr std::string_view model = R"(
    dv/dt     = (E_L - v + (I + I_exc - I_inh))/tau_m : volt (unless refractory)
    dI_exc/dt = -I_exc/tau_exc : volt
    dI_inh/dt = -I_inh/tau_inh : volt
    I : volt (input)
    E_L = -70*mV : volt
    tau_m = 20*ms : second
    tau_exc = 5*ms : second
    tau_inh = 10*ms : second)",
                                    threshold = "v > -50*mV", reset = "v = -65*mV", refractory = "2*ms",
                                    start = "v = -70*mV";
};
/// Every synapse counts its spikes; its effect is clipped where it arrives.
struct clipped_current {
  static constexpr std::string_view model = "w : volt\nspike_count : 1",
                                    on_pre = "I_exc += w; I_exc = clip(I_exc, 0*mV, 30*mV); spike_count += 1";
};
struct clipped_inhibition {
  static constexpr std::string_view on_pre = "I_inh += w; I_inh = clip(I_inh, 0*mV, 8*mV)", model = "w : volt";
};

constexpr auto inputs = describe(population<"E">(512, poisson{}, parameter<"rate">(100_Hz)),
                                 population<"I">(128, poisson{}, parameter<"rate">(40_Hz)));
constexpr auto up_to_600_mV = weight(text<"600*mV*rand()">);
constexpr auto words =
    describe(inputs, population<"n">(20, model_from<cortical>{}, start<"v">(text<"-70*mV + 20*mV*rand()">)),
             projection<"S: E -> n.I_exc">(all_to_all{}, up_to_600_mV, plasticity{rule_from<clipped_current>{}}),
             projection<"T: I -> n.I_inh">(all_to_all{}, up_to_600_mV, plasticity{rule_from<clipped_inhibition>{}}),
             record<"n.spikes">());

using membrane =
    synaptic<scaled_lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>>;
constexpr auto code = describe(
    inputs,
    population<"n">(20, membrane{}, start<"v">(text<"-70*mV + 20*mV*rand()">), parameter<"V_r">(-65_mV),
                    parameter<"t_ref">(2_ms)),
    projection<"S: E -> n.exc">(all_to_all{}, up_to_600_mV, plasticity{transmit{}, clip_receptor{0_mV, 30_mV}}),
    projection<"T: I -> n.inh">(all_to_all{}, up_to_600_mV, plasticity{transmit{}, clip_receptor{0_mV, 8_mV}}),
    record<"n.spikes">());

} // namespace

int main() {
  simulation<network<words>> in_text{seed{1}};
  simulation<network<code>> in_code{seed{1}};
  in_text.run(200_ms);
  in_code.run(200_ms);
  double counted = 0;
  for (const double spikes : in_text.get<"S.spike_count">()) counted += spikes;
  std::printf("every input has %.1f spikes\n", counted / (512 * 20));
  return in_words::same_spikes("clipped currents", in_text, in_code) && counted > 512 * 20 * 15 ? 0 : 1;
}
