// SPDX-License-Identifier: BSL-1.0
// header: none
// expect: cortexpr: save_state and load_state need a header that core.hpp leaves out
#ifdef OK
#include <cortexpr/simulation/checkpoint.hpp>
#endif
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim;
  sim.save_state("n.state");
}
