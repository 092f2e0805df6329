// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a model has a linked input that no link feeds
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"noise">(3, equations<"dn/dt = -n/(5*ms) : 1">{}),
                            population<"cells">(3, equations<"dv/dt = (inp - v)/(10*ms) : 1\n inp : 1 (linked)">{})
#ifdef OK
                                ,
                            link<"noise.n -> cells.inp">()
#endif
);

int main() { simulation<network<d>> sim{seed{1}}; }
