// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: s.receptor is not known where what a rule adds to it is under way, between populations with
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  static void on_pre(auto& s) {
#ifdef OK
    s.receptor += s.w;
#else
    s.receptor = s.w;
#endif
  }
};

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"n">(1, scaled_lif{}),
             projection<"in -> n.v">(all_to_all{}, weight(1_mV), axonal_delay(1_ms), dendritic_delay(0.5_ms),
                                     plasticity{rule{}}));

int main() { simulation<network<d>>{}.run(1_ms); }
