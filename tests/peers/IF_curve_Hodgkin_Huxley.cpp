// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/IF_curve_Hodgkin_Huxley.py: how often Hodgkin-Huxley neurons fire, by their current. The condition
// for refractoriness counts every crossing of -40 mV once.
#include "peers/texts/IF_curve_Hodgkin_Huxley.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::IF_curve_Hodgkin_Huxley;

struct hh_neuron {
  template <class I>
  struct state {
    volt<I> v = -65_mV;
    number<I> m = 0, n = 0, h = 0;
  };
  template <class T>
  struct parameters {
    amp<T> I = 0_A;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    constexpr auto area = 20000_um2;
    constexpr auto Cm = 1_uF_per_cm2 * area;
    constexpr auto gl = 0.05_mS_per_cm2 * area, g_na = 100_mS_per_cm2 * area, g_kd = 30_mS_per_cm2 * area;
    constexpr auto El = -65_mV, EK = -90_mV, ENa = 50_mV, VT = -63_mV;
    return {.v = (gl * (El - x.v) - g_na * (x.m * x.m * x.m) * x.h * (x.v - ENa) -
                  g_kd * (x.n * x.n * x.n * x.n) * (x.v - EK) + p.I) /
                 Cm,
            .m = 0.32 * 4 / exprel((13_mV - x.v + VT) / 4_mV) / 1_ms * (1 - x.m) -
                 0.28 * 5 / exprel((x.v - VT - 40_mV) / 5_mV) / 1_ms * x.m,
            .n = 0.032 * 5 / exprel((15_mV - x.v + VT) / 5_mV) / 1_ms * (1 - x.n) -
                 0.5 * exp((10_mV - x.v + VT) / 40_mV) / 1_ms * x.n,
            .h = 0.128 * exp((17_mV - x.v + VT) / 18_mV) / 1_ms * (1 - x.h) -
                 4 / (1 + exp((40_mV - x.v + VT) / 5_mV)) / 1_ms * x.h};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > -40_mV; }
  static constexpr auto refractory(const auto& x, const auto&) { return x.v > -40_mV; }
};

constexpr auto network_of(auto neuron) {
  return describe(population<"group">(100, neuron, exponential_euler{}, parameter<"I">(given)),
                  record<"group.spikes">());
}
constexpr auto d = network_of(hh_neuron{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("IF_curve_Hodgkin_Huxley");
  std::vector<double> I(100);
  for (std::size_t i = 0; i < 100; ++i) I[i] = 0.7 * static_cast<double>(i) / 100;
  simulation<network<D>> sim{set<"group.I">(values(I, 1_nA))};
  sim.run(2_s);
  const auto& spikes = sim["group.spikes"_name];
  CHECK(spikes.steps == brian.whole_numbers("spikes"));
  const auto neurons = brian.whole_numbers("neurons");
  CHECK(std::equal(neurons.begin(), neurons.end(), spikes.neurons.begin(), spikes.neurons.end()));
}
TEST_CASE("IF_curve_Hodgkin_Huxley", "[peers]") { compare<d>(); }
TEST_CASE("IF_curve_Hodgkin_Huxley, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
