// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the name stands in angle brackets; write sim.get<"n.v">()
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  static_cast<void>(sim.get<"n.v">());
#else
  static_cast<void>(sim.get("n.v"));
#endif
}
