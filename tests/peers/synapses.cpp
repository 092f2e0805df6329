// SPDX-License-Identifier: BSL-1.0
// Brian2's example synapses/synapses: weights that fade by an equation of their own. Pairs and delays, which are drawn
// there, are those of reference/synapses.py.

#include "peers/brian2_numbers.hpp"
#include "peers/texts/synapses_example.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>

namespace synapses_of_brian2 {

using namespace cortexpr;
namespace words = peers::texts::synapses_example;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

struct fading {
  using update = event_driven;
  static constexpr bool transmits = true;
  template <class I>
  struct synapse {
    number<I> weight = 1;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto&) {
    return {.weight = -s.weight / 50_ms};
  }
  static void on_pre(auto& s) { s.receptor += s.weight; }
  bool operator==(const fading&) const = default;
};

constexpr auto network_of(auto neuron, auto weights) {
  return describe(population<"G1">(10, neuron, exact{}, start<"v">(1.2)), population<"G2">(10, neuron, exact{}),
                  projection<"syn: G1 -> G2.v">(given, weight(1.0), delay(given), plasticity{weights}),
                  record<"G2.v">());
}
constexpr auto d = network_of(cell{}, fading{});
constexpr auto in_words = network_of(model_from<words::cell>{}, rule_from<words::fading>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("synapses");
  simulation<network<D>> sim{cortexpr::set<"syn">(pairs(brian.numbers("i"), brian.numbers("j"))),
                             cortexpr::set<"syn.delay">(values(brian.numbers("delay_steps"), 0.1_ms))};
  sim.run(20_ms);
  brian.compare("v", sim["G2.v"_name], 1e-9);
}
TEST_CASE("synapses: potentials to 1e-9", "[peers]") { compare<d>(); }
TEST_CASE("synapses, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace synapses_of_brian2
