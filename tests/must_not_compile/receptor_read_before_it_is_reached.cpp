// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: s.receptor is not known where what a rule adds to it is under way, between populations with
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

struct saturates {
  static void on_pre(auto& s) {
#ifdef OK
    s.receptor += 0.5 * s.w;
#else
    s.receptor += 0.5 * (s.w - s.receptor);
#endif
  }
};

constexpr auto d = describe(population<"n">(1, cell{}, precise_spikes{}),
                            projection<"n -> n.exc">(all_to_all{}, weight(1_pA), delay(1_ms), plasticity{saturates{}}));

int main() { simulation<network<d>>{}.run(1_ms); }
