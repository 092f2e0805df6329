// SPDX-License-Identifier: BSL-1.0
// Hodgkin-Huxley neurons whose crossings of the threshold are counted once each, and a neuron that rests until its
// adaptation has decayed.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

using once_per_crossing = refractory_while<hodgkin_huxley>;

constexpr auto adapted = [](const auto& x, const auto& p) { return x.w > p.b; };
using until_recovered = refractory_while<adex, adapted>;

constexpr auto d = describe(population<"cells">(10, once_per_crossing{}, parameter<"t_ref">(0_ms)),
                            population<"tired">(10, until_recovered{}), drive<"cells.I">(0.3_nA),
                            drive<"tired.I">(0.8_nA), record<"cells.spikes">(), record<"tired.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(200_ms);
  const std::size_t cells = sim["cells.spikes"_name].size() / 10, tired = sim["tired.spikes"_name].size() / 10;
  std::cout << cells << " and " << tired << " spikes per neuron\n";
  return cells > 2 && cells < 30 && tired > 0 && tired < 5 ? 0 : 1;
}
