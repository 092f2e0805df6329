// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor that lists values at spikes has another number of them in each trial
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), monitor<"at", "n">(value_at_spikes<"v">{}),
                            monitor<"mean", "n">(mean_of<"v">{}, every{1_ms}));

int main() {
  trials<network<d>> sweep(2);
#ifdef OK
  return static_cast<int>(collect<"mean">(sweep).size());
#else
  collect<"at">(sweep);
#endif
}
