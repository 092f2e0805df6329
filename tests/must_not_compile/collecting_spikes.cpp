// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spikes of trials are no array; count them, spike_counts<"n">(sweep)
#include <cortexpr/cortexpr.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  trials<network<d>> sweep(2);
#ifdef OK
  return static_cast<int>(spike_counts<"n">(sweep).size());
#else
  collect<"n.spikes">(sweep);
#endif
}
