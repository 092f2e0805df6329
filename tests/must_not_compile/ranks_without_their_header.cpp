// SPDX-License-Identifier: BSL-1.0
// header: none
// expect: cortexpr: ranks need a header that core.hpp leaves out
#ifdef OK
#include <cortexpr/ranks/communicator.hpp>
#endif
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{distributed{}};
  sim.run(1_ms);
}
