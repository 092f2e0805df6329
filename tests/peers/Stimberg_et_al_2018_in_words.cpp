// SPDX-License-Identifier: BSL-1.0
// Examples 1, 2, 3 and 5 of Stimberg_et_al_2018_1.cpp and its neighbours in the words of Brian2. Couplings between
// astrocytes and synapses are those of C++.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include "peers/texts/Stimberg_et_al_2018.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::Stimberg_et_al_2018;

constexpr auto neurons =
    describe(population<"neurons">(400, model_from<words::neuron>{}, euler{}, start<"v">(given), start<"g_e">(given),
                                   start<"g_i">(given)),
             projection<"exc_syn: neurons[0:320] -> neurons.g_e">(given, weight(0.05_nS),
                                                                  plasticity{rule_from<words::excitation>{}}),
             projection<"inh_syn: neurons[320:400] -> neurons.g_i">(given, weight(1_nS),
                                                                    plasticity{rule_from<words::inhibition>{}}),
             record<"neurons.spikes">(), record<"neurons.v">(every{1_ms}, only{50, 350}),
             record<"neurons.g_e">(every{1_ms}, only{50, 350}), record<"neurons.g_i">(every{1_ms}, only{50, 350}));

TEST_CASE("Stimberg_et_al_2018, example 1, in words", "[peers][texts]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_1");
  const auto exc = peers::choose(320, 400, 0.25, 1'000'000), inh = peers::choose(80, 400, 0.5, 2'000'000);
  const auto u = peers::numbers(1200, 0);
  std::vector<double> v, g_e, g_i;
  for (std::size_t k = 0; k < 400; ++k) {
    v.push_back(-60 + 10 * u[k]);
    g_e.push_back(0.05 * u[400 + k]);
    g_i.push_back(u[800 + k]);
  }
  simulation<network<neurons>> sim{set<"exc_syn">(pairs(exc.rows, exc.columns)),
                                   set<"inh_syn">(pairs(inh.rows, inh.columns)), set<"neurons.v">(values(v, 1_mV)),
                                   set<"neurons.g_e">(values(g_e, 1_nS)), set<"neurons.g_i">(values(g_i, 1_nS))};
  sim.run(200_ms);
  brian.compare_spikes(sim["neurons.spikes"_name]);
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  brian.compare("g_e", sim["neurons.g_e"_name], 1e-9);
  brian.compare("g_i", sim["neurons.g_i"_name], 1e-9);
}

constexpr auto noisy = describe(
    population<"source">(1, model_from<words::regular_source>{}, euler{}), population<"target">(1, lif{}),
    population<"astrocytes">(21, model_from<words::noisy_astrocyte>{}, milstein_stratonovich{},
                             parameter<"noise">(text<"int(i > 0)">)),
    projection<"synapses: source -> target.v">(all_to_all{}, weight(0_mV), plasticity{rule_from<words::transmitter>{}}),
    projection<"to_astrocytes: synapses -> astrocytes.Y_S">(
        all_to_all{}, weight(1), couple([](auto s, auto, auto w) { return w * s["Y_S"_name]; })),
    record<"astrocytes.Gamma_A">(every{100_ms}), record<"astrocytes.C">(every{100_ms}),
    record<"astrocytes.h">(every{100_ms}), record<"astrocytes.I">(every{100_ms}));

TEST_CASE("Stimberg_et_al_2018, example 2, in words", "[peers][texts]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_2");
  simulation<network<noisy>> sim{seed{2}, time_step{1_ms}};
  sim.run(30_s);
  const auto check = [&](const std::string& name, const auto& trace) {
    std::vector<double> means, deviations;
    auto first = trace;
    first.values.clear();
    for (std::size_t row = 0; row < trace.rows(); ++row) first.values.push_back(trace(row, 0));
    brian.compare(name, first, 1e-9);
    for (std::size_t i = 1; i <= 20; ++i) {
      std::vector<double> of_one;
      for (std::size_t row = 0; row < trace.rows(); ++row) of_one.push_back(trace(row, i));
      means.push_back(peers::mean_of(of_one));
      deviations.push_back(std::sqrt(peers::variance_of(of_one)));
    }
    peers::same_distribution(brian, "mean_" + name, means);
    peers::same_distribution(brian, "deviation_" + name, deviations);
  };
  check("Gamma_A", sim["astrocytes.Gamma_A"_name]);
  check("C", sim["astrocytes.C"_name]);
  check("h", sim["astrocytes.h"_name]);
  check("I", sim["astrocytes.I"_name]);
}

constexpr auto release = describe(
    population<"source">(1, spike_times{}), population<"target">(1, lif{}),
    population<"astrocytes">(2, model_from<words::releasing_astrocyte>{}, rk4{}, parameter<"I_bias">(given)),
    projection<"synapses: source -> target.v">(given, weight(0_mV), plasticity{rule_from<words::modulated_release>{}}),
    projection<"to_synapses: astrocytes -> synapses.G_A">(
        connected_if(text<"j == i + 1">), weight(1), couple([](auto a, auto, auto w) { return w * a["G_A"_name]; })),
    record<"synapses.u_S">(every{10_ms}), record<"synapses.x_S">(every{10_ms}), record<"synapses.r_S">(every{10_ms}),
    record<"synapses.Y_S">(every{10_ms}), record<"synapses.Gamma_S">(every{10_ms}),
    record<"astrocytes.C">(every{10_ms}), record<"astrocytes.G_A">(every{10_ms}), record<"astrocytes.spikes">());

TEST_CASE("Stimberg_et_al_2018, example 3, in words", "[peers][texts]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_3");
  std::vector<std::int64_t> steps{0, 50, 100, 150, 200, 300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 400};
  for (auto& step : steps) step += 16'500;
  simulation<network<release>> sim{time_step{1_ms},
                                   set<"source">(spike_list::at_steps(steps, std::vector<int>(steps.size(), 0))),
                                   set<"synapses">(pairs(std::vector{0, 0, 0}, std::vector{0, 0, 0})),
                                   set<"astrocytes.I_bias">(values(std::vector{0.8, 1.25}, 1_uM))};
  sim.run(17'100_ms);
  CHECK(sim["astrocytes.spikes"_name].steps == brian.whole_numbers("steps"));
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("G_A", sim["astrocytes.G_A"_name], 1e-9);
  brian.compare("Gamma_S", sim["synapses.Gamma_S"_name], 1e-9);
  brian.compare("u_S", sim["synapses.u_S"_name], 1e-9);
  brian.compare("x_S", sim["synapses.x_S"_name], 1e-9);
  brian.compare("r_S", sim["synapses.r_S"_name], 1e-9);
  brian.compare("Y_S", sim["synapses.Y_S"_name], 1e-9);
}

constexpr auto ring = describe(population<"astrocytes">(50, model_from<words::coupled_astrocyte>{}, rk2{},
                                                        parameter<"I_bias">(text<"1*umolar*int(i == 0)">)),
                               projection<"astrocytes -> astrocytes.J_coupling">(
                                   connected_if(text<"j == (i + 1) % 50 or j == (i + 50 - 1) % 50">),
                                   weight(1 * 1_uM / 1_s), plasticity{rule_from<words::gap_junction>{}}),
                               record<"astrocytes.C">(every{1_s}, only{0, 1, 5, 20, 49}),
                               record<"astrocytes.I">(every{1_s}, only{0, 1, 5, 20, 49}));

TEST_CASE("Stimberg_et_al_2018, example 5, in words", "[peers][texts]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_5");
  simulation<network<ring>> sim{time_step{25_ms}};
  sim.run(200_s);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("I", sim["astrocytes.I"_name], 1e-9);
}

} // namespace
