// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/advanced/COBAHH_approximated.py: gates by Boltzmann and Gaussian functions, after exercise 4 of
// chapter 2 of Izhikevich, Dynamical Systems in Neuroscience (2007).
#include "peers/texts/COBAHH_approximated.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::COBAHH_approximated;

struct approximated {
  /// One gate: the Boltzmann function of its steady state, the Gaussian function of its time constant.
  template <class I>
  struct gate {
    volt<I> v_half = 0_V, k = 1_V, v_max = 0_V, sigma = 1_V;
    second<I> c_amp = 0_s, c_base = 1_s;
    constexpr auto derivative(const auto& x, const auto& v) const {
      const auto inf = 1 / (1 + exp((v_half - v) / k));
      const auto tau = c_base + c_amp * exp(-square(v_max - v) / square(sigma));
      return (inf - x) / tau;
    }
  };
  template <class I>
  struct state {
    volt<I> v = 0_mV;
    number<I> m = 0.05, n = 0.32, h = 0.60;
  };
  template <class I>
  struct parameters {
    gate<I> n{12_mV, 15_mV, -14_mV, 50_mV, 4.7_ms, 1.1_ms}, m{25_mV, 9_mV, 27_mV, 30_mV, 0.46_ms, 0.04_ms},
        h{3_mV, -7_mV, -2_mV, 20_mV, 7.4_ms, 1.2_ms};
    siemens_per_area<I> g_K = 36_mS_per_cm2, g_Na = 120_mS_per_cm2, g_L = 0.3_mS_per_cm2;
    volt<I> e_K = -12_mV, e_Na = 120_mV, e_L = 10.6_mV;
    farad_per_area<I> C_mem = 1_uF_per_cm2;
  };
  template <class T>
  struct inputs {
    amp_per_area<T> I_stim = 0_A_per_m2;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto I_K = p.g_K * pow<4>(x.n) * (x.v - p.e_K), I_Na = p.g_Na * pow<3>(x.m) * x.h * (x.v - p.e_Na);
    return {.v = (in.I_stim - I_K - I_Na - p.g_L * (x.v - p.e_L)) / p.C_mem,
            .m = p.m.derivative(x.m, x.v),
            .n = p.n.derivative(x.n, x.v),
            .h = p.h.derivative(x.h, x.v)};
  }
};

constexpr auto network_of(auto neuron) {
  return describe(population<"group">(1, neuron, euler{}), drive<"group.I_stim">(given),
                  record<"group.v">(every{0.05_ms}), record<"group.m">(every{0.05_ms}),
                  record<"group.n">(every{0.05_ms}), record<"group.h">(every{0.05_ms}));
}
constexpr auto d = network_of(approximated{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("COBAHH_approximated");
  std::vector<double> I_stim(22, 0.0); // 4 uA/cm^2 at 2 ms and 15 uA/cm^2 at 10 ms, for 0.5 ms each
  I_stim[4] = 4;
  I_stim[20] = 15;
  simulation<network<D>> sim{time_step{0.01_ms}, set<"group.I_stim">(timed_array(I_stim, 1_uA_per_cm2, 0.5_ms))};
  sim.run(20_ms);
  brian.compare("v", sim["group.v"_name], 1e-9);
  brian.compare("m", sim["group.m"_name], 1e-9);
  brian.compare("n", sim["group.n"_name], 1e-9);
  brian.compare("h", sim["group.h"_name], 1e-9);
}
TEST_CASE("COBAHH_approximated", "[peers]") { compare<d>(); }
TEST_CASE("COBAHH_approximated, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
