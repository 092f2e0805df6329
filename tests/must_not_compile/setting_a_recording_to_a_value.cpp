// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting has a value that its item cannot take
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define VALUE                                                                                                          \
  only { 0, 1 }
#else
#define VALUE 2_mV
#endif

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.spikes">());

int main() { simulation<network<d>> sim{set<"n.spikes">(VALUE)}; }
