// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: each of trials takes a function of a simulation and the number of its trial
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  trials<network<d>> sweep(2);
#ifdef OK
  sweep.each([](auto& sim, std::size_t) { sim.run(1_ms); });
#else
  sweep.each([](auto& sim) { sim.run(1_ms); });
#endif
}
