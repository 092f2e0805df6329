// SPDX-License-Identifier: BSL-1.0
// Brian2's example frompapers/Rossant_et_al_2011bis: 15 of 4000 excitatory inputs that spike together, 40 times per
// second, beside as many independent ones. Rossant, Leijon, Magnusson and Brette (2011), Sensitivity of noisy neurons
// to coincident inputs, J Neurosci 31:17193. Two populations stand for the two neurons of one group there.
#include "peers/texts/Rossant_et_al_2011bis.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Rossant_et_al_2011bis;

struct cell {
  template <class I>
  struct state {
    volt<I> v = -65_mV, ge = 0_mV, gi = 0_mV;
  };
  template <class I>
  struct parameters {
    volt<I> theta = -55_mV, El = -65_mV;
    second<I> taum = 5_ms, taue = 3_ms, taui = 10_ms, t_ref = 5_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (x.ge + x.gi - (x.v - p.El)) / p.taum, .ge = -x.ge / p.taue, .gi = -x.gi / p.taui};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.theta; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.El; }
};

constexpr double p = 15, ne = 4000, ni = 1000;
constexpr auto lambdac = 40_Hz, lambdae = 1_Hz, lambdai = 1_Hz;
constexpr auto taum = 5_ms, taue = 3_ms, taui = 10_ms;
constexpr auto we = 0.5_mV / cortexpr::pow(taum / taue, taum / (taue - taum)); // EPSPs of 0.5 mV
constexpr auto wi = -lambdae * ne * we * taue / (lambdae * ni * taui);         // balance

constexpr auto network_of(auto neuron) {
  return describe(population<"independent">(1, neuron, exact{}), population<"synchronous">(1, neuron, exact{}),
                  poisson_input<"independent.ge">(ne * lambdae, weight(we)),
                  poisson_input<"independent.gi">(ni * lambdai, weight(wi)),
                  poisson_input<"synchronous.ge">(ne * lambdae - p * lambdac, weight(we)),
                  poisson_input<"synchronous.gi">(ni * lambdai, weight(wi)),
                  poisson_input<"together: synchronous.ge">(lambdac, weight(p * we)), record<"independent.spikes">(),
                  record<"synchronous.spikes">(), record<"independent.v">(every{1_ms}),
                  record<"synchronous.v">(every{1_ms}));
}
constexpr auto d = network_of(cell{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Rossant_et_al_2011bis");
  std::vector<double> independent, synchronous, means[2], deviations[2];
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<D>> sim{seed{k}};
    sim.run(2_s);
    independent.push_back(static_cast<double>(sim["independent.spikes"_name].size()));
    synchronous.push_back(static_cast<double>(sim["synchronous.spikes"_name].size()));
    const std::array traces{sim["independent.v"_name].values, sim["synchronous.v"_name].values};
    for (std::size_t i = 0; i < 2; ++i) {
      std::vector<double> v;
      for (const double x : traces[i]) v.push_back(x * 1000);
      means[i].push_back(peers::mean_of(v));
      deviations[i].push_back(std::sqrt(peers::variance_of(v)));
    }
  }
  CHECK(peers::mean_of(synchronous) > 2 * peers::mean_of(independent));
  peers::same_distribution(brian, "independent", independent);
  peers::same_distribution(brian, "synchronous", synchronous);
  peers::same_distribution(brian, "mean_independent", means[0]);
  peers::same_distribution(brian, "mean_synchronous", means[1]);
  peers::same_distribution(brian, "deviation_independent", deviations[0]);
  peers::same_distribution(brian, "deviation_synchronous", deviations[1]);
}
TEST_CASE("Rossant_et_al_2011bis", "[peers]") { compare<d>(); }
TEST_CASE("Rossant_et_al_2011bis, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
