// SPDX-License-Identifier: BSL-1.0
// Neurons as texts obey the laws of models, and give the numbers of the neurons in C++ to the last bit.
#include "support/neuron_texts.hpp"
#include "catch.hpp"
#include "model_laws.hpp"

#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

TEMPLATE_TEST_CASE("neurons in words obey the laws of models", "[laws]", as_text::lif, as_text::lif_going_on,
                   as_text::scaled_lif, as_text::adex, as_text::izhikevich, as_text::hodgkin_huxley,
                   as_text::escape_rate, as_text::glif1, as_text::glif2, as_text::glif3, as_text::glif4, as_text::glif5,
                   as_text::conductances, as_text::alpha_conductances, as_text::currents, as_text::alpha_currents,
                   as_text::traced_lif, as_text::rate_unit, as_text::eprop_lif, as_text::eprop_alif,
                   as_text::leaky_readout) {
  using model = model_from<TestType>;
  STATIC_REQUIRE(laws::units_agree<model>());
  CHECK(laws::all<model>());
}

namespace {

// Nine neurons of each kind under a current that changes: those in C++ are called p..., those in words t...
template <fixed_string Name, class Model, class Drive>
constexpr auto group(Drive fed) {
  return describe(population<Name>(9, Model{}), drive<Name + ".I">(fed), record<Name + ".v">(every{0.5_ms}),
                  record<Name + ".spikes">());
}
template <fixed_string Name, class Policy, class Text, class Drive>
constexpr auto both(Drive fed) {
  return describe(group<"p" + Name, Policy>(fed), group<"t" + Name, model_from<Text>>(fed));
}
constexpr sinusoid current_in{0.15_nA, 11_Hz, 0.3, 0.25_nA};
constexpr auto membranes =
    describe(both<"lif", lif, as_text::lif>(current_in),
             both<"going_on", basic_lif<always_integrated>, as_text::lif_going_on>(current_in),
             both<"scaled", scaled_lif, as_text::scaled_lif>(sinusoid{15_mV, 11_Hz, 0.3, 25_mV}),
             both<"adex", adex, as_text::adex>(sinusoid{0.5_nA, 11_Hz, 0.3, 0.8_nA}),
             both<"izhikevich", izhikevich, as_text::izhikevich>(sinusoid{5_mV / 1_ms, 11_Hz, 0.3, 10_mV / 1_ms}),
             both<"hh", hodgkin_huxley, as_text::hodgkin_huxley>(current_in),
             both<"traced", voltage_traces<lif>, as_text::traced_lif>(current_in));
constexpr auto glifs =
    describe(both<"1", glif1, as_text::glif1>(current_in), both<"2", glif2, as_text::glif2>(current_in),
             both<"3", glif3, as_text::glif3>(current_in), both<"4", glif4, as_text::glif4>(current_in),
             both<"5", glif5, as_text::glif5>(current_in));

/// The same spikes reach a neuron of the library, the library's receptors on a membrane in words, and a text of all.
template <fixed_string Name, fixed_string Receptor, class Weight>
constexpr auto hears(Weight w) {
  return projection<"in -> " + Name + "." + Receptor>(all_to_all{}, weight(w));
}
template <fixed_string Name, class Excitation, class Inhibition, class Text, fixed_string Exc, fixed_string Inh,
          class W>
constexpr auto three(W w) {
  return describe(group<"p" + Name, synaptic<lif, Excitation, Inhibition>>(0.1_nA),
                  group<"m" + Name, synaptic<model_from<as_text::lif>, Excitation, Inhibition>>(0.1_nA),
                  group<"t" + Name, model_from<Text>>(0.1_nA), hears<"p" + Name, "exc">(w),
                  hears<"p" + Name, "inh">(0.25 * w), hears<"m" + Name, "exc">(w), hears<"m" + Name, "inh">(0.25 * w),
                  hears<"t" + Name, Exc>(w), hears<"t" + Name, Inh>(0.25 * w));
}
constexpr auto receptors = describe(
    population<"in">(30, poisson{}, parameter<"rate">(40_Hz)),
    three<"conductances", conductance<exponential>, conductance<exponential>, as_text::conductances, "g_e", "g_i">(
        3_nS),
    three<"alpha", conductance<alpha>, conductance<alpha>, as_text::alpha_conductances, "s_e", "s_i">(3_nS),
    three<"currents", current<exponential>, minus<current<exponential>>, as_text::currents, "I_e", "I_i">(0.1_nA),
    three<"bumps", current<alpha>, minus<current<alpha>>, as_text::alpha_currents, "s_e", "s_i">(0.1_nA));

template <fixed_string One, fixed_string Other, class Simulation>
void require_equal(Simulation& sim) {
  CAPTURE(std::string(Other.view()));
  const auto& v = sim[name_constant<One + ".v">{}];
  const auto& w = sim[name_constant<Other + ".v">{}];
  CHECK(v.values == w.values);
  CHECK(sim[name_constant<One + ".spikes">{}].steps == sim[name_constant<Other + ".spikes">{}].steps);
  CHECK(sim[name_constant<One + ".spikes">{}].size() > 8);
}
template <fixed_string... Names, class Simulation>
void require_twins(Simulation& sim) {
  (require_equal<"p" + Names, "t" + Names>(sim), ...);
}

} // namespace

TEMPLATE_TEST_CASE("neurons in words give the numbers of neurons in C++", "[laws]", double, float) {
  simulation<network<membranes, TestType>> sim{seed{2}};
  sim.run(200_ms);
  require_twins<"lif", "going_on", "scaled", "adex", "izhikevich", "hh", "traced">(sim);
  simulation<network<glifs, TestType>> sim_of_glifs{seed{2}};
  sim_of_glifs.run(200_ms);
  require_twins<"1", "2", "3", "4", "5">(sim_of_glifs);
}
TEMPLATE_TEST_CASE("receptors in words give the numbers of receptors in C++", "[laws]", double, float) {
  simulation<network<receptors, TestType>> sim{seed{2}};
  sim.run(200_ms);
  require_twins<"conductances", "alpha", "currents", "bumps">(sim);
  require_equal<"pconductances", "mconductances">(sim);
  require_equal<"palpha", "malpha">(sim);
  require_equal<"pcurrents", "mcurrents">(sim);
  require_equal<"pbumps", "mbumps">(sim);
}
