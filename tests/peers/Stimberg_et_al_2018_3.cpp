// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Stimberg_et_al_2018/example_3_io_synapse.py: astrocytes whose gliotransmitter changes the
// release of the synapses that they enwrap: of three synapses, the second and the third. Stimberg, Goodman, Brette and
// De Pitta (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

// Calcium fluxes
constexpr auto O_P = 0.9_uM / 1_s;
constexpr auto K_P = 0.05_uM;
constexpr auto C_T = 2_uM;
constexpr auto Omega_C = 6 / 1_s;
constexpr auto Omega_L = 0.1 / 1_s;
constexpr double rho_A = 0.18;
// Kinetics of IP3 receptors
constexpr auto d_1 = 0.13_uM;
constexpr auto d_2 = 1.05_uM;
constexpr auto d_3 = 0.9434_uM;
constexpr auto d_5 = 0.08_uM;
constexpr auto O_2 = 0.2 / 1_uM / 1_s;
// Production, degradation and diffusion of IP3
constexpr auto O_delta = 0.6_uM / 1_s;
constexpr auto kappa_delta = 1.5_uM;
constexpr auto K_delta = 0.1_uM;
constexpr auto Omega_5P = 0.05 / 1_s;
constexpr auto K_D = 0.7_uM;
constexpr auto K_3K = 1_uM;
constexpr auto O_3K = 4.5_uM / 1_s;
constexpr auto F_ex = 2_uM / 1_s;
constexpr auto I_Theta = 0.3_uM;
constexpr auto omega_I = 0.05_uM;
// Release and time course of gliotransmitter
constexpr auto C_Theta = 0.5_uM;
constexpr auto G_T = 200_mM;
constexpr auto Omega_A = 0.6 / 1_s;
constexpr auto Omega_e = 60 / 1_s;
constexpr double U_A = 0.6;

struct releasing_astrocyte {
  template <class I>
  struct state {
    molar<I> inositol = 0.4_uM, C = 0_uM;
    number<I> h = 0.9, x_A = 1; // x_A: resources of gliotransmitter
    molar<I> G_A = 0_uM;        // gliotransmitter outside
  };
  template <class I>
  struct parameters {
    molar<I> I_bias = 0.8_uM;
    number<I> rho_e = 6.5e-4; // volume of vesicles to that outside
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    const auto& I = x.inositol;
    const auto J_delta = O_delta / (1 + I / kappa_delta) * square(x.C) / (square(x.C) + square(K_delta));
    const auto J_3K = O_3K * pow<4>(x.C) / (pow<4>(x.C) + pow<4>(K_D)) * I / (I + K_3K);
    const auto J_5P = Omega_5P * I;
    const auto bias = I - p.I_bias;
    const auto J_ex = -F_ex / 2 * (1 + tanh((abs(bias) - I_Theta) / omega_I)) * sign(bias);
    const auto m_inf = I / (I + d_1) * x.C / (x.C + d_5);
    const auto Q_2 = d_2 * (I + d_1) / (I + d_3);
    const auto h_inf = Q_2 / (Q_2 + x.C), tau_h = 1 / (O_2 * (Q_2 + x.C));
    return {.inositol = J_delta - J_3K - J_5P + J_ex,
            .C = (Omega_C * pow<3>(m_inf) * pow<3>(x.h) + Omega_L) * (C_T - (1 + rho_A) * x.C) -
                 O_P * square(x.C) / (square(x.C) + square(K_P)),
            .h = (h_inf - x.h) / tau_h,
            .x_A = Omega_A * (1 - x.x_A),
            .G_A = -Omega_e * x.G_A};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr auto refractory(const auto& x, const auto&) { return x.C > C_Theta; }
  static constexpr void reset(auto& x, const auto& p) {
    x.G_A += p.rho_e * G_T * U_A * x.x_A;
    x.x_A -= U_A * x.x_A;
  }
};

struct modulated_release {
  using integrator = exponential_euler;
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega_c = 40_Hz, Omega_f = 3.33_Hz, Omega_d = 2_Hz, Omega_G = 0.5 / 60_s;
  quantity<dim::one / dim::molar / dim::second> O_G = 1.5 / 1_uM / 1_s;
  double U_0 = 0.6, alpha = 0, rho_c = 0.005;
  quantity<dim::molar> Y_T = 500_mM;
  template <class I>
  struct synapse {
    molar<I> Y_S = 0_uM; // transmitter outside
    number<I> Gamma_S = 0, u_S = 0, x_S = 0, r_S = 0;
    molar<I> G_A = 0_uM; // gliotransmitter, which astrocytes feed
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
  }
  bool operator==(const modulated_release&) const = default;
};

constexpr auto d = describe(
    population<"source">(1, spike_times{}), population<"target">(1, lif{}),
    population<"astrocytes">(2, releasing_astrocyte{}, rk4{}, parameter<"I_bias">(given)),
    projection<"synapses: source -> target.v">(given, weight(0_mV), plasticity{modulated_release{}}),
    projection<"to_synapses: astrocytes -> synapses.G_A">(
        connected_if([](auto i, auto j) { return j == i + 1; }), weight(1),
        couple([](auto astrocyte, auto, auto w) { return w * astrocyte["G_A"_name]; })),
    record<"synapses.u_S">(every{10_ms}), record<"synapses.x_S">(every{10_ms}), record<"synapses.r_S">(every{10_ms}),
    record<"synapses.Y_S">(every{10_ms}), record<"synapses.Gamma_S">(every{10_ms}),
    record<"astrocytes.C">(every{10_ms}), record<"astrocytes.G_A">(every{10_ms}), record<"astrocytes.spikes">());

TEST_CASE("Stimberg_et_al_2018, example 3", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_3");
  std::vector<std::int64_t> steps{0, 50, 100, 150, 200, 300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 400};
  for (auto& step : steps) step += 16'500;
  simulation<network<d>> sim{time_step{1_ms},
                             set<"source">(spike_list::at_steps(steps, std::vector<int>(steps.size(), 0))),
                             set<"synapses">(pairs(std::vector{0, 0, 0}, std::vector{0, 0, 0})),
                             set<"astrocytes.I_bias">(values(std::vector{0.8, 1.25}, 1_uM))};
  sim.run(17'100_ms);
  const auto& spikes = sim["astrocytes.spikes"_name];
  CHECK(spikes.steps == brian.whole_numbers("steps"));
  CHECK(spikes.size() == 3);
  brian.compare("C", sim["astrocytes.C"_name], 1e-9);
  brian.compare("G_A", sim["astrocytes.G_A"_name], 1e-9);
  brian.compare("Gamma_S", sim["synapses.Gamma_S"_name], 1e-9);
  brian.compare("u_S", sim["synapses.u_S"_name], 1e-9);
  brian.compare("x_S", sim["synapses.x_S"_name], 1e-9);
  brian.compare("r_S", sim["synapses.r_S"_name], 1e-9);
  brian.compare("Y_S", sim["synapses.Y_S"_name], 1e-9);
}

} // namespace
