// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/gapjunctions: ten neurons above threshold, all joined by gap junctions.

#include "peers/texts/gapjunctions.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::gapjunctions;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    number<I> v0 = 1.05;
  };
  template <class T>
  struct inputs {
    number<T> Igap = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.v0 - x.v + in.Igap) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr std::uint32_t n = 10;
constexpr auto network_of(auto neuron, auto junction) {
  return describe(population<"neurons">(n, neuron, exact{}, start<"v">(function_of([](std::uint32_t i, std::uint32_t) {
                                          return i * 1.0 / (n - 1);
                                        }))),
                  projection<"S: neurons -> neurons.Igap">(all_to_all{}, weight(.02), junction),
                  record<"neurons.v">(every{1_ms}), record<"neurons.spikes">());
}
constexpr auto d = network_of(cell{}, gap_junction{});
constexpr auto in_words = network_of(model_from<words::neuron>{}, plasticity{rule_from<words::junction>{}});

template <auto const& D>
void compare() {
  simulation<network<D>> sim;
  sim.run(500_ms);
  const peers::brian2_numbers brian("gapjunctions");
  brian.compare("v", sim["neurons.v"_name], 1e-9);
  const auto steps = brian.numbers("spike_step"), neurons = brian.numbers("spike_neuron");
  const auto& spikes = sim["neurons.spikes"_name];
  REQUIRE(spikes.size() == steps.size());
  for (std::size_t k = 0; k < steps.size(); ++k) {
    CHECK(static_cast<double>(spikes.steps[k]) == steps[k]);
    CHECK(static_cast<double>(spikes.neurons[k]) == neurons[k]);
  }
}
TEST_CASE("gapjunctions: potentials to 1e-9 and every spike", "[peers]") { compare<d>(); }
TEST_CASE("gapjunctions, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
