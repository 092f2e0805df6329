// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Stimberg_et_al_2018/example_2_gchi_astrocyte.py: astrocytes that the transmitter of a
// synapse activates, one deterministic, the others with multiplicative noise. Stimberg, Goodman, Brette and De Pitta
// (2019), Modeling neuron-glia interactions with the Brian 2 simulator.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

// Calcium fluxes
constexpr auto O_P = 0.9_uM / 1_s;
constexpr auto K_P = 0.1_uM;
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
// Production of IP3 by agonists
constexpr auto O_beta = 5_uM / 1_s;
constexpr auto O_N = 0.3 / 1_uM / 1_s;
constexpr auto Omega_N = 0.5 / 1_s;
constexpr auto K_KC = 0.5_uM;
constexpr double zeta = 10;
// Production and degradation of IP3, exogenous flow
constexpr auto O_delta = 0.2_uM / 1_s;
constexpr auto kappa_delta = 1.5_uM;
constexpr auto K_delta = 0.3_uM;
constexpr auto Omega_5P = 0.1 / 1_s;
constexpr auto K_D = 0.5_uM;
constexpr auto K_3K = 1_uM;
constexpr auto O_3K = 4.5_uM / 1_s;
constexpr auto F_ex = 0.09_uM / 1_s;
constexpr auto I_Theta = 0.3_uM;
constexpr auto omega_I = 0.05_uM;

struct regular_source {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> f_0 = 0.5_Hz;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p) {
    return {.x = p.f_0};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.x > 1; }
  static constexpr void reset(auto& x, const auto&) { x.x = 0; }
};

struct astrocyte {
  template <class I>
  struct state {
    number<I> Gamma_A = 0; // fraction of activated receptors
    molar<I> inositol = 0_uM, C = 0_uM;
    number<I> h = 0.9; // deinactivation of IP3 receptors
  };
  template <class I>
  struct inputs {
    molar<I> Y_S = 0_uM; // transmitter outside, which synapses feed
  };
  template <class I>
  struct parameters {
    number<I> noise = 0;
    molar<I> I_bias = 0_uM;
  };
  static constexpr auto Q_2(const auto& x) { return d_2 * (x.inositol + d_1) / (x.inositol + d_3); }
  static constexpr auto h_inf(const auto& x) { return Q_2(x) / (Q_2(x) + x.C); }
  static constexpr auto tau_h(const auto& x) { return 1 / (O_2 * (Q_2(x) + x.C)); }

  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto& I = x.inositol;
    const auto J_beta = O_beta * x.Gamma_A;
    const auto J_delta = O_delta / (1 + I / kappa_delta) * square(x.C) / (square(x.C) + square(K_delta));
    const auto J_3K = O_3K * pow<4>(x.C) / (pow<4>(x.C) + pow<4>(K_D)) * I / (I + K_3K);
    const auto J_5P = Omega_5P * I;
    const auto bias = I - p.I_bias;
    const auto J_ex = -F_ex / 2 * (1 + tanh((abs(bias) - I_Theta) / omega_I)) * sign(bias);
    const auto h = clip(x.h, 0, 1), m_inf = I / (I + d_1) * x.C / (x.C + d_5);
    const auto gradient = C_T - (1 + rho_A) * x.C;
    const auto J_r = Omega_C * pow<3>(m_inf) * pow<3>(h) * gradient, J_l = Omega_L * gradient;
    const auto J_p = O_P * square(x.C) / (square(x.C) + square(K_P));
    return {.Gamma_A = O_N * in.Y_S * (1 - x.Gamma_A) - Omega_N * (1 + zeta * x.C / (x.C + K_KC)) * x.Gamma_A,
            .inositol = J_beta + J_delta - J_3K - J_5P + J_ex,
            .C = J_r + J_l - J_p,
            .h = (h_inf(x) - h) / tau_h(x)};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p) {
    const auto none = 1 / sqrt(1_s) * 0;
    return {.Gamma_A = none,
            .inositol = none * 1_uM,
            .C = none * 1_uM,
            .h = p.noise * (h_inf(x) - clip(x.h, 0, 1)) / sqrt(tau_h(x))};
  }
};

/// Transmitter outside of a synapse, which a spike raises and which is cleared. Here it acts on the astrocytes alone.
struct release {
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega_c = 40_Hz;
  double rho_c = 0.001;
  quantity<dim::molar> Y_T = 500_mM;
  template <class I>
  struct synapse {
    molar<I> Y_S = 0_uM;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y_S = -p.Omega_c * s.Y_S};
  }
  void on_pre(auto& s) const { s.Y_S += rho_c * Y_T; }
  bool operator==(const release&) const = default;
};

constexpr auto d =
    describe(population<"source">(1, regular_source{}, euler{}), population<"target">(1, lif{}),
             population<"astrocytes">(21, astrocyte{}, milstein_stratonovich{},
                                      parameter<"noise">(function_of([](auto i, auto) { return i == 0 ? 0.0 : 1.0; }))),
             projection<"synapses: source -> target.v">(all_to_all{}, weight(0_mV), plasticity{release{}}),
             projection<"to_astrocytes: synapses -> astrocytes.Y_S">(
                 all_to_all{}, weight(1), couple([](auto s, auto, auto w) { return w * s["Y_S"_name]; })),
             record<"astrocytes.Gamma_A">(every{100_ms}), record<"astrocytes.C">(every{100_ms}),
             record<"astrocytes.h">(every{100_ms}), record<"astrocytes.inositol">(every{100_ms}),
             record<"astrocytes.Y_S">(every{100_ms}, only{0}));

TEST_CASE("Stimberg_et_al_2018, example 2", "[peers]") {
  const peers::brian2_numbers brian("Stimberg_et_al_2018_2");
  simulation<network<d>> sim{seed{2}, time_step{1_ms}};
  sim.run(30_s);
  brian.compare("Y_S", sim["astrocytes.Y_S"_name], 1e-9);
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
  check("I", sim["astrocytes.inositol"_name]);
}

} // namespace
