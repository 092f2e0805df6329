// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a description is made of population<"n">(...), projection<"a -> b.exc">(...)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}));
#else
constexpr auto d = describe(population<"n">(5, lif{}), 5);
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
