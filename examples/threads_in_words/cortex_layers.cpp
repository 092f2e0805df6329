// SPDX-License-Identifier: BSL-1.0
// A layered cortex in words: patterns shown as rates of Poisson inputs, a memory that learns them and inhibits itself
// laterally, an output with one winner. In C++, whole, it is examples/cortex_layers.cpp.
#include "both_forms.hpp"

#include <vector>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct cell {
  static constexpr std::string_view model = R"(
    dv/dt = (E_L - v + (I + exc*(E_exc - v) + inh*(E_inh - v)))/tau_m : volt (unless refractory)
    dexc/dt = -exc/tau_exc : 1
    dinh/dt = -inh/tau_inh : 1
    I : volt (input)
    E_L = -70*mV : volt
    E_exc = 0*mV : volt
    E_inh = -80*mV : volt
    tau_m = 20*ms : second
    tau_exc = 5*ms : second
    tau_inh = 10*ms : second)",
                                    threshold = "v > -50*mV", reset = "v = -60*mV", refractory = "2*ms",
                                    start = "v = -70*mV";
};
struct learning {
  static constexpr std::string_view model = R"(
    w : 1
    dA_pre/dt = -A_pre/(20*ms) : 1 (event-driven)
    dA_post/dt = -A_post/(20*ms) : 1 (event-driven))",
                                    on_pre = "exc_post += w; w = clip(w + -0.0275*A_post*0.12, 0, 0.12); A_pre += 1",
                                    on_post = "w = clip(w + 0.025*A_pre*0.12, 0, 0.12); A_post += 1";
};
using library_cell = synaptic<scaled_lif, conductance<exponential>, conductance<exponential>>;
constexpr pair_stdp pairs{.a_pre = 0.025, .a_post = -0.0275, .w_max = 0.12};

/// The memory is n[0:25], the output n[25:27].
constexpr auto not_itself = connected_if(text<"i != j">);
constexpr auto words =
    describe(population<"in">(25, poisson{}), drive<"in.drive">(given), population<"n">(27, model_from<cell>{}),
             projection<"S: in -> n[0:25].exc">(all_to_all{}, weight(text<"0.05*(1 + 0.5*rand())">),
                                                plasticity{rule_from<learning>{}}),
             projection<"self: n[0:25] -> n[0:25].exc">(connected_if(text<"i == j">), weight(text<"0.05">)),
             projection<"side: n[0:25] -> n[0:25].inh">(not_itself, weight(text<"0.01">), delay(text<"1*ms">)),
             projection<"out: n[0:25] -> n[25:27].exc">(connected_if(text<"i % 2 == j">), weight(text<"0.1">)),
             projection<"winner: n[25:27] -> n[25:27].inh">(not_itself, weight(text<"0.5">)), record<"n.spikes">());
constexpr auto code = describe(
    population<"in">(25, poisson{}), drive<"in.drive">(given),
    population<"n">(27, library_cell{}, parameter<"t_ref">(2_ms)),
    projection<"S: in -> n[0:25].exc">(all_to_all{}, weight(text<"0.05*(1 + 0.5*rand())">),
                                       plasticity{transmit{}, pairs}),
    projection<"self: n[0:25] -> n[0:25].exc">(one_to_one{}, weight(0.05)),
    projection<"side: n[0:25] -> n[0:25].inh">(all_to_all{}.without_autapses(), weight(0.01), delay(1_ms)),
    projection<"out: n[0:25] -> n[25:27].exc">(connected_if([](auto i, auto j) { return i % 2 == j; }), weight(0.1)),
    projection<"winner: n[25:27] -> n[25:27].inh">(all_to_all{}.without_autapses(), weight(0.5)), record<"n.spikes">());

} // namespace

int main() {
  const char* const circle = ".###.#...##...##...#.###.";
  const char* const cross = "#...#.#.#...#...#.#.#...#";
  std::vector<double> rates; // circle and cross in turn, 100 ms each
  for (int k = 0; k < 5; ++k)
    for (int i = 0; i < 25; ++i) rates.push_back((k % 2 == 0 ? circle : cross)[i] == '#' ? 100 : 5);
  const auto patterns = timed_array(rates, 25, 1_Hz, 100_ms);
  simulation<network<words>> in_text{seed{5}, set<"in.drive">(patterns)};
  simulation<network<code>> in_code{seed{5}, set<"in.drive">(patterns)};
  in_text.run(500_ms);
  in_code.run(500_ms);
  const bool spikes = in_words::same_spikes("layers", in_text, in_code);
  return in_words::same_weights("layers", in_text, in_code) && spikes ? 0 : 1;
}
