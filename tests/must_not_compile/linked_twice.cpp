// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two links end at one input of the same neurons
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;

#ifdef OK
#define ROUTE "b.n -> cells[3:6].inp"
#else
#define ROUTE "b.n -> cells[0:3].inp"
#endif
using walk = equations<"dn/dt = -n/(5*ms) : 1">;

constexpr auto d = describe(population<"a">(3, walk{}), population<"b">(3, walk{}),
                            population<"cells">(6, equations<"dv/dt = (inp - v)/(10*ms) : 1\n inp : 1 (linked)">{}),
                            link<"a.n -> cells[0:3].inp">(), link<ROUTE>());

int main() { simulation<network<d>> sim{seed{1}}; }
