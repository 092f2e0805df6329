// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Wang_2002.py: two selective populations compete; NMDA receptors saturate by source. With
// 200 neurons. The example adds up the gates of each population first, to save time; here every neuron sums for itself.
// Wang (2002), Neuron 36:955.
#include "peers/texts/Wang_2002.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Wang_2002;

constexpr std::uint32_t NE = 160, NI = 40, subN = 24;
constexpr double fE = 0.15, Jp = 1.7, Jm = 1 - fE * (Jp - 1) / (1 - fE);

struct cell { // parameters: those of excitatory neurons
  template <class I>
  struct state {
    unless_refractory<volt<I>> V = -52_mV;
    siemens<I> s_AMPA = 0_nS, s_GABA = 0_nS, s_AMPA_ext = 0_nS;
    number<I> s_NMDA = 0, x = 0;
  };
  template <class I>
  struct parameters {
    volt<I> El = -70_mV, Vt = -50_mV, Vr = -55_mV, V_E = 0_mV, V_I = -70_mV;
    farad<I> Cm = 0.5_nF;
    siemens<I> gLeak = 25_nS, g_NMDA = 0.165_nS * 1600 / NE;
    second<I> tau_AMPA = 2_ms, tau_NMDA_rise = 2_ms, tau_NMDA_decay = 100_ms, tau_GABA = 5_ms, t_ref = 2_ms;
    hertz<I> alpha = 0.5_kHz;
    number<I> C = 1; // magnesium, in mM
  };
  template <class T>
  struct inputs {
    number<T> s_NMDA_tot = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto I_AMPA = x.s_AMPA * (x.V - p.V_E), I_GABA = x.s_GABA * (x.V - p.V_I);
    const auto I_NMDA = p.g_NMDA * in.s_NMDA_tot * (x.V - p.V_E) / (1 + exp(-0.062 * x.V / 1_mV) * (p.C / 3.57));
    const auto I_AMPA_ext = x.s_AMPA_ext * (x.V - p.V_E);
    return {.V = (-p.gLeak * (x.V - p.El) - I_AMPA - I_NMDA - I_GABA - I_AMPA_ext) / p.Cm,
            .s_AMPA = -x.s_AMPA / p.tau_AMPA,
            .s_GABA = -x.s_GABA / p.tau_GABA,
            .s_AMPA_ext = -x.s_AMPA_ext / p.tau_AMPA,
            .s_NMDA = -x.s_NMDA / p.tau_NMDA_decay + p.alpha * x.x * (1 - x.s_NMDA),
            .x = -x.x / p.tau_NMDA_rise};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.V > p.Vt; }
  static constexpr void reset(auto& x, const auto& p) { x.V = p.Vr; }
};

/// A Poisson source whose rate an operation draws anew.
struct stimulus {
  template <class I>
  struct state {
    hertz<I> rate = 0_Hz;
  };
  template <class I>
  struct parameters {
    number<I> sign = 1;
  };
  static constexpr auto hazard(const auto& x, const auto&) { return x.rate; }
};
constexpr auto draw_rate = [](auto& n) {
  constexpr auto mu = 400_Hz, sigma = 40_Hz;
  constexpr double coherence = 0.512;
  n["rate"_name] = n.t > 275_ms and n.t < 825_ms ? mu + n["sign"_name] * coherence * mu + sigma * n.normal() : 0_Hz;
};

// By label: the first and the second selective population, and the others.
constexpr std::int64_t label(std::int64_t i) { return i < 2 * subN ? i / subN : 2; }
constexpr double footprint(std::int64_t i, std::int64_t j) {
  return label(j) == 2 ? 1 : label(i) == label(j) ? Jp : Jm;
}

constexpr auto circuit_of(auto excitatory, auto inhibitory, auto in_all) {
  return describe(
      excitatory, inhibitory,
      projection<"C_EE_AMPA: popE -> popE.s_AMPA">(
          all_to_all{}, weight(function_of([](auto i, auto j) { return footprint(i, j) * (0.05_nS * 1600 / NE); })),
          delay(0.5_ms)),
      projection<"C_EI_AMPA: popE -> popI.s_AMPA">(all_to_all{}, weight(0.04_nS * 1600 / NE), delay(0.5_ms)),
      projection<"C_EE_NMDA: popE -> popE.x">(one_to_one{}, weight(1.0), delay(0.5_ms)),
      projection<"NMDA_E: popE -> popE.s_NMDA_tot">(
          all_to_all{}, weight(function_of([](auto i, auto j) { return footprint(i, j); })), in_all),
      projection<"NMDA_I: popE -> popI.s_NMDA_tot">(all_to_all{}, weight(1.0), in_all),
      projection<"C_IE: popI -> popE.s_GABA">(all_to_all{}, weight(1.3_nS * 400 / NI), delay(0.5_ms)),
      projection<"C_II: popI -> popI.s_GABA">(all_to_all{}, weight(1_nS * 400 / NI), delay(0.5_ms)),
      record<"popE.spikes">(), record<"popI.spikes">());
}
constexpr auto circuit =
    circuit_of(population<"popE">(NE, cell{}, euler{}),
               population<"popI">(NI, cell{}, euler{}, parameter<"Cm">(0.2_nF), parameter<"gLeak">(20_nS),
                                  parameter<"g_NMDA">(0.13_nS * 1600 / NE), parameter<"t_ref">(1_ms)),
               couple([](auto pre, auto, auto w) { return w * pre["s_NMDA"_name]; }));
constexpr auto circuit_in_words = circuit_of(
    population<"popE">(NE, model_from<words::cell>{}, euler{}, parameter<"Cm">(0.5_nF), parameter<"gLeak">(25_nS),
                       parameter<"g_NMDA">(0.165_nS * 1600 / NE), parameter<"t_refractory">(2_ms)),
    population<"popI">(NI, model_from<words::cell>{}, euler{}, parameter<"Cm">(0.2_nF), parameter<"gLeak">(20_nS),
                       parameter<"g_NMDA">(0.13_nS * 1600 / NE), parameter<"t_refractory">(1_ms)),
    plasticity{rule_from<words::sum>{}});

constexpr auto with_noise = describe(
    circuit, poisson_input<"popE.s_AMPA_ext">(2400_Hz, weight(2.1_nS)),
    poisson_input<"popI.s_AMPA_ext">(2400_Hz, weight(1.62_nS)), population<"stimE1">(subN, stimulus{}),
    population<"stimE2">(subN, stimulus{}, parameter<"sign">(-1.0)),
    regularly<"draw1", "stimE1">(every{50_ms}, draw_rate), regularly<"draw2", "stimE2">(every{50_ms}, draw_rate),
    projection<"stimE1 -> popE[0:24].s_AMPA_ext">(one_to_one{}, weight(2.1_nS)),
    projection<"stimE2 -> popE[24:48].s_AMPA_ext">(one_to_one{}, weight(2.1_nS)));
constexpr auto with_spikes_of(auto neurons) {
  return describe(neurons, population<"background">(NE + NI + 2 * subN, spike_times{}),
                  projection<"background[0:160] -> popE.s_AMPA_ext">(one_to_one{}, weight(2.1_nS)),
                  projection<"background[160:200] -> popI.s_AMPA_ext">(one_to_one{}, weight(1.62_nS)),
                  projection<"background[200:248] -> popE[0:48].s_AMPA_ext">(one_to_one{}, weight(2.1_nS)),
                  record<"popE.V">(every{1_ms}, only{0, 30, 100}), record<"popE.s_AMPA">(every{1_ms}, only{0, 30, 100}),
                  record<"popE.s_NMDA">(every{1_ms}, only{0, 30, 100}),
                  record<"popE.s_NMDA_tot">(every{1_ms}, only{0, 30, 100}));
}
constexpr auto with_spikes = with_spikes_of(circuit);
constexpr auto in_words = with_spikes_of(circuit_in_words);

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Wang_2002");
  std::vector<std::int64_t> steps, neurons;
  constexpr std::size_t columns = NE + NI + 2 * subN;
  const auto u = peers::numbers(2000 * columns, 0);
  for (std::size_t k = 0; k < u.size(); ++k) {
    const std::size_t i = k % columns;
    if (u[k] >= (i < NE + NI ? 0.24 : i < NE + NI + subN ? 0.06 : 0.02)) continue;
    steps.push_back(static_cast<std::int64_t>(k / columns));
    neurons.push_back(static_cast<std::int64_t>(i));
  }
  simulation<network<D>> sim{set<"background">(spike_list::at_steps(steps, neurons))};
  sim.run(200_ms);
  brian.compare_spikes(sim["popE.spikes"_name], "e_steps", "e");
  brian.compare_spikes(sim["popI.spikes"_name], "i_steps", "i");
  brian.compare("V", sim["popE.V"_name], 1e-9);
  brian.compare("s_AMPA", sim["popE.s_AMPA"_name], 1e-9);
  brian.compare("s_NMDA", sim["popE.s_NMDA"_name], 1e-9);
  auto total = sim["popE.s_NMDA_tot"_name];
  for (std::size_t k = 0; k < 3; ++k) total.values[k] = 0.2; // the example's start value, which no step reads
  brian.compare("s_NMDA_tot", total, 1e-9);
}
TEST_CASE("Wang_2002: spikes, potentials, gates", "[peers]") { compare<with_spikes>(); }
TEST_CASE("Wang_2002, in words", "[peers][texts]") { compare<in_words>(); }

TEST_CASE("Wang_2002: rates during the stimulus", "[peers]") {
  const peers::brian2_numbers brian("Wang_2002");
  std::vector<double> first, second, rest, inhibitory;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<with_noise>> sim{seed{k}};
    sim.run(1_s);
    const auto rate = [](const auto& spikes, std::uint32_t begin, std::uint32_t end) {
      double sum = 0;
      for (std::size_t s = 0; s < spikes.size(); ++s)
        sum += spikes.steps[s] >= 4000 and spikes.steps[s] < 8000 and spikes.neurons[s] >= begin and
               spikes.neurons[s] < end;
      return sum / (end - begin) / 0.4;
    };
    const auto& e = sim["popE.spikes"_name];
    first.push_back(rate(e, 0, subN));
    second.push_back(rate(e, subN, 2 * subN));
    rest.push_back(rate(e, 2 * subN, NE));
    inhibitory.push_back(rate(sim["popI.spikes"_name], 0, NI));
  }
  peers::same_distribution(brian, "first", first);
  peers::same_distribution(brian, "second", second);
  peers::same_distribution(brian, "rest", rest);
  peers::same_distribution(brian, "inhibitory", inhibitory);
}

} // namespace
