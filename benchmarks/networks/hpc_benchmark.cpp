// SPDX-License-Identifier: BSL-1.0
// NEST's network for measuring supercomputers (hpc_benchmark; Helias et al. 2012, Front. Neuroinform. 6:26; Kunkel et
// al. 2014, 8:78): 9,000 excitatory and 2,250 inhibitory neurons with alpha-shaped currents, each with 9,000 excitatory
// and 2,250 inhibitory sources, 127 M synapses; the 81 M between excitatory neurons learn by power-law STDP. A Poisson
// input of 20.9 kHz each.
// --scale multiplies the number of neurons and keeps in-degrees, as in NEST. --degree multiplies in-degrees: a network
// that is less connected, whose rates are others, for machines with less memory.
#include "report.hpp"

#include <numbers>

namespace {

using namespace cortexpr;
using namespace benchmarks;

using cell = synaptic<lif, receptor<"syn", current<alpha>>>;

// The current that moves the potential by 0.14 mV at its peak: 45.6 pA, the peak of the current, from tau_m, C_m and
// tau_syn. The alpha function of this library peaks at weight / e.
constexpr double nest_weight = 45.609600316540956; // pA
constexpr auto J = nest_weight * std::numbers::e * 1_pA;
constexpr double g = 5;
// eta = 1.685 times what brings the mean potential to the threshold without recurrence.
constexpr auto external = 20856.037200898867 * 1_Hz;

constexpr power_law_stdp rule{
    .tau_pre = 15_ms, .tau_post = 30_ms, .lambda = 0.1, .alpha = 0.0513, .mu = 0.4, .w_0 = std::numbers::e * 1_pA};

template <fixed_string Name>
constexpr auto cells(std::int64_t n) {
  return population<Name>(n, cell{}, parameter<"E_L">(0_mV), parameter<"V_th">(20_mV), parameter<"V_r">(0_mV),
                          parameter<"C_m">(250_pF), parameter<"g_L">(25_nS), parameter<"t_ref">(0.5_ms),
                          parameter<"syn.tau">(0.32582722403722841_ms), start<"v">(normal(5.7_mV, 7.2_mV)));
}

template <bool Record>
constexpr auto described =
    describe(cells<"E">(9'000), cells<"I">(2'250), poisson_input<"E.syn">(external, weight(J)),
             poisson_input<"I.syn">(external, weight(J)),
             projection<"EE: E -> E.syn">(fixed_indegree{9'000}.without_autapses(), weight(J), dendritic_delay(1.5_ms),
                                          coincident_pairs::not_counted, plasticity{rule, transmit{}}),
             projection<"EI: E -> I.syn">(fixed_indegree{9'000}, weight(J), delay(1.5_ms)),
             projection<"IE: I -> E.syn">(fixed_indegree{2'250}, weight(-g* J), delay(1.5_ms)),
             projection<"II: I -> I.syn">(fixed_indegree{2'250}.without_autapses(), weight(-g* J), delay(1.5_ms)),
             record<"E.rate">(), record<"I.rate">(), only_if<Record>(record<"E.spikes">()),
             only_if<Record>(record<"I.spikes">()));

template <class Net>
void run(const options& o, double degree) {
  const fixed_indegree excitatory{scaled(9'000, degree)}, inhibitory{scaled(2'250, degree)};
  print(o, measure<Net>(o, "hpc_benchmark", set<"E">(scaled(9'000, o.scale)), set<"I">(scaled(2'250, o.scale)),
                        set<"EE">(excitatory.without_autapses()), set<"EI">(excitatory), set<"IE">(inhibitory),
                        set<"II">(inhibitory.without_autapses())));
}

} // namespace

int main(int argc, char** argv) {
  options o;
  o.warm_up = 0.05;
  o.seconds = 0.25;
  double degree = 1;
  CLI::App app{"NEST's scalable network with power-law STDP (hpc_benchmark)"};
  app.name("hpc_benchmark");
  add_common_options(app, o);
  app.add_option("--degree", degree, "in-degrees relative to the published ones")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  return run_program(app, argc, argv, [&] {
    with_precision_and_record(o, [&]<class Real, bool Record>() { run<network<described<Record>, Real>>(o, degree); });
  });
}
