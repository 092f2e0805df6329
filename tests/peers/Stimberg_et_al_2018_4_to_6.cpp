// SPDX-License-Identifier: BSL-1.0
// Brian2, examples 4 to 6 of frompapers/Stimberg_et_al_2018: a closed loop of synapses and astrocytes, a ring of
// astrocytes, a network of neurons and astrocytes (reference/Stimberg_et_al_2018_4.py and so on say what is changed).
// Stimberg, Goodman, Brette and De Pitta (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/Stimberg_et_al_2018.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;
using namespace peers::stimberg_et_al_2018;

constexpr auto transmitter = couple([](auto s, auto, auto w) { return w * s["Y_S"_name]; });

// Example 4: each source has three synapses: without gliotransmitter, with that of the first astrocyte, which has a
// bias, with that of the second, which these synapses excite.
constexpr auto loop =
    describe(population<"source">(20, spike_times{}), population<"target">(20, lif{}),
             population<"astrocytes">(2, astrocyte{}, rk4{}, start<"inositol">(0.5_uM), start<"C">(0.1_uM),
                                      parameter<"I_bias">(given)),
             projection<"synapses: source -> target.v">(targets_of([](auto i) {
                                                          return std::array{i, i, i};
                                                        }),
                                                        weight(0_mV), plasticity{modulated_release{.rho_c = 0.001}}),
             projection<"synapses -> astrocytes.Y_S">(
                 connected_if([](auto s, auto a) { return s % 3 == 2 and a == 1; }), weight(1 / 20.0), transmitter),
             projection<"astrocytes -> synapses.G_A">(connected_if([](auto a, auto s) { return s % 3 == a + 1; }),
                                                      weight(1), gliotransmitter),
             record<"synapses.u_S">(every{50_ms}, only{0, 1, 2, 57, 58, 59}),
             record<"synapses.x_S">(every{50_ms}, only{0, 1, 2, 57, 58, 59}),
             record<"synapses.Gamma_S">(every{50_ms}, only{0, 1, 2, 57, 58, 59}), record<"astrocytes.spikes">(),
             record<"astrocytes.Gamma_A">(every{50_ms}), record<"astrocytes.C">(every{50_ms}),
             record<"astrocytes.inositol">(every{50_ms}), record<"astrocytes.G_A">(every{50_ms}),
             record<"astrocytes.Y_S">(every{50_ms}));

TEST_CASE("Stimberg_et_al_2018, example 4: synapses and astrocytes in a loop", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_4");
  simulation<network<loop>> sim{
      time_step{1_ms},
      set<"source">(spike_list::at_steps(brian.whole_numbers("spike_steps"), brian.whole_numbers("spike_neurons"))),
      set<"astrocytes.I_bias">(values(std::vector{1.0, 0.0}, 1_uM))};
  sim.run(20_s);
  brian.compare_spikes(sim["astrocytes.spikes"_name]);
  brian.compare("u_S", sim["synapses.u_S"_name], 1e-9);
  brian.compare("x_S", sim["synapses.x_S"_name], 1e-9);
  brian.compare("Gamma_S", sim["synapses.Gamma_S"_name], 1e-9);
  brian.compare("Gamma_A", sim["astrocytes.Gamma_A"_name], 1e-9);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("I", sim["astrocytes.inositol"_name], 1e-9);
  brian.compare("G_A", sim["astrocytes.G_A"_name], 1e-9);
  brian.compare("Y_S", sim["astrocytes.Y_S"_name], 1e-9);
  const auto r_S = sim.get<"synapses.r_S">(), mean_release = brian.numbers("mean_release");
  for (std::size_t k = 0; k < 3; ++k) {
    double sum = 0;
    for (std::size_t s = k; s < r_S.size(); s += 3) sum += r_S[s] / 20;
    CHECK(std::abs(sum - mean_release[k]) < 1e-9);
  }
}

// Example 5: a wave of calcium in a ring of astrocytes.
constexpr auto gap_junctions(auto F, auto I_Theta) {
  return couple([F, I_Theta](auto pre, auto post, auto w) {
    return w * diffusion(F, post["inositol"_name] - pre["inositol"_name], I_Theta);
  });
}
constexpr auto ring = describe(
    population<"astrocytes">(50, astrocyte{}, rk2{}, parameter<"F_ex">(0.09_uM / 1_s), parameter<"kappa_delta">(0.5_uM),
                             parameter<"I_bias">(function_of([](auto i, auto) { return i == 0 ? 1_uM : 0_uM; }))),
    projection<"astrocytes -> astrocytes.J_coupling">(
        connected_if([](auto i, auto j) { return j == (i + 1) % 50 or j == (i + 49) % 50; }), weight(1),
        gap_junctions(0.09_uM / 1_s, 0.3_uM)),
    record<"astrocytes.C">(every{1_s}, only{0, 1, 5, 20, 49}),
    record<"astrocytes.inositol">(every{1_s}, only{0, 1, 5, 20, 49}));

TEST_CASE("Stimberg_et_al_2018, example 5: a ring of astrocytes", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_5");
  simulation<network<ring>> sim{time_step{25_ms}};
  sim.run(200_s);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("I", sim["astrocytes.inositol"_name], 1e-9);
}

// Example 6: neurons and astrocytes on two grids; a synapse belongs to the astrocyte at its target's place.
constexpr auto domain = within(rectangle(100_um, 100_um));
constexpr auto with_glia = describe(
    population<"neurons">(400, coba{}, euler{}, placed(grid(20, 20, 50_um))),
    population<"astrocytes">(100, astrocyte{}, rk4{}, placed(grid(10, 10, 100_um)), parameter<"O_delta">(1.2_uM / 1_s)),
    projection<"exc: neurons[0:320] -> neurons.g_e">(given, weight(0.05_nS), plasticity{modulated_release{}}),
    projection<"inh: neurons[320:400] -> neurons.g_i">(given, weight(1_nS), plasticity{modulated_release{}}),
    projection<"exc -> astrocytes.Y_S">(synapses_onto{domain}, weight(1), transmitter),
    projection<"astrocytes -> exc.G_A">(synapses_onto{domain}, weight(1), gliotransmitter),
    projection<"astrocytes -> astrocytes.J_coupling">(within(circle(120_um)).without_autapses(), weight(1),
                                                      gap_junctions(2_uM / 1_s, 0.01_uM)),
    record<"neurons.spikes">(), record<"astrocytes.spikes">(), record<"neurons.v">(every{1_ms}, only{50, 350}),
    record<"neurons.g_e">(every{1_ms}, only{50, 350}), record<"neurons.g_i">(every{1_ms}, only{50, 350}),
    record<"astrocytes.Gamma_A">(every{5_ms}, only{0, 5, 44, 99}),
    record<"astrocytes.inositol">(every{5_ms}, only{0, 5, 44, 99}),
    record<"astrocytes.C">(every{5_ms}, only{0, 5, 44, 99}), record<"astrocytes.G_A">(every{5_ms}, only{0, 5, 44, 99}),
    record<"astrocytes.Y_S">(every{5_ms}, only{0, 5, 44, 99}));

TEST_CASE("Stimberg_et_al_2018, example 6: neurons and astrocytes", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_6");
  const auto exc = peers::choose(320, 400, 0.05, 1'000'000), inh = peers::choose(80, 400, 0.2, 2'000'000);
  const auto u = peers::numbers(1200, 41), a = peers::numbers(200, 43);
  std::vector<double> v, g_e, g_i, inositol, C, incoming(100);
  for (std::size_t k = 0; k < 400; ++k) {
    v.push_back(-60 + 10 * u[k]);
    g_e.push_back(0.05 * u[400 + k]);
    g_i.push_back(u[800 + k]);
  }
  for (std::size_t k = 0; k < 100; ++k) {
    inositol.push_back(0.2 + 0.6 * a[k]);
    C.push_back(0.1 + 0.38 * a[100 + k]);
  }
  simulation<network<with_glia>> sim{
      set<"exc">(pairs(exc.rows, exc.columns)), set<"inh">(pairs(inh.rows, inh.columns)),
      set<"neurons.v">(values(v, 1_mV)),        set<"neurons.g_e">(values(g_e, 1_nS)),
      set<"neurons.g_i">(values(g_i, 1_nS)),    set<"astrocytes.inositol">(values(inositol, 1_uM)),
      set<"astrocytes.C">(values(C, 1_uM))};
  for (const auto j : exc.columns) ++incoming[static_cast<std::size_t>(j / 40 * 10 + j % 20 / 2)];
  sim.set<"astrocytes.N_incoming">(values(incoming));
  sim.run(300_ms);
  brian.compare_spikes(sim["neurons.spikes"_name]);
  brian.compare_spikes(sim["astrocytes.spikes"_name], "release_steps", "release_neurons");
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  brian.compare("g_e", sim["neurons.g_e"_name], 1e-9);
  brian.compare("g_i", sim["neurons.g_i"_name], 1e-9);
  brian.compare("Gamma_A", sim["astrocytes.Gamma_A"_name], 1e-9);
  brian.compare("I", sim["astrocytes.inositol"_name], 1e-9);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("G_A", sim["astrocytes.G_A"_name], 1e-9);
  auto Y_S = sim["astrocytes.Y_S"_name]; // a sum, there a mean
  for (std::size_t k = 0; k < Y_S.values.size(); ++k) Y_S.values[k] /= incoming[std::array{0U, 5U, 44U, 99U}[k % 4]];
  brian.compare("Y_S", Y_S, 1e-9);
  const auto same = [&](const std::string& name, const std::vector<double>& found, double unit) {
    const auto expected = brian.numbers(name);
    REQUIRE(found.size() == expected.size());
    double apart = 0;
    for (std::size_t k = 0; k < found.size(); ++k) apart = std::max(apart, std::abs(found[k] - expected[k]));
    CHECK(apart < 1e-9 * unit);
  };
  same("Gamma_S", sim.get<"exc.Gamma_S">(), 1);
  same("u_S", sim.get<"exc.u_S">(), 1);
  same("synapse_Y_S", sim.get<"exc.Y_S">(), 1);
}

} // namespace
