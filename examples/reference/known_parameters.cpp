// SPDX-License-Identifier: BSL-1.0
// Parameters that the network knows: the number of a neuron, of all neurons, and the time step.
#include <cortexpr/core.hpp>

using namespace cortexpr;

/// Activity that each neuron forgets as slowly as its number says.
struct graded {
  template <class I>
  struct state {
    number<I> y = 1;
  };
  template <class I>
  struct parameters {
    neuron_index<I> i;
    neuron_count<I> N;
    step_length<I> dt;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.y = -x.y * (1 + p.i) / p.N / (100 * p.dt)};
  }
};

constexpr auto d = describe(population<"n">(10, graded{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(100_ms);
  const auto y = sim.get<"n.y">();
  return y[0] > 0.3 && y[9] < 1e-3 ? 0 : 1;
}
