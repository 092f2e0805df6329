// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: trials take seed{n}, structure_seed{n}, same_seed{}, time_step{dt}, threads{n}
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
#ifdef OK
  trials<network<d>> sweep(2, same_seed{});
#else
  trials<network<d>> sweep(2, 42);
#endif
}
