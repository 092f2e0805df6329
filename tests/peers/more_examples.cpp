// SPDX-License-Identifier: BSL-1.0
// Further examples of Brian2, pasted: the words of texts/more_examples.hpp (reference/more_examples.py says what is
// changed).
#include "peers/texts/more_examples.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::more_examples;

template <fixed_string Name, fixed_string Variable, class Words>
constexpr auto group(auto... options) {
  return describe(population<Name>(5, model_from<Words>{}, options...), record<Name + "." + Variable>(every{0.5_ms}));
}

constexpr auto spiking = describe(
    group<"IF_curve_LIF", "v", words::IF_curve_LIF>(exact{}, parameter<"tau">(10_ms),
                                                    parameter<"v0">(text<"20*mV*i/(N-1)">)),
    group<"Brette_2004", "v", words::Brette_2004>(euler{}, parameter<"tau">(100_ms),
                                                  parameter<"a">(text<"2 + 2.0*i/(N-1)">)),
    group<"Brette_Gerstner_2005", "vm", words::Brette_Gerstner_2005>(
        euler{}, parameter<"C">(281_pF), parameter<"gL">(30_nS), parameter<"EL">(-70.6_mV), parameter<"VT">(-50.4_mV),
        parameter<"DeltaT">(2_mV), parameter<"Vcut">(-40.4_mV), parameter<"tauw">(144_ms), parameter<"a">(4_nS),
        parameter<"b">(0.0805_nA), parameter<"Vr">(-70.6_mV), parameter<"I">(text<"0.8*nA + 0.1*nA*i">)),
    group<"Naud_et_al_2008", "vm", words::Naud_et_al_2008>(
        euler{}, parameter<"c_m">(130_pF), parameter<"g_l">(18_nS), parameter<"e_l">(-58_mV), parameter<"v_t">(-50_mV),
        parameter<"d_t">(2_mV), parameter<"a">(4_nS), parameter<"tau_w">(150_ms), parameter<"b">(120_pA),
        parameter<"v_r">(-50_mV), parameter<"i_stim">(400_pA)),
    record<"IF_curve_LIF.spikes">(), record<"Brette_2004.spikes">(), record<"Brette_Gerstner_2005.spikes">(),
    record<"Naud_et_al_2008.spikes">());
constexpr auto silent =
    describe(group<"Hindmarsh_Rose_1984", "x", words::Hindmarsh_Rose_1984>(
                 rk4{}, parameter<"time_unit">(1_ms), parameter<"x_1">(-1.6), parameter<"a">(1), parameter<"b">(3),
                 parameter<"c">(1), parameter<"d">(5), parameter<"r">(0.001), parameter<"s">(4),
                 parameter<"I">(text<"0.4 + 0.9*i">)),
             group<"Wang_Buszaki_1996", "v", words::Wang_Buszaki_1996>(rk4{}),
             group<"Jansen_Rit_1995", "y1", words::Jansen_Rit_1995>(
                 euler{}, parameter<"A">(3.25), parameter<"B">(22.0), parameter<"te">(10_ms), parameter<"ti">(20_ms),
                 parameter<"e0">(5.0), parameter<"v0">(6.0), parameter<"r0">(0.56), parameter<"C1">(text<"68 + 67*i">),
                 parameter<"P0">(120.0), parameter<"dlP">(200.0)),
             drive<"Jansen_Rit_1995.nstim">(given));

template <fixed_string Name, fixed_string Variable, bool Spikes = true>
void compare(const auto& sim) {
  const peers::brian2_numbers brian("more_examples");
  const std::string name(Name.view());
  CAPTURE(name);
  brian.compare(name, sim[name_constant<Name + "." + Variable>{}], 1e-9);
  if constexpr (Spikes)
    brian.compare_spikes(sim[name_constant<Name + ".spikes">{}], "steps_" + name, "neurons_" + name);
}

TEST_CASE("more_examples: neurons that spike", "[peers][texts]") {
  simulation<network<spiking>> sim;
  sim.run(100_ms);
  compare<"IF_curve_LIF", "v">(sim);
  compare<"Brette_2004", "v">(sim);
  compare<"Brette_Gerstner_2005", "vm">(sim);
  compare<"Naud_et_al_2008", "vm">(sim);
}
TEST_CASE("more_examples: equations without a threshold", "[peers][texts]") {
  simulation<network<silent>> sim{set<"Jansen_Rit_1995.nstim">(timed_array(peers::numbers(50, 71), 2_ms))};
  sim.run(100_ms);
  compare<"Hindmarsh_Rose_1984", "x", false>(sim);
  compare<"Wang_Buszaki_1996", "v", false>(sim);
  compare<"Jansen_Rit_1995", "y1", false>(sim);
}

constexpr auto cobahh = describe(population<"COBAHH">(200, model_from<words::hodgkin_huxley>{}, exponential_euler{},
                                                      start<"v">(given), start<"ge">(given), start<"gi">(given)),
                                 projection<"Ce: COBAHH[0:160] -> COBAHH.ge">(given, weight(6_nS)),
                                 projection<"Ci: COBAHH[160:200] -> COBAHH.gi">(given, weight(67_nS)),
                                 record<"COBAHH.spikes">(), record<"COBAHH.v">(every{0.5_ms}, only{1, 10, 100}));

TEST_CASE("more_examples: COBAHH", "[peers][texts]") {
  const auto e = peers::choose(160, 200, 0.1, 1'000'000), i = peers::choose(40, 200, 0.1, 2'000'000);
  const auto u = peers::numbers(600, 72);
  std::vector<double> v, ge, gi;
  for (std::size_t k = 0; k < 200; ++k) {
    v.push_back(-70 + 10 * u[k]);
    ge.push_back(40 * u[200 + k]);
    gi.push_back(200 * u[400 + k]);
  }
  simulation<network<cobahh>> sim{set<"Ce">(pairs(e.rows, e.columns)), set<"Ci">(pairs(i.rows, i.columns)),
                                  set<"COBAHH.v">(values(v, 1_mV)), set<"COBAHH.ge">(values(ge, 1_nS)),
                                  set<"COBAHH.gi">(values(gi, 1_nS))};
  sim.run(100_ms);
  compare<"COBAHH", "v">(sim);
}

constexpr auto stdp =
    describe(population<"in">(100, spike_times{}),
             population<"STDP">(1, model_from<words::learning_neuron>{}, euler{}, parameter<"taum">(10_ms),
                                parameter<"Ee">(0_mV), parameter<"vt">(-54_mV), parameter<"vr">(-60_mV),
                                parameter<"El">(-74_mV), parameter<"taue">(5_ms)),
             projection<"S: in -> STDP.ge">(all_to_all{}, weight(given),
                                            plasticity{rule_from<words::STDP>{}
                                                           .with<"taupre">(20_ms)
                                                           .with<"taupost">(20_ms)
                                                           .with<"gmax">(0.1)
                                                           .with<"dApre">(0.001)
                                                           .with<"dApost">(-0.00105)}),
             record<"STDP.spikes">(), record<"S.w">(every{20_ms}));

TEST_CASE("more_examples: synapses/STDP", "[peers][texts]") {
  const peers::brian2_numbers brian("more_examples");
  const auto spikes = peers::choose(20'000, 100, 15e-4, 73);
  auto w = peers::numbers(100, 74);
  for (double& x : w) x *= 0.1;
  simulation<network<stdp>> sim{set<"in">(spike_list::at_steps(spikes.rows, spikes.columns)), set<"S.w">(values(w))};
  sim.run(2_s);
  brian.compare_spikes(sim["STDP.spikes"_name], "steps_STDP", "neurons_STDP");
  brian.compare("STDP", sim["S.w"_name], 1e-9);
}

constexpr auto noisy = describe(population<"neurons">(25, model_from<words::non_reliability>{}, euler_maruyama{},
                                                      parameter<"tau">(20_ms), parameter<"sigma">(0.015)),
                                population<"ou">(100, model_from<words::Ornstein_Uhlenbeck>{}, euler_maruyama{},
                                                 parameter<"tau">(100_ms), parameter<"sigma">(0.3), start<"y">(1.0)),
                                record<"neurons.spikes">());

TEST_CASE("more_examples: noise", "[peers][texts]") {
  const peers::brian2_numbers brian("more_examples");
  std::vector<double> counts, deviations;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<noisy>> sim{seed{k}};
    sim.run(500_ms);
    counts.push_back(static_cast<double>(sim["neurons.spikes"_name].size()));
    deviations.push_back(std::sqrt(peers::variance_of(sim.get<"ou.y">()) * 0.99));
  }
  peers::same_distribution(brian, "non_reliability", counts);
  peers::same_distribution(brian, "Ornstein_Uhlenbeck", deviations);
}

} // namespace
