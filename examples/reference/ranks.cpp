// SPDX-License-Identifier: BSL-1.0
// Three ranks of one program share a network, and one rank of ten does without the others.
#include <cortexpr/core.hpp>
#include <cortexpr/ranks/dry_run.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cells">(300, synaptic_lif<current<exponential>>{}, start<"v">(uniform(-70_mV, -50_mV))),
             projection<"S: cells -> cells.exc">(fixed_probability{0.1}, weight(10_pA), delay(1_ms)),
             drive<"cells.I">(0.3_nA), record<"cells.spikes">());
using net = network<d>;

int main() {
  ranks_as_threads(3, [](distributed ranks) {
    simulation<net> sim{seed{42}, ranks, threads{1}};
    sim.run(100_ms);
    if (ranks.rank() == 0) std::cout << sim["cells.spikes"_name].size() << " spikes\n";
  });
  // What one of ten ranks costs, without the other nine.
  simulation<net> one{seed{42}, dry_run{.rank = 3, .of = 10}};
  one.run(100_ms);
  std::cout << "rank 3 of 10 has " << one["cells.spikes"_name].size() << " spikes of its own\n";
  return 0;
}
