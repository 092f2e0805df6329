// SPDX-License-Identifier: BSL-1.0
// Brian2, examples 4 to 6 of frompapers/Stimberg_et_al_2018: a closed loop of synapses and astrocytes, a ring of
// astrocytes, a network of neurons and astrocytes (reference/Stimberg_et_al_2018_4.py and so on say what is changed).
// Stimberg, Goodman, Brette and De Pitta (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

constexpr auto per_second = 1 / 1_s;
// Calcium fluxes, kinetics of IP3 receptors
constexpr auto O_P = 0.9_uM * per_second;
constexpr auto K_P = 0.05_uM;
constexpr auto C_T = 2_uM;
constexpr auto Omega_C = 6 * per_second;
constexpr auto Omega_L = 0.1 * per_second;
constexpr double rho_A = 0.18;
constexpr auto d_1 = 0.13_uM;
constexpr auto d_2 = 1.05_uM;
constexpr auto d_3 = 0.9434_uM;
constexpr auto d_5 = 0.08_uM;
constexpr auto O_2 = 0.2 / 1_uM * per_second;
// Production, degradation and diffusion of IP3
constexpr auto O_beta = 0.5_uM * per_second;
constexpr auto O_N = 0.3 / 1_uM * per_second;
constexpr auto Omega_N = 0.5 * per_second;
constexpr auto K_KC = 0.5_uM;
constexpr double zeta = 10;
constexpr auto K_delta = 0.1_uM;
constexpr auto Omega_5P = 0.05 * per_second;
constexpr auto K_D = 0.7_uM;
constexpr auto K_3K = 1_uM;
constexpr auto O_3K = 4.5_uM * per_second;
constexpr auto omega_I = 0.05_uM;
// Gliotransmitter
constexpr auto C_Theta = 0.5_uM;
constexpr auto Omega_A = 0.6 * per_second;
constexpr double U_A = 0.6;
constexpr auto G_T = 200_mM;
constexpr double rho_e = 6.5e-4;
constexpr auto Omega_e = 60 * per_second;

/// The flow of IP3 down a difference, beyond a threshold.
constexpr auto diffusion(const auto& F, const auto& difference, const auto& I_Theta) {
  return -F / 2 * (1 + tanh((abs(difference) - I_Theta) / omega_I)) * sign(difference);
}

struct astrocyte {
  template <class I>
  struct state {
    number<I> Gamma_A = 0;
    molar<I> inositol = 0.01_uM, C = 0.01_uM;
    number<I> h = 0.9, x_A = 1;
    molar<I> G_A = 0_uM;
  };
  template <class I>
  struct parameters {
    carrier<I, dim::molar / dim::second> O_delta = 0.6_uM * per_second, F_ex = 2_uM * per_second;
    molar<I> kappa_delta = 1.5_uM, I_bias = 0_uM, I_Theta = 0.3_uM;
    number<I> N_incoming = 1; // synapses that feed Y_S
  };
  template <class T>
  struct inputs {
    molar<T> Y_S = 0_uM;
    carrier<T, dim::molar / dim::second> J_coupling = 0_uM * per_second;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto &I = x.inositol, &C = x.C;
    const auto J_delta = p.O_delta / (1 + I / p.kappa_delta) * square(C) / (square(C) + square(K_delta));
    const auto J_3K = O_3K * pow<4>(C) / (pow<4>(C) + pow<4>(K_D)) * I / (I + K_3K), J_5P = Omega_5P * I;
    const auto J_ex = diffusion(p.F_ex, I - p.I_bias, p.I_Theta) * (p.I_bias > 0_uM);
    const auto m_inf = I / (I + d_1) * C / (C + d_5), Q_2 = d_2 * (I + d_1) / (I + d_3);
    const auto h_inf = Q_2 / (Q_2 + C), tau_h = 1 / (O_2 * (Q_2 + C));
    const auto Y_S = in.Y_S / p.N_incoming;
    return {.Gamma_A = O_N * Y_S * (1 - x.Gamma_A) - Omega_N * (1 + zeta * C / (C + K_KC)) * x.Gamma_A,
            .inositol = O_beta * x.Gamma_A + J_delta - J_3K - J_5P + J_ex + in.J_coupling,
            .C = (Omega_C * pow<3>(m_inf) * pow<3>(x.h) + Omega_L) * (C_T - (1 + rho_A) * C) -
                 O_P * square(C) / (square(C) + square(K_P)),
            .h = (h_inf - x.h) / tau_h,
            .x_A = Omega_A * (1 - x.x_A),
            .G_A = -Omega_e * x.G_A};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr auto refractory(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr void reset(auto& x, const auto&) {
    x.G_A += rho_e * G_T * U_A * x.x_A;
    x.x_A -= U_A * x.x_A;
  }
};

/// Resources and release of a synapse, under the influence of gliotransmitter.
struct modulated_release {
  using integrator = exponential_euler;
  static constexpr bool transmits = true;
  double rho_c = 0.005, U_0 = 0.6, alpha = 0;
  quantity<dim::hertz> Omega_c = 40_Hz, Omega_f = 3.33_Hz, Omega_d = 2_Hz, Omega_G = 0.5 / 60_s;
  quantity<dim::hertz / dim::molar> O_G = 1.5 / 1_uM / 1_s;
  quantity<dim::molar> Y_T = 500_mM;
  template <class I>
  struct synapse {
    molar<I> Y_S = 0_uM;
    number<I> Gamma_S = 0, u_S = 0, x_S = 1, r_S = 0;
    molar<I> G_A = 0_uM;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y_S = -p.Omega_c * s.Y_S,
            .Gamma_S = p.O_G * s.G_A * (1 - s.Gamma_S) - p.Omega_G * s.Gamma_S,
            .u_S = -p.Omega_f * s.u_S,
            .x_S = p.Omega_d * (1 - s.x_S),
            .r_S = 0_Hz,
            .G_A = 0_uM / 1_s};
  }
  void on_pre(auto& s) const {
    const double U = (1 - s.Gamma_S) * U_0 + alpha * s.Gamma_S;
    s.u_S += U * (1 - s.u_S);
    s.r_S = s.u_S * s.x_S;
    s.x_S -= s.r_S;
    s.Y_S += rho_c * Y_T * s.r_S;
    s.receptor += s.w * s.r_S;
  }
  bool operator==(const modulated_release&) const = default;
};
constexpr auto transmitter = couple([](auto s, auto, auto w) { return w * s["Y_S"_name]; });
constexpr auto gliotransmitter = couple([](auto a, auto, auto w) { return w * a["G_A"_name]; });

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
struct coba {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
    siemens<I> g_e = 0_nS, g_i = 0_nS;
  };
  template <class I>
  struct parameters {
    volt<I> E_l = -60_mV, E_e = 0_mV, E_i = -80_mV, V_th = -50_mV, V_r = -60_mV;
    siemens<I> g_l = 9.99_nS;
    farad<I> C_m = 198_pF;
    second<I> tau_e = 5_ms, tau_i = 10_ms, t_ref = 5_ms;
    amp<I> I_ex = 150_pA;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.g_l * (p.E_l - x.v) + x.g_e * (p.E_e - x.v) + x.g_i * (p.E_i - x.v) + p.I_ex) / p.C_m,
            .g_e = -x.g_e / p.tau_e,
            .g_i = -x.g_i / p.tau_i};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
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
