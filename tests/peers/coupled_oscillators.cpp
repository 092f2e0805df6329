// SPDX-License-Identifier: BSL-1.0
// Brian2's example coupled_oscillators: Kuramoto's model at four strengths of coupling.

#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

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
constexpr auto d =
    describe(population<"oscillators">(N, oscillator{}, euler{}, start<"Theta">(given), parameter<"omega">(given)),
             projection<"S: oscillators -> oscillators.coupling">(
                 all_to_all{}, weight(given),
                 couple([](auto pre, auto post, auto w) { return w * sin(pre["Theta"_name] - post["Theta"_name]); })),
             record<"oscillators.Theta">(every{500_ms}));

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

} // namespace
