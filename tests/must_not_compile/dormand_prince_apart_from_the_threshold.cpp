// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: dormand_prince finds spikes while it integrates
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr at place{slot::start};
#else
constexpr at place{slot::before_thresholds};
#endif

constexpr auto d = describe(population<"cells">(5, adex{}, dormand_prince{}),
                            regularly<"lift", "cells">(
                                every{1_ms}, [](auto& n) { n["v"_name] += 1_mV; }, place));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
