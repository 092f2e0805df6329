// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a recording chooses neurons by a slice
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"n[0:3].v">()
#else
#define RECORD record<"n[0:3].v">(only{1})
#endif
constexpr auto d = describe(population<"n">(5, lif{}), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
