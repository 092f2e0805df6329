// SPDX-License-Identifier: BSL-1.0
// Stochastic neurons excite each other and learn, while the incoming sum of every neuron is held: neurons and learning
// in words, with the library's rule for the sum in the same list. In C++ it is examples/normalisation.cpp.
#include "both_forms.hpp"

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

struct stochastic {
  static constexpr std::string_view model = R"(
    dS/dt = -S/tau_S : 1
    tau_S = 20*ms : second
    gain = 0.15 : 1
    bias = 0.62 : 1
    fI_slope = 5 : 1)",
                                    threshold = "rand() < 0.4*(1 + tanh(fI_slope*(gain*S + bias) - 3))/tau_S*dt";
};
struct learning {
  static constexpr std::string_view model = R"(
    w : 1
    dA_pre/dt = -A_pre/(20*ms) : 1 (event-driven)
    dA_post/dt = -A_post/(20*ms) : 1 (event-driven))",
                                    on_pre = "S_post += w; w = clip(w + -0.13125*A_post*0.08, 0, 0.08); A_pre += 1",
                                    on_post = "w = clip(w + 0.125*A_pre*0.08, 0, 0.08); A_post += 1";
};
struct rate_neuron {
  template <class I>
  struct state {
    number<I> S = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau_S = 20_ms;
    number<I> gain = 0.15, bias = 0.62, fI_slope = 5;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.S = -x.S / p.tau_S};
  }
  static constexpr auto hazard(const auto& x, const auto& p, const auto&) {
    return 0.4 * (1 + tanh(p.fI_slope * (p.gain * x.S + p.bias) - 3)) / p.tau_S;
  }
};
constexpr pair_stdp pairs{.a_pre = 0.125, .a_post = -0.13125, .w_max = 0.08};

template <class Neuron, class Rules>
constexpr auto recurrent(Rules rules) {
  return describe(population<"n">(50, Neuron{}, start<"S">(text<"0.2*rand()">)),
                  projection<"S: n -> n.S">(all_to_all{}, weight(text<"0.04*rand()">), rules), record<"n.spikes">());
}
constexpr auto on_event_words =
    recurrent<model_from<stochastic>>(plasticity{rule_from<learning>{}, normalise_on_event{}});
constexpr auto on_event_code = recurrent<rate_neuron>(plasticity{transmit{}, pairs, normalise_on_event{}});
constexpr auto always_words = recurrent<model_from<stochastic>>(plasticity{rule_from<learning>{}, normalise_always{}});
constexpr auto always_code = recurrent<rate_neuron>(plasticity{transmit{}, pairs, normalise_always{}});

template <auto const& Words, auto const& Code>
bool alike(const char* what) {
  simulation<network<Words>> in_text{seed{1}};
  simulation<network<Code>> in_code{seed{1}};
  in_text.run(500_ms);
  in_code.run(500_ms);
  const bool spikes = in_words::same_spikes(what, in_text, in_code);
  return in_words::same_weights(what, in_text, in_code) && spikes;
}

} // namespace

int main() {
  const bool on_event = alike<on_event_words, on_event_code>("normalised on event");
  const bool always = alike<always_words, always_code>("normalised always");
  return on_event && always ? 0 : 1;
}
