// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Brunel_Wang_2001.py: persistent activity of a selective population, with NMDA receptors
// that saturate at every synapse; with 100 neurons. Brunel and Wang (2001), J. Comput. Neurosci. 11:63.
#include "peers/texts/Brunel_Wang_2001.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Brunel_Wang_2001;

constexpr std::uint32_t N_E = 80, N_I = 20, N_sub = 8, N_non = 40;
constexpr double f = 0.1, w_plus = 2.1, w_minus = 1 - f * (w_plus - 1) / (1 - f);

struct cell {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -70_mV;
    number<I> s_AMPA_ext = 0, s_AMPA = 0, s_NMDA_tot = 0, s_GABA = 0;
  };
  template <class I>
  struct parameters { // of pyramidal cells
    volt<I> V_L = -70_mV, V_thr = -50_mV, V_reset = -55_mV, V_E = 0_mV, V_I = -70_mV;
    farad<I> C_m = 0.5_nF;
    siemens<I> g_m = 25_nS, g_AMPA_ext = 2.08_nS, g_AMPA_rec = 0.104_nS * 800 / N_E, g_NMDA = 0.327_nS * 800 / N_E,
               g_GABA = 1.25_nS * 200 / N_I;
    second<I> tau_AMPA = 2_ms, tau_GABA = 10_ms, t_ref = 2_ms;
    number<I> Mg2 = 1;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto I_AMPA_ext = p.g_AMPA_ext * (x.v - p.V_E) * x.s_AMPA_ext;
    const auto I_AMPA_rec = p.g_AMPA_rec * (x.v - p.V_E) * x.s_AMPA;
    const auto I_NMDA_rec = p.g_NMDA * (x.v - p.V_E) / (1 + p.Mg2 * exp(-0.062 * x.v / 1_mV) / 3.57) * x.s_NMDA_tot;
    const auto I_GABA_rec = p.g_GABA * (x.v - p.V_I) * x.s_GABA;
    const auto I_syn = I_AMPA_ext + I_AMPA_rec + I_NMDA_rec + I_GABA_rec;
    return {.v = (-p.g_m * (x.v - p.V_L) - I_syn) / p.C_m,
            .s_AMPA_ext = -x.s_AMPA_ext / p.tau_AMPA,
            .s_AMPA = -x.s_AMPA / p.tau_AMPA,
            .s_NMDA_tot = 0_Hz, // what the synapses feed
            .s_GABA = -x.s_GABA / p.tau_GABA};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_thr; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_reset; }
};

struct glutamate {
  using integrator = euler;
  static constexpr bool transmits = true;
  static constexpr std::string_view feeds = "s_NMDA_tot";
  quantity<dim::second> tau_NMDA_rise = 2_ms, tau_NMDA_decay = 100_ms;
  quantity<dim::hertz> alpha = 0.5_kHz;
  template <class I>
  struct synapse {
    number<I> s_NMDA = 0, x = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.s_NMDA = -s.s_NMDA / p.tau_NMDA_decay + p.alpha * s.x * (1 - s.s_NMDA), .x = -s.x / p.tau_NMDA_rise};
  }
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.s_NMDA; }
  static void on_pre(auto& s) {
    s.receptor += s.w;
    s.x += 1;
  }
  bool operator==(const glutamate&) const = default;
};

constexpr auto structured = function_of([](std::uint32_t i, std::uint32_t j) {
  if (j < N_non) return 1.0;
  const auto from = i < N_non ? -1 : static_cast<int>((i - N_non) / N_sub);
  return from == static_cast<int>((j - N_non) / N_sub) ? w_plus : w_minus;
});

constexpr auto circuit_of(auto excitatory, auto inhibitory, auto synapse) {
  return describe(
      excitatory, inhibitory,
      projection<"C_E_E: P_E -> P_E.s_AMPA">(all_to_all{}.without_autapses(), weight(structured), plasticity{synapse}),
      projection<"C_E_I: P_E -> P_I.s_AMPA">(all_to_all{}, weight(1.0), plasticity{synapse}),
      projection<"C_I_I: P_I -> P_I.s_GABA">(all_to_all{}.without_autapses(), weight(1.0)),
      projection<"C_I_E: P_I -> P_E.s_GABA">(all_to_all{}, weight(1.0)), record<"P_E.spikes">(),
      record<"P_I.spikes">());
}
constexpr auto circuit = circuit_of(
    population<"P_E">(N_E, cell{}, euler{}),
    population<"P_I">(N_I, cell{}, euler{}, parameter<"C_m">(0.2_nF), parameter<"g_m">(20_nS), parameter<"t_ref">(1_ms),
                      parameter<"g_AMPA_ext">(1.62_nS), parameter<"g_AMPA_rec">(0.081_nS * 800 / N_E),
                      parameter<"g_NMDA">(0.258_nS * 800 / N_E), parameter<"g_GABA">(0.973_nS * 200 / N_I)),
    glutamate{});
constexpr auto circuit_in_words =
    circuit_of(population<"P_E">(N_E, model_from<words::cell>{}, euler{}, parameter<"C_m">(0.5_nF),
                                 parameter<"g_m">(25_nS), parameter<"t_refractory">(2_ms),
                                 parameter<"g_AMPA_ext">(2.08_nS), parameter<"g_AMPA_rec">(0.104_nS * 800 / N_E),
                                 parameter<"g_NMDA">(0.327_nS * 800 / N_E), parameter<"g_GABA">(1.25_nS * 200 / N_I)),
               population<"P_I">(N_I, model_from<words::cell>{}, euler{}, parameter<"C_m">(0.2_nF),
                                 parameter<"g_m">(20_nS), parameter<"t_refractory">(1_ms),
                                 parameter<"g_AMPA_ext">(1.62_nS), parameter<"g_AMPA_rec">(0.081_nS * 800 / N_E),
                                 parameter<"g_NMDA">(0.258_nS * 800 / N_E), parameter<"g_GABA">(0.973_nS * 200 / N_I)),
               rule_from<words::glutamate>{});

constexpr auto with_noise =
    describe(circuit, poisson_input<"P_E.s_AMPA_ext">(800 * 3_Hz, weight(1.0)),
             poisson_input<"P_I.s_AMPA_ext">(800 * 3_Hz, weight(1.0)),
             // 80 sources for each neuron of the first selective population, at 25 Hz for 50 ms
             population<"selection">(80 * N_sub, poisson{}),
             drive<"selection.drive">([](auto t) { return t >= 300_ms and t < 350_ms ? 25_Hz : 0_Hz; }),
             projection<"selection -> P_E[40:48].s_AMPA_ext">(predicate([](auto i, auto j) { return i / 80 == j; }),
                                                              weight(1.0)));
constexpr auto with_spikes_of(auto neurons) {
  return describe(
      neurons, population<"background">(N_E + N_I, spike_times{}), population<"selection">(N_sub, spike_times{}),
      projection<"background[0:80] -> P_E.s_AMPA_ext">(one_to_one{}, weight(1.0)),
      projection<"background[80:100] -> P_I.s_AMPA_ext">(one_to_one{}, weight(1.0)),
      projection<"selection -> P_E[40:48].s_AMPA_ext">(one_to_one{}, weight(1.0)),
      record<"P_E.v">(every{1_ms}, only{0, 40, 50}), record<"P_E.s_AMPA">(every{1_ms}, only{0, 40, 50}),
      record<"P_E.s_NMDA_tot">(every{1_ms}, only{0, 40, 50}), record<"P_E.s_GABA">(every{1_ms}, only{0, 40, 50}));
}
constexpr auto with_spikes = with_spikes_of(circuit);
constexpr auto in_words = with_spikes_of(circuit_in_words);

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Brunel_Wang_2001");
  const auto background = peers::choose(2000, N_E + N_I, 0.24, 0);
  std::vector<std::int64_t> steps, neurons; // the same spikes again: the selective population, from 50 to 100 ms
  for (std::size_t k = 0; k < background.rows.size(); ++k) {
    const auto step = background.rows[k], neuron = background.columns[k] - N_non;
    if (step < 500 or step >= 1000 or neuron < 0 or neuron >= N_sub) continue;
    steps.push_back(step);
    neurons.push_back(neuron);
  }
  simulation<network<D>> sim{set<"background">(spike_list::at_steps(background.rows, background.columns)),
                             set<"selection">(spike_list::at_steps(steps, neurons))};
  sim.run(200_ms);
  brian.compare_spikes(sim["P_E.spikes"_name], "e_steps", "e");
  brian.compare_spikes(sim["P_I.spikes"_name], "i_steps", "i");
  brian.compare("v", sim["P_E.v"_name], 1e-9);
  brian.compare("s_AMPA", sim["P_E.s_AMPA"_name], 1e-9);
  brian.compare("s_NMDA", sim["P_E.s_NMDA_tot"_name], 1e-9);
  brian.compare("s_GABA", sim["P_E.s_GABA"_name], 1e-9);
}
TEST_CASE("Brunel_Wang_2001: spikes, potentials, gates", "[peers]") { compare<with_spikes>(); }
TEST_CASE("Brunel_Wang_2001, in words", "[peers][texts]") { compare<in_words>(); }

TEST_CASE("Brunel_Wang_2001: rates after the stimulus", "[peers]") {
  const peers::brian2_numbers brian("Brunel_Wang_2001");
  std::vector<double> selected, others, non, inhibitory;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<with_noise>> sim{seed{k}};
    sim.run(1_s);
    const auto count = [](const auto& spikes, std::uint32_t begin, std::uint32_t end) {
      double sum = 0;
      for (std::size_t s = 0; s < spikes.size(); ++s)
        sum += spikes.steps[s] >= 3500 and spikes.neurons[s] >= begin and spikes.neurons[s] < end;
      return sum / (end - begin) / 0.65;
    };
    const auto& e = sim["P_E.spikes"_name];
    selected.push_back(count(e, N_non, N_non + N_sub));
    others.push_back(count(e, N_non + N_sub, N_E));
    non.push_back(count(e, 0, N_non));
    inhibitory.push_back(count(sim["P_I.spikes"_name], 0, N_I));
  }
  peers::same_distribution(brian, "selected", selected);
  peers::same_distribution(brian, "others", others);
  peers::same_distribution(brian, "non", non);
  peers::same_distribution(brian, "inhibitory", inhibitory);
}

} // namespace
