// SPDX-License-Identifier: BSL-1.0
// Brian2's example coupled_oscillators: Kuramoto's model at four strengths of coupling.

#include "peers/texts/coupled_oscillators.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::coupled_oscillators;

struct oscillator {
  template <class I>
  struct state {
    number<I> Theta = 0;
  };
  template <class I>
  struct parameters {
    hertz<I> omega = 0.5_Hz;
  };
  template <class T>
  struct inputs {
    hertz<T> coupling = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>& p, const inputs<In>& in) {
    return {.Theta = p.omega + in.coupling};
  }
};

constexpr std::uint32_t N = 100;
constexpr auto network_of(auto neuron, auto connection, auto... options) {
  return describe(
      population<"oscillators">(N, neuron, euler{}, start<"Theta">(given), parameter<"omega">(given), options...),
      projection<"S: oscillators -> oscillators.coupling">(all_to_all{}, weight(given), connection),
      record<"oscillators.Theta">(every{500_ms}));
}
constexpr auto d = network_of(
    oscillator{}, couple([](auto pre, auto post, auto w) { return w * sin(pre["Theta"_name] - post["Theta"_name]); }));

TEST_CASE("coupled_oscillators: phases to 1e-9 at four strengths", "[peers]") {
  const peers::brian2_numbers brian("coupled_oscillators");
  for (const int K : {0, 1, 2, 4}) {
    simulation<network<d>> sim{time_step{1_ms}, set<"oscillators.Theta">(values(brian.numbers("start"))),
                               set<"oscillators.omega">(values(brian.numbers("omega"), 1_Hz)),
                               set<"S.w">(1.0 * K / N * 1_Hz)};
    sim.run(10_s);
    brian.compare("theta_" + std::to_string(K), sim["oscillators.Theta"_name], 1e-9);
  }
}

constexpr auto in_words =
    describe(population<"oscillators">(N, model_from<words::oscillator>{}, euler{}, start<"Theta">(given),
                                       parameter<"omega">(given), parameter<"K">(given)),
             projection<"S: oscillators -> oscillators.coupling">(all_to_all{}, weight(1.0),
                                                                  plasticity{rule_from<words::connection>{}}),
             record<"oscillators.Theta">(every{500_ms}));

TEST_CASE("coupled_oscillators, in words", "[peers][texts]") {
  const peers::brian2_numbers brian("coupled_oscillators");
  for (const int K : {0, 1, 2, 4}) {
    simulation<network<in_words>> sim{time_step{1_ms}, set<"oscillators.Theta">(values(brian.numbers("start"))),
                                      set<"oscillators.omega">(values(brian.numbers("omega"), 1_Hz)),
                                      set<"oscillators.K">(1.0 * K * 1_Hz)};
    sim.run(10_s);
    brian.compare("theta_" + std::to_string(K), sim["oscillators.Theta"_name], 1e-9);
  }
}

} // namespace
