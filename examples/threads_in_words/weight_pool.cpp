// SPDX-License-Identifier: BSL-1.0
// A spike at a synapse takes weight from every stronger synapse of the same target and then from the target's pool.
// Statements see one synapse and its two neurons, so these rules are those of the library; the text beside them
// transmits and counts. In C++ it is examples/heterosynaptic_pool.cpp.
#include "both_forms.hpp"

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct neuron {
  static constexpr std::string_view model = R"(
    dv/dt = (E_L - v + (I))/tau_m : volt (unless refractory)
    I : volt (input)
    E_L = -70*mV : volt
    tau_m = 20*ms : second)",
                                    threshold = "v > -50*mV", reset = "v = -60*mV", start = "v = -70*mV",
                                    refractory = "0*ms";
};
struct counted {
  static constexpr std::string_view model = "w : volt\nused : 1", on_pre = "v_post += w; used += 1";
};
template <class Neuron, class Transmission>
constexpr auto pool = describe(population<"in">(20, poisson{}, parameter<"rate">(30_Hz)), population<"n">(4, Neuron{}),
                               projection<"S: in -> n.v">(all_to_all{}, weight(text<"0.2*mV*(1 + i % 5)">),
                                                          plasticity{weight_exchange{.W0 = 5_mV},
                                                                     weight_pool{.eta = 0.8}, Transmission{}}),
                               record<"n.spikes">());
constexpr auto words = pool<model_from<neuron>, rule_from<counted>>;
constexpr auto code = pool<scaled_lif, transmit>;

} // namespace

int main() {
  simulation<network<words>> in_text{seed{3}, set<"S.pool">(10_mV)};
  simulation<network<code>> in_code{seed{3}, set<"S.pool">(10_mV)};
  in_text.run(1_s);
  in_code.run(1_s);
  const bool spikes = in_words::same_spikes("pool of weight", in_text, in_code);
  const bool weights = in_words::same_weights("pool of weight", in_text, in_code);
  return spikes && weights ? 0 : 1;
}
