// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting has a value that its item cannot take
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"cortex">(groups(given), lif{}));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"cortex">(groups(std::vector{group{"E", 4}, group{"I", 1}}))};
#else
  simulation<network<d>> sim{set<"cortex">(5)};
#endif
}
