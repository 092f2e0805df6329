// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(f): f is no formula that the compiler can read
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define FORMULA constexpr
#else
#define FORMULA
#endif

template <class T>
FORMULA T twice(const T& x) {
  return 2 * x;
}

constexpr auto d =
    describe(population<"cells">(5, lif{}),
             projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), couple([](auto pre, auto post, auto w) {
                                              return w * twice(pre["v"_name] - post["v"_name]);
                                            })));

int main() { simulation<network<d>> sim{seed{1}}; }
