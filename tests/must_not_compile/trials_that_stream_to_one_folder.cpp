// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: trials run at once and would all write to one place
#include <cortexpr/cortexpr.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  trials<network<d>> sweep(2);
#ifdef OK
  sweep.run(1_ms, until_interrupted{});
#else
  sweep.run(1_ms, stream_to("folder"));
#endif
}
