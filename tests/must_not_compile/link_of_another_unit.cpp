// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;

#ifdef OK
#define UNIT "volt"
#else
#define UNIT "amp"
#endif

constexpr auto d =
    describe(population<"noise">(3, equations<"dn/dt = -n/(5*ms) : " UNIT>{}),
             population<"cells">(3, equations<"dv/dt = (inp - v)/(10*ms) : volt\n inp : volt (linked)">{}),
             link<"noise.n -> cells.inp">());

int main() { simulation<network<d>> sim{seed{1}}; }
