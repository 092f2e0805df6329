// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto an input is continuous and takes no synapse rules
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RULE
#else
#define RULE                                                                                                           \
  plasticity {                                                                                                         \
    transmit{}, clip_weight {}                                                                                         \
  }
#endif

template <class... Options>
constexpr auto coupled(Options... options) {
  return projection<"a -> b.net">(all_to_all{}, weight(0.1), options...);
}
constexpr auto d =
    describe(population<"a">(5, rate_unit<linear>{}), population<"b">(5, rate_unit<linear>{}), coupled(RULE));

int main() { simulation<network<d>> sim{seed{1}}; }
