// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the library does not know this member of a synapse rule, and it would be ignored
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct growing {
#ifdef OK
  static void on_pre(auto& s) { s.w += 1e-6; }
#else
  static void on_spike(auto& s) { s.w += 1e-6; }
#endif
  bool operator==(const growing&) const = default;
};

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
             projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, growing{}}));

int main() { simulation<network<d>> sim{seed{1}}; }
