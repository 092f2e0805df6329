// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a recording is asked for by a name that the compiler knows; write sim["n.v"_name]
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  static_cast<void>(sim["n.v"_name]);
#else
  static_cast<void>(sim["n.v"]);
#endif
}
