// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a list of spikes is set for a population of spike_times{}
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">(),
                            population<"in">(5, spike_times{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  const std::vector<int> list{1, 2};
#ifdef OK
  sim.set<"in">(spike_list::at_steps(list, list));
#else
  sim.set<"n">(spike_list::at_steps(list, list));
#endif
}
